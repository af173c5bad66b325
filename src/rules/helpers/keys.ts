import type { Id } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import { elementKinds, type Field } from '#model/kinds/index.ts';
import type { Reads } from '../context.ts';
import { type Claim, fails, holds, said, supposing, unsaid } from '../maybe.ts';
import { fieldsOf, type Named, namedBy } from './contracts.ts';

/** A field path as it is written: a field that is really called `none` or `const` stands in double quotes. */
export function fieldNamed(path: string): string {
  return path.startsWith('"') && path.endsWith('"') && path.length > 2 ? path.slice(1, -1) : path;
}

export function isField(path: string): boolean {
  return path !== '' && path !== '?' && path !== 'none' && path !== 'const';
}

/** A key may join several fields: `tenantId:orderId`. */
export function partsOf(key: string): readonly string[] {
  return fieldNamed(key)
    .split(/[:,+|]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The same fields in the same order, however they are joined: only these lead to the same partition. */
export function sameKey(a: string, b: string): boolean {
  return a === b || (isField(a) && isField(b) && partsOf(a).join(':') === partsOf(b).join(':'));
}

/** The key that messages get, as far as it is known: what is said on the arrow, else the field that a connector takes it from. */
export function keyOf(read: Reads, publishes: EdgeOf<'publishes'>): string {
  if (publishes.props.key !== '?') return publishes.props.key;
  const keyFrom = read.of(publishes.from, 'connector')?.props.keyFrom ?? '?';
  return keyFrom === 'primaryKey' ? '?' : keyFrom;
}

/** nullable(f): some messages have no value there, and so no key. */
export function nullable(fields: readonly Field[], key: string): boolean {
  return partsOf(key).some((part) =>
    fields.some((field) => field.name === part && field.required === 'no' && field.default === ''),
  );
}

/** by(e,c): the field within whose values a handler needs order; empty while nobody has said. */
export function orderedBy(consumes: EdgeOf<'consumes'>, { contract }: Named): string {
  return consumes.props.orderBy || contract.props.entityKey;
}

/**
 * covers(K,F): all messages equal in F are equal in K. Each part of the key is part of F, or follows from a part of it.
 * `undefined` if it may be so, because nobody has said what follows from F.
 */
export function covers(key: string, order: string, fields: readonly Field[] | undefined): boolean | undefined {
  if (key === 'const') return true;
  const wanted = partsOf(order);
  const follows = fields?.filter((field) => wanted.includes(field.name)).flatMap((field) => field.determines) ?? [];
  if (partsOf(key).every((part) => wanted.includes(part) || follows.includes(part))) return true;
  return follows.length === 0 ? undefined : false;
}

/** Attributes of an envelope by their names in lower case, as CloudEvents writes them. */
const attributes = new Map(
  (elementKinds.contract.properties.meta.options ?? []).map(({ value }) => [value.toLowerCase(), value]),
);

/** A field of that name, or one that may hold it: what is inside an object need not be listed. */
export function isAmong(fields: readonly Field[], part: string): boolean {
  return fields.some(
    ({ name, type }) =>
      name === part || name.startsWith(`${part}.`) || (part.startsWith(`${name}.`) && (type === 'object' || type === '?')),
  );
}

/** A part of a key is neither a field nor in the envelope. Only names that an envelope has wait for what the envelope is. */
export function lacksPart({ id, props: { meta } }: ElementOf<'contract'>, fields: readonly Field[], part: string): Claim {
  if (isAmong(fields, part)) return fails;
  const attribute = attributes.get(part.toLowerCase());
  if (attribute === undefined) return holds;
  return typeof meta === 'string' ? unsaid({ id, property: 'meta' }) : said(!meta.includes(attribute as never));
}

export type MissingKey = 'key' | 'said' | 'value';

/** How far a key is missing: `none` is said, `?` is not, and a field that may be empty is no key for some messages. */
export function missingKey(
  read: Reads,
  publishes: EdgeOf<'publishes'>,
  contracts: readonly string[],
): readonly [MissingKey, Claim] {
  const { key } = publishes.props;
  const connector = read.of(publishes.from, 'connector');
  if (key === 'none') return ['key', holds];
  if (key === '?') {
    if (!connector) return ['said', supposing(unsaid({ id: publishes.id, property: 'key' }))];
    const { keyFrom } = connector.props;
    return keyFrom === '?'
      ? ['said', supposing(unsaid({ id: connector.id, property: 'keyFrom' }))]
      : ['key', said(keyFrom === 'none')];
  }
  if (!isField(key)) return ['value', fails];
  const optional = contracts.some((each) => nullable(fieldsOf(namedBy(read, each)?.version) ?? [], key));
  return ['value', said(optional)];
}

/** The fields of a key that are optional, as paths of edits that require them. */
export function optionalParts(read: Reads, contracts: readonly string[], key: string): (readonly [Id, readonly string[]])[] {
  const parts = partsOf(key);
  return contracts.flatMap((reference) => {
    const named = namedBy(read, reference);
    const fields = (fieldsOf(named?.version) ?? []).filter((field) => parts.includes(field.name) && field.required === 'no');
    return fields.map(
      (field) => [named?.contract.id as Id, ['versions', named?.version?.id as Id, 'fields', field.id, 'required']] as const,
    );
  });
}

/** A field that would do as the key of all these contracts: the entity key of one, or a field that is marked so. */
export function keyCandidate(read: Reads, references: readonly string[]): string | undefined {
  const named = references.flatMap((each) => namedBy(read, each) ?? []);
  const keys = named.map(({ contract }) => contract.props.entityKey);
  const marked = named.flatMap(({ version }) =>
    (fieldsOf(version) ?? []).filter((field) => field.unique === 'perEntity').map((field) => field.name),
  );
  return [...keys, ...marked].find(
    (key) =>
      isField(key) &&
      named.every(({ contract, version }) => {
        const fields = fieldsOf(version) ?? [];
        if (fields.length === 0) return true;
        return !nullable(fields, key) && partsOf(key).every((part) => lacksPart(contract, fields, part).holds === false);
      }),
  );
}
