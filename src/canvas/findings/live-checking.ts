import type { Id } from '#base/ids.ts';
import { settledIn } from '#model/checking.ts';
import { changedIds, type Design } from '#model/design.ts';
import { applyEdits } from '#model/edit.ts';
import { sameValue } from '#model/values.ts';
import type { Checker } from '#rules/check.ts';
import type { CheckResult } from '#rules/finding.ts';
import type { Fold } from '#rules/fold.ts';
import type { Judge, Judgement, JudgeOptions } from '#rules/judge.ts';
import { performed } from '../commands/take-back.ts';
import type { Editor } from '../editor.ts';
import { withPlaces } from '../unplaced.ts';
import type { Accepted, Checking } from './checking.ts';
import { words } from './labels.ts';
import { recordsOf, sameQuestions, shownFindings } from './shown.ts';

/** What is needed of the rules. */
export interface RuleBook {
  create(options: JudgeOptions): Judge;
  /** Reads rules that a team wrote; loaded for designs that have some. */
  readOwn(): Promise<NonNullable<JudgeOptions['compile']>>;
  fold(design: Design, findings: CheckResult['findings'], checker: Checker): Generator<void, Fold>;
  causesOf(fold: Fold): ReadonlyMap<string, string>;
}

export type WhenIdle = (run: () => void, withinMs: number) => () => void;

/** The stores that are filled. */
type Shown = Pick<Checking, 'findings' | 'byRecord' | 'questions' | 'accepted' | 'hidden' | 'ready'>;

export interface CheckedBy {
  readonly book: RuleBook;
  /** Ids of the rules in use; all where nothing is said. */
  readonly rules: readonly string[] | undefined;
  readonly settings: JudgeOptions['settings'];
  readonly idle: WhenIdle;
  readonly now: () => number;
}

export type LiveChecking = Pick<Checking, 'fix' | 'destroy'>;

/** How long after the last touch an element that is half drawn is left in peace by the rules that wait. */
const freshMs = 20_000;
/** Work of one slice of folding. */
const sliceMs = 6;
/** More findings than this are shown unfolded: trying each fix would take longer than people wait. */
const mostFolded = 150;
/** An edit is checked in the first idle moment, and at the latest after so long. */
const latestMs = 400;

/**
 * Checks a design now and after every change of meaning, in idle time. Moves check nothing (no rule reads places), and a fold is
 * computed a slice at a time.
 */
export function checkLive(editor: Editor, shown: Shown, { book, rules, settings, idle, now }: CheckedBy): LiveChecking {
  const { findings, byRecord, questions, accepted, hidden, ready } = shown;
  const touchedAt = new Map<Id, number>();
  let compile: JudgeOptions['compile'];
  let reading = false;
  let checker = book.create({ rules, settings });
  let result: Judgement = { findings: [], questions: [], waived: [], stale: [], faults: [] };
  let checked: Design | undefined;
  let cancel: (() => void) | undefined;
  let cancelFold: (() => void) | undefined;
  let settle: ReturnType<typeof setTimeout> | undefined;
  let folding = false;
  let causes: ReadonlyMap<string, string> = new Map();
  let destroyed = false;

  const show = () => {
    const next = shownFindings(result.findings, causes, findings.get());
    if (next === findings.get()) return;
    findings.set(next);
    byRecord.set(hidden.get() ? new Map() : recordsOf(next));
  };
  const soon = () => {
    if (cancel || destroyed) return;
    cancel = idle(() => {
      cancel = undefined;
      check();
    }, latestMs);
  };
  const check = () => {
    const design = editor.document.design;
    if (destroyed) return;
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
    const taken = acceptedIn(result);
    if (!sameValue(taken, accepted.get())) accepted.set(taken);
    readOwnSoon(design);
    show();
    foldSoon(design);
    // What was left in peace is looked at again once nobody has touched it for a while.
    clearTimeout(settle);
    if (recentlyTouched.size > 0) settle = setTimeout(soon, freshMs);
  };
  /** Own rules need a reader that few designs need: it is fetched for the first that has some. */
  const readOwnSoon = (design: Design) => {
    if (reading || settledIn(design.checking).ownRules.length === 0) return;
    reading = true;
    void book.readOwn().then((read) => {
      if (destroyed) return;
      compile = read;
      checker = book.create({ rules, settings, compile });
      checked = undefined;
      soon();
    });
  };
  const foldSoon = (design: Design) => {
    if (folding || result.findings.length < 2 || result.findings.length > mostFolded) return;
    folding = true;
    const steps = book.fold(design, result.findings, checker);
    const next = () => {
      cancelFold = undefined;
      // A later check starts a fold of its own; a move is none.
      if (destroyed || checked !== design || !sameMeaning(editor.document.design, design)) return;
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

  soon();

  return {
    fix(key, index) {
      const finding = result.findings.find((each) => each.key === key);
      const offer = finding?.fixes[index];
      if (!finding || !offer) {
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
      clearTimeout(settle);
    },
  };
}

/** What people have accepted, with their reasons, and what they accepted that is no longer found. */
function acceptedIn({ waived, stale, faults }: Judgement): Accepted {
  return {
    waived: waived.map(({ finding: { key, rule, severity, at, what }, waiver }) => ({ key, rule, severity, at, what, waiver })),
    stale,
    faults: faults.map(({ message }) => message),
  };
}

/** Nothing but places, sizes and words about the whole differ. */
function sameMeaning(a: Design, b: Design): boolean {
  return a.elements === b.elements && a.edges === b.edges && a.checking === b.checking;
}

function freshIds(touchedAt: Map<Id, number>, time: number): ReadonlySet<Id> {
  for (const [id, at] of touchedAt) if (time - at >= freshMs) touchedAt.delete(id);
  return new Set(touchedAt.keys());
}
