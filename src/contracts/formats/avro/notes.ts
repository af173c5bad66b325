import { list, quoted } from '#base/text.ts';
import type { ReaderIs } from '../../change.ts';
import { type JsonNode, member } from '../json-text.ts';
import { logicalName } from './logical.ts';
import { chosen, type Pair, sourceOf } from './pairs.ts';
import { promotes } from './profiles.ts';
import { type AvroField, type AvroSchema, called, isNamed, type RecordSchema, unqualified } from './schema.ts';
import { capital, symbolsOf, type Words } from './wording.ts';

/** A difference that stops no reader: what a reviewer wants to see all the same. */
export interface Note extends Words {
  readonly rule: string;
  /** Below the pair's place in the reader; below its place in the writer where there is nothing in the reader. */
  readonly step: string;
  /** Order among the parts of a record: the number of the field it speaks of, else -1. */
  readonly order: number;
  readonly reader?: JsonNode;
  readonly writer?: JsonNode;
}

/** Everything that differs at this pair itself and is compatible. Fields that have a reader are pairs of their own. */
export function notesOf(pair: Pair, readerIs: ReaderIs): Note[] {
  const { reader, writer } = pair;
  const older = readerIs === 'older';
  const both = { step: '', order: -1, reader: reader.node, writer: writer.node };
  const notes: Note[] = [];
  if (promotes(writer, reader)) {
    notes.push({
      ...both,
      rule: 'TYPE_PROMOTED',
      message: `${capital(called(writer))} is read as ${called(reader)}${older ? ' by older readers' : ''}.`,
      values: { before: called(writer), after: called(reader) },
    });
  }
  if (reader.kind !== 'union' && writer.kind !== 'union') notes.push(...logicalNotes(reader, writer));
  if (isNamed(reader) && isNamed(writer)) notes.push(...nameNotes(reader, writer, older));
  if (reader.kind === 'enum' && writer.kind === 'enum') notes.push(...symbolNotes(reader, writer, older));
  if (reader.kind === 'record' && writer.kind === 'record') notes.push(...fieldNotes(reader, writer, older));
  if (reader.kind === 'union') notes.push(...branchNotes(pair, reader, older));
  if (writer.kind === 'union' && reader.kind !== 'union' && pair.compatible) {
    notes.push({
      ...both,
      rule: 'UNION_REMOVED',
      message: older
        ? `${capital(called(reader))} became the ${called(writer)}; older readers read each of its branches.`
        : `The ${called(writer)} became ${called(reader)}, which reads each of its branches.`,
      values: { before: called(writer), after: called(reader) },
    });
  }
  return notes;
}

function logicalNotes(reader: AvroSchema, writer: AvroSchema): Note[] {
  const before = logicalName(writer.logical);
  const after = logicalName(reader.logical);
  if (before === after) return [];
  const decimals = reader.logical?.name === 'decimal' && writer.logical?.name === 'decimal';
  return [
    {
      rule: decimals ? 'DECIMAL_CHANGED' : 'LOGICAL_TYPE_CHANGED',
      step: '',
      order: -1,
      reader: reader.node,
      writer: writer.node,
      message: decimals
        ? 'The decimal has another precision or scale: libraries read the bytes, but as another number.'
        : 'The logical type changed: the bytes are read, but they may mean something else.',
      values: { before, after },
    },
  ];
}

function nameNotes(reader: AvroSchema & { name: string }, writer: AvroSchema & { name: string }, older: boolean): Note[] {
  if (reader.name === writer.name) return [];
  const values = { before: writer.name, after: reader.name };
  const place = { step: '/name', order: -1, reader: nameNode(reader), writer: nameNode(writer), values };
  if (unqualified(reader.name) === unqualified(writer.name)) {
    return [{ ...place, rule: 'NAMESPACE_CHANGED', message: `${capital(called(reader))} moved to another namespace.` }];
  }
  if (!('aliases' in reader && reader.aliases.includes(writer.name))) return [];
  const message = older
    ? `Older readers know ${called(writer)} by an alias.`
    : `${capital(called(reader))} reads the old name by an alias.`;
  return [{ ...place, rule: 'NAME_ALIASED', message }];
}

