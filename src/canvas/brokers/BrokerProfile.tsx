import { ChevronRight, Scale } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { Product, Variant } from '#brokers/capabilities.ts';
import { type Design, type Edge, type Element, elementOf } from '#model/design.ts';
import { useBench } from '../bench.ts';
import { useForm } from '../inspector/form-context.ts';
import { words as form } from '../inspector/labels.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';
import styles from './BrokerProfile.module.css';
import { profileOf } from './cells.ts';
import { words } from './labels.ts';
import { modeFor } from './usual.ts';

/** What the product behind a broker, a channel or a handler promises, with what nobody has verified marked as such. */
export default function BrokerProfile({ record }: { readonly record: Element | Edge }) {
  const { design } = useForm();
  const bench = useBench();
  const mode = modeFor(design, record);
  return (
    <>
      {mode && <Profile key={`${record.id} ${mode.product.product}`} mode={mode} record={record} design={design} />}
      {record.kind === 'channel' && (
        <div className={styles.ask}>
          <Button size="s" icon={Scale} onPress={() => bench.dialog.set('brokers')}>
            {form.whichBroker}
          </Button>
        </div>
      )}
    </>
  );
}

interface ProfileProps {
  readonly mode: { readonly product: Product; readonly row: Variant };
  readonly record: Element | Edge;
  readonly design: Design;
}

function Profile({ mode: { product, row }, record, design }: ProfileProps) {
  const isBroker = record.kind === 'broker';
  const [open, setOpen] = useState(isBroker);
  const [looked, setLooked] = useState(() => (isBroker ? (usedVariant(design, record.id) ?? row.variant) : row.variant));
  const shown = (isBroker && product.variants.find(({ variant }) => variant === looked)) || row;
  const several = product.variants.length > 1;
  return (
    <section className={styles.profile}>
      <h2>
        <AriaButton className={styles.title as string} aria-expanded={open} onPress={() => setOpen(!open)}>
          <ChevronRight size={15} aria-hidden />
          {words.promises(several && !isBroker ? words.mode(product.label, shown.label) : product.label)}
        </AriaButton>
      </h2>
      {open && (
        <>
          {isBroker && several && (
            <Select
              label={words.modes}
              options={product.variants.map(({ variant, label, help }) => ({
                value: variant,
                label: words.variant(label, variant),
                help,
              }))}
              value={shown.variant}
              onChange={setLooked}
            />
          )}
          <p className={styles.help}>
            {shown.help} {words.onlyIf}
          </p>
          <Cells row={shown} />
          <h3>{words.sources}</h3>
          <ul className={styles.sources}>
            {product.sources.map(({ title, url }) => (
              <li key={url}>
                <a href={url} target="_blank" rel="noreferrer">
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Cells({ row }: { readonly row: Variant }) {
  return profileOf(row).map(({ title, cells }) => (
    <div key={title}>
      <h3>{title}</h3>
      <dl className={styles.cells}>
        {cells.map(({ name, value, note, verified }) => (
          <div key={name} className={styles.cell}>
            <dt>{name}</dt>
            <dd>
              {value} {!verified && <Badge title={form.notVerifiedHelp}>{form.notVerified}</Badge>}
              {note !== '' && <small>{note}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  ));
}

/** The variant that most channels of a broker are in. */
function usedVariant(design: Design, broker: string): string | undefined {
  const counts = new Map<string, number>();
  for (const { id } of design.elements.values()) {
    const channel = elementOf(design, id, 'channel');
    if (channel?.props.broker !== broker || channel.props.variant === '') continue;
    counts.set(channel.props.variant, (counts.get(channel.props.variant) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
