import { CircleHelp, Crosshair } from 'lucide-react';
import { useMemo, useState } from 'react';
import { list, quoted } from '#base/text.ts';
import { productOf, variantOf } from '#brokers/index.ts';
import { type Design, nameOf } from '#model/design.ts';
import { chooseBroker } from '#rules/fit/choose.ts';
import { brokerFit, type Need, type RowFit } from '#rules/fit/fit.ts';
import type { FitScope } from '#rules/fit/scopes.ts';
import type { Verdict } from '#rules/fit/verdicts.ts';
import { useBench } from '../bench.ts';
import { useStore } from '../store.ts';
import { Badge, EmptyState } from '../ui/Badge.tsx';
import { IconButton } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Select } from '../ui/Select.tsx';
import { useMeaning } from '../use-meaning.ts';
import styles from './FitDialog.module.css';
import { FitRow } from './FitRow.tsx';
import { words as labels } from './labels.ts';
import { type Question, questionsOf } from './questions.ts';

const words = labels.fit;

/** What the design asks of its broker, and every mode of every product beside it; one press puts the channels on one. */
export default function FitDialog({ onClose }: { readonly onClose: () => void }) {
  const { editor } = useBench().session;
  const design = useMeaning(editor);
  const selected = useState(() => editor.selection.get())[0];
  const { questions, first } = useMemo(() => questionsOf(design, selected), [design, selected]);
  const [asked, setAsked] = useState(first);
  const question = questions.find(({ id }) => id === asked) ?? questions[0];
  return (
    <Dialog title={words.title} isOpen onClose={onClose} size="xl">
      {!question ? (
        <EmptyState title={words.noChannel}>{words.noChannelHelp}</EmptyState>
      ) : (
        <div className={styles.dialog}>
          <Select
            label={words.for}
            className={styles.question}
            options={questions.map((each) => ({ value: each.id, label: labelOf(design, each) }))}
            value={question.id}
            onChange={setAsked}
          />
          <Answer design={design} scope={question.scope} onClose={onClose} />
        </div>
      )}
    </Dialog>
  );
}

function labelOf(design: Design, { selected, scope }: Question): string {
  if (selected) return words.selected(scope.channels.length);
  if (scope.broker === 'none') return words.without(scope.channels.length);
  return words.on(nameOf(design, scope.broker), scope.channels.length);
}

interface AnswerProps {
  readonly design: Design;
  readonly scope: FitScope;
  readonly onClose: () => void;
}

const verdicts: readonly Verdict[] = ['fits', 'if', 'no'];

function Answer({ design, scope, onClose }: AnswerProps) {
  const { editor } = useBench().session;
  const readOnly = useStore(editor.readOnly);
  const fit = useMemo(() => brokerFit(design, scope.channels), [design, scope]);
  const show = (at: readonly string[]) => {
    onClose();
    editor.select(at);
    editor.view.get()?.reveal(at);
  };
  const use = ({ product, variant }: RowFit) => {
    const edits = chooseBroker(design, scope, product, variant, editor.makeId);
    onClose();
    if (edits.length === 0 || !editor.perform(edits)) return;
    const name = rowName(product, variant);
    const sentence =
      scope.channels.length === 0
        ? words.usedBroker(nameOf(design, scope.broker), name)
        : words.used(namesOf(design, scope.channels), name, scope.channels.length);
    editor.toast({ tone: 'ok', sentence, action: { label: words.undo, perform: () => editor.undo() } });
  };
  return (
    <>
      <InUse rows={fit.rows.filter(({ inUse }) => inUse)} />
      <Needs needs={fit.needs} empty={scope.channels.length === 0 ? words.noneOn : words.noNeeds} onShow={show} />
      {verdicts.map((verdict) => {
        const rows = fit.rows.filter((row) => row.verdict === verdict);
        if (rows.length === 0) return null;
        return (
          <section key={verdict} className={styles.rows} data-verdict={verdict}>
            <h3>{words.counted(words.verdicts[verdict], rows.length)}</h3>
            <ul>
              {rows.map((row) => (
                <FitRow
                  key={`${row.product}/${row.variant}`}
                  row={row}
                  name={rowName(row.product, row.variant)}
                  onUse={readOnly ? undefined : () => use(row)}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

/** What the channels are on now, before anybody has to look for it in the list. */
function InUse({ rows }: { readonly rows: readonly RowFit[] }) {
  if (rows.length === 0) return null;
  return (
    <p className={styles.now}>
      {words.now}{' '}
      {rows.map(({ product, variant, verdict }) => (
        <strong key={`${product}/${variant}`} data-verdict={verdict}>
          {words.nowOn(rowName(product, variant), words.verdicts[verdict])}
        </strong>
      ))}
    </p>
  );
}

function Needs({
  needs,
  empty,
  onShow,
}: {
  readonly needs: readonly Need[];
  readonly empty: string;
  readonly onShow: (at: readonly string[]) => void;
}) {
  const settled = needs.filter(({ status }) => status !== 'open');
  const open = needs.filter(({ status }) => status === 'open');
  const line = (need: Need) => (
    <li key={`${need.status} ${need.kind} ${need.sentence}`}>
      {need.status === 'open' && <CircleHelp size={15} aria-hidden className={styles.asks} />}
      <span>
        {need.sentence} {need.status === 'assumed' && <Badge>{words.assumed}</Badge>}
      </span>
      <IconButton label={words.show(need.sentence)} icon={Crosshair} size="s" onPress={() => onShow(need.at)} />
    </li>
  );
  return (
    <div className={styles.needs}>
      <section>
        <h3>{words.needs}</h3>
        {settled.length === 0 ? <p>{empty}</p> : <ul>{settled.map(line)}</ul>}
      </section>
      {open.length > 0 && (
        <section>
          <h3>{words.open}</h3>
          <p>{words.openHelp}</p>
          <ul>{open.map(line)}</ul>
        </section>
      )}
    </div>
  );
}

function rowName(product: string, variant: string): string {
  const known = productOf(product);
  if (!known) return product;
  return known.variants.length > 1 ? labels.mode(known.label, variantOf(product, variant)?.label ?? variant) : known.label;
}

function namesOf(design: Design, ids: readonly string[]): string {
  const names = ids.map((id) => quoted(nameOf(design, id)));
  return list(names.length > 4 ? [...names.slice(0, 3), words.more(names.length - 3)] : names);
}
