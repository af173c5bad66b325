import { describe, expect, it } from 'vitest';
import { readDesignFile } from './file.ts';
import { checkDesignFile } from './generated/design-file.js';
import { edgeKinds, elementKinds, rowKinds } from './kinds/index.ts';
import {
  fileVersion,
  type Migration,
  migrateFile,
  migrations,
  type RawRecord,
  recordKinds,
  rowLists,
  versionOf,
} from './migrate.ts';
import type { Property } from './property.ts';

/** Two steps as they could be: a property of every kind of record gets another name, then a kind does. */
const renamed = (props: RawRecord): RawRecord => {
  const { oldName, ...rest } = props;
  return oldName === undefined ? rest : { ...rest, name: oldName };
};
const steps: readonly Migration[] = [
  {
    version: 2,
    what: '`oldName` is called `name`.',
    records: Object.fromEntries([...recordKinds, 'topic'].map((kind) => [kind, renamed])),
  },
  {
    version: 3,
    what: 'A `topic` is a channel of type log.',
    file: (file) => ({
      ...file,
      elements: (file.elements as RawRecord[]).map((element) =>
        element.kind === 'topic'
          ? { ...element, kind: 'channel', props: { ...(element.props as object), type: 'log' } }
          : element,
      ),
    }),
  },
];

describe('migrations', () => {
  it('[F8] are numbered without a gap, and the present version is the last', () => {
    expect(migrations.map((step) => step.version)).toEqual(migrations.map((_, i) => i + 2));
    expect(fileVersion).toBe(versionOf(migrations));
  });

  it('[F8] reach every kind of record, with rows in rows', () => {
    for (const kind of recordKinds) {
      const isEdge = Object.hasOwn(edgeKinds, kind);
      const isRow = Object.hasOwn(rowKinds, kind);
      const record = isRow
        ? {
            id: 'c',
            kind: 'contract',
            props: {
              versions: [{ id: 'v', oldName: 'x', fields: [{ id: 'f', oldName: 'x' }] }],
              steps: [{ id: 's', oldName: 'x' }],
            },
          }
        : { id: 'a', kind, props: { oldName: 'x' } };
      const raw = { millrace: 1, elements: isEdge ? [] : [record], edges: isEdge ? [record] : [] };
      const result = migrateFile(raw, 1, steps);
      const text = JSON.stringify(result.ok && result.value);
      expect(text, kind).not.toContain('oldName');
      expect(text, kind).toContain('"name":"x"');
    }
  });

  it('[F8] begin at the version of the file', () => {
    const topic = { id: 't', kind: 'topic', props: { oldName: 'kept' } };
    const result = migrateFile({ millrace: 2, elements: [topic], edges: [] }, 2, steps);
    expect(result).toEqual({
      ok: true,
      value: { millrace: 3, elements: [{ id: 't', kind: 'channel', props: { oldName: 'kept', type: 'log' } }], edges: [] },
    });
    expect(migrateFile({}, 4, steps)).toMatchObject({ ok: false, faults: [{ path: '/millrace' }] });
  });

  it('[F8] lead to a file that is checked as one of this version', () => {
    const old = { millrace: 1, elements: [{ id: 't', kind: 'topic', props: { oldName: 'orders' } }], edges: [] };
    const result = readDesignFile(JSON.stringify(old), checkDesignFile, steps);
    expect(result.ok && result.value.elements.get('t')).toMatchObject({
      kind: 'channel',
      props: { name: 'orders', type: 'log' },
    });
  });

  it('[F8] pass over what has no form yet, which the check then refuses', () => {
    const odd = {
      millrace: 1,
      elements: [null, 1, { props: [] }, { kind: 'constructor', props: { versions: [null, 1] } }],
      edges: 'none',
    };
    expect(readDesignFile(JSON.stringify({ ...odd, elements: 'x' }), checkDesignFile, steps.slice(0, 1)).ok).toBe(false);
    expect(migrateFile(odd, 1, steps.slice(0, 1)).ok).toBe(true);
  });

  it('[F8] know the lists of rows by the names that the kinds declare', () => {
    const kinds = [
      ...Object.values(elementKinds),
      ...Object.values(edgeKinds),
      ...Object.values(rowKinds),
    ] as unknown as readonly { properties: Record<string, Property> }[];
    for (const { properties } of kinds) {
      for (const [name, property] of Object.entries(properties))
        expect(Object.hasOwn(rowLists, name) ? rowLists[name] : undefined).toBe(property.row?.kind);
    }
  });
});
