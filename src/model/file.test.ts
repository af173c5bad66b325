import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { generated } from '../../scripts/generate.ts';
import { arbitraryDesign } from './arbitraries.testkit.ts';
import { type Design, emptyDesign } from './design.ts';
import { type DesignFileCheck, longestFile, readDesignFile, writeDesignFile } from './file.ts';
import { designFileSchema } from './file-schema.ts';
import { checkDesignFile } from './generated/design-file.js';
import { jsonErrorAt } from './json-place.ts';
import { parseSketch } from './sketch/parse.ts';
import { sameDesign } from './sketch/same.ts';

// Property tests: many runs, on machines that have other work too.
vi.setConfig({ testTimeout: 60_000 });

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
const byAjv = ajv.compile(designFileSchema());

function read(text: string): Design {
  const result = parseSketch(text);
  if (!result.ok) throw new Error(result.faults[0]?.message);
  return result.value;
}

/** The faults of a file with this content, as pointer and sentence. */
function faults(content: unknown): string[] {
  const result = readDesignFile(typeof content === 'string' ? content : JSON.stringify(content), checkDesignFile);
  return result.ok ? [] : result.faults.map((fault) => `${fault.path ?? `${fault.line}:${fault.column}`} ${fault.message}`);
}

const file = (elements: unknown[], edges: unknown[] = []) => ({ millrace: 1, elements, edges });

describe('a design file', () => {
  it('[F1] states what differs from the defaults, one property a line', () => {
    const design = read(
      'title "T"\ntopic t (partitions 3, contracts C) @ 1,-2\nservice a\ncontract C {\n  id string\n}\na -> t (key id)\n# end',
    );
    expect(writeDesignFile(design)).toBe(`{
  "$schema": "urn:millrace:schema:design",
  "millrace": 1,
  "title": "T",
  "comment": "end",
  "elements": [
    {
      "id": "service-a",
      "kind": "service",
      "props": {
        "name": "a"
      }
    },
    {
      "id": "channel-t",
      "kind": "channel",
      "at": [1, -2],
      "props": {
        "name": "t",
        "type": "log",
        "partitions": 3,
        "contracts": ["contract-c-${/contract-c-(\w+)/.exec(writeDesignFile(design))?.[1]}"]
      }
    },
    {
      "id": "contract-c-${/contract-c-(\w+)/.exec(writeDesignFile(design))?.[1]}",
      "kind": "contract",
      "props": {
        "name": "C",
        "versions": [
          {
            "id": "v1",
            "fields": [
              {
                "id": "f1",
                "name": "id",
                "type": "string"
              }
            ]
          }
        ]
      }
    }
  ],
  "edges": [
    {
      "id": "publishes-a-t",
      "kind": "publishes",
      "from": "service-a",
      "to": "channel-t",
      "props": {
        "key": "id"
      }
    }
  ]
}
`);
  });

  it('[F1] reads back as the same design with the same ids, and is written the same', () => {
    fc.assert(
      fc.property(arbitraryDesign(), (design) => {
        const text = writeDesignFile(design);
        const back = readDesignFile(text, checkDesignFile);
        if (!back.ok) throw new Error(`${back.faults[0]?.message}\n${text}`);
        expect(sameDesign(back.value, design)).toBe(true);
        expect([...back.value.elements.keys(), ...back.value.edges.keys()].sort()).toEqual(
          [...design.elements.keys(), ...design.edges.keys()].sort(),
        );
        expect(writeDesignFile(back.value)).toBe(text);
      }),
      { numRuns: 150 },
    );
  });

  it('[F1] of nothing is a file', () => {
    expect(readDesignFile(writeDesignFile(emptyDesign), checkDesignFile)).toEqual({ ok: true, value: emptyDesign });
    expect(readDesignFile(`\ufeff${writeDesignFile(emptyDesign)}`, checkDesignFile).ok).toBe(true);
  });
});

