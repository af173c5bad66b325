import { list } from '#base/text.ts';
import type { Place } from '../../change.ts';
import { type Broken, collectWays, placesOf, type Way } from '../../ways.ts';
import { offsetOf } from '../json-edits.ts';
import {
  enumsOf,
  messagesOf,
  type NumberRange,
  type ProtoDocument,
  type ProtoField,
  type ProtoFile,
  type ProtoMessage,
} from './model.ts';
import { nextFieldNumber } from './numbers.ts';
import { parseProtobuf } from './parse.ts';
import { pathOf } from './places.ts';
import { covered } from './strict/reserved.ts';
import { appended, deprecatedText, edited, removed, type Standing, type TextEdit } from './text-edits.ts';

/** One point: what stands there in the newest text, and what stood there in the earlier one. */
interface Spot {
  readonly rule: string;
  readonly text: string;
  readonly newest: ProtoDocument;
  readonly is: Standing;
  readonly was: Standing;
  readonly earlier: ProtoDocument;
}

/** Ways for the points at which a newer Protobuf schema and an earlier one can't read each other's data. */
export function protobufWays(text: string, points: readonly Broken<ProtoDocument>[]): readonly Way[] {
  const read = parseProtobuf(text);
  if (!read.ok) return [];
  const newest = read.value;
  return collectWays(points, (point) => {
    const places = placesOf(point);
    const { earlier } = point;
    // What stands in an imported text can't be changed here.
    if (places.newest?.source !== undefined) return [];
    const spot: Spot = {
      rule: point.change.rule,
      text,
      newest,
      earlier,
      is: standingAt(newest, places.newest),
      was: standingAt(earlier, places.earlier),
    };
    return waysOf(spot);
  });
}

function waysOf(spot: Spot): readonly Way[] {
  const { rule, is, was } = spot;
  if (rule === 'PACKAGE_CHANGED' || rule === 'FILE_SAME_PACKAGE') return keepPackage(spot);
  if (rule.startsWith('RESERVED_')) return reservedAgain(spot);
  if (rule === 'MULTIPLE_FIELDS_MOVED_TO_ONEOF') return dissolve(spot);
  if (rule === 'MESSAGE_REMOVED') return keepMessage(spot);
  if (was.value) return is.value ? valueName(spot) : goneValue(spot);
  if (was.field && !is.field) return goneField(spot, was.field);
  if (is.field && !was.field) return newField(spot, is.field);
  return is.field && was.field ? changedField(spot, was.field, is.field) : [];
}

/** What stands at a place, in the schema itself or in a file of its text. */
function standingAt(document: ProtoDocument, place: Place | undefined): Standing {
  if (place?.range === undefined) return {};
  for (const file of document.files) {
    if (file.elsewhere ? file.path !== place.source : place.source !== undefined) continue;
    const offset = offsetOf(file.text, place.range.line, place.range.column);
    const found = standingIn(file, offset);
    if (found.message ?? found.enumeration) return found;
  }
  return {};
}

function standingIn(file: ProtoFile, offset: number): Standing {
  const holds = ({ at }: { readonly at: { readonly start: number; readonly end: number } }) =>
    at.start <= offset && offset < at.end;
  // Inner messages come after those around them.
  const message = messagesOf(file).findLast(holds);
  const enumeration = enumsOf(file).findLast(holds);
  if (enumeration && (enumeration.parent === message || !message)) {
    const value = enumeration.values.find(holds);
    return { enumeration, ...(value && { value }) };
  }
  if (!message) return {};
  const field = message.fields.find(holds);
  const oneof = message.oneofs.find(holds);
  return { message, ...(field && { field }), ...(oneof && { oneof }) };
}

function way({ text }: Spot, title: string, ...edits: readonly TextEdit[]): Way {
  return { title, text: edited(text, edits) };
}

/** A field of the earlier version whose number no field has any more. */
function goneField(spot: Spot, field: ProtoField): readonly Way[] {
  const { text, is } = spot;
  const { message } = is;
  if (!message) return [];
  const ways: Way[] = [];
  const reservation = reserving(message, field.number, field.name);
  if (reservation.length > 0) {
    const title = `Reserve the number ${field.number} and the name “${field.name}” in “${pathOf(message)}”`;
    ways.push(way(spot, title, appended(text, message.at, reservation)));
  }
  const kept = deprecatedText(field.file.text, field);
  const block = message.oneofs.find((oneof) => oneof.name === field.oneof)?.at ?? message.at;
  if (kept !== undefined)
    ways.push(way(spot, `Keep “${field.name}” (${field.number}) and mark it deprecated`, appended(text, block, [kept])));
  return ways;
}