function symbolNotes(reader: AvroSchema & { kind: 'enum' }, writer: AvroSchema & { kind: 'enum' }, older: boolean): Note[] {
  const before = new Set(writer.symbols);
  const after = new Set(reader.symbols);
  const added = reader.symbols.filter((symbol) => !before.has(symbol));
  const removed = writer.symbols.filter((symbol) => !after.has(symbol));
  const place = {
    step: '/symbols',
    order: -1,
    reader: member(reader.node, 'symbols') ?? reader.node,
    writer: member(writer.node, 'symbols') ?? writer.node,
    values: { before: symbolsOf(writer), after: symbolsOf(reader) },
  };
  const notes: Note[] = [];
  if (added.length > 0) {
    const more = list(added.slice(0, 20));
    const message = older
      ? `Symbols of ${called(reader)} are gone: ${more}; older readers still know them.`
      : `${capital(called(reader))} knows more: ${more}.`;
    notes.push({ ...place, rule: 'ENUM_SYMBOLS_ADDED', message });
  }
  if (removed.length > 0 && reader.otherwise !== undefined) {
    const [data, whose] = older ? ['new', 'older readers’'] : ['older', 'the'];
    const message = `${list(removed.slice(0, 20))} of ${data} data is read as ${reader.otherwise}, ${whose} default of ${called(reader)}.`;
    notes.push({ ...place, rule: 'ENUM_SYMBOLS_DEFAULTED', message });
  }
  return notes;
}

function fieldNotes(reader: RecordSchema, writer: RecordSchema, older: boolean): Note[] {
  const notes: Note[] = [];
  const written = new Map(writer.fields.map((field) => [field.name, field]));
  const used = new Set<AvroField>();
  reader.fields.forEach((field, i) => {
    const source = sourceOf(field, written);
    const place = { step: `/fields/${i}`, order: i, reader: field.node };
    if (source !== undefined) {
      used.add(source);
      notes.push(...sourceNotes(field, source, older).map((note) => ({ ...place, writer: source.node, ...note })));
    } else if (field.otherwise !== undefined) {
      const message = older
        ? `Field ${quoted(field.name)} is gone; for older readers its default stands in.`
        : `Field ${quoted(field.name)} is new; in older data its default stands in.`;
      notes.push({ ...place, rule: 'FIELD_ADDED_WITH_DEFAULT', message });
    }
  });
  writer.fields.forEach((field, i) => {
    if (used.has(field)) return;
    const message = older
      ? `Field ${quoted(field.name)} is new; older readers skip it.`
      : `Field ${quoted(field.name)} is gone; the reader skips it in older data.`;
    notes.push({ rule: 'FIELD_REMOVED', step: `/fields/${i}`, order: reader.fields.length + i, writer: field.node, message });
  });
  return notes;
}

function sourceNotes(field: AvroField, source: AvroField, older: boolean): (Words & { rule: string })[] {
  const notes: (Words & { rule: string })[] = [];
  if (field.name !== source.name) {
    const message = older
      ? `Older readers read ${quoted(source.name)} as ${quoted(field.name)} by an alias.`
      : `Field ${quoted(field.name)} reads ${quoted(source.name)} by an alias.`;
    notes.push({ rule: 'FIELD_ALIASED', message, values: { before: source.name, after: field.name } });
  }
  const before = defaultText(source.otherwise);
  const after = defaultText(field.otherwise);
  if (before !== after) {
    const lost = (older ? before : after) === undefined;
    const message = lost
      ? `Field ${quoted(field.name)} lost its default: data from before the field can’t be read any more.`
      : `Field ${quoted(field.name)} has another default.`;
    const rule = after === undefined ? 'DEFAULT_REMOVED' : before === undefined ? 'DEFAULT_ADDED' : 'DEFAULT_CHANGED';
    notes.push({ rule, message, values: { ...(before && { before }), ...(after && { after }) } });
  }
  return notes;
}

function branchNotes(pair: Pair, reader: AvroSchema & { kind: 'union' }, older: boolean): Note[] {
  // A branch whose counterpart can't be read any more is no new one.
  const used = new Set(pair.choices.flatMap((choice) => [chosen(choice) ?? choice.options].flat()).map((link) => link.reader));
  const notes: Note[] = [];
  reader.branches.forEach((branch, i) => {
    const node = reader.node.children?.[i] ?? branch.node;
    if (used.has(node)) return;
    const message = older
      ? `The union no longer holds ${called(branch)}; older readers take it.`
      : `The union takes ${called(branch)} too.`;
    notes.push({ rule: 'UNION_BRANCH_ADDED', step: `/${i}`, order: i, reader: node, message, values: { after: called(branch) } });
  });
  return notes;
}

/** A default as it is written, short; a key order or a space more is no difference. */
function defaultText(node: JsonNode | undefined): string | undefined {
  if (node === undefined) return undefined;
  const text = write(node);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function write(node: JsonNode): string {
  const inner = node.children ?? [];
  if (node.type === 'array') return `[${inner.map(write).join(', ')}]`;
  if (node.type === 'object') return `{${inner.map((each) => each.children?.map(write).join(': ') ?? '').join(', ')}}`;
  return JSON.stringify(node.value ?? null);
}

function nameNode(schema: AvroSchema): JsonNode {
  return member(schema.node, 'name') ?? schema.node;
}
