import { describe, expect, it } from 'vitest';
import { countingIds } from '#base/ids.ts';
import { kindPairs } from './arbitraries.testkit.ts';
import { edgeKindsBetween, kindsThatFit, type Proposal, proposals, refusalOf } from './connect.ts';
import { type Design, type Element, emptyDesign } from './design.ts';
import { applyEdits, valueAt } from './edit.ts';
import { brokenReferences } from './integrity.ts';
import type { ElementKind } from './kind.ts';
import { edgeKinds, elementKinds } from './kinds/index.ts';
import { parseSketch } from './sketch/parse.ts';
import { printSketch } from './sketch/print.ts';
import { propsWith } from './values.ts';

function pair(from: ElementKind, to: ElementKind): Design {
  const element = (id: string, kind: ElementKind) => ({ id, kind, props: propsWith(kind, { name: id }) }) as Element;
  const design = {
    ...emptyDesign,
    elements: new Map([
      ['x', element('x', from)],
      ['y', element('y', to)],
    ]),
  };
  return applyEdits(design, [
    { op: 'place', id: 'x', at: [0, 0] },
    { op: 'place', id: 'y', at: [401, 100] },
  ]);
}

function read(text: string): Design {
  const result = parseSketch(text);
  if (!result.ok) throw new Error(result.faults[0]?.message);
  return result.value;
}

const id = (design: Design, name: string) =>
  [...design.elements.values()].find((element) => element.props.name === name)?.id as string;
const offered = (design: Design, from = 'x', to = 'y') => proposals(design, from, to, countingIds('new'));
const ids = (all: readonly Proposal[]) => all.map((proposal) => proposal.id);
const name = (from: ElementKind, to: ElementKind) => `${from} → ${to}`;

describe('every two kinds', () => {
  it.each(kindPairs)('[C2] %s and %s: each way leads to legal edges and to no broken reference', (from, to) => {
    const design = pair(from, to);
    for (const { label, edits, creates } of offered(design)) {
      const after = applyEdits(design, edits);
      expect(after, label).not.toBe(design);
      expect(brokenReferences(after), label).toEqual([]);
      for (const edge of after.edges.values()) {
        const ends = [after.elements.get(edge.from)?.kind, after.elements.get(edge.to)?.kind] as [ElementKind, ElementKind];
        expect(edgeKindsBetween(...ends), label).toContain(edge.kind);
      }
      for (const made of creates) expect(after.positions.get(made), label).toEqual([201, 50]);
      expect(label).toMatch(/^[a-z]/);
    }
    expect(ids(offered(design))).toEqual([...new Set(ids(offered(design)))]);
  });

  it.each(kindPairs)('[C3] %s and %s: a legal way, or one sentence', (from, to) => {
    const refusal = refusalOf(pair(from, to), 'x', 'y', countingIds());
    const legal = offered(pair(from, to)).some((proposal) => proposal.legal);
    expect(refusal === undefined, name(from, to)).toBe(legal);
    if (refusal) expect(refusal.why).toMatch(/^[A-Z][^.]*\.$/);
  });

  it('[C3] that stand in arrows always have a way, if only by a detour', () => {
    const stuck = kindPairs.filter(
      ([from, to]) => elementKinds[from].node && elementKinds[to].node && offered(pair(from, to)).length === 0,
    );
    expect(stuck).toEqual([]);
  });

  it('[C1] follow from the declared edge kinds', () => {
    expect(edgeKindsBetween('service', 'channel')).toEqual(['publishes', 'deadLetters']);
    expect(edgeKindsBetween('store', 'connector')).toEqual(['captures']);
    expect(edgeKindsBetween('store', 'channel')).toEqual([]);
    for (const [kind, { from, to }] of Object.entries(edgeKinds))
      for (const a of from) for (const b of to) expect(edgeKindsBetween(a, b)).toContain(kind);
  });
});

