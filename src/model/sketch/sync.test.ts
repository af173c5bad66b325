import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { countingIds } from '#base/ids.ts';
import { arbitraryDesign, arbitraryEdits } from '../arbitraries.testkit.ts';
import type { Design } from '../design.ts';
import { applyEdits, type Edit } from '../edit.ts';
import { propertiesOf } from '../values.ts';
import { parseSketch } from './parse.ts';
import { printSketch } from './print.ts';
import { sameDesign } from './same.ts';
import { reconcile } from './sync.ts';

// Property tests: many runs, on machines that have other work too.
vi.setConfig({ testTimeout: 60_000 });

function read(text: string): Design {
  const result = parseSketch(text, countingIds('p'));
  if (!result.ok) throw new Error(`${result.faults[0]?.line}: ${result.faults[0]?.message}\n${text}`);
  return result.value;
}

const before = `service billing (instances 2) @ 10,20
topic orders
store ledger
contract Paid 1.0.0 event {
  id string
  amount double
}
orders -> billing (group billing)
billing -> ledger (mode upsert, triggeredBy orders)
`;

/** The edits that a change of the text makes, with ids replaced by the names in the design before. */
function edits(change: (text: string) => string, text = before): Edit[] {
  const design = read(text);
  const made = reconcile(design, read(change(text)), countingIds('new'));
  expect(sameDesign(applyEdits(design, made), read(change(text)), { places: false })).toBe(true);
  return made;
}

const id = (name: string, text = before) =>
  [...read(text).elements.values()].find((element) => element.props.name === name)?.id ?? '';

describe('a changed text', () => {
  it('[S17] changes nothing where it says the same', () => {
    expect(edits((text) => text)).toEqual([]);
    expect(edits((text) => text.split('\n').slice(0, 3).reverse().concat(text.split('\n').slice(3)).join('\n'))).toEqual([]);
  });

  it('[S17] sets one property where one was changed', () => {
    expect(edits((text) => text.replace('instances 2', 'instances 3'))).toEqual([
      { op: 'set', id: id('billing'), path: ['instances'], value: 3 },
    ]);
    expect(edits((text) => `title "T"\n${text}`)).toEqual([{ op: 'describe', what: 'title', text: 'T' }]);
  });

  it('[S17] renames what was renamed, whatever refers to it', () => {
    expect(edits((text) => text.replaceAll('billing', 'payments').replace('group payments', 'group billing'))).toEqual([
      { op: 'set', id: id('billing'), path: ['name'], value: 'payments' },
    ]);
    expect(edits((text) => text.replaceAll('orders', 'placed'))).toEqual([
      { op: 'set', id: id('orders'), path: ['name'], value: 'placed' },
    ]);
    expect(edits((text) => text.replaceAll('Paid', 'PaymentTaken'))).toEqual([
      { op: 'set', id: id('Paid'), path: ['name'], value: 'PaymentTaken' },
    ]);
  });

  it('[S17] makes another element where the kind was changed, and leads the arrows there', () => {
    const made = edits((text) => text.replace('service billing (instances 2)', 'processor billing'));
    expect(made.map((edit) => edit.op).sort()).toEqual(['addElement', 'place', 'reconnect', 'reconnect', 'removeElement']);
  });

  it('[S17] moves only what the text places', () => {
    expect(edits((text) => text.replace(' @ 10,20', ''))).toEqual([]);
    expect(edits((text) => text.replace('@ 10,20', '@ 30,20'))).toEqual([{ op: 'place', id: id('billing'), at: [30, 20] }]);
  });

  it('[S17] matches rows by content, name and place, and leaves the order keys of the others alone', () => {
    const rename = edits((text) => text.replace('amount double', 'total double'));
    expect(rename).toEqual([{ op: 'set', id: id('Paid'), path: ['versions', 'v1', 'fields', 'f2', 'name'], value: 'total' }]);
    const insert = edits((text) => text.replace('  id string\n', '  id string\n  at timestamp\n'));
    expect(insert).toMatchObject([
      { op: 'addRow', id: id('Paid'), path: ['versions', 'v1', 'fields'], row: { id: 'new1', name: 'at', order: 'a0V' } },
    ]);
    const swap = edits((text) => text.replace('  id string\n  amount double\n', '  amount double\n  id string\n'));
    expect(swap).toHaveLength(1);
    expect(swap[0]).toMatchObject({ op: 'moveRow' });
    expect(edits((text) => text.replace('  id string\n', ''))).toEqual([
      { op: 'removeRow', id: id('Paid'), path: ['versions', 'v1', 'fields', 'f1'] },
    ]);
  });

  it('[S17] keeps an edge whose one end was led elsewhere, with all its properties', () => {
    const made = edits((text) =>
      text.replace('billing -> ledger', 'billing -> archive').replace('store ledger', 'store ledger\nstore archive'),
    );
    expect(made.map((edit) => edit.op)).toEqual(['addElement', 'reconnect']);
  });

  it('[S17] tells several of one name apart by what is around them when one of them goes', () => {
    const text = 'service a (instances 2)\nservice a~2 (instances 3)\ntopic t\ntopic u\na -> t\na~2 -> u\n';
    const made = edits(() => 'service a (instances 3)\ntopic t\ntopic u\na -> u\n', text);
    expect(made.map((edit) => edit.op)).toEqual(['removeEdge', 'removeElement']);
    const gone = [...read(text).elements.values()].find(
      (element) => 'instances' in element.props && element.props.instances === 2,
    );
    expect(made[1]).toEqual({ op: 'removeElement', id: gone?.id });
  });

  it('[S17] leaves what is gone as it is, so that an undo can bring it back', () => {
    const design = applyEdits(read(before), [{ op: 'removeElement', id: id('ledger') }]);
    expect(reconcile(design, read(printSketch(design)), countingIds('new'))).toEqual([]);
  });
});

