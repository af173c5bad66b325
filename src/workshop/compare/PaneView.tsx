import { ArrowLeft, ArrowRight, EllipsisVertical, Maximize, Radio, SquareArrowOutUpRight, X } from 'lucide-react';
import { useMemo } from 'react';
import type { Checking } from '#canvas/findings/checking.ts';
import { countsOf } from '#canvas/findings/counts.ts';
import { type Session, SessionProvider } from '#canvas/session.ts';
import { useStore } from '#canvas/store.ts';
import { Surface } from '#canvas/surface/Surface.tsx';
import { Badge } from '#canvas/ui/Badge.tsx';
import { IconButton } from '#canvas/ui/Button.tsx';
import { Menu, MenuItem, MenuTrigger } from '#canvas/ui/Menu.tsx';
import { useMeaning } from '#canvas/use-meaning.ts';
import { pathOf } from '../links.ts';
import styles from './Compare.module.css';
import type { Result } from './comparison.ts';
import { marksOf } from './filter.ts';
import { LetterBadge } from './LetterBadge.tsx';
import { words } from './labels.ts';
import type { Pane } from './pane.ts';
import type { Source } from './sources.ts';

export interface PaneViewProps {
  readonly pane: Pane;
  /** Undefined while it is opening. */
  readonly letter: string | undefined;
  readonly result: Result | undefined;
  readonly marked: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
  /** Called before this pane alone shows all of its design. */
  readonly onFit: () => void;
  /** Keeps all of the design in view. */
  readonly autoFit: boolean;
}

/** One design of the comparison, with its head. */
export function PaneView({ pane, letter, result, marked, isFirst, isLast, onMove, onRemove, onFit, autoFit }: PaneViewProps) {
  const state = useStore(pane.state);
  if (state.step !== 'open') {
    return (
      <section className={styles.pane} aria-busy>
        <p className={styles.opening}>{words.opening}</p>
      </section>
    );
  }
  const { session } = state;
  return (
    <SessionProvider value={session}>
      <section
        className={styles.pane}
        aria-label={words.pane(letter ?? '', session.editor.document.design.title || words.untitled)}
      >
        <header className={styles.paneHead}>
          {letter && <LetterBadge letter={letter} />}
          <Title session={session} source={pane.source} />
          {session.checking && <FindingCounts checking={session.checking} />}
          <IconButton label={words.fit} icon={Maximize} size="s" onPress={() => showAll(session, onFit)} />
          <MenuTrigger>
            <IconButton label={words.paneMenu(letter ?? '')} icon={EllipsisVertical} size="s" />
            <Menu placement="bottom end" aria-label={words.paneMenu(letter ?? '')}>
              {pane.source.kind === 'room' && (
                <MenuItem icon={SquareArrowOutUpRight} href={pathOf(pane.source.link)}>
                  {words.openIt}
                </MenuItem>
              )}
              <MenuItem icon={ArrowLeft} isDisabled={isFirst} onAction={() => onMove(-1)}>
                {words.moveLeft}
              </MenuItem>
              <MenuItem icon={ArrowRight} isDisabled={isLast} onAction={() => onMove(1)}>
                {words.moveRight}
              </MenuItem>
              <MenuItem icon={X} onAction={onRemove}>
                {words.remove}
              </MenuItem>
            </Menu>
          </MenuTrigger>
        </header>
        <div className={styles.surface}>
          <Drawing session={session} result={marked ? result : undefined} autoFit={autoFit} />
        </div>
      </section>
    </SessionProvider>
  );
}

function Title({ session, source }: { readonly session: Session; readonly source: Source }) {
  const { title } = useMeaning(session.editor);
  return (
    <div className={styles.paneTitle}>
      <h2>{title || (source.kind === 'file' ? source.name : words.untitled)}</h2>
      <p>
        {source.kind === 'room' ? (
          <>
            <Radio size={12} aria-hidden /> {words.live}
          </>
        ) : source.kind === 'snapshot' ? (
          words.version(source.name)
        ) : (
          `${words.file} ${source.name}`
        )}
      </p>
    </div>
  );
}

function FindingCounts({ checking }: { readonly checking: Checking }) {
  const counts = countsOf(useStore(checking.findings));
  const all = words.findings(counts.error, counts.warning, counts.hint);
  return (
    <span className={styles.counts} role="img" aria-label={all} title={all}>
      {counts.error > 0 && <Badge tone="error">✕ {counts.error}</Badge>}
      {counts.warning > 0 && <Badge tone="warning">! {counts.warning}</Badge>}
    </span>
  );
}

function showAll(session: Session, before: () => void): void {
  before();
  session.editor.view.get()?.fit();
}

function Drawing({
  session,
  result,
  autoFit,
}: {
  readonly session: Session;
  readonly result: Result | undefined;
  readonly autoFit: boolean;
}) {
  const d = result?.sessions.indexOf(session) ?? -1;
  const marks = useMemo(
    () => (result && d >= 0 && result.sessions.length > 1 ? marksOf(result.differences, result.alignment.rows, d) : undefined),
    [result, d],
  );
  return <Surface highlights={marks} autoFit={autoFit} />;
}
