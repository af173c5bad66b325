import { readdirSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { readBy } from '../generated/read-by.ts';
import type { ElementKind } from '../kind.ts';
import type { Property } from '../property.ts';
import { edgeKinds, elementKinds, rowKinds } from './index.ts';

const ajv = new Ajv({ strict: false });

interface Walked {
  readonly kind: string;
  readonly label: string;
  readonly plural: string;
  readonly properties: Readonly<Record<string, Property>>;
}

const elements: readonly Walked[] = Object.values(elementKinds);
const edges: readonly Walked[] = Object.values(edgeKinds);
const rows: readonly Walked[] = Object.values(rowKinds);
const all = [...elements, ...edges, ...rows];

/** Every property with a name that says where it stands. */
const properties = all.flatMap((declared) =>
  Object.entries(declared.properties).map(([name, property]) => ({ at: `${declared.kind}.${name}`, name, property })),
);

/** Names of the properties for which something holds, so that a failure says which. */
function those(holds: (property: Property, name: string) => boolean): string[] {
  return properties.filter(({ property, name }) => holds(property, name)).map(({ at }) => at);
}

describe('the registries of kinds', () => {
  it('name each kind as its key and its file do', () => {
    for (const registry of [elementKinds, edgeKinds, rowKinds]) {
      expect(Object.values(registry).map((declared) => declared.kind)).toEqual(Object.keys(registry));
    }
    const files = readdirSync(new URL('.', import.meta.url)).filter((file) => !file.endsWith('.test.ts') && file !== 'index.ts');
    expect(files.map((file) => file.replace(/\.ts$/, '')).sort()).toEqual(all.map((declared) => declared.kind).sort());
  });

  it('give every kind words of its own', () => {
    expect(new Set(all.map((declared) => declared.label)).size).toBe(all.length);
    expect(all.filter((declared) => declared.plural === '').map((declared) => declared.kind)).toEqual([]);
    for (const declared of [...Object.values(elementKinds), ...Object.values(edgeKinds)]) expect(declared.help).toMatch(/\S\.$/);
  });

  it('let every edge start and end somewhere, at elements that may stand in arrows', () => {
    const inArrows = new Set<ElementKind>(
      Object.values(elementKinds)
        .filter((declared) => declared.node)
        .map((declared) => declared.kind),
    );
    for (const edge of Object.values(edgeKinds)) {
      for (const ends of [edge.from, edge.to]) {
        expect(ends.length, edge.kind).toBeGreaterThan(0);
        expect(
          ends.filter((end) => !inArrows.has(end)),
          edge.kind,
        ).toEqual([]);
      }
    }
  });

  it('let every kind that may stand in arrows be an end of some edge', () => {
    const ends = new Set(Object.values(edgeKinds).flatMap((edge): ElementKind[] => [...edge.from, ...edge.to]));
    const unreachable = Object.values(elementKinds).filter((declared) => declared.node && !ends.has(declared.kind));
    expect(unreachable).toEqual([]);
  });
});

describe('the properties of kinds', () => {
  it('have a label of one to four words and a help of whole sentences', () => {
    expect(those(({ label }) => !/^[A-Z]/.test(label) || label.split(' ').length > 4)).toEqual([]);
    expect(those(({ help }) => !/^\S.*\.$/.test(help))).toEqual([]);
  });

  it('have labels that differ within a kind', () => {
    for (const declared of all) {
      const labels = Object.values(declared.properties).map((property) => property.label);
      expect(labels, declared.kind).toEqual([...new Set(labels)]);
    }
  });

  it('have options with labels that differ, and help of whole sentences', () => {
    for (const { at, property } of properties) {
      const labels = (property.options ?? []).map((option) => option.label);
      expect(labels, at).toEqual([...new Set(labels)]);
      for (const option of property.options ?? []) if (option.help !== undefined) expect(option.help, at).toMatch(/\S\.$/);
    }
  });

  it('have a default that their own schema accepts, and `?` exactly where it may be chosen', () => {
    expect(those((property) => !ajv.validate(property, property.default))).toEqual([]);
    // Where any words may stand, `?` is a word like any other for the schema.
    const closed = properties.filter(({ property }) => !ajv.validate(property, 'any words at all'));
    for (const { at, property } of closed) expect(ajv.validate(property, '?'), at).toBe(property.unsure);
  });

  it('stand essentials first, and the rest under a heading', () => {
    for (const declared of all) {
      const levels = Object.values(declared.properties).map((property) => property.level);
      expect(levels, declared.kind).toEqual([...levels].sort((a, b) => Number(a === 'advanced') - Number(b === 'advanced')));
    }
    expect(those((property) => property.level === 'advanced' && !property.group)).toEqual([]);
    expect(those((property) => property.level !== 'advanced' && property.level !== 'essential')).toEqual([]);
  });

  it('show the essentials in the agreed order', () => {
    const essentials = Object.fromEntries(
      all.map((declared) => [
        declared.kind,
        Object.entries(declared.properties)
          .filter(([, property]) => property.level === 'essential')
          .map(([name]) => name)
          .join(' '),
      ]),
    );
    expect(essentials).toEqual({
      service: 'name context instances',
      processor: 'name op window state guarantee',
      channel: 'name type broker variant partitions retention cleanup contracts',
      contract: 'name kind category entity entityKey versions compat',
      store: 'name type role',
      connector: 'name type guarantee keyFrom',
      external: 'name type idempotent reversible',
      saga: 'name style steps',
      broker: 'name product',
      context: 'name kind',
      note: 'name style text',
      publishes: 'contracts key atomicity',
      consumes: 'idempotency orderingNeed ack retry onExhausted',
      deadLetters: 'redrive',
      writes: 'mode',
      reads: 'freshness',
      calls: 'purpose idempotencyKey',
      captures: '',
      field: 'name type required',
      version: 'version status fields',
      step: 'participant do ok fail undo timeout',
    });
  });

  it('refer to kinds that exist, and say so when the reference may break', () => {
    for (const { at, property } of properties) {
      if (property.valueType !== 'reference' && property.valueType !== 'references') continue;
      expect(
        property.refersTo?.filter((kind) => !(kind in elementKinds)),
        at,
      ).toEqual([]);
      expect(readBy[at], at).toContain('reference-broken');
    }
  });
});
