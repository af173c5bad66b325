import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { arbitraryDesign } from './arbitraries.testkit.ts';
import { adjacency, changedIds, childrenOf, type Design, nameOf, parentOf, splitReference, standsIn } from './design.ts';
import { applyEdits } from './edit.ts';
import { parseSketch } from './sketch/parse.ts';

// Property tests: many runs, on machines that have other work too.
vi.setConfig({ testTimeout: 60_000 });

function read(text: string): Design {
  const result = parseSketch(text);
  if (!result.ok) throw new Error(result.faults[0]?.message);
  return result.value;
}

const id = (design: Design, name: string) =>
  [...design.elements.values()].find((element) => element.props.name === name)?.id as string;

describe('contexts', () => {
  it('[D4] give every element a finite way up, also where they stand in a circle', () => {
    fc.assert(
      fc.property(arbitraryDesign({ maxElements: 10, maxEdges: 0 }), (design) => {
        for (const element of design.elements.values()) {
          let at: string = element.id;
          for (let steps = 0; at !== 'none'; steps++) {
            expect(steps).toBeLessThanOrEqual(design.elements.size);
            const above = design.elements.get(at);
            at = above ? parentOf(design, above) : 'none';
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('[D4] free the one of the smallest id in a circle', () => {
    const design = read('context A { context:B service:s }\ncontext B { context:A }\nservice s');
    const parents = ['A', 'B', 's'].map((name) => parentOf(design, design.elements.get(id(design, name)) as never));
    expect(parents).toEqual(['none', id(design, 'A'), id(design, 'A')]);
    expect(standsIn(design, id(design, 's'), id(design, 'A'))).toBe(true);
    expect(childrenOf(design, 'none').map((element) => element.props.name)).toEqual(['A']);
  });
});

describe('edges', () => {
  it('[D5] are found at both ends, unless an end is missing', () => {
    const design = read('a -> t -> b\n!gone -consumes-> b');
    const joined = adjacency(design);
    expect(joined.out(id(design, 't')).map((edge) => edge.kind)).toEqual(['consumes']);
    expect(joined.into(id(design, 't')).map((edge) => edge.kind)).toEqual(['publishes']);
    expect(joined.dangling.map((edge) => edge.from)).toEqual(['!gone']);
    expect(adjacency(design)).toBe(joined);
  });
});

describe('names and changes', () => {
  it('[D1] are said even where there are none', () => {
    const design = read('service ""\ntopic t\n"" -> t');
    const [edge] = [...design.edges.keys()];
    expect([nameOf(design, id(design, '')), nameOf(design, edge ?? ''), nameOf(design, '!x y'), nameOf(design, 'gone')]).toEqual([
      'unnamed service',
      'unnamed service → t',
      'x y',
      'something that is gone',
    ]);
    expect([splitReference('c@1.0.0'), splitReference('c'), splitReference('!c@1')]).toEqual([
      ['c', '1.0.0'],
      ['c', undefined],
      ['!c@1', undefined],
    ]);
  });

  it('[E3] are what differs between two versions', () => {
    const design = read('service a\ntopic t\na -> t');
    const after = applyEdits(design, [
      { op: 'place', id: id(design, 'a'), at: [1, 1] },
      { op: 'removeElement', id: id(design, 't') },
    ]);
    expect([...changedIds(design, after)].sort()).toEqual([id(design, 't'), id(design, 'a')].sort());
    expect(changedIds(design, design).size).toBe(0);
  });
});
