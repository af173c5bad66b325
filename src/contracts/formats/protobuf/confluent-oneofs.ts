import { said } from './confluent-words.ts';
import type { ProtoField, ProtoMessage, ProtoOneof } from './model.ts';
import { fieldSpot, member, type Report } from './places.ts';

export interface OneofPair {
  readonly before: ProtoMessage;
  readonly after: ProtoMessage;
  readonly report: Report;
}

/**
 * A oneof promises that at most one member is set. Data from before that promise may hold several: the reader keeps the
 * last one and loses the others, silently.
 */
export function compareOneofs({ before, after, report }: OneofPair): void {
  const oldOneofs = new Map(before.oneofs.map((oneof) => [oneof.name, oneof]));
  const newOneofs = new Map(after.oneofs.map((oneof) => [oneof.name, oneof]));
  const numbers = new Set(after.fields.map((field) => field.number));
  for (const oneof of oldOneofs.values()) {
    if (!newOneofs.has(oneof.name)) {
      const message = said.oneofRemoved(oneof.name);
      report.add({ rule: 'ONEOF_REMOVED', compatible: true, message }, member(before, oneof.name, oneof.at));
      continue;
    }
    for (const field of before.fields) {
      if (field.oneof !== oneof.name || numbers.has(field.number)) continue;
      const message = said.memberRemoved(field, oneof.name);
      report.add(
        { rule: 'ONEOF_FIELD_REMOVED', compatible: false, message },
        fieldSpot(field),
        member(after, oneof.name, oneof.at),
      );
    }
  }
  for (const oneof of newOneofs.values()) movedInto({ before, after, report }, oneof, oldOneofs.has(oneof.name));
}

function movedInto({ before, after, report }: OneofPair, oneof: ProtoOneof, existed: boolean): void {
  const oldFields = new Map(before.fields.map((field) => [field.number, field]));
  const moved: [ProtoField, ProtoField][] = [];
  for (const field of after.fields) {
    const old = oldFields.get(field.number);
    if (field.oneof === oneof.name && old !== undefined && old.oneof !== oneof.name) moved.push([old, field]);
  }
  if (existed) {
    for (const [old, field] of moved) {
      const message = said.movedIn(field, oneof.name);
      report.add({ rule: 'FIELD_MOVED_TO_EXISTING_ONEOF', compatible: false, message }, fieldSpot(old), fieldSpot(field));
    }
    return;
  }
  const place = member(after, oneof.name, oneof.at);
  report.add({ rule: 'ONEOF_ADDED', compatible: true, message: said.oneofAdded(oneof.name) }, undefined, place);
  const independent = moved.filter(([old]) => old.oneof === undefined);
  if (independent.length < 2) return;
  const names = independent.map(([, field]) => field.name);
  const message = said.joined(names.length, oneof.name);
  report.add({ rule: 'MULTIPLE_FIELDS_MOVED_TO_ONEOF', compatible: false, message, detail: names }, undefined, place);
}
