import { ListBox, ListBoxItem } from 'react-aria-components';
import type { Checking, ShownFinding } from '#canvas/findings/checking.ts';
import { countsOf } from '#canvas/findings/counts.ts';
import type { Session } from '#canvas/session.ts';
import { useStore } from '#canvas/store.ts';
import { Badge } from '#canvas/ui/Badge.tsx';
import { useMeaning } from '#canvas/use-meaning.ts';
import { letterOf } from '#compare/difference.ts';
import styles from './Compare.module.css';
import type { Result } from './comparison.ts';
import { LetterBadge } from './LetterBadge.tsx';
import { words } from './labels.ts';

const tones = { error: 'error', warning: 'warning', hint: 'info' } as const;
const signs = { error: '✕', warning: '!', hint: 'i' } as const;

/** What the rules find, design by design; choosing one shows it where it stands. */
export function FindingList({ result }: { readonly result: Result }) {
  return (
    <div className={styles.list}>
      {result.sessions.map((session, d) => (
        // Designs keep their place in the list.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above.
        <OfDesign key={d} session={session} letter={letterOf(d)} />
      ))}
    </div>
  );
}

function OfDesign({ session, letter }: { readonly session: Session; readonly letter: string }) {
  const { title } = useMeaning(session.editor);
  return (
    <section>
      <h3 className={styles.findingHead}>
        <LetterBadge letter={letter} />
        <span>{title || words.untitled}</span>
      </h3>
      {session.checking && <Findings session={session} checking={session.checking} letter={letter} />}
    </section>
  );
}

function Findings({
  session,
  checking,
  letter,
}: {
  readonly session: Session;
  readonly checking: Checking;
  readonly letter: string;
}) {
  const findings = useStore(checking.findings);
  const ready = useStore(checking.ready);
  if (!ready) return <p className={styles.findingNone}>{words.checking}</p>;
  if (findings.length === 0) return <p className={styles.findingNone}>{words.noFindings}</p>;
  const counts = countsOf(findings);
  const show = (finding: ShownFinding | undefined) => {
    session.editor.select(finding?.at ?? []);
    if (finding) session.editor.view.get()?.reveal(finding.at);
  };
  return (
    <ListBox
      aria-label={`${letter}: ${words.findings(counts.error, counts.warning, counts.hint)}`}
      className={styles.rows as string}
      selectionMode="single"
      selectionBehavior="replace"
      onSelectionChange={(keys) => {
        const [key] = keys === 'all' ? [] : [...keys];
        show(findings.find((finding) => finding.key === key));
      }}
    >
      {findings.map((finding) => (
        <ListBoxItem key={finding.key} id={finding.key} textValue={finding.what} className={styles.finding as string}>
          <Badge tone={tones[finding.severity]}>{signs[finding.severity]}</Badge>
          <span>{finding.what}</span>
        </ListBoxItem>
      ))}
    </ListBox>
  );
}
