import type { Change, Place, ReaderIs } from '../../change.ts';
import { type JsonNode, pointerOf } from '../json-text.ts';
import { type Lines, linesOf } from '../lines.ts';
import { type Note, notesOf } from './notes.ts';
import { type Choice, chosen, type Pair, Pairs, type Problem } from './pairs.ts';
import { type AvroProfileName, type AvroRule, avroProfiles } from './profiles.ts';
import type { AvroDocument } from './schema.ts';
import { branchWords, problemWords, type Words } from './wording.ts';

/** More differences than this are not told one by one. */
const mostChanges = 1_000;

/** A pair to be told, and where it is reached from. */
interface Visit {
  readonly pair: Pair;
  /** The place as registries tell it: a JSON pointer into the reader, with the writer's numbers for branches of unions. */
  readonly location: string;
  readonly reader: JsonNode;
  readonly writer: JsonNode;
}

/** All differences of two schemas, every point of failure among them, in the reader's order. */
export function avroDifferences(
  before: AvroDocument,
  after: AvroDocument,
  profile: AvroProfileName = 'java',
  readerIs: ReaderIs = 'newer',
): Change[] {
  const pairs = new Pairs(after, before, avroProfiles[profile]);
  const root = pairs.root(before);
  if (pairs.overflow) return [tooLarge(before, after)];
  return new Telling(before, after, profile, readerIs).from(root);
}

function tooLarge(before: AvroDocument, after: AvroDocument): Change {
  return {
    rule: 'TOO_LARGE',
    compatible: false,
    before: place('', before.root.node, linesOf(before.text)),
    after: place('', after.root.node, linesOf(after.text)),
    message: 'The two schemas are too large to be compared: split them, and compare the parts.',
  };
}

class Telling {
  private readonly changes: Change[] = [];
  private readonly told = new Set<Pair>();
  private readonly before: Lines;
  private readonly after: Lines;
  private readonly reasons: Readonly<Partial<Record<AvroRule, string>>>;
  private readonly roots: { reader: JsonNode; writer: JsonNode };

  private readonly readerIs: ReaderIs;

  constructor(before: AvroDocument, after: AvroDocument, profile: AvroProfileName, readerIs: ReaderIs) {
    this.readerIs = readerIs;
    this.before = linesOf(before.text);
    this.after = linesOf(after.text);
    this.reasons = avroProfiles[profile].reasons;
    this.roots = { reader: after.root.node, writer: before.root.node };
  }

  /** A stack of its own instead of recursion: chains of records may be longer than the machine's. */
  from(root: Pair): Change[] {
    const stack: (Visit | Change)[] = [{ pair: root, location: '', ...this.roots }];
    for (let next = stack.pop(); next !== undefined && this.changes.length < mostChanges; next = stack.pop()) {
      if (!('pair' in next)) this.changes.push(next);
      else if (!this.told.has(next.pair)) {
        this.told.add(next.pair);
        stack.push(...this.parts(next).reverse());
      }
    }
    return this.changes;
  }

  /** What is to be told of a pair, and the pairs below it, in the order in which they stand in the reader. */
  private parts(visit: Visit): (Visit | Change)[] {
    const parts: { order: number; part: Visit | Change }[] = [];
    const { pair, location } = visit;
    for (const note of notesOf(pair, this.readerIs)) parts.push({ order: note.order, part: this.noted(note, visit) });
    for (const problem of pair.problems) parts.push({ order: orderOf(problem.step), part: this.failed(problem, visit) });
    for (const { step, reader, writer, pair: below } of pair.links) {
      parts.push({ order: orderOf(step), part: { pair: below, location: location + step, reader, writer } });
    }
    for (const choice of pair.choices) parts.push({ order: orderOf(choice.step), part: this.branch(choice, visit) });
    return parts.sort((a, b) => a.order - b.order).map(({ part }) => part);
  }

  private branch(choice: Choice, { pair, location }: Visit): Visit | Change {
    const link = chosen(choice);
    const writer = choice.writer.at;
    if (link !== undefined) return { pair: link.pair, location: location + choice.step, reader: link.reader, writer };
    const words = branchWords(pair.reader, choice.writer.schema, this.readerIs);
    return this.change('MISSING_UNION_BRANCH', false, words, location + choice.step, choice.reader, writer);
  }

  private failed(problem: Problem, { pair, location, reader, writer }: Visit): Change {
    const words = problemWords(problem, pair, this.readerIs);
    // Where the whole pair fails, the place of its use is meant, not that of a definition far away.
    const nodes = problem.step === '' ? { reader, writer } : problem;
    return this.change(problem.rule, false, words, location + problem.step, nodes.reader, nodes.writer);
  }

  private noted({ rule, reader, writer, step, ...words }: Note, { location }: Visit): Change {
    return this.change(rule, true, words, location + step, reader, writer);
  }

  private change(
    rule: string,
    compatible: boolean,
    { message, values, detail }: Words,
    location: string,
    reader: JsonNode | undefined,
    writer: JsonNode | undefined,
  ): Change {
    return {
      rule: this.reasons[rule as AvroRule] ?? rule,
      compatible,
      ...(writer && { before: place(pointerOf(writer), writer, this.before) }),
      ...(reader && { after: place(location, reader, this.after) }),
      ...(values && { values }),
      message,
      ...(detail && { detail }),
    };
  }
}

/** `/fields/3/type` stands at 3, `/2` at 2, everything else before all parts. */
function orderOf(step: string): number {
  const number = /^\/(?:fields\/)?(\d+)/.exec(step)?.[1];
  return number === undefined ? -1 : Number(number);
}

function place(pointer: string, node: JsonNode, lines: Lines): Place {
  return { pointer, range: lines.range(node.offset, node.offset + node.length) };
}
