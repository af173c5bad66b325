import { list } from '#base/text.ts';
import { type Change, type FormatId, isCompatible, type Place, type ReaderIs } from '#contracts/change.ts';
import { boundVersions, formatNames, type Mode, modes, type Version } from '#contracts/policy.ts';
import { rolloutsOf } from '#contracts/rollout.ts';
import type { Broken, Way } from '#contracts/ways.ts';
import { words } from './labels.ts';
import { type Reader, readers } from './readers.ts';
import type { Ask, ComparedVersion, Comparison, Pair, Point, Profile, Span, TriedWay } from './service.ts';

/** A sentence of more ways in one nobody reads. */
const mostTogether = 6;
/** So many changed texts are tried in one question: each is read and compared with every version that binds. */
const mostTries = 20;

interface Read extends Version<unknown> {
  readonly format: FormatId;
  readonly reader: Reader<unknown>;
}

/** Two versions of which one reads what the other writes. */
interface Facing {
  readonly writer: Read;
  readonly reader: Read;
  readonly readerIs: ReaderIs;
}

type CompareAsk = Extract<Ask, { kind: 'compare' }>;

/** Who can read what, between a version and those before it, and what would mend it. */
export function compare(ask: CompareAsk): Comparison {
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
  const [last] = read(ask.candidate);
  const earlier = ask.before.flatMap(read);
  if (!last || earlier.length === 0) return { ...nothing, notes };
  const binding = earlier.filter(({ status }) => status !== 'draft');
  if (binding.length === 0) notes.push(words.onlyDrafts);
  const considered = binding.length > 0 ? binding : earlier.map((each): Read => ({ ...each, status: 'published' }));
  const comparing = new Comparing(ask, considered, last);
  return { ...comparing.verdict(), ...comparing.waysOut(), notes };
}

const nothing: Comparison = { pairs: [], rollouts: [], ways: [], care: [], modes: [], lenient: false, notes: [] };

class Comparing {
  private readonly ask: CompareAsk;
  private readonly considered: readonly Read[];
  private readonly last: Read;
  /** Asked for again and again: for the pairs, for the order of the upgrade, for other modes. */
  private readonly known = new Map<Profile, Map<unknown, Map<unknown, readonly Change[]>>>();
  private tries = 0;

  constructor(ask: CompareAsk, considered: readonly Read[], last: Read) {
    this.ask = ask;
    this.considered = considered;
    this.last = last;
  }

  verdict(): Pick<Comparison, 'pairs' | 'rollouts'> {
    const pairs = this.facing(this.ask.mode, this.last).map((facing): Pair => {
      const { writer, reader } = facing;
      const search = writer.format === reader.format ? reader.reader.proof : undefined;
      return {
        reader: reader.id,
        writer: writer.id,
        points: this.diff(facing).map(point),
        proof: search?.(writer.schema, reader.schema),
        searched: search !== undefined,
      };
    });
    const newest = this.considered.at(-1) as Read;
    const rollouts = rolloutsOf({
      before: newest.id,
      after: this.last.id,
      newReadsOld: isCompatible(this.diff({ writer: newest, reader: this.last, readerIs: 'newer' })),
      oldReadsNew: isCompatible(this.diff({ writer: this.last, reader: newest, readerIs: 'older' })),
    });
    return { pairs, rollouts };
  }

  waysOut(): Pick<Comparison, 'ways' | 'care' | 'modes' | 'lenient'> {
    const { mode, profile } = this.ask;
    const broken = this.broken(mode, this.last);
    if (broken.length === 0) return { ways: [], care: this.care(), modes: [], lenient: false };
    const ways = this.offered(broken).flatMap((way) => this.tried(way, broken.length));
    const whole = ways.some(({ left }) => left === 0) ? [] : this.together(broken);
    return {
      ways: [...whole, ...ways.sort((a, b) => a.left - b.left)],
      care: [],
      modes: otherModes(mode).filter((each) => this.broken(each, this.last).length === 0),
      lenient: profile !== 'lenient' && this.last.format === 'jsonSchema' && this.broken(mode, this.last, 'lenient').length === 0,
    };
  }

  /** Pairs that a mode asks for, newest first. */
  private facing(mode: Mode, version: Read): Facing[] {
    return boundVersions(mode, this.considered, version)
      .flatMap(({ id }) => this.considered.filter((each) => each.id === id))
      .flatMap((each): Facing[] => [
        ...(modes[mode].backward ? [{ writer: each, reader: version, readerIs: 'newer' as const }] : []),
        ...(modes[mode].forward ? [{ writer: version, reader: each, readerIs: 'older' as const }] : []),
      ]);
  }

