import type { Id } from '#base/ids.ts';
import { quoted } from '#base/text.ts';
import type { Design, Edge, Element } from '#model/design.ts';
import { readBy } from '#model/generated/read-by.ts';
import type { Property } from '#model/property.ts';
import { propertiesOf } from '#model/values.ts';
import { type Alignment, type EdgeRow, isUnsure, type Row } from './alignment.ts';
import { answerOf } from './answers.ts';
import type { Category, Compared, Draft, Importance } from './difference.ts';
import { subject } from './element-differences.ts';
import { subjects } from './nouns.ts';
import { type Phrase, phraseFor, type SubjectWords } from './phrases.ts';
import { groupAnswers, listsSentence, sentenceOf } from './wording.ts';

/** Properties of aligned elements and edges to which the designs give different answers. */
export function* propertyDifferences({ designs, alignment }: Compared): Generator<Draft> {
  for (const row of alignment.rows) {
    const records = row.cells.map((id, d) => (id === undefined ? undefined : designs[d]?.elements.get(id)));
    // Where kinds differ, their properties do too; that is one difference, told already.
    if (records.filter(Boolean).length < 2 || new Set(records.flatMap((each) => each?.kind ?? [])).size > 1) continue;
    const words = { name: subject(row), from: '', to: '' };
    yield* ofRecords(designs, alignment, row, records, words, subject(row));
  }
  const rows = new Map(alignment.rows.map((row) => [row.id, row]));
  for (const row of alignment.edges) {
    const records = row.cells.map((id, d) => (id === undefined ? undefined : designs[d]?.edges.get(id)));
    if (records.filter(Boolean).length < 2) continue;
    const from = end(rows, row.from);
    const to = end(rows, row.to);
    const noun = (subjects[row.kind] as (from: string, to: string) => string)(from, to);
    const shared = row.kind === 'publishes' && hasSeveralPublishers(alignment, row);
    yield* ofRecords(designs, alignment, row, records, { name: noun, from, to, shared }, noun);
  }
}

function end(rows: ReadonlyMap<string, Row>, id: string | undefined): string {
  const row = rows.get(id ?? '');
  return row ? subject(row) : 'something that is gone';
}

/** Whether "keys “orders”" would not say whose messages are meant. */
function hasSeveralPublishers(alignment: Alignment, row: EdgeRow): boolean {
  return alignment.edges.some((other) => other.kind === 'publishes' && other.to === row.to && other.id !== row.id);
}

/** What says nothing about the architecture. */
const untold = new Set(['name', 'comment', 'pinned']);

function* ofRecords(
  designs: readonly Design[],
  alignment: Alignment,
  row: Row | EdgeRow,
  records: readonly (Element | Edge | undefined)[],
  words: SubjectWords,
  noun: string,
): Generator<Draft> {
  const kind = records.find((each) => each !== undefined)?.kind as Element['kind'] | Edge['kind'];
  const properties = propertiesOf(kind);
  for (const name in properties) {
    const property = properties[name] as Property;
    if (property.valueType === 'rows' || untold.has(name)) continue;
    if (kind === 'channel' && name === 'variant' && brokersDiffer(designs, records)) continue;
    const draft = propertyDifference({
      designs,
      alignment,
      property,
      values: records.map((each) => each && (each.props as unknown as Readonly<Record<string, unknown>>)[name]),
      phrase: phraseFor(kind, name),
      words,
      noun,
    });
    if (!draft) continue;
    const category = categoryOf(kind, name, property);
    yield {
      id: `${name} ${row.id}`,
      row: row.id,
      unsure: isUnsure(row),
      category,
      importance: isAside(records) ? 3 : importanceOf(kind, name, property, category),
      ids: row.cells.map((id, d) => (id === undefined ? [] : [id, ...endsOf(records[d])])),
      ...draft,
    };
  }
}

/** How retry channels, dead-letter queues and the like are set up matters less than the main ones. */
function isAside(records: readonly (Element | Edge | undefined)[]): boolean {
  return records.every((record) => {
    if (!record) return true;
    return record.kind === 'channel' && record.props.role !== 'main' && record.props.role !== 'reply';
  });
}

/** The modes of two products can't be compared: that the products differ says it all. */
function brokersDiffer(designs: readonly Design[], records: readonly (Element | Edge | undefined)[]): boolean {
  const products = records.flatMap((record, d) => {
    const broker = record?.kind === 'channel' ? designs[d]?.elements.get(record.props.broker) : undefined;
    return broker?.kind === 'broker' ? broker.props.product : [];
  });
  return new Set(products).size > 1;
}

function endsOf(record: Element | Edge | undefined): readonly Id[] {
  return record && 'from' in record ? [record.from, record.to] : [];
}

