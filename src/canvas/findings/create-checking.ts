import type { Id } from '#base/ids.ts';
import type { Design } from '#model/design.ts';
import { changedIds } from '#model/design.ts';
import { applyEdits } from '#model/edit.ts';
import type { Checker } from '#rules/check.ts';
import type { CheckResult } from '#rules/finding.ts';
import type { Fold } from '#rules/fold.ts';
import { performed } from '../commands/take-back.ts';
import type { Editor } from '../editor.ts';
import { fetchedLater } from '../later.ts';
import { createStore } from '../store.ts';
import { withPlaces } from '../unplaced.ts';
import type { Checking, ShownFinding } from './checking.ts';
import { words } from './labels.ts';
import { recordsOf, sameQuestions, shownFindings } from './shown.ts';

export interface CheckingOptions {
  /** Ids of the rules in use; all where nothing is said. */
  readonly rules?: readonly string[];
  /** Findings are kept back until "Check us" is pressed. */
  readonly hidden?: boolean;
  /** Rules are a chunk of their own: the canvas is drawn before they are there. */
  readonly load?: () => Promise<RuleBook>;
  readonly now?: () => number;
  readonly idle?: (run: () => void, withinMs: number) => () => void;
}

/** What is needed of the rules: loaded after the first paint. */
export interface RuleBook {
  create(rules: readonly string[] | undefined): Checker;
  fold(design: Design, findings: CheckResult['findings'], checker: Checker): Generator<void, Fold>;
  causesOf(fold: Fold): ReadonlyMap<string, string>;
}

/** How long after the last touch an element that is half drawn is left in peace by the rules that wait. */
const freshMs = 20_000;
/** Work of one slice of folding. */
const sliceMs = 6;
/** More findings than this are shown unfolded: trying each fix would take longer than people wait. */
const mostFolded = 150;
/** An edit is checked in the first idle moment, and at the latest after so long. */
const latestMs = 400;

/**
 * Checks a design after every change of meaning, in idle time. The first check waits for the first paint, moves check
 * nothing (no rule reads places), and a fold is computed a slice at a time.
 */
