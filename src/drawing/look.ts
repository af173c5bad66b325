import type { Id } from '#base/ids.ts';
import {
  adjacency,
  type Design,
  type Edge,
  type Element,
  type ElementOf,
  elementOf,
  isKind,
  splitReference,
} from '#model/design.ts';
import { elementKinds } from '#model/kinds/index.ts';
import { unknown } from '#model/property.ts';
import { type SignName, type Silhouette, silhouetteOf } from './glyphs.ts';
import {
  channelRoles,
  cleanupWords,
  connectorWords,
  contextWords,
  contractWords,
  externalWords,
  formatWords,
  guaranteeWords,
  kindWords,
  noteWords,
  sagaWords,
  statusWords,
  storeRoles,
  storeWords,
  words,
} from './labels.ts';
import type { Tokens } from './tokens.ts';

export type Ink = keyof Tokens;

/** A message in miniature, on a channel or an arrow. */
export interface Chip {
  readonly id: Id;
  readonly sort: 'event' | 'command' | 'query' | 'reply' | 'document';
  readonly name: string;
}

export type Role = 'sends' | 'receives' | 'both';

/** All that a node shows, in words and tokens: no sizes, no colours. Equal looks are drawn alike. */
export interface Look {
  readonly kind: Element['kind'];
  readonly silhouette: Silhouette;
  /** Colour of outline and kind label. */
  readonly ink: Ink;
  /** Fill from afar, and of the selected node. */
  readonly tint: Ink;
  /** Fill of messages and notes, which are solid colour. */
  readonly solid: Ink | undefined;
  readonly sign: SignName | undefined;
  readonly label: string;
  readonly title: string;
  readonly detail: string;
  readonly role: Role | undefined;
  readonly chips: readonly Chip[];
  readonly steps: readonly string[];
  /** Planned and undecided things have an open, dashed outline. */
  readonly open: boolean;
  /** Crossed out quietly: on its way out. */
  readonly fading: boolean;
  /** Tidying leaves it where it is. */
  readonly pinned: boolean;
}

const families = {
  service: ['service', 'serviceTint'],
  channel: ['channel', 'channelTint'],
  asset: ['asset', 'assetTint'],
  external: ['external', 'externalTint'],
  neutral: ['neutral', 'neutralTint'],
} as const satisfies Readonly<Record<string, readonly [Ink, Ink]>>;

const contractInks = { event: 'event', command: 'command', query: 'query', reply: 'reply', document: 'document' } as const;
const noteInks = { note: 'plainNote', actor: 'actor', policy: 'policy', hotspot: 'hotspot' } as const;

/** Colour of a contract by what it means to say. */
export function contractInk(sort: Chip['sort']): Ink {
  return contractInks[sort];
}

export function lookOf(design: Design, element: Element): Look {
  const [ink, tint] = families[elementKinds[element.kind].family];
  const status = statusWords[element.props.status] ?? '';
  const isPinned = element.props.pinned === 'yes';
  const base: Look = {
    kind: element.kind,
    silhouette: silhouetteOf(element.kind, element.kind === 'channel' ? element.props.type : undefined),
    ink,
    tint,
    solid: undefined,
    sign: undefined,
    label: labelOf(element),
    title: element.props.name,
    // A context's title has no room for a sign.
    detail: joined([...detailOf(design, element), status, element.kind === 'context' && isPinned ? words.pinned : '']),
    role: undefined,
    chips: [],
    steps: [],
    open: element.props.status === 'planned' || (element.kind === 'channel' && element.props.type === unknown),
    fading: element.props.status === 'deprecated',
    pinned: isPinned,
  };
  switch (element.kind) {
    case 'service':
    case 'external':
      return { ...base, role: roleOf(design, element.id) };
    case 'channel':
      return { ...base, chips: chipsOf(design, element.props.contracts) };
    case 'contract': {
      const sort = sortOf(element);
      return { ...base, ink: 'noteInk', solid: contractInks[sort], tint: contractInks[sort], sign: sort };
    }
    case 'note': {
      const style = isOneOf(element.props.style, noteInks) ? element.props.style : 'note';
      return { ...base, ink: 'noteInk', solid: noteInks[style], tint: noteInks[style], sign: style };
    }
    case 'saga':
      return { ...base, steps: element.props.steps.map((step) => design.elements.get(step.participant)?.props.name || '…') };
    default:
      return base;
  }
}

