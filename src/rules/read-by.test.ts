import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { compare } from '#base/order.ts';
import { arbitraryDesign } from '#model/arbitraries.testkit.ts';
import type { Design, Edge, Element } from '#model/design.ts';
import { edgeKinds, elementKinds, rowKinds } from '#model/kinds/index.ts';
import type { Property } from '#model/property.ts';
import { Tracker } from './cells.ts';
import type { Reads } from './context.ts';
import { designOf } from './designs.testkit.ts';
import { rules } from './index.ts';
import { Indexes } from './indexes.ts';
import type { Rule, SubjectKind, SubjectOf } from './rule.ts';
import { sketch } from './sketch.ts';

/** Which rules a property matters to is found by watching them read. */
const walking = vi.hoisted(() => ({ depth: 0 }));

// The model's integrity check walks over all properties of a record, and looks at references only.
vi.mock('#model/integrity.ts', async (original) => {
  const actual = await original<typeof import('#model/integrity.ts')>();
  const brokenIn: typeof actual.brokenIn = (design, record) => {
    walking.depth++;
    try {
      return actual.brokenIn(design, record);
    } finally {
      walking.depth--;
    }
  };
  return { ...actual, brokenIn };
});

type Kinds = Readonly<Record<string, { readonly kind: string; readonly properties: Readonly<Record<string, Property>> }>>;
const kinds = { ...elementKinds, ...edgeKinds, ...rowKinds } as unknown as Kinds;
const referring: readonly string[] = ['reference', 'references', 'edges', 'rows'];

function watched<T extends object>(kind: string, values: T, seen: (kind: string, property: string) => void): T {
  const { properties } = kinds[kind] as Kinds[string];
  return new Proxy(values, {
    get(target, name) {
      const value = target[name as keyof T] as unknown;
      const property = typeof name === 'string' ? properties[name] : undefined;
      if (!property || (walking.depth > 0 && !referring.includes(property.valueType))) return value;
      seen(kind, name as string);
      if (!property.row) return value;
      return (value as readonly object[]).map((row) => watched((property.row as { kind: string }).kind, row, seen));
    },
  });
}

function watching(read: Reads, seen: (kind: string, property: string) => void): Reads {
  const record = <R extends Element | Edge | undefined>(found: R): R =>
    found && ({ ...found, props: watched(found.kind, found.props as object, seen) } as R);
  const watch: Reads = {
    element: (id) => record(read.element(id)),
    edge: (id) => record(read.edge(id)),
    of: (id, kind) => record(read.of(id, kind) as Element | undefined) as never,
    out: (id, kind) => read.out(id, kind).map((edge) => record(edge as unknown as Edge)) as never,
    into: (id, kind) => read.into(id, kind).map((edge) => record(edge as unknown as Edge)) as never,
    edgesAt: (id) => read.edgesAt(id),
    referrers: (id) => read.referrers(id),
    all: (kind) => read.all(kind),
    contractsNamed: (name) => read.contractsNamed(name),
    ask: (query, id) => query.compute(watch, id),
  };
  return watch;
}

/** Notes `kind.property` of everything that the rules read in a design, by rule. */
function noteReads(reading: readonly Rule[], design: Design, found: ReadonlyMap<string, Set<string>>): void {
  const indexes = new Indexes(new Tracker());
  indexes.update(design, { came: () => undefined, went: () => undefined });
  for (const rule of reading) {
    const read = watching(indexes, (kind, property) => found.get(rule.id)?.add(`${kind}.${property}`));
    for (const { id, kind } of [...design.elements.values(), ...design.edges.values()]) {
      if (!rule.subject.includes(kind)) continue;
      for (const _ of rule.check((read.element(id) ?? read.edge(id)) as SubjectOf<SubjectKind>, read));
    }
  }
}

/** Ways that the examples don't take: nested contexts around everything, named versions, schema texts, repeats from all sides. */
const detours = [
  sketch`
    context Core { Team }
    context Team team { shop db capture copy totals PayCo t }
    service shop
    store db relational
    connector capture cdc
    connector copy sink
    processor totals map
    external PayCo payment
    topic t
    contract Order 1.0.0 event (registry none)
    shop -> t (contracts Order)
    db -> capture -> t
    t -> totals
    t -> PayCo
    t -> copy -> db
  `,
  sketch`
    context Company team { Sales Finance }
    context Sales { shop orders-db capture orders }
    context Finance { totals PayCo billing ledger }
    broker main kafka
    service shop
    store orders-db relational
    connector capture cdc (keyFrom region)
    topic orders on main (partitions 3)
    processor totals aggregate
    external PayCo payment
    service billing
    store ledger relational
    connector copy sink
    contract Order 1.0.0 event (registry none, entityKey orderId, meta [time]) {
      orderId string optional
    }
    contract Paid 1.0.0 event (registry none, entityKey orderId, meta [time])
    orders-db -> capture -> orders (contracts [Order@1.0.0, Paid])
    shop -> orders (contracts Order@1.0.0, key orderId)
    PayCo -> orders (contracts Paid, key region)
    orders -> totals (orderingNeed perKey)
    orders -> PayCo (orderingNeed perKey)
    orders -> billing (orderingNeed perKey, ack beforeEffect, idempotency none)
    orders -> copy
    billing -> ledger (mode increment)
    billing -x orders-dlq (redrive manual)
  `,
];

const designs = [
  ...detours.map(designOf),
  ...fc.sample(arbitraryDesign({ tidy: true, maxElements: 16, maxEdges: 24 }), { numRuns: 150, seed: 7 }),
];

/** `npm run generate` writes it; it is kept in the repository so that compare and the inspector need not run rules. */
const table = '../model/generated/read-by.ts';

function textOf(readBy: ReadonlyMap<string, readonly string[]>): string {
  const lines = [...readBy]
    .sort(([a], [b]) => compare(a, b))
    .map(([at, ids]) => `  '${at}': [${ids.map((id) => `'${id}'`).join(', ')}],`);
  return [
    '// Made from what the rules read (src/rules/read-by.test.ts): do not edit.',
    '',
    '/** kind.property → ids of the rules that read it, in the order of the registry. */',
    'export const readBy: Readonly<Record<string, readonly string[]>> = {',
    ...lines,
    '};',
    '',
  ].join('\n');
}

describe('the table of properties and the rules that read them', () => {
  it('says what the rules really read in their examples and in many other designs', async () => {
    const found = new Map(rules.map(({ id }) => [id, new Set<string>()]));
    for (const design of designs) noteReads(rules, design, found);
    for (const rule of rules)
      for (const { sketch } of [...rule.examples.bad, ...rule.examples.good]) noteReads([rule], designOf(sketch), found);
    const readBy = new Map<string, string[]>();
    for (const [rule, read] of found) for (const at of read) readBy.set(at, [...(readBy.get(at) ?? []), rule]);
    await expect(textOf(readBy)).toMatchFileSnapshot(table);
  }, 60_000);
});
