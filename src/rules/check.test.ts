import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countingIds } from '#base/ids.ts';
import { arbitraryDesign, arbitraryEdits } from '#model/arbitraries.testkit.ts';
import { type Design, type Edge, emptyDesign } from '#model/design.ts';
import { applyEdits, type Edit } from '#model/edit.ts';
import { propsWith } from '#model/values.ts';
import { check, createChecker, fixEdits, inUse, openQuestions } from './check.ts';
import { designOf, idOf } from './designs.testkit.ts';
import { capabilitiesOf } from './helpers/cap.ts';
import { rules } from './index.ts';
import { defineRule } from './rule.ts';
import { sketch } from './sketch.ts';

const shapes = [
  { maxElements: 12, maxEdges: 16, tidy: true },
  { maxElements: 10, maxEdges: 12 },
] as const;

describe('checking step by step', () => {
  for (const shape of shapes) {
    it(`[E1] gives what checking from scratch gives, over ${'tidy' in shape ? 'tidy' : 'any'} designs and edits`, () => {
      fc.assert(
        fc.property(
          arbitraryDesign(shape).chain((design) =>
            fc.tuple(fc.constant(design), fc.array(arbitraryEdits(design, 3), { maxLength: 6 })),
          ),
          ([design, steps]) => {
            const checker = createChecker();
            let now = design;
            expect(checker.check(now)).toEqual(check(now));
            for (const edits of steps) {
              now = applyEdits(now, edits);
              expect(checker.check(now)).toEqual(check(now));
            }
            // And back, and to a design that has nothing to do with it.
            expect(checker.check(design)).toEqual(check(design));
            expect(checker.check(emptyDesign)).toEqual({ findings: [], questions: [] });
          },
        ),
        { numRuns: 100 },
      );
    }, 60_000);
  }

  it('[E1] notices names that come and go', () => {
    const design = designOf(sketch`
      service a
      topic t
      service b
      contract Order 1.0.0 event {
        id string
      }
      contract Other 1.0.0 event {
        id long
      }
      a -> t (contracts Ordr) -> b
    `);
    const checker = createChecker(inUse(['reference-broken']));
    const fixesAndWords = (now: Design) =>
      checker.check(now).findings.map(({ what, fixes }) => [what, fixes.map(({ id }) => id)]);
    expect(fixesAndWords(design)).toEqual([
      ['“a” → “t” names “Ordr” under “Contracts”, but that is not in the design.', ['nearest', 'clear']],
    ]);
    const twins = applyEdits(design, [{ op: 'set', id: idOf(design, 'Other'), path: ['name'], value: 'Order' }]);
    expect(fixesAndWords(twins)).toHaveLength(2);
    const alone = applyEdits(twins, [
      { op: 'set', id: idOf(design, 'Other'), path: ['name'], value: 'Payment' },
      { op: 'removeElement', id: idOf(design, 'Order') },
    ]);
    expect(fixesAndWords(alone)).toEqual([
      ['“a” → “t” names “Ordr” under “Contracts”, but that is not in the design.', ['clear']],
    ]);
    expect(fixesAndWords(design)).toHaveLength(1);
  });

  it('[E1] survives what only a stranger would send: an edge that is its own end', () => {
    const edge = { id: 'e', kind: 'writes', from: 'e', to: 'e', props: propsWith('writes', { triggeredBy: ['e'] }) } as Edge;
    const design = { ...emptyDesign, edges: new Map([['e', edge]]) };
    expect(check(design).findings.map(({ rule }) => rule)).toContain('reference-broken');
  });

  it('[E1] gives keys that no two findings share', () => {
    fc.assert(
      fc.property(arbitraryDesign(shapes[1]), (design) => {
        const keys = check(design).findings.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('[E4] mends nothing and throws nothing when a fix no longer fits', () => {
    fc.assert(
      fc.property(
        arbitraryDesign(shapes[0]).chain((design) => fc.tuple(fc.constant(design), arbitraryEdits(design, 4))),
        ([design, edits]) => {
          const { findings } = check(design);
          const checker = createChecker();
          checker.check(applyEdits(design, edits));
          for (const finding of findings) for (const { id } of finding.fixes) checker.edits(finding, id, countingIds('fix'));
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it('[E2] takes nothing up again after a move, and keeps what did not change as the same objects', () => {
    const design = designOf(sketch`
      service orders-api
      store orders-db relational
      topic orders
      orders-api -> orders-db
      orders-api -> orders (atomicity none)
      service lonely
    `);
    const checker = createChecker();
    const first = checker.check(design);
    expect(first.findings.length).toBeGreaterThan(1);
    const moved = applyEdits(design, [{ op: 'place', id: idOf(design, 'orders'), at: [10, 20] }]);
    expect(checker.check(moved)).toBe(first);
    const renamed = applyEdits(moved, [{ op: 'set', id: idOf(design, 'lonely'), path: ['name'], value: 'alone' }]);
    const second = checker.check(renamed);
    const dual = (all: typeof first) => all.findings.find(({ rule }) => rule === 'dual-write');
    expect(dual(second)).toBe(dual(first));
    expect(second.findings.some(({ what }) => what.includes('“alone”'))).toBe(true);
  });

  it('[E3] runs a rule again only for what it has read', () => {
    const runs: string[] = [];
    const counting = defineRule<'channel', never>({
      ...(rules[0] as never as Parameters<typeof defineRule<'channel', never>>[0]),
      id: 'counting',
      subject: ['channel'],
      *check(channel, read) {
        runs.push(channel.props.name);
        capabilitiesOf(read, channel.id);
        yield { open: [] };
      },
    });
    const design = designOf(sketch`
      broker main kafka
      topic a on main
      topic b on main
      topic c
      service s
      s -> a
    `);
    const checker = createChecker([counting]);
    checker.check(design);
    expect(runs.splice(0).sort()).toEqual(['a', 'b', 'c']);
    const edited = (edit: Edit, from: Design) => {
      const next = applyEdits(from, [edit]);
      checker.check(next);
      return next;
    };
    // A broker's name means nothing to what it can do, so nobody who asked for that runs again.
    const renamed = edited({ op: 'set', id: idOf(design, 'main'), path: ['name'], value: 'cluster' }, design);
    expect(runs.splice(0)).toEqual([]);
    const service = edited({ op: 'set', id: idOf(design, 's'), path: ['instances'], value: 3 }, renamed);
    expect(runs.splice(0)).toEqual([]);
    const own = edited({ op: 'set', id: idOf(design, 'c'), path: ['partitions'], value: 3 }, service);
    expect(runs.splice(0)).toEqual(['c']);
    edited({ op: 'set', id: idOf(design, 'main'), path: ['product'], value: 'rabbitmq' }, own);
    expect(runs.splice(0).sort()).toEqual(['a', 'b']);
  });
});

describe('options', () => {
  const design = designOf(sketch`
    service lonely
    service orders-api
    store orders-db relational
    topic orders
    orders-api -> orders-db
    orders-api -> orders (atomicity none)
  `);

  it('[E5] uses the rules that are named', () => {
    expect(check(design, { rules: ['dual-write'] }).findings.map(({ rule }) => rule)).toEqual(['dual-write']);
    expect(check(design, { rules: [] }).findings).toEqual([]);
    expect(inUse(['dual-write', 'no-such-rule', 'edge-not-allowed']).map(({ id }) => id)).toEqual([
      'edge-not-allowed',
      'dual-write',
    ]);
  });

  it('[E6] is silent about half-drawn elements that somebody is working on', () => {
    const lonely = idOf(design, 'lonely');
    const about = (touched: ReadonlySet<string>) =>
      check(design, { recentlyTouched: touched }).findings.filter(({ at }) => at[0] === lonely);
    expect(about(new Set())).toHaveLength(1);
    expect(about(new Set([lonely]))).toHaveLength(0);
    const touchedService = check(design, {
      recentlyTouched: new Set([...design.edges.keys(), ...design.elements.keys()]),
    }).findings;
    expect(touchedService.map(({ rule }) => rule)).toContain('dual-write');
  });

  it('[E4] mends a finding without a checker at hand', () => {
    const [finding] = check(design, { rules: ['dual-write'] }).findings;
    if (!finding) throw new Error('expected a finding');
    const mended = applyEdits(design, fixEdits(design, finding, 'outbox', countingIds('new')));
    expect(check(mended, { rules: ['dual-write'] }).findings).toEqual([]);
    expect(fixEdits(mended, finding, 'outbox', countingIds('more'))).toEqual([]);
  });
});

describe('open questions', () => {
  it('[Q1] asks for what would decide a rule, once for each element, and names the rules', () => {
    const design = designOf(sketch`
      broker main kafka
      service orders-api
      topic orders on main (partitions 6)
      service billing
      orders-api -> orders (key none) -> billing
    `);
    const [handler] = [...design.edges.values()].filter(({ kind }) => kind === 'consumes');
    const questions = openQuestions(design, { rules: ['key-missing-for-order'] });
    expect(questions).toEqual([
      {
        id: handler?.id,
        properties: [{ property: 'orderingNeed', rules: ['key-missing-for-order'] }],
      },
    ]);
  });

  it('[Q2] does not ask for what changes nothing', () => {
    const design = designOf(sketch`
      broker main kafka
      service orders-api
      topic orders on main (partitions 6)
      service billing
      orders-api -> orders (key orderId) -> billing
    `);
    expect(openQuestions(design, { rules: ['key-missing-for-order'] })).toEqual([]);
    expect(
      openQuestions(
        designOf(sketch`
      service a
      service b
      topic t
      a -> t -> b
    `),
        { rules: ['consumer-not-idempotent'] },
      ),
    ).toEqual([]);
  });

  it('[Q3] also lists what a finding assumes', () => {
    const design = designOf(sketch`
      service orders-api
      store orders-db relational
      topic orders
      orders-api -> orders-db
      orders-api -> orders
    `);
    const { findings, questions } = check(design, { rules: ['dual-write'] });
    expect(findings[0]?.assumes).toEqual([{ id: findings[0]?.at[0], property: 'atomicity' }]);
    expect(questions).toEqual([{ id: findings[0]?.at[0], properties: [{ property: 'atomicity', rules: ['dual-write'] }] }]);
  });

  it('[Q4] become marks only where the rule that makes them is named, and follow what is answered and renamed', () => {
    const design = designOf(sketch`
      store points relational
      shop -> orders -> loyalty
      loyalty -> points (mode increment)
    `);
    expect(check(design).findings.map(({ rule }) => rule)).not.toContain('guarantee-undetermined');
    const named = ['guarantee-undetermined', 'consumer-not-idempotent'];
    const checker = createChecker(inUse(named));
    const hints = (now: Design) => checker.check(now).findings.filter(({ rule }) => rule === 'guarantee-undetermined');
    const [hint] = hints(design);
    expect(hints(design).map(({ what }) => what)).toEqual([
      'Nobody has said of “orders” → “loyalty” what decides other rules: “Idempotency” (consumer-not-idempotent).',
    ]);
    const renamed = applyEdits(design, [{ op: 'set', id: idOf(design, 'loyalty'), path: ['name'], value: 'bonus' }]);
    expect(hints(renamed).map(({ what }) => what)[0]).toContain('“orders” → “bonus”');
    expect(checker.check(renamed)).toEqual(check(renamed, { rules: named }));
    const answered = applyEdits(renamed, checker.edits(hint as never, 'answer-3', countingIds('new')));
    expect(hints(answered)).toEqual([]);
    expect(checker.check(answered)).toEqual(check(answered, { rules: named }));
    expect(hints(design)).toHaveLength(1);
    // Alone it speaks of what all the others wait for, and of nothing else.
    const alone = check(design, { rules: ['guarantee-undetermined'] }).findings;
    expect(alone.map(({ what }) => what).join()).toContain('poison-blocks-channel');
    expect(new Set(alone.map(({ rule }) => rule))).toEqual(new Set(['guarantee-undetermined']));
  });

  it('[M3] nothing but unknowns gives no error', () => {
    const design = designOf(sketch`
      broker main kafka
      service a
      service b
      store s relational
      topic t on main
      topic u on main
      a -> t -> b -> s
      b -> u
    `);
    expect(check(design).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
