import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { arbitraryDesign, arbitraryEdits } from './arbitraries.testkit.ts';
import { type Design, type Element, emptyDesign } from './design.ts';
import { applyEdits, type Edit, invertEdits, removal, valueAt } from './edit.ts';
import { parseSketch } from './sketch/parse.ts';
import { propsWith, sameValue } from './values.ts';

// Property tests: many runs, on machines that have other work too.
vi.setConfig({ testTimeout: 60_000 });

const changed = arbitraryDesign().chain((design) => arbitraryEdits(design).map((edits) => ({ design, edits })));

/** Equal content, whatever the order of the maps' entries. */
function equal(a: Design, b: Design): boolean {
  const parts = ['elements', 'edges', 'positions', 'sizes'] as const;
  return (
    a.title === b.title &&
    a.comment === b.comment &&
    parts.every((part) => {
      const [one, other]: [ReadonlyMap<string, unknown>, ReadonlyMap<string, unknown>] = [a[part], b[part]];
      return one.size === other.size && [...one].every(([id, value]) => sameValue(value, other.get(id)));
    })
  );
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !(value instanceof Map) && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  if (value instanceof Map) value.forEach(deepFreeze);
  return value;
}

const service = (id: string, name = id): Element => ({ id, kind: 'service', props: propsWith('service', { name }) });

describe('edits', () => {
  it('[E2] lead back when inverted', () => {
    fc.assert(
      fc.property(changed, ({ design, edits }) => {
        const after = applyEdits(design, edits);
        expect(equal(applyEdits(after, invertEdits(design, edits)), design)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('[E3] change no design that was given', () => {
    fc.assert(
      fc.property(changed, ({ design, edits }) => {
        deepFreeze(design);
        const sizes = [design.elements.size, design.edges.size, design.positions.size];
        applyEdits(design, edits);
        expect([design.elements.size, design.edges.size, design.positions.size]).toEqual(sizes);
      }),
      { numRuns: 100 },
    );
  });

  it('[E1] that do not fit give the same design', () => {
    const design = applyEdits(emptyDesign, [{ op: 'addElement', element: service('a') }]);
    const late: Edit[] = [
      { op: 'addElement', element: service('a', 'other') },
      { op: 'removeElement', id: 'gone' },
      { op: 'removeEdge', id: 'gone' },
      { op: 'reconnect', id: 'gone', from: 'a', to: 'a' },
      { op: 'set', id: 'gone', path: ['name'], value: 'x' },
      { op: 'set', id: 'a', path: ['no such'], value: 'x' },
      { op: 'set', id: 'a', path: ['name'], value: 'a' },
      { op: 'set', id: 'a', path: ['constructor', 'name'], value: 'x' },
      { op: 'addRow', id: 'a', path: ['versions'], row: { id: 'r', order: 'a0' } },
      { op: 'removeRow', id: 'a', path: ['versions', 'r'] },
      { op: 'moveRow', id: 'a', path: ['versions', 'r'], order: 'a1' },
      { op: 'place', id: 'gone', at: [1, 2] },
      { op: 'resize', id: 'gone', size: [1, 2] },
      { op: 'describe', what: 'title', text: '' },
    ];
    for (const edit of late) expect(applyEdits(design, [edit]), JSON.stringify(edit)).toBe(design);
    expect(invertEdits(design, late)).toEqual([]);
  });

  it('[E3] share what they do not touch', () => {
    const design = applyEdits(emptyDesign, [
      { op: 'addElement', element: service('a') },
      { op: 'addElement', element: service('b') },
    ]);
    const after = applyEdits(design, [{ op: 'set', id: 'a', path: ['name'], value: 'x' }]);
    expect(after.elements.get('b')).toBe(design.elements.get('b'));
    expect([after.edges, after.positions]).toEqual([design.edges, design.positions]);
  });
});

describe('removal', () => {
  const parsed = parseSketch(
    'context A { context:B }\ncontext B { s }\nservice s @ 1,2\ntopic t (contracts C)\ncontract C\ns -> t',
  );
  const design = (parsed.ok ? parsed.value : undefined) as Design;
  const id = (name: string) => [...design.elements.values()].find((element) => element.props.name === name)?.id as string;

  it('[E4] takes edges along, and moves what stood in a context to the one around it', () => {
    const after = applyEdits(design, removal(design, [id('B'), id('t')]));
    expect(after.edges.size).toBe(0);
    expect(after.elements.get(id('s'))?.props.context).toBe(id('A'));
    const none = applyEdits(design, removal(design, [id('A'), id('B')]));
    expect(none.elements.get(id('s'))?.props.context).toBe('none');
  });

  it('[E4] takes places along and leaves references as they are', () => {
    const after = applyEdits(design, removal(design, [id('C'), id('s')]));
    expect(after.positions.size).toBe(0);
    expect(valueAt(after.elements.get(id('t'))?.props, ['contracts'])).toEqual([id('C')]);
  });
});