describe('refusals', () => {
  it('[F2] have the place of what is no JSON', () => {
    expect(faults('{\n  "millrace": 1,\n  "title": "a" "b"\n}')).toEqual([
      '3:16 This is not valid JSON: `"b"` is not expected here (line 3, column 16).',
    ]);
    expect(faults('{ "millrace": 1')).toEqual(['1:16 This is not valid JSON: the file ends too early (line 1, column 16).']);
    expect(faults('')[0]).toContain('the file ends too early');
  });

  it('[F2] name what is no design, a newer version, and what is too large', () => {
    expect(faults('[]')[0]).toContain('no Millrace design');
    expect(faults({ asyncapi: '3.0.0' })[0]).toContain('no Millrace design');
    expect(faults({ millrace: 3 })).toEqual([
      '/millrace The file was made by a newer Millrace (file version 3; this one reads up to 1): update Millrace to open it.',
    ]);
    expect(faults({ millrace: '1' })[0]).toContain('whole number');
    expect(faults('x'.repeat(longestFile + 1))[0]).toContain('larger than 10 MiB');
    const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    for (const text of [
      `{ "millrace": 1, "elements": ${nested}, "edges": [] }`,
      `{ "millrace": 1, "elements": [{ "id": ${nested}, "kind": "service" }], "edges": [] }`,
    ])
      expect(faults(text)[0]).toMatch(/^\/elements\/0\S* This is nested deeper than anything in a design/);
  });

  it('[F3] name ids that are given twice', () => {
    const a = { id: 'a', kind: 'service' };
    expect(faults(file([a], [{ ...a, kind: 'calls', from: 'a', to: 'a' }]))).toEqual([
      '/edges/0/id The id “a” is given twice, at /elements/0 and /edges/0: give one of them another id.',
    ]);
    const versions = [{ id: 'v1', fields: [{ id: 'f' }, { id: 'f' }] }, { id: 'v1' }];
    expect(faults(file([{ id: 'c', kind: 'contract', props: { versions } }]))).toEqual([
      '/elements/0/props/versions/0/fields/1/id The id “f” is given twice in /elements/0/props/versions/0/fields: give one of them another id.',
      '/elements/0/props/versions/1/id The id “v1” is given twice in /elements/0/props/versions: give one of them another id.',
    ]);
  });

  it('[F4] name what is not known, and what it may have meant', () => {
    expect(faults(file([{ id: 'a', kind: 'service', props: { name: 'api', instnces: 2 } }]))).toEqual([
      '/elements/0/props/instnces The service “api” has “instnces”, which means nothing here: did you mean “instances”?',
    ]);
    expect(faults({ ...file([]), title2: '' })[0]).toContain(
      'The file has “title2”, which means nothing here: did you mean “title”?',
    );
    expect(faults(file([{ id: 'a', kind: 'servce' }]))[0]).toContain('`kind` has to be one of “service”');
  });

  it('[F5] speak of elements and properties', () => {
    expect(
      faults(
        file(
          [
            { id: 'a', kind: 'channel', props: { name: 'orders', type: 'topic', partitions: 0, contracts: 'all' } },
            { id: 'b', kind: 'contract', props: { versions: [{ id: 'v1', fields: [{ id: 'f1', type: 'text' }] }] } },
            { id: 'all', kind: 'service', at: [1] },
            { id: 'c', kind: 'service', at: [1.5, 0] },
            { kind: 'service' },
          ],
          [{ id: 'e', kind: 'reads', from: 'a' }],
        ),
      ),
    ).toEqual([
      '/elements/0/props/type The channel “orders”: `type` — expected `log`, `queue`, `pubsub` or `?`, but found "topic".',
      '/elements/0/props/partitions The channel “orders”: `partitions` — expected a whole number of at least 1 or `?`, but found 0.',
      '/elements/0/props/contracts The channel “orders”: `contracts` — expected a list of names such as `[a, b]`, but found "all".',
      '/elements/1/props/versions/0/fields/0/type The contract “b”, version 1, field 1: `type` — expected `string`, `int`, `long`, `double`, `bool`, `enum`, `object`, `array`, `timestamp`, `bytes` or `?`, but found "text".',
      '/elements/2/id The service “all”: `id` has to be an id of up to 40 letters, digits, _ and - (and none of the words none, own, all, const, latest), but is "all".',
      '/elements/2/at The service “all”: `at` has to be two whole numbers, as in [120, 40].',
      '/elements/3/at/0 The service “c”: `at` has to be two whole numbers, as in [120, 40].',
      '/elements/4 The service number 5: “id” is missing.',
      '/edges/0 The reads “e”: “to” is missing.',
    ]);
    expect(faults(file(Array.from({ length: 30 }, (_, i) => ({ id: `a${i}`, kind: 'x' }))))).toHaveLength(20);
  });
});