function isOneOf<T extends object>(value: string, known: T): value is keyof T & string {
  return Object.hasOwn(known, value);
}

function sortOf(contract: ElementOf<'contract'>): Chip['sort'] {
  return isOneOf(contract.props.kind, contractInks) ? contract.props.kind : 'event';
}

/** The word for what it is, as it stands above the name. */
export function labelOf(element: Element): string {
  switch (element.kind) {
    case 'channel':
      return element.props.type === 'log'
        ? kindWords.topic
        : element.props.type === 'queue'
          ? kindWords.queue
          : element.props.type === 'pubsub'
            ? kindWords.pubsub
            : kindWords.channel;
    case 'contract':
      return contractWords[sortOf(element)] ?? '';
    case 'note':
      return noteWords[element.props.style] ?? 'note';
    case 'store':
      return element.props.type === 'relational' ? kindWords.store : (storeWords[element.props.type] ?? kindWords.store);
    default:
      return kindWords[element.kind];
  }
}

/** The most telling properties, in order; what nobody has said is left out. */
function detailOf(design: Design, element: Element): string[] {
  switch (element.kind) {
    case 'service':
      return [element.props.instances !== 1 ? words.instances(Number(element.props.instances)) : ''];
    case 'processor': {
      const { op, window, windowSize, state, guarantee } = element.props;
      const windowed = window === 'none' || window === unknown ? '' : joined([window, said(windowSize)], ' ');
      return [
        op === unknown ? '' : op,
        windowed,
        state === 'none' || state === unknown ? '' : words.stateful,
        guarantee === 'exactlyOnce' ? (guaranteeWords.exactlyOnce ?? '') : '',
      ];
    }
    case 'channel': {
      const { partitions, retention, cleanup, role, broker, variant } = element.props;
      const facts = [
        channelRoles[role] ?? '',
        typeof partitions === 'number' ? words.partitions(partitions) : '',
        retention === 'forever' ? words.forever : spaced(said(retention)),
        cleanupWords[cleanup] ?? '',
        variant,
      ];
      return facts.some((fact) => fact !== '') ? facts : [elementOf(design, broker, 'broker')?.props.name ?? ''];
    }
    case 'contract': {
      const version = element.props.versions.at(-1);
      return [
        version ? `v${version.version}` : '',
        version ? (formatWords[version.format] ?? '') : '',
        element.props.compat === unknown ? '' : element.props.compat,
        element.props.entity,
      ];
    }
    case 'store':
      return [element.props.type === 'relational' ? (storeWords.relational ?? '') : '', storeRoles[element.props.role] ?? ''];
    case 'connector':
      return [connectorWords[element.props.type] ?? '', guaranteeWords[element.props.guarantee] ?? ''];
    case 'external':
      return [
        externalWords[element.props.type] ?? '',
        element.props.reversible === 'no' ? words.final : element.props.reversible === 'yes' ? words.reversible : '',
      ];
    case 'saga':
      return [
        sagaWords[element.props.style] ?? '',
        element.props.steps.length > 0 ? words.steps(element.props.steps.length) : '',
      ];
    case 'broker':
      return [element.props.product === unknown ? '' : productName(element.props.product)];
    case 'context':
      return [contextWords[element.props.kind] ?? ''];
    case 'note':
      return [element.props.text.split('\n', 1)[0] ?? ''];
  }
}

function productName(product: string): string {
  return elementKinds.broker.properties.product.options?.find((option) => option.value === product)?.label ?? product;
}

function said(value: string): string {
  return value === unknown || value === 'none' ? '' : value;
}

/** `7d` as people write it: `7 d`. */
function spaced(duration: string): string {
  return duration.replace(/^([0-9.]+)([a-z]+)$/i, '$1 $2');
}

function joined(parts: readonly string[], between = ' · '): string {
  return parts.filter((part) => part !== '').join(between);
}

