import {
  Enum,
  Integer,
  Array as ListOf,
  Optional,
  Object as RecordOf,
  Record as Settings,
  type Static,
  String as Text,
} from 'typebox';
import { type Fault, failure, type Result, success } from '#base/result.ts';
import type { Validator } from '#base/validate.ts';

/**
 * What stands in the `exercise.json` of a folder of `templates/` (its README.md says how one is made). Declared once:
 * type, validation and limits follow from it. Whoever reads a file passes in a validator of `exerciseSchema`, because
 * the page must use one that was compiled ahead (decisions.md 14).
 */

/** The largest files that a folder may hold, in bytes of UTF-8. */
export const exerciseLimits = { exercise: 32 * 1024, brief: 32 * 1024, debrief: 64 * 1024, sketch: 64 * 1024 } as const;

/** How long the plans are, in minutes: there is one for each. */
export const planLengths = ['20', '40'] as const;
export type PlanLength = (typeof planLengths)[number];

const id = Text({ minLength: 1, maxLength: 60, pattern: '^[a-z0-9]+(?:[.-][a-z0-9]+)*$' });
const line = (maxLength: number) => Text({ minLength: 1, maxLength });
const ids = (maxItems: number) => ListOf(id, { minItems: 1, maxItems, uniqueItems: true });
const closed = { additionalProperties: false } as const;

const phase = RecordOf(
  {
    name: line(40),
    minutes: Integer({ minimum: 1, maximum: 40 }),
    /** Whether a group sees what the rules find: not at all, when it presses "Check us", or as it draws. */
    showFindings: Enum(['never', 'onCheck', 'always']),
    /** Stencils on offer in this phase, out of those of the exercise; all of them where nothing is said. */
    palette: Optional(ids(40)),
    /** Rules in use in this phase, out of those of the exercise; all of them where nothing is said. */
    rules: Optional(ids(120)),
  },
  closed,
);

const decision = RecordOf(
  {
    id,
    /** Answered by the group in its own words, with one line of reason. */
    question: line(200),
    /** Where to look, without the answer. */
    hint: line(300),
  },
  closed,
);

export const exerciseSchema = RecordOf(
  {
    /** Also the name of the folder. */
    id,
    /** Of the exercise's texts and designs. */
    version: Text({ pattern: '^[0-9]{1,4}\\.[0-9]{1,4}\\.[0-9]{1,4}$' }),
    title: line(80),
    /** One or two sentences for whoever chooses among exercises. */
    summary: line(300),
    /** 1: first day, 2: second day, 3: for people who build such systems. */
    level: Integer({ minimum: 1, maximum: 3 }),
    /** Whether a course that follows the chapters needs it. */
    need: Enum(['core', 'optional']),
    /** The chapter it follows, or "Warm-up". */
    after: line(40),
    /** Whether findings are seen when the exercise is done alone, without phases. */
    findings: Enum(['hidden', 'shown']),
    /** Ids of the rules that the chapters taught so far allow. */
    rules: ids(120),
    /** Rules that are milder, sterner or off in this exercise: an answer that is taught later is no error yet. */
    settings: Settings(id, Enum(['off', 'hint', 'warning', 'error'])),
    /** Ids of the stencils that the chapters taught so far allow. */
    palette: ids(40),
    /** Phases in their order, for a short and for a full run. */
    plans: RecordOf(
      { 20: ListOf(phase, { minItems: 1, maxItems: 10 }), 40: ListOf(phase, { minItems: 1, maxItems: 10 }) },
      closed,
    ),
    /** What every group has to settle, and is compared by. */
    decisions: ListOf(decision, { minItems: 4, maxItems: 8 }),
    /** One after the other, each says a little more than the one before. */
    hints: ListOf(line(400), { minItems: 3, maxItems: 5 }),
    author: line(80),
    /** An SPDX identifier. */
    licence: line(40),
  },
  closed,
);

export type Exercise = Static<typeof exerciseSchema>;
export type Phase = Static<typeof phase>;
export type Decision = Static<typeof decision>;

/**
 * Reads the parsed JSON of an `exercise.json`. Beyond the schema it holds that each plan lasts as long as it says, that
 * a phase offers nothing that the exercise does not, and that no two decisions share an id. Whether rules and stencils
 * of those ids exist is for the test of `templates/`: here, newer files may name newer ones.
 */
export function readExercise(json: unknown, validate: Validator<Exercise>): Result<Exercise> {
  const read = validate(json);
  if (!read.ok) return read;
  const faults = [...planFaults(read.value), ...decisionFaults(read.value)];
  return faults.length === 0 ? success(read.value) : failure(...faults);
}

function planFaults(exercise: Exercise): Fault[] {
  const faults: Fault[] = [];
  for (const length of planLengths) {
    const phases = exercise.plans[length];
    const sum = phases.reduce((minutes, each) => minutes + each.minutes, 0);
    if (sum !== Number(length)) {
      faults.push({
        path: `/plans/${length}`,
        message: `/plans/${length}: its phases last ${sum} minutes together, and should last ${length}.`,
      });
    }
    phases.forEach((each, i) => {
      for (const part of ['palette', 'rules'] as const) {
        for (const extra of (each[part] ?? []).filter((one) => !exercise[part].includes(one))) {
          const path = `/plans/${length}/${i}/${part}`;
          faults.push({
            path,
            message: `${path} has “${extra}”, which is not in the ${part} of the exercise: add it there or leave it out here.`,
          });
        }
      }
    });
  }
  return faults;
}

function decisionFaults(exercise: Exercise): Fault[] {
  const seen = new Set<string>();
  const faults: Fault[] = [];
  exercise.decisions.forEach((each, i) => {
    const path = `/decisions/${i}/id`;
    if (seen.has(each.id))
      faults.push({ path, message: `${path} is “${each.id}”, and so is the id of a decision before it: give each its own.` });
    seen.add(each.id);
  });
  return faults;
}
