import type { Fault } from '#base/result.ts';
import { nearest } from '#base/text.ts';
import { type Lines, linesOf } from '../lines.ts';
import type { ProtoEnum, ProtoField, ProtoFile, ProtoMessage, ProtoType, Span } from './model.ts';
import { enumsOf, extensionsOf, messagesOf, optionOf } from './model.ts';
import { highestField } from './numbers.ts';
import { resolve, scalars } from './types.ts';

/** More mistakes than this are not told one by one. */
const mostFaults = 50;

/** Mistakes that only a look at several declarations shows: double numbers and names, reserved ones, unknown types. */
export class Checker {
  readonly faults: Fault[] = [];
  private readonly lines: Lines;
  private readonly file: ProtoFile;

  constructor(file: ProtoFile) {
    this.file = file;
    this.lines = linesOf(file.text);
  }

  declarations(): void {
    this.names([...this.file.messages, ...this.file.enums, ...this.file.services]);
    for (const message of messagesOf(this.file)) this.message(message);
    for (const each of enumsOf(this.file)) this.enumeration(each);
  }

  /** Once all imports are read. */
  references(types: ReadonlyMap<string, ProtoType>): void {
    const fields = [...messagesOf(this.file).flatMap((message) => message.fields), ...extensionsOf(this.file)];
    for (const field of fields) {
      if (!scalars.has(field.type)) this.reference(types, field.type, field.scope, field.parts.type);
      if (field.extendee !== undefined) this.reference(types, field.extendee, field.scope, field.at);
    }
    for (const service of this.file.services) {
      for (const { request, response } of service.methods) {
        for (const { type, at } of [request, response]) this.reference(types, type, service.fullName, at);
      }
    }
  }

  private message(message: ProtoMessage): void {
    this.names([...message.messages.filter((each) => !isGroup(message, each)), ...message.enums, ...message.oneofs]);
    const names = new Set<string>();
    const numbers = new Map<number, ProtoField>();
    for (const field of message.fields) {
      const { name, number } = field;
      const of = `message “${message.name}”`;
      if (names.has(name)) this.fault(field.parts.name, `There are two fields named “${name}” in ${of}.`);
      names.add(name);
      const same = numbers.get(number);
      if (same !== undefined) this.fault(field.parts.number, `The number ${number} is taken by field “${same.name}” in ${of}.`);
      numbers.set(number, field);
      if (!(number >= 1 && number <= highestField)) this.fault(field.parts.number, `A field’s number is 1 to ${highestField}.`);
      if (number >= 19_000 && number < 20_000)
        this.fault(field.parts.number, 'Numbers 19000 to 19999 belong to Protobuf itself.');
      this.reserved(message, field.name, number, field.parts);
    }
  }

  private enumeration(each: ProtoEnum): void {
    const names = new Set<string>();
    const numbers = new Set<number>();
    const aliases = optionOf(each, 'allow_alias')?.value === 'true';
    for (const value of each.values) {
      if (names.has(value.name)) this.fault(value.at, `There are two values named “${value.name}” in enum “${each.name}”.`);
      names.add(value.name);
      if (numbers.has(value.number) && !aliases) {
        this.fault(
          value.numberAt,
          `The number ${value.number} is taken in enum “${each.name}”; aliases need option allow_alias.`,
        );
      }
      numbers.add(value.number);
      this.reserved(each, value.name, value.number, { name: value.at, number: value.numberAt });
    }
    const [first] = each.values;
    if (first === undefined) this.fault(each.at, `Enum “${each.name}” has no values.`);
    else if (this.file.syntax === 'proto3' && first.number !== 0) {
      this.fault(
        first.numberAt,
        `The first value of enum “${each.name}” is 0 in proto3: it is what is read where nothing was written.`,
      );
    }
  }

  private reserved(within: ProtoMessage | ProtoEnum, name: string, number: number, at: { name: Span; number: Span }): void {
    if (within.reserved.names.includes(name)) this.fault(at.name, `The name “${name}” is reserved in “${within.name}”.`);
    if (within.reserved.numbers.some(({ first, last }) => first <= number && number <= last)) {
      this.fault(at.number, `The number ${number} is reserved in “${within.name}”.`);
    }
  }

  private names(declared: readonly { readonly name: string; readonly at: Span }[]): void {
    const seen = new Set<string>();
    for (const { name, at } of declared) {
      if (seen.has(name)) this.fault(at, `The name “${name}” is declared twice.`);
      seen.add(name);
    }
  }

  private reference(types: ReadonlyMap<string, ProtoType>, name: string, scope: string, at: Span): void {
    if (resolve(types, name, scope) !== undefined || this.faults.length >= mostFaults) return;
    const meant = nearest(name, [...scalars, ...[...types.values()].slice(0, 200).map((type) => type.name)]);
    const next = meant === undefined ? 'Declare it, or import its file.' : `Is “${meant}” meant?`;
    this.fault(at, `No type “${name.slice(0, 80)}” is known here. ${next}`);
  }

  fault(at: Span, message: string): void {
    if (this.faults.length < mostFaults) this.faults.push({ message, ...this.lines.at(at.start) });
  }
}

/** A group declares a field and a message in one. */
function isGroup(message: ProtoMessage, type: ProtoMessage): boolean {
  return message.fields.some((field) => field.group && field.at.start === type.at.start);
}
