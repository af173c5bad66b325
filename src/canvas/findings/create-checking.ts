import type { Id } from '#base/ids.ts';
import type { JudgeOptions } from '#rules/judge.ts';
import type { Editor } from '../editor.ts';
import { fetchedLater } from '../later.ts';
import { createStore } from '../store.ts';
import type { Accepted, Checking, Gate, ShownFinding } from './checking.ts';
import type { CheckedBy, LiveChecking, RuleBook, WhenIdle } from './live-checking.ts';

export interface CheckingOptions {
  /** Ids of the rules in use; all where nothing is said. */
  readonly rules?: readonly string[];
  /** Severities that an exercise sets. */
  readonly settings?: JudgeOptions['settings'];
  /** Findings are kept back until "Check us" is pressed. */
  readonly hidden?: boolean;
  readonly now?: () => number;
  readonly idle?: WhenIdle;
}

/** After so long the rules are asked for again, where the server did not answer. */
const retryMs = 5_000;

/** Checks a design in idle time. What checks is a chunk of its own: the canvas is drawn before it is there. */
export function createChecking(editor: Editor, options: CheckingOptions = {}): Checking {
  const idle = options.idle ?? whenIdle;
  const shown = {
    findings: createStore<readonly ShownFinding[]>([]),
    byRecord: createStore<ReadonlyMap<Id, readonly ShownFinding[]>>(new Map()),
    questions: createStore<ReadonlyMap<Id, readonly string[]>>(new Map()),
    accepted: createStore<Accepted>({ waived: [], stale: [], faults: [] }),
    hidden: createStore(options.hidden ?? false),
    gate: createStore<Gate>({ kind: 'open' }),
    ready: createStore(false),
  };
  let live: LiveChecking | undefined;
  let destroyed = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const load = () => {
    const begin = ({ checkLive, book }: Awaited<ReturnType<typeof loadParts>>) => {
      if (destroyed) return;
      const by: CheckedBy = {
        book,
        rules: options.rules,
        settings: options.settings,
        idle,
        now: options.now ?? (() => performance.now()),
      };
      live = checkLive(editor, shown, by);
    };
    // The server may be restarting just now: drawing goes on, and so does asking for the rules.
    loadParts().then(begin, () => {
      if (!destroyed) retry = setTimeout(load, retryMs);
    });
  };
  const cancelLoad = idle(load, 1_000);

  return {
    ...shown,
    canHide: options.hidden ?? false,
    byExercise: options.rules !== undefined,
    fix: (key, index) => live?.fix(key, index),
    destroy() {
      destroyed = true;
      cancelLoad();
      clearTimeout(retry);
      live?.destroy();
    },
  };
}

const loadParts = fetchedLater(async () => {
  const [{ checkLive }, { createJudge }, { foldFindings, causesOf }] = await Promise.all([
    import('./live-checking.ts'),
    import('#rules/judge.ts'),
    import('#rules/fold.ts'),
  ]);
  const readOwn = async () => (await import('#rules/own/compile.ts')).compileOwnRules;
  const book: RuleBook = { create: createJudge, readOwn, fold: foldFindings, causesOf };
  return { checkLive, book };
});

function whenIdle(run: () => void, withinMs: number): () => void {
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(run, { timeout: withinMs });
    return () => cancelIdleCallback(handle);
  }
  // Safari: a timer lets the frame be drawn first.
  const handle = setTimeout(run, 30);
  return () => clearTimeout(handle);
}
