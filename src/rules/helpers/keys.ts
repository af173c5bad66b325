import type { EdgeOf } from '#model/design.ts';
import type { Field } from '#model/kinds/index.ts';
import type { Reads } from '../context.ts';
import type { Named } from './contracts.ts';

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
