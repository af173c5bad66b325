import type { Id } from '#base/ids.ts';
import { productOf, variantOf } from '#brokers/index.ts';
import type { Design, Edge, Element } from '#model/design.ts';
import type { ElementKind } from '#model/kind.ts';
import { bytesOf, durationMs, type Property, ratePerSecond, unknown, unresolvedMark, type Value } from '#model/property.ts';
import { accepts, sameValue } from '#model/values.ts';

/** Where a value stands: in a record of a design, or in one of its rows. */
export interface Place {
  readonly design: Design;
  readonly record: Element | Edge;
  /** Kind of the record or row, and name of the property: `channel.partitions`, `field.unique`. */
  readonly at: string;
  readonly property: Property;
  readonly value: unknown;
}

/** Another value for a place, and the words under which the table counts it: many numbers, one “larger”. */
export type Alternative = readonly [label: string, value: Value];

/** What else could stand there, as far as it differs and the property takes it. */
export function alternatives(place: Place): readonly Alternative[] {
  const { property, value } = place;
  const all = [...byType(place), ...wordsFor(property)];
  return all.filter(([, other]) => !sameValue(other, value) && accepts(property, other));
}

function wordsFor(property: Property): Alternative[] {
  const words = (property.words ?? []).filter((word) => word !== '').map((word): Alternative => [word, word]);
  // Last, so that it can be measured by what the answers give.
  return property.unsure ? [...words, [unknown, unknown]] : words;
}

function byType(place: Place): readonly Alternative[] {
  const { property, value } = place;
  switch (property.valueType) {
    case 'choice':
      return (property.options ?? []).map((option): Alternative => [option.value, option.value]);
    case 'choices':
      return subsets(
        (property.options ?? []).map((option) => option.value),
        value,
      );
    case 'integer':
      return numbers(value);
    case 'duration':
      return measures(String(value), durationMs, { little: '1s', much: '1000d' });
    case 'bytes':
      return measures(String(value), bytesOf, { little: '100B', much: '1GiB' });
    case 'rate':
      return measures(String(value), ratePerSecond, { little: '1/d', much: '100000/s' });
    case 'fieldPath':
      return [
        ...(property.default === '' ? [['no field', ''] as const] : []),
        ...others(fieldsOf(place.design), value).map(another),
        ['a field that is not there', 'nowhere'],
      ];
    case 'fieldPaths':
      return [...lists(fieldsOf(place.design), value), ['a field that is not there', ['nowhere']]];
    case 'semver':
      return versions(String(value));
    case 'text':
    case 'lines':
      return texts(place);
    case 'longText':
      return value === '' ? [['a text', '{}']] : [['emptied', '']];
    case 'words':
      return [['emptied', []]];
    case 'reference':
      return [...others(targets(place), value).map(another), ['a missing one', `${unresolvedMark}gone`]];
    case 'references':
      return [...lists(targets(place), value), ['a missing one', [`${unresolvedMark}gone`]]];
    case 'edges':
      return [...triggers(place).map((id): Alternative => ['one', [id]]), ['a missing one', [`${unresolvedMark}gone`]]];
    case 'rows':
      return [];
  }
}

/** Two of those that do not stand there yet: a third shows nothing that they do not. */
function others(candidates: readonly string[], ...there: readonly unknown[]): readonly string[] {
  return candidates.filter((each) => !there.includes(each)).slice(0, 2);
}

const another = (value: string): Alternative => ['another', value];

function subsets(options: readonly string[], value: unknown): readonly Alternative[] {
  if (!Array.isArray(value)) return [['empty', []], ...options.map((option): Alternative => [`only ${option}`, [option]])];
  const has = value as readonly string[];
  return [
    ['empty', []],
    ...options.map(
      (option): Alternative =>
        has.includes(option)
          ? [`without ${option}`, has.filter((each) => each !== option)]
          : [`with ${option}`, options.filter((each) => each === option || has.includes(each))],
    ),
  ];
}

function numbers(value: unknown): readonly Alternative[] {
  const one: Alternative = ['1', 1];
  if (typeof value !== 'number') return [one, ['some', 3], ['many', 1000]];
  return [one, ['one less', value - 1], ['one more', value + 1], ['many', value * 10]];
}

/** A tenth and ten times of it, in its own unit. */
function measures(
  value: string,
  read: (value: string) => number | undefined,
  ends: { readonly little: string; readonly much: string },
): readonly Alternative[] {
  const amount = read(value);
  if (amount === undefined || amount === Number.POSITIVE_INFINITY)
    return [
      ['little', ends.little],
      ['much', ends.much],
    ];
  const times = (factor: number): string =>
    value.replace(/^[0-9.]+/, (number) => String(Math.round(Number(number) * factor * 1000) / 1000));
  return [
    ['little', times(0.1)],
    ['much', times(10)],
  ];
}

