import { cardinalityOf, featureOf } from '../features.ts';
import { optionOf, type ProtoMessage } from '../model.ts';
import { fieldSpot, spot } from '../places.ts';
import type { StrictRule } from './context.ts';
import { optionSpan } from './context.ts';
import { isReserved } from './reserved.ts';

/** `unless` says which reservation makes a deletion safe. */
function fieldNoDelete(id: string, unless: 'number' | 'name' | undefined): StrictRule {
  return {
    id,
    *check({ messages }) {
      for (const { before, after } of messages) {
        const left = new Set(after.fields.map((field) => field.number));
        for (const field of before.fields) {
          if (left.has(field.number) || isReserved(after.reserved, unless, field.number, [field.name])) continue;
          const next = unless === undefined ? '' : `: reserve its ${unless}, so that it is never used for something else`;
          const message = `Field “${field.name}” (${field.number}) is gone from “${after.name}”${next}.`;
          yield { message, before: fieldSpot(field), after: spot(after) };
        }
      }
    },
  };
}

const sameRequiredFields: StrictRule = {
  id: 'MESSAGE_SAME_REQUIRED_FIELDS',
  *check({ messages, before: old, after: now }) {
    for (const { before, after } of messages) {
      const required = new Set(
        before.fields.filter((field) => cardinalityOf(old, field) === 'required').map((field) => field.number),
      );
      const requiredNow = new Set(
        after.fields.filter((field) => cardinalityOf(now, field) === 'required').map((field) => field.number),
      );
      for (const field of before.fields) {
        if (!required.has(field.number) || requiredNow.has(field.number)) continue;
        const message = `Required field “${field.name}” (${field.number}) is gone: older readers refuse messages without it.`;
        yield { message, before: fieldSpot(field), after: spot(after) };
      }
      for (const field of after.fields) {
        if (required.has(field.number) || !requiredNow.has(field.number)) continue;
        const message = `Field “${field.name}” (${field.number}) is newly required: older data does not have it.`;
        yield { message, before: spot(before), after: fieldSpot(field) };
      }
    }
  },
};

const sameJsonFormat: StrictRule = {
  id: 'MESSAGE_SAME_JSON_FORMAT',
  *check({ messages, before: old, after: now }) {
    for (const { before, after } of messages) {
      const values = { before: featureOf(old, before, 'json_format'), after: featureOf(now, after, 'json_format') };
      if (values.before !== 'ALLOW' || values.after === 'ALLOW') continue;
      const message = `Message “${after.name}” is no longer sure to be written as JSON.`;
      const at = optionSpan(optionOf(after, 'features.json_format'), after.at);
      yield { message, values, before: spot(before), after: spot(after, at) };
    }
  },
};

const descriptorAccessor: StrictRule = {
  id: 'MESSAGE_NO_REMOVE_STANDARD_DESCRIPTOR_ACCESSOR',
  *check({ messages }) {
    const name = 'no_standard_descriptor_accessor';
    const without = (message: ProtoMessage) => optionOf(message, name)?.value === 'true';
    for (const { before, after } of messages) {
      if (without(before) || !without(after)) continue;
      const message = `Generated code of “${after.name}” loses its descriptor().`;
      yield { message, before: spot(before), after: spot(after, optionSpan(optionOf(after, name), after.at)) };
    }
  },
};

export const messageRules: readonly StrictRule[] = [
  fieldNoDelete('FIELD_NO_DELETE', undefined),
  fieldNoDelete('FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED', 'number'),
  fieldNoDelete('FIELD_NO_DELETE_UNLESS_NAME_RESERVED', 'name'),
  sameRequiredFields,
  sameJsonFormat,
  descriptorAccessor,
];
