import '#model/kind-texts.ts';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { contract as contractKind } from '#model/kinds/contract.ts';
import { Button } from '../ui/Button.tsx';
import field_ from '../ui/Field.module.css';
import styles from './Contract.module.css';
import { envelopeOf } from './envelope.ts';
import { words } from './labels.ts';
import type { VersionProps } from './SchemaTab.tsx';
import { schemaOf } from './schemas.ts';
import { useAnswer } from './use-answer.ts';

/** A message that the schema allows, the envelope round it, and a place to try one's own. */
export function ExamplesTab({ contract, version }: VersionProps) {
  const [seed, setSeed] = useState(1);
  const [typed, setTyped] = useState('');
  const schema = schemaOf(version);
  const checked = schema && schema.format !== 'xml' ? schema : undefined;
  const sample = useAnswer(checked && { kind: 'sample', schema: checked, seed }, 0);
  const verdict = useAnswer(checked && typed.trim() !== '' ? { kind: 'check', schema: checked, payload: typed } : undefined);
  if (!checked) return <p className={styles.quiet}>{schema ? words.notChecked : words.needsText}</p>;
  const made = sample?.ok ? sample.value : undefined;
  const payload = made && 'payload' in made ? made.payload : undefined;
  return (
    <div className={styles.columns}>
      <section className={styles.text}>
        <div className={styles.tools}>
          <h3 className={styles.heading}>{words.example}</h3>
          <Button size="s" icon={RefreshCw} onPress={() => setSeed(seed + 1)}>
            {words.another}
          </Button>
        </div>
        {payload !== undefined ? (
          <>
            <pre className={styles.payload}>{payload}</pre>
            <h3 className={styles.heading}>{words.envelope}</h3>
            <pre className={styles.payload}>{envelopeOf(contract.props, version.version, payload, seed)}</pre>
          </>
        ) : (
          <p className={styles.quiet}>
            {sample?.ok === false ? sample.faults[0]?.message : made && 'sentence' in made ? made.sentence : words.reading}
          </p>
        )}
      </section>
      <section className={styles.fields}>
        <h3 className={styles.heading}>{words.tryOne}</h3>
        <p className={styles.quiet}>{words.tryHelp}</p>
        <textarea
          className={`${field_.input} ${field_.area} ${field_.code}`}
          aria-label={words.tryLabel}
          rows={12}
          maxLength={100_000}
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <div role="status">
          {verdict?.ok === false && <p className={styles.wrong}>{verdict.faults[0]?.message}</p>}
          {verdict?.ok && verdict.value.faults.length === 0 && <p className={styles.right}>{words.fits}</p>}
          {verdict?.ok && verdict.value.faults.length > 0 && (
            <ul className={styles.beyond}>
              {verdict.value.faults.map((fault) => (
                <li key={`${fault.at} ${fault.message}`}>
                  {fault.at !== '' && <code>{fault.at}</code>} {fault.message}
                </li>
              ))}
            </ul>
          )}
        </div>
        <h3 className={styles.heading}>{contractKind.properties.meta.label}</h3>
        <ul className={styles.checklist}>
          {(contractKind.properties.meta.options ?? []).map(({ value, label, help }) => {
            const said = contract.props.meta;
            const there = Array.isArray(said) && said.includes(value);
            return (
              <li key={value} data-there={there || undefined} title={help}>
                <span aria-hidden>{there ? '✓' : said === '?' ? '?' : '–'}</span> {label}
              </li>
            );
          })}
        </ul>
      </section>
    </div>
  );
}
