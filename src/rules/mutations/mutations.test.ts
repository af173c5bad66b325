import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { check } from '../check.ts';
import { designOf } from '../designs.testkit.ts';
import { rules } from '../index.ts';
import { nearMisses } from './near-misses.testkit.ts';
import { needless, unknownsThatCount } from './reasons.testkit.ts';
import { explained, pageOf, ratioOf } from './table.testkit.ts';
import { classOf, emptyTally, tryAll } from './tally.testkit.ts';

const templates = join(import.meta.dirname, '../../../templates');

interface Solution {
  readonly name: string;
  readonly sketch: string;
  /** Rules that the exercise has taught. */
  readonly taught: readonly string[];
}

const solutions: readonly Solution[] = readdirSync(templates, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: folder }) => {
    const read = (...path: string[]) => readFileSync(join(templates, folder, ...path), 'utf8');
    const { rules: taught } = JSON.parse(read('exercise.json')) as { rules: readonly string[] };
    return readdirSync(join(templates, folder, 'solutions'))
      .sort()
      .map((file) => ({ name: `${folder}/${file}`, sketch: read('solutions', file), taught }));
  });

describe('one property changed', () => {
  const tally = emptyTally();
  const bad = emptyTally();
  const silent = () => [...tally.outcomes.values()].filter(({ caught }) => caught === 0);

  beforeAll(() => {
    for (const { examples } of rules) for (const { sketch } of examples.good) tryAll(designOf(sketch), tally);
    for (const { sketch } of [...nearMisses, ...solutions]) tryAll(designOf(sketch), tally);
    const never = new Set(silent().map((outcome) => classOf(outcome, outcome)));
    for (const { examples } of rules) for (const { sketch } of examples.bad) tryAll(designOf(sketch), bad, never);
    const { caught, tried } = ratioOf(tally);
    console.log(`mutations_caught_ratio ${(caught / tried).toFixed(3)} (${caught} of ${tried})`);
  }, 300_000);

  it('gives the table that is kept', async () => {
    await expect(pageOf(tally, bad)).toMatchFileSnapshot('./mutations.md');
  });

  it('makes every rule speak somewhere', () => {
    const outcomes = [...tally.outcomes.values()];
    const spoken = new Set(outcomes.flatMap(({ by }) => [...by.keys()]));
    const asked = outcomes.some((each) => each.asked > 0);
    expect(rules.filter(({ id, onQuestion }) => !spoken.has(id) && !(onQuestion && asked)).map(({ id }) => id)).toEqual([]);
  });

  it('is caught, or there is a reason why not', () => {
    const unexplained = silent().filter((outcome) => explained(outcome, bad) === undefined);
    expect(unexplained.map((outcome) => `${classOf(outcome, outcome)}, in ${outcome.places} places`)).toEqual([]);
    expect(needless([...tally.outcomes.keys()])).toEqual([]);
  });

  it('[M3] does no more harm by an unknown than by the worst answer, and no error but where that is right', () => {
    expect([...tally.unknowns].sort()).toEqual(Object.values(unknownsThatCount).flat().sort());
  });

  it('brings nothing that is no sentence, and nothing unseen by rules that are said to read something else', () => {
    expect([...tally.amiss, ...bad.amiss]).toEqual([]);
  });
});

describe('near misses', () => {
  it.each(nearMisses.map((miss) => [`${miss.rule}: ${miss.changes.join(', ')}`, miss] as const))('%s', (_, miss) => {
    const tally = emptyTally();
    tryAll(designOf(miss.sketch), tally, new Set(miss.changes));
    const speaks = miss.changes.filter((change) => tally.outcomes.get(change)?.by.has(miss.rule));
    expect(speaks).toEqual(miss.changes);
  });
});

describe('solutions of exercises', () => {
  it.each(solutions.map((solution) => [solution.name, solution] as const))(
    '%s: no error, no warning',
    (_, { sketch, taught }) => {
      const { findings } = check(designOf(sketch), { rules: taught });
      expect(findings.filter(({ severity }) => severity !== 'hint').map(({ what }) => what)).toEqual([]);
    },
  );
});