describe('what is offered', () => {
  it('[C2] between a service and a store: writing, reading, both', () => {
    const design = pair('service', 'store');
    expect(offered(design).map((proposal) => proposal.label)).toEqual(['writes to', 'reads from', 'reads from and writes to']);
    const both = applyEdits(design, offered(design)[2]?.edits ?? []);
    expect([...both.edges.values()].map((edge) => [edge.kind, edge.from, edge.to])).toEqual([
      ['writes', 'x', 'y'],
      ['reads', 'y', 'x'],
    ]);
  });

  it('[C2] between two services: a call, or events through a channel midway', () => {
    const design = pair('service', 'service');
    expect(ids(offered(design))).toEqual(['calls', 'via-channel']);
    const after = applyEdits(design, offered(design)[1]?.edits ?? []);
    expect([...after.edges.values()].map((edge) => edge.kind)).toEqual(['publishes', 'consumes']);
  });

  it('[C2] from a channel to a channel: a bridge or a processor, and dead letters where they may go', () => {
    const busy = read('topic x\ntopic y\ntopic q (role dlq)\na -> y');
    expect(ids(offered(busy, id(busy, 'x'), id(busy, 'y')))).toEqual(['via-bridge', 'via-processor']);
    expect(refusalOf(busy, id(busy, 'x'), id(busy, 'y'), countingIds())?.why).toContain('A channel can’t publish by itself');
    expect(ids(offered(busy, id(busy, 'x'), id(busy, 'q')))[0]).toBe('deadLetters');
    const free = pair('channel', 'channel');
    expect(valueAt(applyEdits(free, offered(free)[0]?.edits ?? []).elements.get('y')?.props, ['role'])).toBe('dlq');
  });

  it('[C2] from a store to a channel: a connector that reads the changes', () => {
    const refusal = refusalOf(pair('store', 'channel'), 'x', 'y', countingIds());
    expect(refusal?.why).toBe('A store can’t publish by itself: something has to read its changes.');
    expect(refusal?.alternatives.map((proposal) => proposal.id)).toContain('via-cdc');
    const design = applyEdits(pair('store', 'channel'), refusal?.alternatives[0]?.edits ?? []);
    expect(printSketch(design, { places: false })).toContain('connector ""');
  });

  it('[C2] from a contract: onto a channel, onto an arrow, into a registry, and by a new channel', () => {
    const design = read('contract C\ntopic t (contracts Old)\nservice s\nstore r schemaRegistry\ns -> t\nt -> h');
    const contract = id(design, 'C');
    const [published, consumed] = [...design.edges.keys()];
    const onto = (to: string) => applyEdits(design, offered(design, contract, to)[0]?.edits ?? []);
    expect(valueAt(onto(id(design, 't')).elements.get(id(design, 't'))?.props, ['contracts'])).toEqual(['!Old', contract]);
    expect(valueAt(onto(published ?? '').edges.get(published ?? '')?.props, ['contracts'])).toEqual([contract]);
    expect(valueAt(onto(consumed ?? '').edges.get(consumed ?? '')?.props, ['contracts'])).toEqual([contract]);
    expect(valueAt(onto(id(design, 'r')).elements.get(contract)?.props, ['registry'])).toBe(id(design, 'r'));
    expect(ids(offered(design, id(design, 's'), contract))).toEqual(['owner', 'publishes-it']);
    expect(refusalOf(design, id(design, 's'), published ?? '', countingIds())?.why).toBe(
      'Only a contract can be put on an arrow.',
    );
  });

  it('[C2] from anything to a context, unless it stands around it', () => {
    const design = read('context A { context:B }\ncontext B\nservice s');
    expect(ids(offered(design, id(design, 's'), id(design, 'A')))).toEqual(['in-context']);
    expect(offered(design, id(design, 'A'), id(design, 'B'))).toEqual([]);
  });

  it('[C3] from an element to itself or to nothing: a sentence', () => {
    const design = pair('channel', 'store');
    expect(refusalOf(design, 'x', 'x', countingIds())?.why).toBe('An arrow leads from one element to another one.');
    expect(refusalOf(design, 'x', 'gone', countingIds())?.why).toContain('no longer in the design');
  });

  it('[C2] once more, where an edge of the kind is there', () => {
    const design = applyEdits(pair('service', 'channel'), offered(pair('service', 'channel'))[0]?.edits ?? []);
    expect(offered(design)[0]?.label).toBe('publishes to, once more');
  });
});

describe('what fits at an arrow’s other end', () => {
  it('[C4] is every kind that an edge allows, with its variants', () => {
    for (const direction of ['out', 'in'] as const) {
      for (const kind of Object.keys(elementKinds) as ElementKind[]) {
        const fitting = kindsThatFit(pair(kind, kind), 'x', direction);
        expect(fitting.length > 0, kind).toBe(elementKinds[kind].node && fitting.length > 0);
        for (const { kind: other, props, edge, label } of fitting) {
          expect(direction === 'out' ? edgeKindsBetween(kind, other) : edgeKindsBetween(other, kind), label).toContain(edge);
          expect(propsWith(other, props)).toMatchObject(props);
        }
      }
    }
  });

  it('[C4] is said as in a menu', () => {
    const labels = kindsThatFit(pair('service', 'service'), 'x', 'out').map((fitting) => fitting.label);
    expect(labels).toEqual(
      expect.arrayContaining([
        'publishes to a new topic',
        'publishes to a new queue',
        'publishes to a new channel, undecided',
        'writes to a new store',
      ]),
    );
    expect(kindsThatFit(pair('service', 'service'), 'gone', 'out')).toEqual([]);
  });
});
