import { CircleHelp, ListChecks, Maximize, Minus, Plus } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useBench } from '../bench.ts';
import { commandKeys, run } from '../commands/index.ts';
import type { View } from '../editor.ts';
import { countsOf } from '../findings/counts.ts';
import { createStore, useStore } from '../store.ts';
import { IconButton } from '../ui/Button.tsx';
import styles from './BottomBar.module.css';
import { hintFor } from './hints.ts';
import { words } from './labels.ts';

/** The lower edge: a hint about what is selected, the state of the checking, and the zoom. */
export function BottomBar() {
  const { checking } = useBench().session;
  return (
    <footer className={styles.bar}>
      <Hint />
      <div className={styles.tools}>
        {checking && <Checks />}
        <Zoom />
      </div>
    </footer>
  );
}

const coarsePointer = typeof matchMedia === 'undefined' ? false : matchMedia('(pointer: coarse)').matches;
const nobody = createStore<undefined>(undefined);
const none = createStore<readonly never[]>([]);

function Hint() {
  const { editor, presence } = useBench().session;
  const design = useStore(editor.design);
  const selection = useStore(editor.selection);
  const placing = useStore(editor.placing);
  const hand = useStore(editor.hand);
  const picking = useStore(editor.picker) !== undefined;
  const renaming = useStore(editor.renaming) !== undefined;
  const readOnly = useStore(editor.readOnly);
  const followed = useStore(presence?.following ?? nobody);
  const peers = useStore(presence?.peers ?? none);
  const following = peers.find((peer) => peer.client === followed)?.name;
  return (
    <p className={styles.hint}>
      {hintFor({
        design,
        selection,
        placing: placing?.label,
        hand,
        picking,
        renaming,
        readOnly,
        following,
        coarse: coarsePointer,
      })}
    </p>
  );
}

function Checks() {
  const bench = useBench();
  const { checking } = bench.session;
  if (!checking) return null;
  return <ShownChecks checking={checking} />;
}

function ShownChecks({ checking }: { readonly checking: NonNullable<ReturnType<typeof useBench>['session']['checking']> }) {
  const { session } = useBench();
  const findings = useStore(checking.findings);
  const questions = useStore(checking.questions);
  const hidden = useStore(checking.hidden);
  const open = [...questions.values()].reduce((sum, list) => sum + list.length, 0);
  const { error, warning, hint } = countsOf(findings);
  const summary = findings.length === 0 ? words.noFindings : words.findingsOf(error, warning, hint);
  return (
    <>
      {open > 0 && (
        <AriaButton className={styles.count as string} onPress={() => session.editor.panel.set('findings')}>
          <CircleHelp size={15} aria-hidden />
          <Long text={words.questions(open)} short={String(open)} />
        </AriaButton>
      )}
      {!hidden && (
        <AriaButton
          className={styles.count as string}
          data-tone={error > 0 ? 'error' : warning > 0 ? 'warning' : undefined}
          onPress={() => session.editor.panel.set('findings')}
        >
          <ListChecks size={15} aria-hidden />
          <Long text={summary} short={String(findings.length)} />
        </AriaButton>
      )}
    </>
  );
}

/** On narrow windows only the number is seen; what it counts is still read out. */
function Long({ text, short }: { readonly text: string; readonly short: string }) {
  return (
    <>
      <span className={styles.long}>{text}</span>
      <span className={styles.short} aria-hidden>
        {short}
      </span>
    </>
  );
}

const noView = createStore<View['viewport'] extends { get(): infer T } ? T | undefined : never>(undefined);

function Zoom() {
  const bench = useBench();
  const view = useStore(bench.session.editor.view);
  const viewport = view?.viewport ?? noView;
  // Rounded, so that a pan renders nothing.
  const percent = useSyncExternalStore(viewport.subscribe, () => Math.round((viewport.get()?.zoom ?? 1) * 100));
  return (
    <fieldset aria-label={words.zoom} className={styles.zoom}>
      <IconButton
        label={words.zoomOut}
        keys={commandKeys('zoom-out')}
        icon={Minus}
        size="s"
        onPress={() => run(bench, 'zoom-out')}
      />
      <AriaButton
        className={styles.percent as string}
        aria-label={`${words.zoom}: ${percent} %`}
        onPress={() => run(bench, 'zoom-full')}
      >
        {percent} %
      </AriaButton>
      <IconButton label={words.zoomIn} keys={commandKeys('zoom-in')} icon={Plus} size="s" onPress={() => run(bench, 'zoom-in')} />
      <IconButton label={words.fit} keys={commandKeys('fit')} icon={Maximize} size="s" onPress={() => run(bench, 'fit')} />
    </fieldset>
  );
}