describe('reconcile', () => {
  const pair = arbitraryDesign().chain((design) =>
    fc.oneof(
      arbitraryEdits(design).map((made) => [design, applyEdits(design, made)] as const),
      arbitraryDesign().map((other) => [design, other] as const),
    ),
  );

  it('[S17] leads from any design to any other, and from a design to its own text by no edit', () => {
    const property = fc.property(pair, fc.boolean(), ([design, wanted], places) => {
      expect(reconcile(design, read(printSketch(design)), countingIds('new'))).toEqual([]);
      const parsed = read(printSketch(wanted, { places }));
      const reached = applyEdits(design, reconcile(design, parsed, countingIds('new')));
      if (!sameDesign(reached, parsed, { places: false }))
        throw new Error(`${printSketch(reached)}\nis not\n${printSketch(parsed)}`);
    });
    fc.assert(property, { numRuns: 80 });
  });
});

describe('equality', () => {
  it('[S16] does not see ids or the keys of rows, and sees everything else', () => {
    fc.assert(
      fc.property(arbitraryDesign({ maxElements: 5, maxEdges: 5 }), (design) => {
        expect(sameDesign(design, { ...design })).toBe(true);
        expect(sameDesign(design, { ...design, title: `${design.title}!` })).toBe(false);
        for (const element of design.elements.values()) {
          const [name] = Object.entries(propertiesOf(element.kind)).find(([, property]) => property.valueType === 'choice') ?? [
            '',
          ];
          const now = (element.props as unknown as Record<string, unknown>)[name];
          const other = propertiesOf(element.kind)[name]?.options?.find((option) => option.value !== now)?.value ?? '';
          expect(sameDesign(design, applyEdits(design, [{ op: 'set', id: element.id, path: [name], value: other }]))).toBe(false);
        }
        for (const edge of design.edges.keys())
          expect(sameDesign(design, applyEdits(design, [{ op: 'removeEdge', id: edge }]))).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('[S16] finds the mapping between many of one name', () => {
    const ring = (names: readonly number[]) => {
      const lines = names.map((i) => `service x${i === 1 ? '' : `~${i}`}`);
      const arrows = names.map((i, at) => `x~${i} -> x~${names[(at + 1) % names.length]}`);
      return read([...lines, ...arrows].join('\n'));
    };
    expect(sameDesign(ring([1, 2, 3, 4, 5]), ring([3, 1, 5, 2, 4]))).toBe(true);
    const two = read('service x\nservice x~2\nservice x~3\nservice x~4\nx -> x~2\nx~2 -> x\nx~3 -> x~4\nx~4 -> x~3');
    expect(sameDesign(ring([1, 2, 3, 4]), two)).toBe(false);
  });
});
