import { type Fault, failure, type Result, success } from '#base/result.ts';
import type { OwnRule } from '#model/checking.ts';
import type { Edge, Element } from '#model/design.ts';
import type { Reads } from '../context.ts';
import type { Assumption } from '../maybe.ts';
import { defineRule, type Fact, type Rule, type SubjectKind } from '../rule.ts';
import { lower } from '../severity.ts';
import { type Expression, readExpression } from './expression.ts';
import { viewOf } from './view.ts';

interface Broken extends Fact {
  readonly subject: string;
  readonly what: string;
  readonly next: string;
}

/**
 * A rule that a team wrote, as a rule among others: same findings, same page. It is refused with all its faults where an
 * expression can't be read. What it concludes from an unknown is one step milder than the rule itself, so that an unknown
 * alone never makes an error; where evaluation fails (a property that this kind lacks), the rule is silent there.
 */
export function compileOwnRule(own: OwnRule): Result<Rule> {
  const faults: Fault[] = [];
  const take = <T>(where: string, result: Result<T>): T | undefined => {
    if (result.ok) return result.value;
    faults.push(...result.faults.map((fault) => ({ ...fault, message: `The rule “${own.id}”, ${where}: ${fault.message}` })));
    return undefined;
  };
  const when = take('“when”', readExpression(own.when, 'truth'));
  const what = take('“what”', readSentence(own.what));
  const next = take('“next”', readSentence(own.next));
  if (!when || !what || !next) return failure(...faults);
  return success(
    defineRule<SubjectKind, Broken>({
      id: own.id,
      category: 'own',
      severity: own.severity,
      title: own.title,
      summary: own.summary,
      why: own.why,
      behavioural: { not: 'The rehearsal does not know what this rule is about.' },
      subject: own.subjects,
      *check(subject, read) {
        const found = broken(subject as Element | Edge, read, when);
        if (!found) return;
        const { variables } = viewOf(read, subject as Element | Edge);
        yield {
          severity: found.length > 0 ? lower(own.severity, 1) : own.severity,
          assumes: found,
          about: [],
          subject: subject.id,
          what: what(variables),
          next: next(variables),
        };
      },
      explain: ({ subject, what, next }) => ({ at: [subject], what, next }),
      fixes: [],
      examples: {
        bad: (own.examples?.bad ?? []).map((sketch, i) => ({ name: `case ${i + 1}`, sketch })),
        good: (own.examples?.good ?? []).map((sketch, i) => ({ name: `case ${i + 1}`, sketch })),
      },
      mend: [own.next],
      notWhen: own.notWhen ?? [],
      sources: own.sources ?? [],
    }),
  );
}

/** All rules of a team that can be read, and what is wrong with the others. */
export function compileOwnRules(rules: readonly OwnRule[]): {
  readonly rules: readonly Rule[];
  readonly faults: readonly Fault[];
} {
  const compiled = rules.map(compileOwnRule);
  return {
    rules: compiled.flatMap((each) => (each.ok ? [each.value] : [])),
    faults: compiled.flatMap((each) => (each.ok ? [] : each.faults)),
  };
}

/** What the finding rests on that nobody has said; undefined where nothing is broken. */
function broken(subject: Element | Edge, read: Reads, when: Expression): readonly Assumption[] | undefined {
  const view = viewOf(read, subject);
  const result = when.evaluate(view.variables);
  return result.ok && result.value === true ? once(view.unknowns) : undefined;
}

function once(assumptions: readonly Assumption[]): readonly Assumption[] {
  const seen = new Set<string>();
  return assumptions.filter(({ id, property }) => {
    const key = `${id} ${property}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

type Sentence = (variables: Parameters<Expression['evaluate']>[0]) => string;

/** `“{it.name}” has no owner.`: what stands in braces is an expression. */
function readSentence(text: string): Result<Sentence> {
  const parts: (string | Expression)[] = [];
  const faults: Fault[] = [];
  let at = 0;
  for (const found of text.matchAll(/\{([^{}]*)\}/g)) {
    parts.push(text.slice(at, found.index));
    const read = readExpression(found[1] as string, 'any');
    if (read.ok) parts.push(read.value);
    else faults.push(...read.faults);
    at = found.index + found[0].length;
  }
  parts.push(text.slice(at));
  if (faults.length > 0) return failure(...faults);
  return success((variables) =>
    parts.map((part) => (typeof part === 'string' ? part : worded(part.evaluate(variables)))).join(''),
  );
}

function worded(result: Result<unknown>): string {
  if (!result.ok) return '?';
  const { value } = result;
  return typeof value === 'object' && value !== null ? '…' : String(value);
}
