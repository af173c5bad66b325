import { choice, lines, type Property, type RowKind, reference, text, words, yesNo } from './property.ts';

/** The ten kinds of element, and notes, which are part of the drawing but read by no rule. */
export type ElementKind =
  | 'service'
  | 'processor'
  | 'channel'
  | 'contract'
  | 'store'
  | 'connector'
  | 'external'
  | 'saga'
  | 'broker'
  | 'context'
  | 'note';

export type EdgeKind = 'publishes' | 'consumes' | 'deadLetters' | 'writes' | 'reads' | 'calls' | 'captures';

/** Colour family of the notation: infrastructure is ink in one of four families, messages are solid colour. */
export type Family = 'service' | 'channel' | 'asset' | 'external' | 'neutral';

/** TypeScript type of the property values of a kind, from its declaration. */
export type PropsOf<P> = { readonly [K in keyof P]: P[K] extends Property<infer T> ? T : never };

export interface ElementKindOf<K extends ElementKind = ElementKind, P = Readonly<Record<string, Property>>> {
  readonly kind: K;
  readonly label: string;
  readonly plural: string;
  /** What it is, in one or two sentences for a first-day student. */
  readonly help: string;
  readonly family: Family;
  /** True for what stands in arrows and so shares one namespace in the notation. */
  readonly node: boolean;
  readonly properties: P;
}

export interface EdgeKindOf<K extends EdgeKind = EdgeKind, P = Readonly<Record<string, Property>>> {
  readonly kind: K;
  readonly label: string;
  readonly plural: string;
  readonly help: string;
  /** Kinds it may start from and end at. */
  readonly from: readonly ElementKind[];
  readonly to: readonly ElementKind[];
  /** As in "orders-api publishes to orders". */
  readonly verb: string;
  readonly properties: P;
}

export function elementKind<const K extends ElementKind, P>(declared: ElementKindOf<K, P>): ElementKindOf<K, P> {
  return declared;
}

export function edgeKind<const K extends EdgeKind, P>(declared: EdgeKindOf<K, P>): EdgeKindOf<K, P> {
  return declared;
}

export function rowKind<const K extends string, P extends RowKind['properties']>(
  declared: Omit<RowKind, 'kind' | 'properties'> & { kind: K; properties: P },
) {
  return declared;
}

/** What every element has, whatever its kind. */
export const commonProperties = {
  name: text({ label: 'Name', help: 'What people call it. Two elements may share a name.', level: 'essential' }),
  context: reference({
    label: 'Context',
    help: 'The bounded context, team, tenant or region that it stands in.',
    to: ['context'],
    default: 'none',
    group: 'Organisation',
  }),
  status: choice(
    { planned: 'Planned', live: 'Live', deprecated: 'Deprecated' },
    {
      label: 'Status',
      help: 'Whether it exists already, is planned, or is on its way out.',
      default: '?',
      group: 'Organisation',
    },
  ),
  pinned: yesNo({
    label: 'Pinned',
    help: 'Tidying leaves it, and what stands in it, where it is. People can still move it by hand.',
    default: 'no',
    known: true,
    group: 'Organisation',
  }),
  tags: words({ label: 'Tags', help: 'Words to find and filter by.', group: 'Organisation' }),
  links: words({
    label: 'Links',
    help: 'Addresses of pages that say more: a repository, a runbook, a dashboard.',
    group: 'Organisation',
  }),
  comment: lines({
    label: 'Comment',
    help: 'A remark for whoever reads the design as text; it stands above the element there.',
    group: 'Organisation',
  }),
} as const;

/** What every edge has. */
export const commonEdgeProperties = {
  name: text({
    label: 'Name',
    help: 'Only needed to tell two arrows of one kind between the same two ends apart.',
    group: 'Organisation',
  }),
  comment: commonProperties.comment,
} as const;