export function createChecking(editor: Editor, options: CheckingOptions = {}): Checking {
  const now = options.now ?? (() => performance.now());
  const idle = options.idle ?? whenIdle;
  const findings = createStore<readonly ShownFinding[]>([]);
  const byRecord = createStore<ReadonlyMap<Id, readonly ShownFinding[]>>(new Map());
  const questions = createStore<ReadonlyMap<Id, readonly string[]>>(new Map());
  const hidden = createStore(options.hidden ?? false);
  const ready = createStore(false);
  const touchedAt = new Map<Id, number>();
  let book: RuleBook | undefined;
  let checker: Checker | undefined;
  let result: CheckResult = { findings: [], questions: [] };
  let checked: Design | undefined;
  let cancel: (() => void) | undefined;
  let cancelFold: (() => void) | undefined;
  let settle: ReturnType<typeof setTimeout> | undefined;
  let folding = false;
  let causes: ReadonlyMap<string, string> = new Map();
  let destroyed = false;

  const show = () => {
    const shown = shownFindings(result.findings, causes, findings.get());
    if (shown === findings.get()) return;
    findings.set(shown);
    byRecord.set(hidden.get() ? new Map() : recordsOf(shown));
  };
  const soon = () => {
    if (cancel || destroyed || !checker) return;
    cancel = idle(() => {
      cancel = undefined;
      check();
    }, latestMs);
  };
  const check = () => {
    const design = editor.document.design;
    if (destroyed || !checker) return;
    const time = now();
    const recentlyTouched = freshIds(touchedAt, time);
    result = checker.check(design, { recentlyTouched });
    if (!checked || !sameMeaning(checked, design)) {
      checked = design;
      causes = new Map();
      cancelFold?.();
      cancelFold = undefined;
      folding = false;
    }
    const asked = new Map(
      result.questions.map((question) => [
        question.id,
        question.properties.map((each) => (each.path ?? [each.property]).join('/')),
      ]),
    );
    if (!sameQuestions(asked, questions.get())) questions.set(asked);
    ready.set(true);
    show();
    foldSoon(design);
    // What was left in peace is looked at again once nobody has touched it for a while.
    clearTimeout(settle);
    if (recentlyTouched.size > 0) settle = setTimeout(soon, freshMs);
  };
  const foldSoon = (design: Design) => {
    if (folding || !checker || !book || result.findings.length < 2 || result.findings.length > mostFolded) return;
    folding = true;
    const steps = book.fold(design, result.findings, checker);
    const next = () => {
      cancelFold = undefined;
      // A later check starts a fold of its own; a move is none.
      if (destroyed || !book || checked !== design || !sameMeaning(editor.document.design, design)) return;
      const until = now() + sliceMs;
      do {
        const step = steps.next();
        if (step.done) {
          causes = book.causesOf(step.value);
          show();
          return;
        }
      } while (now() < until);
      cancelFold = idle(next, 2_000);
    };
    cancelFold = idle(next, 2_000);
  };

  const unsubscribe = editor.design.subscribe(() => {
    const design = editor.design.get();
    const before = checked;
    if (before && sameMeaning(before, design)) return;
    if (before) {
      const time = now();
      for (const id of changedIds({ ...before, positions: design.positions, sizes: design.sizes }, design))
        touchedAt.set(id, time);
    }
    soon();
  });
  const unsubscribeHidden = hidden.subscribe(() => byRecord.set(hidden.get() ? new Map() : recordsOf(findings.get())));

  const cancelLoad = idle(() => {
    void (options.load ?? loadRules)().then((loaded) => {
      if (destroyed) return;
      book = loaded;
      checker = loaded.create(options.rules);
      soon();
    });
  }, 1_000);

  return {
    findings,
    byRecord,
    questions,
    hidden,
    canHide: options.hidden ?? false,
    ready,
    fix(key, index) {
      const finding = result.findings.find((each) => each.key === key);
      const offer = finding?.fixes[index];
      if (!finding || !offer || !checker) {
        editor.toast({ tone: 'info', sentence: words.fixGone });
        return;
      }
      const edits = checker.edits(finding, offer.id, editor.makeId);
      const design = editor.document.design;
      if (edits.length === 0 || applyEdits(design, edits) === design) {
        editor.toast({ tone: 'info', sentence: words.fixGone });
        return;
      }
      const takeBack = performed(editor, withPlaces(design, edits));
      if (!takeBack) return;
      cancel?.();
      cancel = undefined;
      check();
      const left = findings.get().length;
      editor.toast({
        tone: 'ok',
        sentence: words.fixed(offer.title, left),
        action: { label: words.undo, perform: takeBack },
      });
    },
    destroy() {
      destroyed = true;
      unsubscribe();
      unsubscribeHidden();
      cancel?.();
      cancelFold?.();
      cancelLoad();
      clearTimeout(settle);
    },
  };
}

/** Nothing but places, sizes and words about the whole differ. */
function sameMeaning(a: Design, b: Design): boolean {
  return a.elements === b.elements && a.edges === b.edges;
}

function freshIds(touchedAt: Map<Id, number>, time: number): ReadonlySet<Id> {
  for (const [id, at] of touchedAt) if (time - at >= freshMs) touchedAt.delete(id);
  return new Set(touchedAt.keys());
}

const loadRules = fetchedLater(async (): Promise<RuleBook> => {
  const [{ createChecker, inUse }, { foldFindings, causesOf }] = await Promise.all([
    import('#rules/check.ts'),
    import('#rules/fold.ts'),
  ]);
  return { create: (rules) => createChecker(inUse(rules)), fold: foldFindings, causesOf };
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
