import type { Fault } from '#base/result.ts';
import { type Change, type FormatId, isCompatible, type Place } from '#contracts/change.ts';
import { boundVersions, formatNames, type Mode, modes, type Version } from '#contracts/policy.ts';
import { rolloutsOf } from '#contracts/rollout.ts';
import { words } from './labels.ts';
import { type Reader, readers } from './readers.ts';
import type {
  Answers,
  Ask,
  ComparedVersion,
  Comparison,
  Inspection,
  Marked,
  Pair,
  PayloadFault,
  Point,
  SchemaText,
  Span,
  TriedWay,
} from './service.ts';

/** What the worker answers. Throws only for mistakes of ours and for what is too much work. */
export function answer(ask: Ask): Answers[Ask['kind']] {
  switch (ask.kind) {
    case 'inspect':
      return inspect(ask.schema);
    case 'compare':
      return compare(ask);
    case 'sample': {
      const read = readers[ask.schema.format]?.read(ask.schema.text);
      if (!read?.ok) return { sentence: words.unread };
      const made = readers[ask.schema.format]?.sample(read.value, ask.seed);
      return made?.ok ? { payload: made.value } : { sentence: made?.faults[0]?.message ?? words.unread };
    }
    case 'check': {
      const read = readers[ask.schema.format]?.read(ask.schema.text);
      if (!read?.ok) return { faults: [{ at: '', message: words.unread }] };
      return { faults: (readers[ask.schema.format]?.check(read.value, ask.payload) ?? []).map(payloadFault) };
    }
  }
}

function inspect({ format, text }: SchemaText): Inspection {
  const reader = readers[format];
  if (!reader) return { text, faults: [], fields: [], beyond: [] };
  const read = reader.read(text);
  if (!read.ok) return { text, faults: read.faults.map(marked), fields: [], beyond: [] };
  const { rows, beyond } = reader.fields(read.value);
  return { text, faults: [], fields: rows, beyond };
}

interface Read extends Version<unknown> {
  readonly format: FormatId;
  readonly reader: Reader<unknown>;
}

function compare({ before, candidate, mode, profile }: Extract<Ask, { kind: 'compare' }>): Comparison {
  const notes: string[] = [];
  const read = (version: ComparedVersion): Read[] => {
    const reader = readers[version.format];
    const schema = reader?.read(version.text);
    if (!reader || !schema?.ok) {
      notes.push(words.unreadVersion(version.version));
      return [];
    }
    return [{ id: version.version, format: reader.id, schema: schema.value, status: version.status, reader }];
  };
  const [last] = read(candidate);
  const earlier = before.flatMap(read);
  if (!last || earlier.length === 0) return { pairs: [], rollouts: [], ways: [], modes: [], notes };
  const binding = earlier.filter(({ status }) => status !== 'draft');
  if (binding.length === 0) notes.push(words.onlyDrafts);
  const considered = binding.length > 0 ? binding : earlier.map((each): Read => ({ ...each, status: 'published' }));
  const pairsOf = (asked: Mode, version: Read) =>
    boundVersions(asked, considered, version)
      .flatMap(({ id }) => considered.filter((each) => each.id === id))
      .flatMap((each) => [
        ...(modes[asked].backward ? [{ writer: each, reader: version }] : []),
        ...(modes[asked].forward ? [{ writer: version, reader: each }] : []),
      ]);
  const known = new Map<unknown, Map<unknown, readonly Change[]>>();
  /** Asked for again and again: for the pairs, for the order of the upgrade, for other modes. */
  const diff = ({ writer, reader }: WriterReader): readonly Change[] => {
    if (writer.format !== reader.format) return [otherFormat(writer, reader)];
    const byReader = known.get(writer.schema) ?? new Map<unknown, readonly Change[]>();
    known.set(writer.schema, byReader);
    const changes = byReader.get(reader.schema) ?? reader.reader.diff(writer.schema, reader.schema, profile);
    byReader.set(reader.schema, changes);
    return changes;
  };
  const broken = (asked: Mode, version: Read) =>
    pairsOf(asked, version).flatMap((each) => diff(each).filter(({ compatible }) => !compatible));
  const pairs = pairsOf(mode, last).map(({ writer, reader }): Pair => {
    const search = writer.format === reader.format ? reader.reader.proof : undefined;
    return {
      reader: reader.id,
      writer: writer.id,
      points: diff({ writer, reader }).map(point),
      proof: search?.(writer.schema, reader.schema),
      searched: search !== undefined,
    };
  });
  const newest = considered.at(-1) as Read;
  const fine = (writer: Read, reader: Read) => isCompatible(diff({ writer, reader }));
  const rollouts = rolloutsOf({
    before: newest.id,
    after: last.id,
    newReadsOld: fine(newest, last),
    oldReadsNew: fine(last, newest),
  });
  const points = broken(mode, last);
  if (points.length === 0) return { pairs, rollouts, ways: [], modes: [], notes };
  const tried = last.reader.ways(candidate.text, points).flatMap(({ title, text }): TriedWay[] => {
    const schema = last.reader.read(text);
    if (!schema.ok) return [];
    const left = broken(mode, { ...last, schema: schema.value }).length;
    return left < points.length ? [{ title, text, fields: last.reader.fields(schema.value).rows, left }] : [];
  });
  const ways = tried.sort((a, b) => a.left - b.left);
  return { pairs, rollouts, ways, modes: otherModes(mode).filter((each) => broken(each, last).length === 0), notes };
}

interface WriterReader {
  readonly writer: Read;
  readonly reader: Read;
}

/** Modes that promise something, besides the one that is asked for. */
function otherModes(mode: Mode): readonly Mode[] {
  return (Object.keys(modes) as Mode[]).filter((each) => each !== mode && each !== 'NONE');
}

function otherFormat(writer: Read, reader: Read): Change {
  const message = words.otherFormat(formatNames[writer.format], formatNames[reader.format]);
  return { rule: 'FORMAT_CHANGED', compatible: false, message };
}

function point({ rule, compatible, message, detail = [], before, after }: Change): Point {
  return { rule, compatible, message, details: detail, inWriter: spanOf(before), inReader: spanOf(after) };
}

function spanOf(place: Place | undefined): Span | undefined {
  return place?.range;
}

/** A fault without a place is one of the whole text; one without an end is one of the rest of its word. */
function marked({ message, line = 1, column = 1 }: Fault): Marked {
  return { message, line, column, endLine: line, endColumn: column + 1 };
}

function payloadFault({ path = '', line, column, message }: Fault): PayloadFault {
  const at = path !== '' ? path : line === undefined ? '' : words.lineAndColumn(line, column ?? 1);
  return { at, message };
}
