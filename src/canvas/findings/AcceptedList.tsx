import { ChevronRight, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { type Waiver, waiverKey } from '#model/checking.ts';
import { nameOf } from '#model/design.ts';
import { useBench } from '../bench.ts';
import { useStore } from '../store.ts';
import { Button } from '../ui/Button.tsx';
import type { Checking } from './checking.ts';
import styles from './Findings.module.css';
import { words } from './labels.ts';

/** What people have accepted, with who and why; and what they accepted that is no longer found. */
export function AcceptedList({ checking }: { readonly checking: Checking }) {
  const { editor } = useBench().session;
  const { waived, stale } = useStore(checking.accepted);
  const design = useStore(editor.design);
  const readOnly = useStore(editor.readOnly);
  const [open, setOpen] = useState(false);
  if (waived.length + stale.length === 0) return null;
  const takeBack = ({ rule, at }: Waiver) => editor.perform([{ op: 'unsettle', key: waiverKey(rule, at) }]);
  const back = (waiver: Waiver, label: string) =>
    !readOnly && (
      <Button size="s" icon={Undo2} onPress={() => takeBack(waiver)}>
        {label}
      </Button>
    );
  return (
    <section className={styles.questions}>
      <AriaButton className={styles.fold as string} aria-expanded={open} onPress={() => setOpen(!open)}>
        <ChevronRight size={14} aria-hidden />
        {words.accepted(waived.length, stale.length)}
      </AriaButton>
      {open && (
        <ul className={styles.accepted}>
          {waived.map(({ key, what, at, waiver }) => (
            <li key={key}>
              <AriaButton
                className={styles.acceptedWhat as string}
                onPress={() => {
                  editor.select(at.slice(0, 1));
                  editor.view.get()?.reveal(at);
                }}
              >
                {what}
              </AriaButton>
              <p className={styles.reason}>{waiver.reason}</p>
              <p className={styles.signed}>{words.signed(waiver.by, waiver.on)}</p>
              {back(waiver, words.takeBack)}
            </li>
          ))}
          {stale.map((waiver) => (
            <li key={waiverKey(waiver.rule, waiver.at)}>
              <p className={styles.reason}>{words.stale(waiver.rule, nameOf(design, waiver.at))}</p>
              <p className={styles.signed}>{words.signed(waiver.by, waiver.on)}</p>
              {back(waiver, words.clear)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
