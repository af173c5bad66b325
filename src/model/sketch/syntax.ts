import { elementKindNames } from '../design.ts';
import type { EdgeKind, ElementKind } from '../kind.ts';
import { edgeKinds, elementKinds } from '../kinds/index.ts';
import type { Property, RowKind } from '../property.ts';
import { propertiesOf } from '../values.ts';

/**
 * What the notation adds to the declared kinds and properties: which word opens a statement, and which property
 * may stand without its name. Everything else is read from the declarations.
 */
export interface StatementWord {
  readonly word: string;
  readonly kind: ElementKind;
  /** A value that the word itself states: `topic` is a channel of type log. */
  readonly states?: { readonly property: string; readonly value: string };
}

/** Kinds that are declared by the value of one of their choices: value → word. */
const carriers: Partial<Record<ElementKind, { property: string; words: Readonly<Record<string, string>> }>> = {
  channel: { property: 'type', words: { log: 'topic', queue: 'queue', pubsub: 'pubsub' } },
  note: { property: 'style', words: { actor: 'actor', policy: 'policy', hotspot: 'hotspot' } },
};

/** The choice that stands right behind the name; `always` where the text is clearer for it even at its default. */
const heads: Partial<Record<ElementKind, { property: string; always: boolean }>> = {
  processor: { property: 'op', always: true },
  contract: { property: 'kind', always: true },
  store: { property: 'type', always: true },
  connector: { property: 'type', always: true },
  external: { property: 'type', always: true },
  saga: { property: 'style', always: false },
  broker: { property: 'product', always: false },
  context: { property: 'kind', always: false },
};

/** Short for a property of a row: `optional` is `required no`. */
export const rowFlags: Readonly<Record<string, { property: string; value: string }>> = {
  optional: { property: 'required', value: 'no' },
};

export const statementWords: readonly StatementWord[] = elementKindNames.flatMap((kind) => {
  const carrier = carriers[kind];
  const more = Object.entries(carrier?.words ?? {}).map(
    ([value, word]): StatementWord => ({ word, kind, states: { property: carrier?.property as string, value } }),
  );
  return [{ word: kind, kind }, ...more];
});

const byWord = new Map(statementWords.map((statement) => [statement.word, statement]));

export const textWords = ['title', 'comment'] as const;

export function statementOf(word: string): StatementWord | undefined {
  return byWord.get(word);
}

/** The word that declares an element, and the property that the word states already. */
export function wordOf(kind: ElementKind, props: Readonly<Record<string, unknown>>): StatementWord {
  const carrier = carriers[kind];
  const word = carrier?.words[String(props[carrier.property])];
  return byWord.get(word ?? kind) as StatementWord;
}

export function headOf(kind: ElementKind): { property: string; always: boolean } | undefined {
  return heads[kind];
}

/** Where a name has to be unique: everything that stands in arrows shares one namespace. [S4] */
export type Namespace = 'node' | ElementKind;

export function namespaceOf(kind: ElementKind): Namespace {
  return elementKinds[kind].node ? 'node' : kind;
}

const bare = /^\p{L}[\p{L}\p{M}\p{N}._-]*$/u;

/** True if a name needs no quotes. */
export function isBare(name: string): boolean {
  return bare.test(name);
}

/** The edge that `->` means between two kinds: never deadLetters, which has an arrow of its own. [S9] */
export function arrowKinds(from: ElementKind, to: ElementKind): EdgeKind[] {
  return (Object.keys(edgeKinds) as EdgeKind[]).filter(
    (kind) =>
      kind !== 'deadLetters' &&
      (edgeKinds[kind].from as readonly ElementKind[]).includes(from) &&
      (edgeKinds[kind].to as readonly ElementKind[]).includes(to),
  );
}

/** The property of a kind that holds rows, if it has one: versions of a contract, steps of a saga. */
export function rowsOf(properties: Readonly<Record<string, Property>>): { name: string; row: RowKind } | undefined {
  for (const [name, property] of Object.entries(properties)) {
    if (property.valueType === 'rows') return { name, row: property.row as RowKind };
  }
  return undefined;
}

/** The property of a kind that holds long text, if it has one: it may follow the name. */
export function longTextOf(properties: Readonly<Record<string, Property>>): string | undefined {
  return Object.keys(properties).find((name) => properties[name]?.valueType === 'longText');
}

/**
 * A contract's statement states one version with it. A property of the contract that has the name of one of
 * the version is written with the kind before it: `contract.status planned`. [S12]
 */
export interface Written {
  /** Name in the text. */
  readonly as: string;
  readonly name: string;
  readonly property: Property;
  readonly of: 'element' | 'row';
}

const writtenByKind = new Map<string, readonly Written[]>();

/** The properties that may stand in the brackets of a kind's statement, in canonical order. */
export function writable(kind: ElementKind | EdgeKind): readonly Written[] {
  const known = writtenByKind.get(kind);
  if (known) return known;
  const properties = propertiesOf(kind);
  const rows = rowsOf(properties);
  const nested = rows && rowsOf(rows.row.properties) ? rows.row.properties : {};
  const written: Written[] = [];
  for (const [name, property] of Object.entries(properties)) {
    // The first row's properties stand where the rows are declared.
    if (property.valueType === 'rows') {
      for (const [inner, its] of Object.entries(nested)) {
        if (its.valueType !== 'rows') written.push({ as: inner, name: inner, property: its, of: 'row' });
      }
    }
    written.push({ as: Object.hasOwn(nested, name) ? `${kind}.${name}` : name, name, property, of: 'element' });
  }
  writtenByKind.set(kind, written);
  return written;
}

/** True for kinds whose statement states one row, and whose rows have rows: contracts. */
export function hasVersions(kind: ElementKind): boolean {
  const rows = rowsOf(propertiesOf(kind));
  return rows !== undefined && rowsOf(rows.row.properties) !== undefined;
}
