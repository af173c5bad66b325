import { cppStringType, featureOf, javaUtf8, stringPlaces } from '../features.ts';
import { optionOf, type ProtoDocument, type ProtoField, type Span } from '../model.ts';
import { fieldSpot } from '../places.ts';
import { typeOf } from '../types.ts';
import type { StrictRule } from './context.ts';

/** One setting of fields that generated code or readers depend on. */
interface Setting {
  readonly id: string;
  readonly what: string;
  /** How often it counts in a field: 0 where the field has no such setting, 2 in a map with two places for it. */
  times(document: ProtoDocument, field: ProtoField): number;
  value(document: ProtoDocument, field: ProtoField): string;
  /** Values that the newer version may take although they are written otherwise. */
  readonly mayBecome?: Readonly<Record<string, string>>;
  /** The option that sets it, if it is written at the field. */
  written(field: ProtoField): Span | undefined;
  /** An option of the file that sets it for all fields. */
  readonly fileOption?: string;
}

const integers64 = /^(u?int64|sint64|s?fixed64)$/;

const settings: readonly Setting[] = [
  {
    id: 'FIELD_SAME_JSTYPE',
    what: 'type in JavaScript',
    times: (_, field) => Number(integers64.test(field.type) && field.key === undefined),
    value: (_, field) => optionOf(field, 'jstype')?.value ?? 'JS_NORMAL',
    written: (field) => optionOf(field, 'jstype')?.at,
  },
  {
    id: 'FIELD_SAME_CPP_STRING_TYPE',
    what: 'type of strings in C++',
    times: (_, field) => Number(/^(string|bytes)$/.test(field.type) && field.key === undefined),
    value: cppStringType,
    // Pieces were never more than a hint: compilers gave plain strings.
    mayBecome: { STRING_PIECE: 'STRING' },
    written: (field) => optionOf(field, 'ctype')?.at ?? optionOf(field, 'features.(pb.cpp).string_type')?.at,
  },
  {
    id: 'FIELD_SAME_UTF8_VALIDATION',
    what: 'check of UTF-8',
    times: (_, field) => stringPlaces(field),
    value: (document, field) => featureOf(document, field, 'utf8_validation'),
    written: (field) => optionOf(field, 'features.utf8_validation')?.at,
  },
  {
    id: 'FIELD_SAME_JAVA_UTF8_VALIDATION',
    what: 'check of UTF-8 in Java',
    times: (_, field) => stringPlaces(field),
    value: javaUtf8,
    written: (field) => optionOf(field, 'features.(pb.java).utf8_validation')?.at,
    fileOption: 'java_string_check_utf8',
  },
];

function same({ id, what, times, value, written, fileOption = '', mayBecome = {} }: Setting): StrictRule {
  return {
    id,
    *check({ fields, before: old, after: now }) {
      for (const { before, after } of fields) {
        const count = Math.min(times(old, before), times(now, after));
        const values = { before: value(old, before), after: value(now, after) };
        if (count === 0 || values.before === values.after || mayBecome[values.before] === values.after) continue;
        const message = `Field “${after.name}” (${after.number}) has another ${what}.`;
        // Key and value of a map have no place of their own for an option: the type stands for both.
        const at = (field: ProtoField) =>
          optionOf(field.file, fileOption)?.at ?? (field.key === undefined ? (written(field) ?? field.at) : field.parts.type);
        for (let i = 0; i < count; i++) {
          yield { message, values, before: fieldSpot(before, at(before)), after: fieldSpot(after, at(after)) };
        }
      }
    },
  };
}

const sameDefault: StrictRule = {
  id: 'FIELD_SAME_DEFAULT',
  *check({ fields, before: old, after: now }) {
    for (const { before, after } of fields) {
      if (!mayDefault(old, before) || !mayDefault(now, after)) continue;
      // A float and a double of the same digits are the same default.
      const single = before.type === 'float' || after.type === 'float';
      const values = { before: defaultOf(old, before, single), after: defaultOf(now, after, single) };
      if (values.before === values.after) continue;
      const message = `Field “${after.name}” (${after.number}) has another default: where nothing was written, readers differ.`;
      const at = optionOf(after, 'default')?.at ?? after.at;
      yield { message, values, before: fieldSpot(before), after: fieldSpot(after, at) };
    }
  },
};

function mayDefault(document: ProtoDocument, field: ProtoField): boolean {
  return field.key === undefined && field.label !== 'repeated' && typeOf(document, field)?.kind !== 'message';
}

/** What is read where nothing was written, in one spelling for each value. */
function defaultOf(document: ProtoDocument, field: ProtoField, single: boolean): string {
  const written = optionOf(field, 'default')?.value;
  const type = typeOf(document, field);
  if (type?.kind === 'enum') {
    const name = written ?? type.values[0]?.name;
    return String(type.values.find((value) => value.name === name)?.number ?? 0);
  }
  if (field.type === 'string' || field.type === 'bytes') return written ?? '""';
  if (field.type === 'bool') return written === 'true' ? '1' : '0';
  return written === undefined ? '0' : numberText(written.replaceAll(' ', ''), field.type, single);
}

function numberText(text: string, type: string, single: boolean): string {
  const digits = text.replace(/^-/, '');
  const sign = text.startsWith('-') ? '-' : '';
  if (/^(inf|nan)$/i.test(digits)) return sign + digits.toLowerCase();
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  if (/64$/.test(type) && /^(0x[0-9a-f]+|0o[0-7]+|\d+)$/i.test(octal)) return sign + BigInt(octal).toString();
  const value = Number(octal);
  return sign + String(single ? Math.fround(value) : value);
}

export const fieldOptionRules: readonly StrictRule[] = [...settings.map(same), sameDefault];