/** Whether a node sends or receives messages, read off its arrows. */
export function roleOf(design: Design, id: Id): Role | undefined {
  const edges = adjacency(design);
  const sends = edges.out(id).some((edge) => edge.kind === 'publishes');
  const receives = edges.into(id).some((edge) => edge.kind === 'consumes');
  return sends ? (receives ? 'both' : 'sends') : receives ? 'receives' : undefined;
}

function chipsOf(design: Design, references: readonly string[] | string): readonly Chip[] {
  if (typeof references === 'string') return [];
  const chips: Chip[] = [];
  for (const reference of references) {
    const [id, version] = splitReference(reference);
    const contract = elementOf(design, id, 'contract');
    if (!contract) continue;
    const name = contract.props.name || words.nameless(contractWords[sortOf(contract)] ?? '');
    chips.push({ id, sort: sortOf(contract), name: version ? `${name} ${version}` : name });
  }
  return chips;
}

export type Head = 'none' | 'triangle' | 'chevron' | 'barred' | 'cross';
export type Tail = 'none' | 'ring' | 'dot';

/** All that an arrow shows. */
export interface EdgeLook {
  readonly kind: Edge['kind'];
  readonly ink: Ink;
  readonly width: number;
  readonly dash: readonly number[];
  readonly tail: Tail;
  readonly head: Head;
  readonly chips: readonly Chip[];
  readonly text: string;
}

const lines: Readonly<Record<Edge['kind'], Omit<EdgeLook, 'kind' | 'chips' | 'text'>>> = {
  publishes: { ink: 'publishes', width: 2, dash: [], tail: 'none', head: 'triangle' },
  consumes: { ink: 'consumes', width: 2, dash: [], tail: 'ring', head: 'chevron' },
  calls: { ink: 'calls', width: 2, dash: [], tail: 'dot', head: 'triangle' },
  captures: { ink: 'captures', width: 2, dash: [10, 4, 2, 4], tail: 'none', head: 'barred' },
  deadLetters: { ink: 'deadLetters', width: 2, dash: [2, 4], tail: 'none', head: 'cross' },
  writes: { ink: 'writes', width: 1.25, dash: [], tail: 'none', head: 'triangle' },
  reads: { ink: 'reads', width: 1.25, dash: [], tail: 'none', head: 'chevron' },
};

export function edgeLookOf(design: Design, edge: Edge): EdgeLook {
  const line = { kind: edge.kind, ...lines[edge.kind] };
  switch (edge.kind) {
    case 'publishes': {
      const { key, contracts } = edge.props;
      const text =
        key === unknown
          ? ''
          : key === 'none'
            ? words.noKey
            : key === 'const'
              ? words.oneKey
              : words.key(key.replace(/^"(.*)"$/, '$1'));
      return { ...line, chips: chipsOf(design, contracts), text };
    }
    case 'consumes':
      return {
        ...line,
        chips: chipsOf(design, edge.props.contracts),
        text: edge.props.group === '' ? '' : words.group(edge.props.group),
      };
    default:
      return { ...line, chips: [], text: edge.props.name };
  }
}

/** What a node is called aloud: "topic orders.placed, 2 in, 3 out". */
export function spokenName(design: Design, element: Element): string {
  const edges = adjacency(design);
  const into = edges.into(element.id).length;
  const out = edges.out(element.id).length;
  const name = `${labelOf(element)} ${element.props.name || words.unnamed}`;
  const pinned = element.props.pinned === 'yes' ? words.pinned : '';
  return [name, into > 0 ? words.into(into) : '', out > 0 ? words.out(out) : '', pinned].filter((part) => part !== '').join(', ');
}

/** Contracts that a channel or arrow names, without versions: what dotted reference lines lead to. */
export function contractsOn(design: Design, id: Id): readonly Id[] {
  const record = design.elements.get(id) ?? design.edges.get(id);
  if (!record) return [];
  const named =
    isKind(record as Element, 'channel') || record.kind === 'publishes' || record.kind === 'consumes'
      ? (record as ElementOf<'channel'>).props.contracts
      : [];
  return typeof named === 'string' ? [] : [...new Set(named.map((reference) => splitReference(reference)[0]))];
}
