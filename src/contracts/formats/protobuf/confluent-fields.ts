import { kindOf, sameGroup, scalarOf, wireType } from './kinds.ts';
import { localName, type ProtoDocument, type ProtoField } from './model.ts';
import { fieldSpot, type Report } from './places.ts';
import { typeOf } from './types.ts';

/** Two fields of one number. */
export interface FieldPair {
  readonly before: ProtoDocument;
  readonly after: ProtoDocument;
  readonly old: ProtoField;
  readonly field: ProtoField;
  readonly report: Report;
}

export function compareFields(pair: FieldPair): void {
  const { old, field, report } = pair;
  if (old.name !== field.name) {
    const message = `Field ${field.number} has another name; on the wire it is the number.`;
    const values = { before: old.name, after: field.name };
    report.add({ rule: 'FIELD_NAME_CHANGED', compatible: true, values, message }, ...spots(pair, 'name'));
  }
  compareTypes(pair);
  compareLabels(pair);
}

function compareTypes(pair: FieldPair): void {
  const { before, after, old, field, report } = pair;
  const kinds = { before: kindOf(before, old), after: kindOf(after, field) };
  if (kinds.before !== kinds.after) {
    const values = { before: written(old), after: written(field) };
    const message = `Field “${field.name}” (${field.number}) was ${kinds.before} and is ${kinds.after}: the bytes mean something else.`;
    const detail = [wires(pair)];
    report.add({ rule: 'FIELD_KIND_CHANGED', compatible: false, values, message, detail }, ...spots(pair, 'type'));
    return;
  }
  if (old.key !== undefined && field.key !== undefined) compareScalars(pair, old.key, field.key);
  const oldType = typeOf(before, old);
  const newType = typeOf(after, field);
  if ((oldType?.kind === 'message') !== (newType?.kind === 'message')) {
    const values = { before: written(old), after: written(field) };
    const message = `The values of map “${field.name}” (${field.number}) changed between scalars and messages.`;
    report.add({ rule: 'FIELD_KIND_CHANGED', compatible: false, values, message }, ...spots(pair, 'type'));
  } else if (oldType?.kind === 'message' && newType?.kind === 'message') {
    const names = { before: localName(oldType.fullName, oldType.file), after: localName(newType.fullName, newType.file) };
    if (names.before === names.after) return;
    const message = `Field “${field.name}” (${field.number}) is of message “${names.after}” now, which is another one than “${names.before}”.`;
    report.add({ rule: 'FIELD_NAMED_TYPE_CHANGED', compatible: false, values: names, message }, ...spots(pair, 'type'));
  } else {
    compareScalars(pair, scalarOf(before, old), scalarOf(after, field));
  }
}

function compareScalars(pair: FieldPair, before: string, after: string): void {
  if (before === after) return;
  const { field, report } = pair;
  const values = { before, after };
  if (sameGroup(before, after)) {
    const message = `Field “${field.name}” (${field.number}) went from ${before} to ${after}, which are written alike; values that don’t fit are cut.`;
    report.add({ rule: 'FIELD_SCALAR_KIND_WIDENED', compatible: true, values, message }, ...spots(pair, 'type'));
    return;
  }
  const message = `Field “${field.name}” (${field.number}) went from ${before} to ${after}: what was written is read as something else.`;
  const rule = 'FIELD_SCALAR_KIND_CHANGED';
  const detail = [`On the wire ${before} is ${wireType('scalar', before)}, ${after} is ${wireType('scalar', after)}.`];
  report.add({ rule, compatible: false, values, message, detail }, ...spots(pair, 'type'));
}

/** A bare field of proto3 has no label: against one that has, registries report nothing. People should know all the same. */
function compareLabels(pair: FieldPair): void {
  const { before, old, field, report } = pair;
  if (old.label === field.label || old.key !== undefined || field.key !== undefined) return;
  const values = { before: old.label ?? 'none', after: field.label ?? 'none' };
  const name = `Field “${field.name}” (${field.number})`;
  const packable = kindOf(before, old) === 'scalar' && old.type !== 'string' && old.type !== 'bytes';
  const repeats = (old.label === 'repeated') !== (field.label === 'repeated');
  if (old.label !== undefined && field.label !== undefined && packable) {
    const message = `${name} went from ${values.before} to ${values.after}: lists of numbers are packed, single numbers are not.`;
    report.add({ rule: 'FIELD_NUMERIC_LABEL_CHANGED', compatible: false, values, message }, ...spots(pair));
  } else if (repeats && packable) {
    const message = `${name} went from ${values.before} to ${values.after}: registries let this pass, but packed numbers are not read as a single one.`;
    report.add({ rule: 'FIELD_LABEL_CHANGED', compatible: true, values, message }, ...spots(pair));
  } else {
    const message = `${name} went from ${values.before} to ${values.after}; of several values a single field keeps the last.`;
    report.add({ rule: 'FIELD_STRING_OR_BYTES_LABEL_CHANGED', compatible: true, values, message }, ...spots(pair));
  }
}

function spots({ old, field }: FieldPair, part?: 'name' | 'type') {
  return [
    fieldSpot(old, part === undefined ? old.at : old.parts[part]),
    fieldSpot(field, part === undefined ? field.at : field.parts[part]),
  ] as const;
}

function written(field: ProtoField): string {
  return field.key === undefined ? field.type : `map<${field.key}, ${field.type}>`;
}

function wires({ before, after, old, field }: FieldPair): string {
  const was = wireType(kindOf(before, old), scalarOf(before, old));
  const is = wireType(kindOf(after, field), scalarOf(after, field));
  return `On the wire it was ${was} and is ${is}.`;
}
