import type { Change, ReaderIs } from '../../change.ts';
import { compareFields, type FieldPair } from './confluent-fields.ts';
import { compareOneofs, type OneofPair } from './confluent-oneofs.ts';
import { said } from './confluent-words.ts';
import type { ProtoDocument, ProtoEnum, ProtoField, ProtoMessage } from './model.ts';
import { fieldSpot, fileSpot, member, Report, spot } from './places.ts';
import { typeOf } from './types.ts';

/**
 * Differences by the rules of Confluent's schema registry: what matters is the wire. A field is its number, a type is
 * its name path; names of fields, services and options don't count.
 */
export function confluentDifferences(before: ProtoDocument, after: ProtoDocument, readerIs: ReaderIs = 'newer'): Change[] {
  return new Comparison(before, after, readerIs).run();
}

class Comparison {
  private readonly report: Report;
  private readonly before: ProtoDocument;
  private readonly after: ProtoDocument;
  /** Pairs of messages that were compared: each is told once, and types that hold each other end. */
  private readonly compared = new Set<string>();
  private readonly waiting: [ProtoMessage, ProtoMessage][] = [];

  constructor(before: ProtoDocument, after: ProtoDocument, readerIs: ReaderIs) {
    this.report = new Report(readerIs);
    this.before = before;
    this.after = after;
  }

  run(): Change[] {
    const before = this.before.root;
    const after = this.after.root;
    if (before.package !== after.package) {
      const values = { before: before.package, after: after.package };
      const change = { rule: 'PACKAGE_CHANGED', compatible: false, values, message: said.packageChanged };
      this.report.add(change, fileSpot(before, before.packageAt), fileSpot(after, after.packageAt));
    }
    this.types(before, after);
    // Types of imports, which fields lead to.
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) this.messages(...next);
    return this.report.changes;
  }

  private types(
    before: { readonly messages: readonly ProtoMessage[]; readonly enums: readonly ProtoEnum[] },
    after: { readonly messages: readonly ProtoMessage[]; readonly enums: readonly ProtoEnum[] },
  ): void {
    const newMessages = new Map(after.messages.map((message) => [message.name, message]));
    const oldMessages = new Map(before.messages.map((message) => [message.name, message]));
    const newEnums = new Map(after.enums.map((each) => [each.name, each]));
    const oldEnums = new Map(before.enums.map((each) => [each.name, each]));
    for (const [name, message] of oldMessages) {
      if (newMessages.has(name)) continue;
      this.report.add({ rule: 'MESSAGE_REMOVED', compatible: false, message: said.messageRemoved(name) }, spot(message));
    }
    for (const [name, message] of newMessages) {
      const old = oldMessages.get(name);
      if (old !== undefined) this.messages(old, message);
      else
        this.report.add({ rule: 'MESSAGE_ADDED', compatible: true, message: said.messageAdded(name) }, undefined, spot(message));
    }
    for (const [name, each] of oldEnums) {
      if (newEnums.has(name)) continue;
      this.report.add({ rule: 'ENUM_REMOVED', compatible: true, message: said.enumRemoved(name) }, spot(each));
    }
    for (const [name, each] of newEnums) {
      const old = oldEnums.get(name);
      if (old !== undefined) this.enums(old, each);
      else this.report.add({ rule: 'ENUM_ADDED', compatible: true, message: said.enumAdded(name) }, undefined, spot(each));
    }
  }

  private messages(before: ProtoMessage, after: ProtoMessage): void {
    const key = `${before.fullName} ${after.fullName}`;
    if (this.compared.has(key)) return;
    this.compared.add(key);
    this.fields(before, after);
    const pair: OneofPair = { before, after, report: this.report };
    compareOneofs(pair);
    this.types(before, after);
  }

  private fields(before: ProtoMessage, after: ProtoMessage): void {
    const oldFields = new Map(before.fields.map((field) => [field.number, field]));
    const newFields = new Map(after.fields.map((field) => [field.number, field]));
    for (const [number, field] of oldFields) if (!newFields.has(number)) this.removed(field, after);
    for (const [number, field] of newFields) {
      const old = oldFields.get(number);
      if (old === undefined) {
        this.added(field, before);
        continue;
      }
      const pair: FieldPair = { before: this.before, after: this.after, old, field, report: this.report };
      compareFields(pair);
      this.follow(old, field);
    }
  }

  private removed(field: ProtoField, after: ProtoMessage): void {
    if (field.label === 'required') {
      const message = said.requiredRemoved(field);
      this.report.add({ rule: 'REQUIRED_FIELD_REMOVED', compatible: false, message }, fieldSpot(field), spot(after));
    } else if (field.oneof === undefined || !after.oneofs.some((oneof) => oneof.name === field.oneof)) {
      const message = said.fieldRemoved(field);
      this.report.add({ rule: 'FIELD_REMOVED', compatible: true, message }, fieldSpot(field), spot(after));
    }
  }

  private added(field: ProtoField, before: ProtoMessage): void {
    if (field.label === 'required') {
      const message = said.requiredAdded(field);
      this.report.add({ rule: 'REQUIRED_FIELD_ADDED', compatible: false, message }, spot(before), fieldSpot(field));
    } else if (field.oneof === undefined) {
      this.report.add({ rule: 'FIELD_ADDED', compatible: true, message: said.fieldAdded(field) }, undefined, fieldSpot(field));
    } else {
      const message = said.memberAdded(field, field.oneof);
      this.report.add({ rule: 'ONEOF_FIELD_ADDED', compatible: true, message }, undefined, fieldSpot(field));
    }
  }

  /** Types of the files themselves are compared where they are declared; those of imports where fields lead to them. */
  private follow(old: ProtoField, field: ProtoField): void {
    const before = typeOf(this.before, old);
    const after = typeOf(this.after, field);
    if (before?.kind !== 'message' || after?.kind !== 'message' || before.name !== after.name) return;
    if (before.file !== this.before.root || after.file !== this.after.root) this.waiting.push([before, after]);
  }

  private enums(before: ProtoEnum, after: ProtoEnum): void {
    const oldValues = new Map(before.values.map((value) => [value.number, value]));
    const newValues = new Map(after.values.map((value) => [value.number, value]));
    for (const [number, value] of oldValues) {
      const now = newValues.get(number);
      const old = member(before, value.name, value.at);
      if (now === undefined) {
        const message = said.valueRemoved(value);
        this.report.add({ rule: 'ENUM_CONST_REMOVED', compatible: true, message }, old, spot(after));
      } else if (now.name !== value.name) {
        const message = said.valueRenamed(number, after.name);
        const values = { before: value.name, after: now.name };
        this.report.add({ rule: 'ENUM_CONST_CHANGED', compatible: true, values, message }, old, member(after, now.name, now.at));
      }
    }
    for (const [number, value] of newValues) {
      if (oldValues.has(number)) continue;
      const message = said.valueAdded(value);
      this.report.add({ rule: 'ENUM_CONST_ADDED', compatible: true, message }, undefined, member(after, value.name, value.at));
    }
  }
}
