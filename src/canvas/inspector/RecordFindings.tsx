import { CircleHelp } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { Id } from '#base/ids.ts';
import { useBench } from '../bench.ts';
import type { Checking } from '../findings/checking.ts';
import { FindingCard } from '../findings/Findings.tsx';
import { useStore } from '../store.ts';
import { useForm } from './form-context.ts';
import styles from './Inspector.module.css';
import { words } from './labels.ts';
import { questionWords } from './question-words.ts';

/** What the rules say about the one record that is selected, and what nobody has said about it yet. */
export function RecordFindings({ id }: { readonly id: Id }) {
  const { checking } = useBench().session;
  return checking ? <Shown id={id} checking={checking} /> : null;
}

function Shown({ id, checking }: { readonly id: Id; readonly checking: Checking }) {
  const { design } = useForm();
  const findings = useStore(checking.byRecord).get(id) ?? [];
  const questions = useStore(checking.questions).get(id) ?? [];
  const [open, setOpen] = useState(false);
  if (findings.length === 0 && questions.length === 0) return null;
  return (
    <div className={styles.said_}>
      {findings.map((finding) => (
        <FindingCard key={finding.key} finding={finding} checking={checking} here={findings.length === 1 ? 'open' : 'closed'} />
      ))}
      {questions.length > 0 && (
        <div className={styles.open}>
          <AriaButton className={styles.openTitle as string} aria-expanded={open} onPress={() => setOpen(!open)}>
            <CircleHelp size={15} aria-hidden />
            {words.questions(questions.length)}
          </AriaButton>
          {open && (
            <ul>
              {questions.map((path) => (
                <li key={path}>{questionWords(design, id, path)}</li>
              ))}
            </ul>
          )}
        </div>
      )}
    </div>
  );
}