  private diff({ writer, reader, readerIs }: Facing, profile = this.ask.profile): readonly Change[] {
    if (writer.format !== reader.format) return [otherFormat(writer, reader)];
    const byWriter = this.known.get(profile) ?? new Map<unknown, Map<unknown, readonly Change[]>>();
    this.known.set(profile, byWriter);
    const byReader = byWriter.get(writer.schema) ?? new Map<unknown, readonly Change[]>();
    byWriter.set(writer.schema, byReader);
    const changes = byReader.get(reader.schema) ?? reader.reader.diff(writer.schema, reader.schema, profile, readerIs);
    byReader.set(reader.schema, changes);
    return changes;
  }

  private broken(mode: Mode, version: Read, profile = this.ask.profile): Broken<unknown>[] {
    return this.points(mode, version, profile).filter(({ change }) => !change.compatible);
  }

  private points(mode: Mode, version: Read, profile: Profile): Broken<unknown>[] {
    return this.facing(mode, version).flatMap((facing) => {
      const { readerIs } = facing;
      const earlier = (readerIs === 'newer' ? facing.writer : facing.reader).schema;
      return this.diff(facing, profile).map((change) => ({ change, earlier, readerIs }));
    });
  }

  private offered(points: readonly Broken<unknown>[], text = this.ask.candidate.text): readonly Way[] {
    const comparable = points.filter(({ change }) => change.rule !== formatChanged);
    return comparable.length === 0 ? [] : this.last.reader.ways(text, comparable);
  }

  /** The way, if it leaves less to mend than there was; it has to be a schema that can be read. */
  private tried({ title, text }: Way, before: number, profile = this.ask.profile): TriedWay[] {
    if (++this.tries > mostTries) return [];
    const { reader } = this.last;
    const read = reader.reread(text);
    if (!read.ok) return [];
    const left = this.broken(this.ask.mode, { ...this.last, schema: read.value }, profile).length;
    return left < before ? [{ title, text, fields: reader.fields(read.value).rows, left }] : [];
  }

  /** Where no single way mends everything, one after the other may. */
  private together(points: readonly Broken<unknown>[]): TriedWay[] {
    const titles: string[] = [];
    let open: readonly Broken<unknown>[] = points;
    let last: TriedWay | undefined;
    while (open.length > 0 && titles.length < mostTogether) {
      const step = this.firstStep(open, last?.text);
      if (!step) break;
      last = step;
      titles.push(step.title);
      const read = this.last.reader.reread(step.text);
      open = read.ok ? this.broken(this.ask.mode, { ...this.last, schema: read.value }) : [];
    }
    return last && titles.length > 1 && open.length === 0
      ? [{ ...last, title: list(titles.map((title, i) => (i === 0 ? title : lower(title)))) }]
      : [];
  }

  private firstStep(open: readonly Broken<unknown>[], text: string | undefined): TriedWay | undefined {
    for (const way of this.offered(open, text)) {
      const [step] = this.tried(way, open.length);
      if (step) return step;
    }
    return undefined;
  }

  /** Nothing breaks; still, what is gone had better be reserved. Offered where the strict profile would be glad of it. */
  private care(): readonly TriedWay[] {
    const { mode, profile } = this.ask;
    const { precautions } = this.last.reader;
    if (precautions === undefined) return [];
    const points = this.points(mode, this.last, profile).filter(({ change }) => precautions.has(change.rule));
    if (points.length === 0) return [];
    const strict = this.broken(mode, this.last, 'strict').length;
    return this.offered(points).flatMap((way) => this.tried(way, strict, 'strict').map((each) => ({ ...each, left: 0 })));
  }
}

const lower = (title: string) => title.charAt(0).toLowerCase() + title.slice(1);

/** Modes that promise something, besides the one that is asked for. */
function otherModes(mode: Mode): readonly Mode[] {
  return (Object.keys(modes) as Mode[]).filter((each) => each !== mode && each !== 'NONE');
}

const formatChanged = 'FORMAT_CHANGED';

function otherFormat(writer: Read, reader: Read): Change {
  const message = words.otherFormat(formatNames[writer.format], formatNames[reader.format]);
  return { rule: formatChanged, compatible: false, message };
}

function point({ rule, compatible, message, detail = [], before, after }: Change): Point {
  return { rule, compatible, message, details: detail, inWriter: spanOf(before), inReader: spanOf(after) };
}

/** Places in imported texts are none of the text that is shown. */
function spanOf(place: Place | undefined): Span | undefined {
  return place?.source === undefined ? place?.range : undefined;
}
