import { useBench } from '../bench.ts';
import styles from '../panels/Dialogs.module.css';
import { useStore } from '../store.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Keys } from '../ui/Keys.tsx';
import { Select } from '../ui/Select.tsx';
import { type Choice, choicesOf } from './choices.ts';
import { help } from './help-labels.ts';
import { commands } from './index.ts';
import { keyList } from './key-list.ts';

/** Every key, read off the commands themselves; and what this person has chosen about keys, wheel and colours. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const bench = useBench();
  return (
    <Dialog title={help.title} isOpen onClose={onClose} size="l" reading>
      <ul className={styles.rules}>
        {help.rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      <section aria-label={help.device} className={styles.choices}>
        {choicesOf(bench).map((choice) => (
          <ChoiceField key={choice.id} choice={choice} />
        ))}
      </section>
      <div className={styles.groups}>
        {keyList(commands).map((group) => (
          <section key={group.title} className={styles.keysGroup}>
            <h3>{group.title}</h3>
            <dl>
              {group.lines.map((line) => (
                <div key={line.label} className={styles.key}>
                  <dt>{line.label}</dt>
                  <dd>
                    {line.keys.map((key) => (
                      <Keys key={key} keys={key} loud />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function ChoiceField({ choice }: { readonly choice: Choice }) {
  const value = useStore(choice.store);
  return <Select label={choice.label} options={choice.options} value={value} onChange={choice.choose} />;
}
