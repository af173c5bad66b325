import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countingIds } from '#base/ids.ts';
import { arbitraryDesign } from '#model/arbitraries.testkit.ts';
import { applyEdits, removal } from '#model/edit.ts';
import { brokenReferences } from '#model/integrity.ts';
import { check, createChecker, inUse } from '../check.ts';
import { designOf, idOf } from '../designs.testkit.ts';
import { sketch } from '../sketch.ts';

const structural = inUse(['edge-not-allowed', 'reference-broken']);

describe('arrows that only the canvas or another person can bring about', () => {
  it('an arrow whose end was deleted at the same moment is offered for removal', () => {
    const drawn = designOf(sketch`
      service orders-api
      topic orders
      service billing
      orders-api -> orders -> billing
    `);
    const design = applyEdits(drawn, [{ op: 'removeElement', id: idOf(drawn, 'billing') }]);
    const checker = createChecker(structural);
    const [finding, ...others] = checker.check(design).findings;
    expect(others).toEqual([]);
    expect(finding?.what).toBe('An arrow (is consumed by) from “orders” leads to something that is no longer in the design.');
    expect(finding?.fixes).toEqual([{ id: 'remove-edge', title: 'Remove the arrow', kind: 'safe' }]);
    const mended = applyEdits(design, checker.edits(finding as never, 'remove-edge', countingIds()));
    expect(checker.check(mended).findings).toEqual([]);
    expect(checker.check(applyEdits(drawn, removal(drawn, [idOf(drawn, 'billing')]))).findings).toEqual([]);
  });

  it('an arrow that was drawn the wrong way is turned round', () => {
    const design = designOf(sketch`
      service orders-api
      topic orders
      orders -publishes-> orders-api
    `);
    const checker = createChecker(structural);
    const [finding] = checker.check(design).findings;
    expect(finding?.fixes.map(({ id }) => id)).toContain('turn-round');
    const mended = applyEdits(design, checker.edits(finding as never, 'turn-round', countingIds()));
    expect(checker.check(mended).findings).toEqual([]);
  });

  it('a channel that is put in between has a name, the shared context and the contracts of the arrow', () => {
    const design = designOf(sketch`
      context Sales { orders-api billing }
      service orders-api
      service billing
      contract OrderPlaced 1.0.0 event
      orders-api -publishes-> billing (contracts OrderPlaced)
    `);
    const checker = createChecker(structural);
    const [finding] = checker.check(design).findings;
    const mended = applyEdits(design, checker.edits(finding as never, 'insert', countingIds('new')));
    const channel = [...mended.elements.values()].find(({ kind }) => kind === 'channel');
    expect(channel?.props).toMatchObject({ name: 'orders-api-events', context: idOf(design, 'Sales') });
    const publishes = [...mended.edges.values()].find(({ kind }) => kind === 'publishes');
    expect(publishes?.props).toMatchObject({ contracts: [idOf(design, 'OrderPlaced')] });
    expect(checker.check(mended).findings).toEqual([]);
  });
});

describe('broken references', () => {
  it('are exactly those that the model knows of', () => {
    fc.assert(
      fc.property(arbitraryDesign({ maxElements: 10, maxEdges: 12 }), (design) => {
        const { findings } = check(design, { rules: ['reference-broken'] });
        const own = ['twin', 'uncarried'];
        const found = findings.map(
          ({ fact }) => fact as unknown as { record: string; path: string[]; reference: string; what: string },
        );
        const key = (id: string, path: readonly string[], reference: string) => `${id} ${path.join('/')} ${reference}`;
        const theirs = brokenReferences(design).map(({ id, path, reference }) => key(id, path, reference));
        expect(
          found
            .filter(({ what }) => !own.includes(what))
            .map(({ record, path, reference }) => key(record, path, reference))
            .sort(),
        ).toEqual(theirs.sort());
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});