describe('the place of an error in JSON', () => {
  it('[F2] is found exactly where JSON.parse refuses', () => {
    const near = fc
      .json()
      .chain((text) =>
        fc
          .tuple(fc.nat(text.length), fc.constantFrom('', '"', ',', '}', ']', 'x', '1', '\\'))
          .map(([at, put]) => text.slice(0, at) + put + text.slice(at + 1)),
      );
    fc.assert(
      fc.property(fc.oneof(fc.json(), near, fc.string()), (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        expect(jsonErrorAt(text) === undefined).toBe(valid);
      }),
      { numRuns: 2000 },
    );
  });

  it('[F2] is found in texts that are nested deeper than any stack', () => {
    expect(jsonErrorAt(`${'['.repeat(1_000_000)}x`)).toBe(1_000_000);
    expect(jsonErrorAt(`"${'a'.repeat(5_000_000)}`)).toBe(5_000_001);
  });
});

describe('the schema and its checker', () => {
  it('[F6] are as the declared kinds say', () => {
    for (const [path, text] of generated())
      expect(readFileSync(path, 'utf8') === text, `${path}: run node scripts/generate.ts`).toBe(true);
  });

  it('[F6] is documented for editors', () => {
    const { $defs } = designFileSchema() as {
      $defs: Record<string, { properties: Record<string, { title?: string; description?: string; default?: unknown }> }>;
    };
    for (const name of ['channel', 'consumes', 'field']) {
      for (const [key, property] of Object.entries($defs[name]?.properties ?? {})) {
        if (key !== 'id')
          expect([typeof property.title, typeof property.description, property.default !== undefined], `${name}.${key}`).toEqual([
            'string',
            'string',
            true,
          ]);
      }
    }
  });

  it('[F6] agree with ajv about any file, and about where it is wrong', () => {
    const broken = arbitraryDesign({ maxElements: 4, maxEdges: 3 }).chain((design) => {
      const content = JSON.parse(writeDesignFile(design)) as Record<string, unknown>;
      const places = pathsIn(content);
      return fc
        .tuple(
          fc.constantFrom(...places),
          fc.oneof(fc.constantFrom('x', 0, -1, null, [], {}, '?', [1], 'none', undefined), fc.anything()),
        )
        .map(([path, value]) => put(content, path, value));
    });
    fc.assert(
      fc.property(broken, (content) => {
        const plain = JSON.parse(JSON.stringify(content) ?? 'null') as unknown;
        expect(checkDesignFile(plain)).toBe(byAjv(plain));
        const where = (check: DesignFileCheck) =>
          [
            ...new Set(
              (check.errors ?? [])
                .filter((error) => error.keyword !== 'if')
                .map((error) => `${error.instancePath} ${error.keyword}`),
            ),
          ].sort();
        // For values of a list of words ajv's documented form also says the type; the place is the same.
        const placesOf = (check: DesignFileCheck) => [...new Set(where(check).map((error) => error.split(' ')[0]))];
        expect(placesOf(checkDesignFile)).toEqual(placesOf(byAjv as unknown as DesignFileCheck));
        const result = readDesignFile(JSON.stringify(plain), checkDesignFile);
        if (!result.ok) for (const fault of result.faults) expect(fault.message).toMatch(/^.+[.?]$/s);
      }),
      { numRuns: 300 },
    );
  });
});

function pathsIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, item]) => pathsIn(item, [...path, key]))];
}

function put(value: unknown, [step, ...rest]: string[], put_: unknown): unknown {
  if (step === undefined) return put_;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...(value as object) };
  (copy as Record<string, unknown>)[step] = put((value as Record<string, unknown>)[step], rest, put_);
  return copy;
}
