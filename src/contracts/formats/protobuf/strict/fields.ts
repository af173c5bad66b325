import { type Cardinality, cardinalityOf, isDelimited, jsonName } from '../features.ts';
import { optionOf, type ProtoDocument, type ProtoField, type ProtoType } from '../model.ts';
import { fieldSpot } from '../places.ts';
import { fullTypeOf, typeOf } from '../types.ts';
import { type Context, type Finding, optionSpan, type Pair, type StrictRule } from './context.ts';

/** How often a field occurs; `same` says which two are as good as one. */
function cardinality(id: string, same: (value: Cardinality) => string, why: string): StrictRule {
  return {
    id,
    *check({ fields, before: old, after: now }) {
      for (const { before, after } of fields) {
        const values = { before: cardinalityOf(old, before), after: cardinalityOf(now, after) };
        if (same(values.before) === same(values.after)) continue;
        const message = `Field “${after.name}” (${after.number}) was ${values.before} and is ${values.after}: ${why}.`;
        yield { message, values, before: fieldSpot(before), after: fieldSpot(after) };
      }
    },
  };
}

const presence = (value: Cardinality) => (value === 'implicit' ? 'optional' : value);
const onTheWire = (value: Cardinality) => (value === 'map' ? 'repeated' : presence(value));

/** Extensions are found by their full names. */
function nameOf(field: ProtoField): string {
  return field.extendee === undefined || field.scope === '' ? field.name : `${field.scope}.${field.name}`;
}

const sameName: StrictRule = {
  id: 'FIELD_SAME_NAME',
  *check({ fields }) {
    for (const { before, after } of fields) {
      const values = { before: nameOf(before), after: nameOf(after) };
      if (values.before === values.after) continue;
      const message = `Field ${after.number} has another name, which JSON and code go by.`;
      yield { message, values, before: fieldSpot(before, before.parts.name), after: fieldSpot(after, after.parts.name) };
    }
  },
};

const sameJsonName: StrictRule = {
  id: 'FIELD_SAME_JSON_NAME',
  *check({ fields }) {
    for (const { before, after } of fields) {
      const values = { before: jsonName(before), after: jsonName(after) };
      if (values.before === values.after || after.extendee !== undefined) continue;
      const message = `Field “${after.name}” (${after.number}) has another name in JSON.`;
      const at = (field: ProtoField) => fieldSpot(field, optionSpan(optionOf(field, 'json_name'), field.at));
      yield { message, values, before: at(before), after: at(after) };
    }
  },
};

const sameOneof: StrictRule = {
  id: 'FIELD_SAME_ONEOF',
  *check({ fields }) {
    for (const { before, after } of fields) {
      if (before.oneof === after.oneof) continue;
      const values = { before: before.oneof ?? 'none', after: after.oneof ?? 'none' };
      const message = `Field “${after.name}” (${after.number}) moved between oneofs: what may be set together is another rule now.`;
      yield { message, values, before: fieldSpot(before), after: fieldSpot(after) };
    }
  },
};

/** What a field holds; a map holds keys and values. */
interface Slot {
  /** A scalar, `enum`, `message`, or `group` for a message that is written like one. */
  readonly sort: string;
  readonly name: string;
  readonly type: ProtoType | undefined;
}

function slotsOf(document: ProtoDocument, field: ProtoField): Slot[] {
  const type = typeOf(document, field);
  const sort = type?.kind === 'message' && isDelimited(document, field) ? 'group' : (type?.kind ?? field.type);
  const value = { sort, name: type?.fullName ?? field.type, type };
  return field.key === undefined ? [value] : [{ sort: field.key, name: field.key, type: undefined }, value];
}

/** How two types agree, and otherwise what to say about it. */
type Agreement = (before: string, after: string) => boolean;

function type(id: string, agree: Agreement | undefined, why: string): StrictRule {
  return {
    id,
    *check(context: Context) {
      for (const pair of context.fields) {
        for (const values of differentTypes(context, pair, agree)) {
          const { before, after } = pair;
          const message = `Field “${after.name}” (${after.number}) went from ${values.before} to ${values.after}: ${why}.`;
          yield {
            message,
            values,
            before: fieldSpot(before, before.parts.type),
            after: fieldSpot(after, after.parts.type),
          } satisfies Finding;
        }
      }
    },
  };
}

/** One for the type; in maps one for each of key and value that differs. */
function differentTypes(context: Context, { before, after }: Pair<ProtoField>, agree: Agreement | undefined) {
  const old = slotsOf(context.before, before);
  const now = slotsOf(context.after, after);
  if (old.length !== now.length) {
    return [{ before: fullTypeOf(context.before, before), after: fullTypeOf(context.after, after) }];
  }
  return old.flatMap((slot, i) => {
    const other = now[i];
    return other === undefined || agrees(slot, other, agree) ? [] : [{ before: slot.name, after: other.name }];
  });
}

/** Without an agreement types must be the same; with one, another enum of the same short name will do if it has all values. */
function agrees(before: Slot, after: Slot, agree: Agreement | undefined): boolean {
  if (before.sort !== after.sort) return agree?.(before.sort, after.sort) ?? false;
  if (before.type?.kind !== 'enum' || after.type?.kind !== 'enum' || agree === undefined) return before.name === after.name;
  if (before.type.name !== after.type.name) return false;
  const now = after.type.values;
  return before.type.values.every((old) => now.some((value) => value.name === old.name && value.number === old.number));
}

function groupsOf(...groups: readonly string[]): Agreement {
  const lists = groups.map((group) => group.split(' '));
  return (before, after) => lists.some((list) => list.includes(before) && list.includes(after));
}

const wireGroups = groupsOf('int32 int64 uint32 uint64 bool', 'sint32 sint64', 'fixed32 sfixed32', 'fixed64 sfixed64');
/** Every string is bytes; bytes need not be a string. */
const wire: Agreement = (before, after) => wireGroups(before, after) || (before === 'string' && after === 'bytes');
const wireJson = groupsOf('int32 uint32', 'int64 uint64', 'fixed32 sfixed32', 'fixed64 sfixed64');

export const fieldRules: readonly StrictRule[] = [
  type('FIELD_SAME_TYPE', undefined, 'generated code is another one'),
  type('FIELD_WIRE_COMPATIBLE_TYPE', wire, 'it is written in another way'),
  type('FIELD_WIRE_JSON_COMPATIBLE_TYPE', wireJson, 'it is written in another way, in binary or in JSON'),
  cardinality('FIELD_SAME_CARDINALITY', (value) => value, 'generated code is another one'),
  cardinality('FIELD_WIRE_COMPATIBLE_CARDINALITY', onTheWire, 'it is written in another way'),
  cardinality('FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY', presence, 'it is written in another way, in binary or in JSON'),
  sameName,
  sameJsonName,
  sameOneof,
];
