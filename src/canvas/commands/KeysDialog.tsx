import styles from '../panels/Dialogs.module.css';
import { Dialog } from '../ui/Dialog.tsx';
import { Keys } from '../ui/Keys.tsx';
import { help } from './help-labels.ts';
import { commands } from './index.ts';
import { keyList } from './key-list.ts';

/** Every key, read off the commands themselves. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={help.title} isOpen onClose={onClose} size="l" reading>
      <ul className={styles.rules}>
        {help.rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
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