/** The statements that are missing for a number and a name to be reserved. */
function reserving({ reserved, fields }: ProtoMessage, number: number, name: string): string[] {
  const lines: string[] = [];
  if (!covered({ first: number, last: number }, reserved.numbers)) lines.push(`reserved ${number};`);
  // A name that a field still has can't be reserved.
  if (!reserved.names.includes(name) && !fields.some((each) => each.name === name)) lines.push(`reserved ${quote(name)};`);
  return lines;
}

const quote = (name: string) => `"${name}"`;

/** A field that the earlier version has none for: only required ones do harm. */
function newField(spot: Spot, field: ProtoField): readonly Way[] {
  if (field.label !== 'required') return [];
  const { start } = field.at;
  const edit = { start, end: start + 'required'.length, insert: 'optional' };
  return [way(spot, `Make “${field.name}” optional`, edit)];
}

/** A field of one number that is another thing now. */
function changedField(spot: Spot, was: ProtoField, is: ProtoField): readonly Way[] {
  const { text, rule } = spot;
  const { name, number } = is;
  if (rule === 'FIELD_SAME_NAME' || rule === 'FIELD_SAME_JSON_NAME')
    return was.name === name ? [] : [way(spot, `Put the name “${was.name}” back`, { ...is.parts.name, insert: was.name })];
  if (/ONEOF/.test(rule)) return takeOut(spot, was, is);
  if (rule === 'MESSAGE_SAME_REQUIRED_FIELDS') return is.label === 'required' ? newField(spot, is) : labelBack(spot, was, is);
  if (!/^FIELD_(?!SAME_DEFAULT)/.test(rule) || is.group || was.group) return [];
  return [...newNumber(spot, was, is), ...typeBack(text, spot, was, is, number)];
}

/** A new type is a new field: with a number of its own, and the old one out of use or kept beside it. */
function newNumber(spot: Spot, was: ProtoField, is: ProtoField): readonly Way[] {
  const { text, is: standing, was: stood } = spot;
  const { message } = standing;
  if (!message || is.extendee !== undefined) return [];
  const taken = [...message.fields, ...(stood.message?.fields ?? [])].map((field) => field.number);
  const closed = [...message.reserved.numbers, ...message.extensionRanges, ...(stood.message?.reserved.numbers ?? [])];
  const next = nextFieldNumber(taken, closed);
  const renumbered = { ...is.parts.number, insert: String(next) };
  const ways = [
    way(
      spot,
      `Give the new “${is.name}” a number of its own, ${next}, and reserve ${is.number}`,
      renumbered,
      appended(text, message.at, [`reserved ${is.number};`]),
    ),
  ];
  const kept = deprecatedText(was.file.text, was);
  const fresh = freeName(message, `${is.name}_v2`);
  if (kept !== undefined && is.oneof === undefined)
    ways.push(
      way(
        spot,
        `Keep “${was.name}” (${was.number}) as it was, deprecated, and call the new field “${fresh}” (${next})`,
        { ...is.parts.name, insert: was.name === is.name ? fresh : is.name },
        renumbered,
        appended(text, message.at, [kept]),
      ),
    );
  return ways;
}

function freeName(message: ProtoMessage, wanted: string): string {
  const names = new Set([...message.fields.map(({ name }) => name), ...message.reserved.names]);
  let name = wanted;
  for (let n = 3; names.has(name); n++) name = wanted.replace(/\d+$/, String(n));
  return name;
}

/** Label and type as they stood. */
function typeBack(text: string, spot: Spot, was: ProtoField, is: ProtoField, number: number): readonly Way[] {
  const old = was.file.text.slice(was.at.start, was.parts.name.start);
  const now = text.slice(is.at.start, is.parts.name.start);
  if (old.trim() === now.trim() || is.oneof !== was.oneof) return [];
  const title = `Put “${is.name}” (${number}) back to ${old.trim().replace(/\s+/g, ' ')}`;
  return [way(spot, title, { start: is.at.start, end: is.parts.name.start, insert: old })];
}

function labelBack(spot: Spot, was: ProtoField, is: ProtoField): readonly Way[] {
  return typeBack(spot.text, spot, was, is, is.number);
}

