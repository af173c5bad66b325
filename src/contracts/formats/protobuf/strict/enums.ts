import { featureOf, isClosed } from '../features.ts';
import { optionOf, type ProtoEnum, type ProtoEnumValue } from '../model.ts';
import { member, spot } from '../places.ts';
import type { Context, StrictRule } from './context.ts';
import { optionSpan } from './context.ts';
import { isReserved } from './reserved.ts';

const sameType: StrictRule = {
  id: 'ENUM_SAME_TYPE',
  *check({ enums, before: old, after: now }) {
    for (const { before, after } of enums) {
      const values = { before: isClosed(old, before) ? 'closed' : 'open', after: isClosed(now, after) ? 'closed' : 'open' };
      if (values.before === values.after) continue;
      const message = `Enum “${after.name}” was ${values.before} and is ${values.after}: unknown numbers are treated otherwise.`;
      const at = optionSpan(optionOf(after, 'features.enum_type'), after.at);
      yield { message, values, before: spot(before), after: spot(after, at) };
    }
  },
};

const sameJsonFormat: StrictRule = {
  id: 'ENUM_SAME_JSON_FORMAT',
  *check({ enums, before: old, after: now }) {
    for (const { before, after } of enums) {
      const values = { before: featureOf(old, before, 'json_format'), after: featureOf(now, after, 'json_format') };
      if (values.before !== 'ALLOW' || values.after === 'ALLOW') continue;
      const message = `Enum “${after.name}” is no longer sure to be written as JSON.`;
      const at = optionSpan(optionOf(after, 'features.json_format'), after.at);
      yield { message, values, before: spot(before), after: spot(after, at) };
    }
  },
};

function byNumber(each: ProtoEnum): Map<number, ProtoEnumValue[]> {
  const values = new Map<number, ProtoEnumValue[]>();
  for (const value of each.values) values.set(value.number, [...(values.get(value.number) ?? []), value]);
  return values;
}

/** `unless` says which reservation makes a deletion safe. */
function valueNoDelete(id: string, unless: 'number' | 'name' | undefined): StrictRule {
  return {
    id,
    *check({ enums }: Context) {
      for (const { before, after } of enums) {
        const left = new Set(after.values.map((value) => value.number));
        for (const [number, values] of byNumber(before)) {
          if (
            left.has(number) ||
            isReserved(
              after.reserved,
              unless,
              number,
              values.map((value) => value.name),
            )
          )
            continue;
          const names = values.map((value) => `“${value.name}”`).join(', ');
          const next = unless === undefined ? '' : `: reserve its ${unless}`;
          const message = `Value ${names} (${number}) is gone from enum “${after.name}”${next}.`;
          const [first] = values;
          yield { message, before: first && member(before, first.name, first.at), after: spot(after) };
        }
      }
    },
  };
}

const valueSameName: StrictRule = {
  id: 'ENUM_VALUE_SAME_NAME',
  *check({ enums }) {
    for (const { before, after } of enums) {
      const now = byNumber(after);
      for (const [number, old] of byNumber(before)) {
        const values = now.get(number);
        if (values === undefined) continue;
        const names = new Set(values.map((value) => value.name));
        if (old.every((value) => names.has(value.name))) continue;
        const change = { before: old.map((value) => value.name).join(', '), after: [...names].join(', ') };
        const message = `Value ${number} of enum “${after.name}” has another name, which JSON and code go by.`;
        const [first] = old;
        for (const value of values) {
          yield {
            message,
            values: change,
            before: first && member(before, first.name, first.at),
            after: member(after, value.name, value.numberAt),
          };
        }
      }
    }
  },
};

export const enumRules: readonly StrictRule[] = [
  sameType,
  sameJsonFormat,
  valueNoDelete('ENUM_VALUE_NO_DELETE', undefined),
  valueNoDelete('ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED', 'number'),
  valueNoDelete('ENUM_VALUE_NO_DELETE_UNLESS_NAME_RESERVED', 'name'),
  valueSameName,
];
