import { compare } from '#base/order.ts';
import { rules } from '../index.ts';
import { computedReason, reasonFor } from './reasons.testkit.ts';
import { classOf, type Outcome, type Tally } from './tally.testkit.ts';

const places = new Map(rules.map(({ id }, i) => [id, i]));

/** Mutations that some rule found, out of all. */
export function ratioOf({ outcomes }: Tally): { readonly caught: number; readonly tried: number } {
  const all = [...outcomes.values()];
  return { caught: all.reduce((sum, { caught }) => sum + caught, 0), tried: all.reduce((sum, each) => sum + each.places, 0) };
}

/** Why nothing speaks; undefined where something does, or where nobody knows. */
export function explained(outcome: Outcome, bad: Tally): string | undefined {
  const name = classOf(outcome, outcome);
  return outcome.caught > 0 ? undefined : (reasonFor(name) ?? computedReason(outcome, bad.outcomes.get(name)));
}

/** The whole table as a page: a section a kind, a line a class of mutations. */
export function pageOf(tally: Tally, bad: Tally): string {
  const outcomes = [...tally.outcomes.values()].sort((a, b) => compare(a.at, b.at) || compare(a.to, b.to));
  const { caught, tried } = ratioOf(tally);
  const kinds = [...new Set(outcomes.map(({ at }) => kindOf(at)))];
  return [
    '# One property changed',
    '',
    'Made by `mutations.test.ts` with `npm run generate`: do not edit. Each property that a rule reads is changed, one at a time, in',
    'each good example of each rule, in each near miss and in each solution of an exercise; all rules look at what comes of it.',
    '*Caught* counts the places in which a rule found something, or something worse. Where nothing was ever caught, the last column',
    'says why.',
    '',
    `mutations_caught_ratio ${(caught / tried).toFixed(3)}: ${caught} of ${tried}, ${outcomes.length} classes.`,
    ...kinds.flatMap((kind) => [
      '',
      `## ${kind}`,
      '',
      '| property → value | places | caught | by |',
      '|---|--:|--:|---|',
      ...outcomes.filter(({ at }) => kindOf(at) === kind).map((outcome) => lineOf(outcome, bad)),
    ]),
    '',
  ].join('\n');
}

function kindOf(at: string): string {
  return at.slice(0, at.indexOf('.'));
}

function lineOf(outcome: Outcome, bad: Tally): string {
  const { at, to, places: tried, caught, by } = outcome;
  const found = [...by].sort(([a, m], [b, n]) => n - m || (places.get(a) as number) - (places.get(b) as number));
  const who = found.map(([rule, n]) => `${rule} ${n}`).join(', ');
  const why = explained(outcome, bad);
  return `| ${at.slice(at.indexOf('.') + 1)} → ${to} | ${tried} | ${caught || ''} | ${who || `*${why ?? 'nobody knows why not'}*`} |`;
}
