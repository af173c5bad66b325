import { said } from './confluent-words.ts';
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
    const message = said.fieldRenamed(field.number);
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
    const message = said.kindChanged(field, kinds);
    const detail = [wires(pair)];
    report.add({ rule: 'FIELD_KIND_CHANGED', compatible: false, values, message, detail }, ...spots(pair, 'type'));
    return;
  }
  if (old.key !== undefined && field.key !== undefined) compareScalars(pair, old.key, field.key);
  const oldType = typeOf(before, old);
  const newType = typeOf(after, field);
  if ((oldType?.kind === 'message') !== (newType?.kind === 'message')) {
    const values = { before: written(old), after: written(field) };
    const message = said.mapValueChanged(field);
    report.add({ rule: 'FIELD_KIND_CHANGED', compatible: false, values, message }, ...spots(pair, 'type'));
  } else if (oldType?.kind === 'message' && newType?.kind === 'message') {
    const names = { before: localName(oldType.fullName, oldType.file), after: localName(newType.fullName, newType.file) };
    if (names.before === names.after) return;
    const message = said.messageChanged(field, names);
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
    const message = said.scalarWidened(field, values);
    report.add({ rule: 'FIELD_SCALAR_KIND_WIDENED', compatible: true, values, message }, ...spots(pair, 'type'));
    return;
  }
  const message = said.scalarChanged(field, values);
  const rule = 'FIELD_SCALAR_KIND_CHANGED';
  const detail = [`On the wire ${before} is ${wireType('scalar', before)}, ${after} is ${wireType('scalar', after)}.`];
  report.add({ rule, compatible: false, values, message, detail }, ...spots(pair, 'type'));
}

/** A bare field of proto3 has no label: against one that has, registries report nothing. People should know all the same. */
function compareLabels(pair: FieldPair): void {
  const { before, old, field, report } = pair;
  if (old.label === field.label || old.key !== undefined || field.key !== undefined) return;
  const values = { before: old.label ?? 'none', after: field.label ?? 'none' };
  const packable = kindOf(before, old) === 'scalar' && old.type !== 'string' && old.type !== 'bytes';
  const repeats = (old.label === 'repeated') !== (field.label === 'repeated');
  if (old.label !== undefined && field.label !== undefined && packable) {
    const message = said.numericLabelChanged(field, values);
    report.add({ rule: 'FIELD_NUMERIC_LABEL_CHANGED', compatible: false, values, message }, ...spots(pair));
  } else if (repeats && packable) {
    const message = said.bareLabelChanged(field, values);
    report.add({ rule: 'FIELD_LABEL_CHANGED', compatible: true, values, message }, ...spots(pair));
  } else {
    const message = said.labelChanged(field, values);
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
  return `On the wire it is written as ${was} and read as ${is}.`;
}
