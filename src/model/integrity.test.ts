import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { arbitraryDesign } from './arbitraries.testkit.ts';
import type { Design } from './design.ts';
import { applyEdits } from './edit.ts';
import { type BrokenReference, brokenReferences, withoutReference } from './integrity.ts';
import { parseSketch } from './sketch/parse.ts';

// Property tests: many runs, on machines that have other work too.
vi.setConfig({ testTimeout: 60_000 });

function read(text: string): Design {
  const result = parseSketch(text);
  if (!result.ok) throw new Error(result.faults[0]?.message);
  return result.value;
}

const broken = (text: string) => brokenReferences(read(text)).map(({ what, path, name }) => `${what} ${path.join('/')}: ${name}`);

describe('broken references', () => {
  it('[I1] are ends of edges, and names in properties and rows', () => {
    expect(broken('service a\na -publishes-> !gone')).toEqual(['edge-end to: gone']);
    expect(broken('service a (context Ghost)\ntopic t on nowhere (contracts [Gone, "Gone Two"@1.0.0])')).toEqual([
      'property context: Ghost',
      'property broker: nowhere',
      'property contracts: Gone',
      'property contracts: Gone Two@1.0.0',
    ]);
    expect(broken('saga S {\n  step x do Y\n}')).toEqual(['property steps/s1/participant: x', 'property steps/s1/do: Y']);
  });

  it('[I1] are versions that a contract does not have, and targets of a wrong kind', () => {
    expect(broken('contract C 1.0.0\ntopic t (contracts [C, C@1.0.0, C@2.0.0])')).toEqual(['version contracts: C 2.0.0']);
    expect(broken('service s\nstore d (sameDatabaseAs s)')).toEqual(['kind sameDatabaseAs: s']);
  });

  it('[I1] are causes that are no handlers of the same node', () => {
    const text = (cause: string) => `t -> a\nt -> b\na -> s (triggeredBy ${cause})\nstore s\ntopic t\nservice a\nservice b`;
    expect(broken(text('t'))).toEqual([]);
    expect(broken(text('t -> b'))).toEqual(['kind triggeredBy: t → b']);
    expect(broken(text('a -> s'))).toEqual(['kind triggeredBy: a → s']);
    expect(broken(text('ghost'))).toEqual(['property triggeredBy: ghost']);
  });

  it('[I1] are one context of each circle', () => {
    expect(broken('context A { context:B }\ncontext B { context:A }\ncontext C { context:C }')).toEqual([
      'nesting context: B',
      'nesting context: C',
    ]);
  });

  it('[I1] do not change the design, and are none in a tidy one', () => {
    fc.assert(
      fc.property(arbitraryDesign({ tidy: true, maxElements: 10 }), (design) => {
        const what = brokenReferences(design).filter(
          ({ what: kind, path }) =>
            kind !== 'kind' && kind !== 'nesting' && path.at(-1) !== 'triggeredBy' && path.at(-1) !== 'for',
        );
        expect(what).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('[I2] are taken out one by one, until none is left', () => {
    fc.assert(
      fc.property(arbitraryDesign(), (design) => {
        let now = design;
        // An edge that goes may take the cause of another one along, so the number need not fall at each step.
        for (let steps = 0; brokenReferences(now).length > 0; steps++) {
          expect(steps).toBeLessThan(500);
          const [first] = brokenReferences(now) as [BrokenReference];
          now = applyEdits(now, withoutReference(now, first));
          expect(brokenReferences(now)).not.toContainEqual(first);
        }
      }),
      { numRuns: 60 },
    );
  });
});