function versions(value: string): readonly Alternative[] {
  const [major = 1, minor = 0] = value.split('.').map(Number);
  return [
    ['the next major', `${major + 1}.0.0`],
    ['the next minor', `${major}.${minor + 1}.0`],
    ['emptied', ''],
  ];
}

/** Texts that a rule reads as words: what is said of a message, and the modes of a product. */
const readTexts: Readonly<Record<string, readonly string[]>> = {
  'contract.name': ['PlaceOrder', 'OrderPlaced', 'OrderUpdated', 'OrderRequested', 'Order', 'Order@handling'],
  'channel.name': ['Orders_in', 'customers.{email}'],
  'field.name': ['id', 'userId', 'email', 'version', 'timestamp'],
};

function texts(place: Place): readonly Alternative[] {
  const { at, value, design, record } = place;
  const read = readTexts[at]?.map((text): Alternative => [text, text]) ?? [];
  const emptied: readonly Alternative[] = value === '' ? [] : [['emptied', '']];
  return [
    ...emptied,
    ...read,
    ...ofOthers(place),
    ...(at === 'channel.variant' ? modes(design, record) : []),
    ['something else', 'something else'],
  ];
}

/** What another record of the kind is called, or another consumer of the channel, or a channel that is read. */
function ofOthers({ at, value, design, record }: Place): readonly Alternative[] {
  const names = (records: Iterable<Element | Edge>): readonly string[] =>
    [...records].flatMap((each) => (each.id === record.id || each.props.name === value ? [] : [each.props.name]));
  const first = (label: string, found: readonly string[]): readonly Alternative[] =>
    found.slice(0, 1).map((name): Alternative => [label, name]);
  const elements = [...design.elements.values()];
  switch (at) {
    case 'contract.entity':
      return first(
        'that of another',
        elements.flatMap((each) => (each.kind === 'contract' && each.props.entity !== value ? [each.props.entity] : [])),
      );
    case 'consumes.group':
      return 'from' in record
        ? first('that of another', names(othersThatRead(design, record).map(({ to }) => design.elements.get(to) as Element)))
        : [];
    default:
      return at.endsWith('.name') && !at.startsWith('field')
        ? [
            ...first('that of another', names(elements.filter(({ kind }) => kind === record.kind))),
            ...first('that of a channel', names(elements.filter(({ kind }) => kind === 'channel' && kind !== record.kind))),
          ]
        : [];
  }
}

function othersThatRead(design: Design, record: Edge): readonly Edge[] {
  return [...design.edges.values()].filter(
    ({ id, kind, from }) => kind === 'consumes' && from === record.from && id !== record.id,
  );
}

/** The other modes of the product that a channel is on. */
function modes(design: Design, record: Element | Edge): readonly Alternative[] {
  const broker = record.kind === 'channel' ? design.elements.get(record.props.broker) : undefined;
  if (record.kind !== 'channel' || broker?.kind !== 'broker') return [];
  const now = variantOf(broker.props.product, record.props.variant);
  const modesOf = productOf(broker.props.product)?.variants ?? [];
  return modesOf.filter((each) => each !== now).map(({ variant }): Alternative => ['another mode', variant]);
}

/** One of a list gone, one more in it, or nothing left. */
function lists(candidates: readonly string[], value: unknown): readonly Alternative[] {
  const has = Array.isArray(value) ? (value as readonly string[]) : [];
  return [
    ['emptied', []],
    ...(has.length > 1 ? has.map((gone): Alternative => ['one fewer', has.filter((each) => each !== gone)]) : []),
    ...others(candidates, ...has).map((more): Alternative => ['one more', [...has, more]]),
    ...(has.length === 1 ? others(candidates, ...has).map((other): Alternative => ['another', [other]]) : []),
  ];
}

function targets({ design, record, property }: Place): readonly Id[] {
  const kinds = property.refersTo as readonly ElementKind[];
  return [...design.elements.values()].flatMap((element) => {
    if (element.id === record.id || !kinds.includes(element.kind)) return [];
    if (!property.versioned || element.kind !== 'contract' || element.props.versions.length < 2) return [element.id];
    return [element.id, ...element.props.versions.slice(0, -1).map(({ version }) => `${element.id}@${version}`)];
  });
}

function triggers({ design, record }: Place): readonly Id[] {
  if (!('from' in record)) return [];
  return [...design.edges.values()]
    .filter(({ kind, from, to }) => kind === 'consumes' && (to === record.from || from === record.from))
    .map(({ id }) => id);
}

/** Names of all fields of the latest versions of the design's contracts, and what stands as a key: each once. */
export function fieldsOf(design: Design): readonly string[] {
  const names = new Set<string>();
  for (const { kind, props } of design.elements.values()) {
    if (kind === 'processor') names.add(props.joinKey);
    if (kind === 'contract') for (const { name } of props.versions.at(-1)?.fields ?? []) names.add(name);
  }
  for (const { kind, props } of design.edges.values()) if (kind === 'publishes') names.add(props.key);
  return [...names].filter((name) => !['', 'none', 'const', unknown].includes(name));
}