export interface Matter {
  readonly designs: readonly Design[];
  readonly alignment: Alignment;
  readonly property: Property;
  /** Undefined where a design has no such record. */
  readonly values: readonly unknown[];
  readonly phrase: Phrase | undefined;
  readonly words: SubjectWords;
  /** For properties without a phrase: what "For …, " starts with. */
  readonly noun: string;
}

/** The sentence about one property, if there is anything to say. */
export function propertyDifference(matter: Matter): { readonly sentence: string; readonly conflict: boolean } | undefined {
  const { designs, alignment, property, values } = matter;
  const concerned = values.flatMap((value, d) => (value === undefined ? [] : [d]));
  const answers = values.map((value, d) =>
    answerOf(designs[d] as Design, alignment.rowOf[d] as ReadonlyMap<Id, string>, property, value),
  );
  const { said, unsaid } = groupAnswers(answers);
  const silent = unsaid.filter((d) => concerned.includes(d));
  if (said.length === 0 || (said.length === 1 && silent.length === 0)) return undefined;
  // What the silent designs do not have at all is told once, and not again by everything that refers to it.
  const follows = said.every(({ designs: own, answer }) =>
    isMissing(
      alignment,
      answer.key,
      concerned.filter((d) => !own.includes(d)),
    ),
  );
  if (property.valueType === 'reference' && follows && (said.length === 1 || property.refersTo?.some(isBox))) return undefined;
  const phrase = matter.phrase ?? fromLabel(property, matter.noun);
  const [one, other] = said;
  const lists = one && other && said.length === 2 && silent.length === 0;
  return {
    sentence: (lists && listsSentence(phrase, matter.words, [one, other])) || sentenceOf(phrase, matter.words, said, silent),
    conflict: said.length > 1,
  };
}

/** Where something stands, or on what: if designs have boxes of their own, everything in them stands elsewhere. */
function isBox(kind: Element['kind']): boolean {
  return kind === 'context' || kind === 'broker';
}

/** The row of this id is there, and none of these designs has a part in it. */
function isMissing(alignment: Alignment, id: string | undefined, designs: readonly number[]): boolean {
  const row = alignment.rows.find((each) => each.id === id);
  return row !== undefined && designs.every((d) => row.cells[d] === undefined);
}

/** A phrase from the label that the inspector shows. */
function fromLabel(property: Property, noun: string): Phrase {
  if (property.valueType === 'longText' || property.valueType === 'lines') {
    return {
      verb: ['writes', 'write'],
      object: () => `the ${property.label.toLowerCase()} of ${noun}`,
      otherwise: () => 'in words of its own',
    };
  }
  // What is counted stands in the label already.
  const unit = property.unit === undefined || property.valueType === 'integer' ? '' : ` ${property.unit}`;
  const quotes = property.valueType === 'choice' || property.valueType === 'choices' || property.valueType === 'text';
  return {
    verb: ['sets', 'set'],
    object: () => `“${property.label}” of ${noun}`,
    otherwise: (words) => `to ${quotes ? quoted(words) : `${words}${unit}`}`,
  };
}

const byName: Readonly<Record<string, Category>> = {
  key: 'keys',
  keyFrom: 'keys',
  entityKey: 'keys',
  partitioner: 'keys',
  joinKey: 'keys',
  preservesKey: 'keys',
  type: 'structure',
  role: 'structure',
  broker: 'structure',
  product: 'structure',
  op: 'structure',
  context: 'organisation',
  contracts: 'contracts',
  kind: 'contracts',
  category: 'contracts',
  entity: 'contracts',
  compat: 'contracts',
  orderingNeed: 'ordering',
  atomicity: 'consistency',
  isolation: 'consistency',
  freshness: 'consistency',
  mode: 'consistency',
  expectedVersion: 'consistency',
  sameDatabaseAs: 'consistency',
  partitions: 'capacity',
  instances: 'capacity',
};

const byGroup: Readonly<Record<string, Category>> = {
  Delivery: 'delivery',
  Idempotency: 'delivery',
  'Retry and failure': 'delivery',
  Replay: 'delivery',
  Durability: 'delivery',
  Operation: 'delivery',
  Ordering: 'ordering',
  Windows: 'ordering',
  Joins: 'ordering',
  Identity: 'keys',
  Schema: 'contracts',
  Write: 'consistency',
  State: 'consistency',
  Trigger: 'workflow',
  Workflow: 'workflow',
  Capacity: 'capacity',
  'Access and privacy': 'privacy',
  Organisation: 'organisation',
};

export function categoryOf(kind: string, name: string, property: Property): Category {
  if (kind === 'saga' || kind === 'step') return 'workflow';
  if (kind === 'context' || kind === 'note') return 'organisation';
  return byName[name] ?? byGroup[property.group ?? ''] ?? 'delivery';
}

/** Properties that rules read matter more than the rest [D6]. */
export function importanceOf(kind: string, name: string, property: Property, category: Category): Importance {
  if (category === 'organisation') return 3;
  return `${kind}.${name}` in readBy || property.level === 'essential' ? 2 : 3;
}