/** A member of a oneof that was none stands behind the oneof again. */
function takeOut(spot: Spot, was: ProtoField, is: ProtoField): readonly Way[] {
  const { text, is: standing } = spot;
  const { oneof, message } = standing;
  if (!oneof || !message || was.oneof !== undefined) return [];
  const declared = text.slice(is.at.start, is.at.end);
  const alone = message.fields.filter((field) => field.oneof === oneof.name).length === 1;
  // A oneof without members is none.
  const cut = alone ? removed(text, oneof.at) : removed(text, is.at);
  return [way(spot, `Take “${is.name}” out of the oneof “${oneof.name}” again`, cut, appended(text, message.at, [declared]))];
}

/** The members stand by themselves again. */
function dissolve(spot: Spot): readonly Way[] {
  const { text, is } = spot;
  const { oneof, message } = is;
  if (!oneof || !message) return [];
  const members = message.fields.filter((field) => field.oneof === oneof.name).map(({ at }) => text.slice(at.start, at.end));
  return [
    way(
      spot,
      `Let the members of “${oneof.name}” stand by themselves again`,
      removed(text, oneof.at),
      appended(text, message.at, members),
    ),
  ];
}

function keepPackage(spot: Spot): readonly Way[] {
  const { text, newest, earlier } = spot;
  const { package: name } = earlier.root;
  const { packageAt: at, syntaxAt } = newest.root;
  const statement = name === '' ? '' : `package ${name};`;
  const title = name === '' ? 'Take the package out again' : `Keep the package “${name}”`;
  if (at) return [way(spot, title, name === '' ? removed(text, at) : { ...at, insert: statement })];
  const start = syntaxAt?.end ?? 0;
  return [way(spot, title, { start, end: start, insert: syntaxAt ? `\n${statement}` : `${statement}\n` })];
}

/** What older data is of stays declared, at the end of the file or of the message around it. */
function keepMessage(spot: Spot): readonly Way[] {
  const { text, newest, was } = spot;
  const { message } = was;
  if (!message) return [];
  const old = message.file.text.slice(message.at.start, message.at.end);
  const marked = old.replace('{', '{\n  option deprecated = true;');
  const title = `Keep the message “${pathOf(message)}” and mark it deprecated`;
  if (message.parent) {
    const around = messagesOf(newest.root).find((each) => each.fullName === message.parent?.fullName);
    return around ? [way(spot, title, appended(text, around.at, marked.split('\n')))] : [];
  }
  const end = newest.root.text.trimEnd().length;
  return [way(spot, title, { start: end, end, insert: `\n\n${marked}` })];
}

function goneValue(spot: Spot): readonly Way[] {
  const { text, is, was } = spot;
  const { enumeration } = is;
  const { value } = was;
  if (!enumeration || !value || !was.enumeration) return [];
  const { name, number } = value;
  const lines = [
    ...(covered({ first: number, last: number }, enumeration.reserved.numbers) ? [] : [`reserved ${number};`]),
    ...(enumeration.reserved.names.includes(name) ? [] : [`reserved ${quote(name)};`]),
  ];
  const ways = [
    way(
      spot,
      `Reserve the number ${number} and the name “${name}” in “${pathOf(enumeration)}”`,
      appended(text, enumeration.at, lines),
    ),
  ];
  const kept = deprecatedText(value.file.text, value);
  if (kept !== undefined)
    ways.push(way(spot, `Keep “${name}” (${number}) and mark it deprecated`, appended(text, enumeration.at, [kept])));
  return ways;
}

function valueName(spot: Spot): readonly Way[] {
  const { is, was } = spot;
  if (!is.value || !was.value || is.value.name === was.value.name) return [];
  const { start } = is.value.at;
  return [
    way(spot, `Put the name “${was.value.name}” back`, { start, end: start + is.value.name.length, insert: was.value.name }),
  ];
}

/** What was reserved stays so. */
function reservedAgain(spot: Spot): readonly Way[] {
  const is = spot.is.message ?? spot.is.enumeration;
  const was = spot.was.message ?? spot.was.enumeration;
  if (!is || !was) return [];
  const numbers = was.reserved.numbers.filter((range) => !covered(range, is.reserved.numbers)).map(rangeText);
  const names = was.reserved.names.filter((name) => !is.reserved.names.includes(name)).map(quote);
  const lines = [numbers, names].filter((each) => each.length > 0).map((each) => `reserved ${each.join(', ')};`);
  if (lines.length === 0) return [];
  return [way(spot, `Reserve ${list([...numbers, ...names])} in “${pathOf(is)}” again`, appended(spot.text, is.at, lines))];
}

function rangeText({ first, last }: NumberRange): string {
  return first === last ? String(first) : `${first} to ${last}`;
}
