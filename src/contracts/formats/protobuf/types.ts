import type { ProtoDocument, ProtoField, ProtoType } from './model.ts';

export const scalars: ReadonlySet<string> = new Set([
  'double',
  'float',
  'int32',
  'int64',
  'uint32',
  'uint64',
  'sint32',
  'sint64',
  'fixed32',
  'fixed64',
  'sfixed32',
  'sfixed64',
  'bool',
  'string',
  'bytes',
]);

/** What a name means where it is written: the innermost scope that knows it wins; a leading dot means the outermost. */
export function resolve<T>(types: ReadonlyMap<string, T>, name: string, scope: string): T | undefined {
  if (name.startsWith('.')) return types.get(name.slice(1));
  for (let at = scope; ; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const found = types.get(at === '' ? name : `${at}.${name}`);
    if (found !== undefined || at === '') return found;
  }
}

/** The type of a field, or of a map's values; nothing for scalars. */
export function typeOf(document: ProtoDocument, field: ProtoField): ProtoType | undefined {
  return scalars.has(field.type) ? undefined : resolve(document.types, field.type, field.scope);
}

/** The full name of a field's type, `int32` or `shop.Line`: two spellings of one type are equal. */
export function fullTypeOf(document: ProtoDocument, field: ProtoField): string {
  const { type } = field;
  const value = scalars.has(type) ? type : (typeOf(document, field)?.fullName ?? type.replace(/^\./, ''));
  return field.key === undefined ? value : `map<${field.key}, ${value}>`;
}
