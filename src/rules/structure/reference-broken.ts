import type { Id } from '#base/ids.ts';
import { nearest } from '#base/text.ts';
import { type Edge, type Element, edgeKindNames, elementKindNames, splitReference } from '#model/design.ts';
import { type Edit, valueAt } from '#model/edit.ts';
import { type Breakage, brokenIn, propertyAt, withoutReference } from '#model/integrity.ts';
import type { ElementKind } from '#model/kind.ts';
import { edgeKinds, rowKinds, type Version } from '#model/kinds/index.ts';
import { unresolvedMark } from '#model/property.ts';
import { propertiesOf, sameValue } from '#model/values.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { carriersOf } from '../helpers/carries.ts';
import { lookup } from '../helpers/lookup.ts';
import { referencesIn } from '../references.ts';
import { defineRule, type Fact, type SubjectKind } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface ReferenceBroken extends Fact {
  readonly record: Id;
  readonly what: Breakage | 'twin' | 'uncarried';
  /** Where the reference stands; for twins nowhere. */
  readonly path: readonly string[];
  /** As it stands there; for twins the other contract. */
  readonly reference: string;
  /** The property in words, or what the edge does. */
  readonly label: string;
  /** The other end of an edge whose one end is gone. */
  readonly other?: Id;
  /** The version that two contracts share. */
  readonly version?: string;
  /** An element that may have been meant. */
  readonly near?: Id;
}

/**
 * Nothing can be wrong with the references of this record: both ends are there, and everything that it names is there and
 * of a fitting kind. So it is with nearly all records, and the model's whole inspection need not be made.
 */
function isIntact(read: Reads, record: Element | Edge): boolean {
  if ('from' in record && !(read.element(record.from) && read.element(record.to))) return false;
  return referencesIn(record).every(
    ({ property, names }) =>
      property.valueType !== 'edges' &&
      names.every((name) => {
        const found = read.element(name);
        return found && property.refersTo?.includes(found.kind) && !(record.kind === 'context' && found.kind === 'context');
      }),
  );
}

/** The element of a fitting kind whose name is nearest to a name that leads nowhere. */
function nearestTo(read: Reads, name: string, kinds: readonly ElementKind[]): Id | undefined {
  const known = new Map<string, Id>();
  for (const kind of kinds) {
    for (const id of read.all(kind)) {
      const called = read.element(id)?.props.name ?? '';
      if (called !== '' && !known.has(called)) known.set(called, id);
    }
  }
  const found = nearest(splitReference(name.slice(unresolvedMark.length))[0], known.keys());
  return found === undefined ? undefined : known.get(found);
}

/** What readers of a version rely on: two contracts may differ in the rest. */
function contentOf({ text, fields }: Version): unknown {
  return [text, fields.map((field) => [field.name, field.type, field.required, field.default])];
}

/**
 * Differences from the catalogue: versions are rows of one contract, so their chain can form no cycle. Messages of a
 * step whose participant is called by the orchestrator need no channel. Each of two
 * twins is told about the other once, on the one with the larger id.
 */
export const referenceBroken = defineRule<SubjectKind, ReferenceBroken>({
  id: 'reference-broken',
  category: 'structure',
  severity: 'error',
  title: 'Reference broken',
  summary: 'An arrow or a property that leads to something which is not in the design, or not what it should be.',
  why: 'Whatever follows from here would rest on nothing: the rules and the rehearsal leave out what they cannot find.',
  behavioural: { not: 'What is missing takes no part in any run.' },
  subject: [...elementKindNames, ...edgeKindNames],
  *check(record, read) {
    const base = { severity: 'error', assumes: [], record: record.id } as const;
    const properties = propertiesOf(record.kind);
    const broken = isIntact(read, record as Element | Edge) ? [] : brokenIn(lookup(read), record as Element | Edge);
    for (const { path, reference, what } of broken) {
      const about = [...path, reference];
      if (what === 'edge-end') {
        const edge = record as Edge;
        yield {
          ...base,
          about,
          what,
          path,
          reference,
          label: edgeKinds[edge.kind].verb,
          other: path[0] === 'from' ? edge.to : edge.from,
        };
        continue;
      }
      const property = propertyAt(properties, path);
      const near = reference.startsWith(unresolvedMark) ? nearestTo(read, reference, property?.refersTo ?? []) : undefined;
      yield { ...base, about, what, path, reference, label: property?.label ?? '', ...(near !== undefined && { near }) };
    }
    if (record.kind === 'saga') {
      for (const step of record.props.steps) {
        // Where the orchestrator calls the participant, the call takes the message there and brings the answer back.
        if (read.into(step.participant, 'calls').some((call) => call.from === record.props.orchestrator)) continue;
        for (const property of ['do', 'ok', 'fail', 'undo'] as const) {
          const reference = step[property];
          const [id] = splitReference(reference);
          if (!read.of(id, 'contract') || carriersOf(read, id).length > 0) continue;
          const path = ['steps', step.id, property];
          yield {
            ...base,
            about: [...path, 'uncarried'],
            what: 'uncarried',
            path,
            reference,
            label: rowKinds.step.properties[property].label,
          };
        }
      }
    }
    if (record.kind === 'contract' && record.props.name !== '') {
      for (const id of read.contractsNamed(record.props.name)) {
        if (id >= record.id) break;
        const other = read.of(id, 'contract');
        const same = record.props.versions.find((mine) => {
          const theirs = other?.props.versions.find((each) => each.version === mine.version);
          return theirs && !sameValue(contentOf(theirs), contentOf(mine));
        });
        if (same) yield { ...base, about: ['twin', id], what: 'twin', path: [], reference: id, label: '', version: same.version };
      }
    }
  },
  explain({ record, what, path, reference, label, other, version, near }, say) {
    const owner = say.name(record);
    const [id] = splitReference(reference);
    const target = say.name(reference);
    const as = `under ${say.word(label)}`;
    switch (what) {
      case 'edge-end':
        return {
          at: [record, other as Id],
          what:
            `An arrow (${label}) ${path[0] === 'from' ? 'to' : 'from'} ${say.name(other as Id)} ` +
            `${path[0] === 'from' ? 'comes from' : 'leads to'} something that is no longer in the design.`,
          next: 'Connect it again, or remove it. It is not drawn until then.',
        };
      case 'property':
        return {
          at: [record],
          what: reference.startsWith(unresolvedMark)
            ? `${owner} names ${target} ${as}, but that is not in the design.`
            : `${owner} refers to something ${as} that is no longer in the design.`,
          next:
            near === undefined
              ? 'Choose another one, or clear it.'
              : `Did you mean ${say.name(near)}? Otherwise choose another one, or clear it.`,
        };
      case 'kind':
        return {
          at: [record, id],
          what: `${owner} names ${target} ${as}, but that cannot be one.`,
          next: 'Choose another one, or clear it.',
        };
      case 'nesting':
        return {
          at: [record, id],
          what: `${owner} and ${target} stand in each other, in a circle.`,
          next: `Take ${owner} out of ${target}.`,
        };
      case 'version':
        return {
          at: [record, id],
          what: `${owner} names ${target} ${as}, but ${say.name(id)} has no such version.`,
          next: 'Name a version that is there, or none: then the latest is meant.',
        };
      case 'uncarried':
        return {
          at: [record, id],
          what: `A step of ${owner} counts on ${target}, but no channel carries it.`,
          next: `Draw who publishes ${target}, and to which channel.`,
        };
      case 'twin':
        return {
          at: [record, id],
          what: `Two contracts are called ${owner}, and their version ${version} differs.`,
          why: 'Nobody can tell which of the two a message follows.',
          next: 'Merge them, rename one, or give one of them another version.',
        };
    }
  },
  fixes: [
    {
      id: 'nearest',
      fits: ({ near }) => near !== undefined,
      title: ({ near }, say) => `Choose ${say.name(near as Id)} instead`,
      kind: 'suggestion',
      edits: (fact, read) => replaced(read, fact, fact.near as Id),
    },
    {
      id: 'latest',
      fits: ({ what }) => what === 'version',
      title: ({ reference }, say) => `Name the latest version of ${say.name(splitReference(reference)[0])}`,
      kind: 'suggestion',
      edits: (fact, read) => replaced(read, fact, splitReference(fact.reference)[0]),
    },
    {
      id: 'remove-edge',
      fits: ({ what }) => what === 'edge-end',
      title: () => 'Remove the arrow',
      kind: 'safe',
      edits: ({ record }, read) => (read.edge(record) ? [{ op: 'removeEdge', id: record }] : []),
    },
    {
      id: 'clear',
      fits: ({ what }) => what !== 'edge-end' && what !== 'twin',
      title: ({ record, label }, say) => `Clear ${say.word(label)} of ${say.name(record)}`,
      kind: 'suggestion',
      edits({ record, path, reference, what }, read) {
        if (what === 'twin') return [];
        // What an edit puts in its place is the model's to know; the names in between do not matter to it.
        return withoutReference(lookup(read), {
          id: record,
          path,
          reference,
          what: what === 'uncarried' ? 'property' : what,
          name: '',
        });
      },
    },
    {
      id: 'merge',
      fits: ({ what }) => what === 'twin',
      title: ({ record }, say) => `Merge the two contracts called ${say.name(record)} into one`,
      kind: 'suggestion',
      edits({ record, reference: kept }, read) {
        const moved = read.referrers(record).flatMap((id) => {
          const referrer = read.element(id) ?? read.edge(id);
          if (!referrer) return [];
          return referencesIn(referrer).flatMap(({ path, value }) => {
            const point = (each: string) => (splitReference(each)[0] === record ? each.replace(record, kept) : each);
            const next = typeof value === 'string' ? point(value) : [...new Set(value.map(point))];
            return sameValue(next, value) ? [] : [set(id, path, next)];
          });
        });
        return read.of(record, 'contract') ? [...moved, { op: 'removeElement', id: record }] : [];
      },
    },
  ],
  examples: {
    bad: [
      {
        name: 'an arrow that names a contract which is not there',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event {
            orderId string
          }
          orders-api -> orders (contracts OrderPlaced2) -> billing
        `,
        expects: [
          {
            severity: 'error',
            what: '“orders-api” → “orders” names “OrderPlaced2” under “Contracts”, but that is not in the design.',
          },
        ],
      },
      {
        name: 'a version that is not there',
        sketch: sketch`
          service orders-api
          topic orders (contracts OrderPlaced@2.0.0)
          service billing
          contract OrderPlaced 1.0.0 event {
            orderId string
          }
          orders-api -> orders -> billing
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'two contracts of one name and version that differ',
        sketch: sketch`
          service orders-api
          service shop
          topic orders (contracts [OrderPlaced, OrderPlaced~2])
          service billing
          contract OrderPlaced 1.0.0 event {
            orderId string
          }
          contract OrderPlaced~2 1.0.0 event {
            orderId long
          }
          orders-api -> orders (contracts OrderPlaced)
          shop -> orders (contracts OrderPlaced~2)
          orders -> billing
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'a step that counts on a message nobody carries',
        sketch: sketch`
          service booking
          service payments
          queue payment-commands
          contract TakePayment 1.0.0 command
          contract PaymentTaken 1.0.0 event
          booking -> payment-commands (contracts TakePayment) -> payments
          saga Booking orchestration (orchestrator booking) {
            step payments do TakePayment ok PaymentTaken
          }
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'a context inside itself, which two people can bring about together',
        sketch: sketch`
          context Sales { Orders }
          context Orders { Sales }
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'a store of ids that is not there',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          orders-api -> orders -> billing (dedupStore !inbox)
        `,
        expects: [{ severity: 'error' }],
      },
    ],
    good: [
      {
        name: 'everything that is named is there',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event {
            orderId string
          }
          orders-api -> orders (contracts OrderPlaced@1.0.0) -> billing
        `,
      },
      {
        name: 'a step that the orchestrator takes by a call, without a channel',
        sketch: sketch`
          service booking
          service payments
          contract TakePayment 1.0.0 command
          contract PaymentTaken 1.0.0 reply
          booking -> payments (purpose command)
          saga Booking orchestration (orchestrator booking) {
            step payments do TakePayment ok PaymentTaken
          }
        `,
      },
      {
        name: 'two versions of one contract',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event {
            orderId string
          }
          contract OrderPlaced 1.1.0 {
            orderId string
            coupon string optional
          }
          orders-api -> orders (contracts OrderPlaced@1.0.0) -> billing
        `,
      },
    ],
  },
  mend: [
    'Choose an element that is there.',
    'Clear the reference, or remove the arrow.',
    'Merge two contracts that are meant to be one.',
  ],
  notWhen: ['Undoing a deletion brings back what referred to it: nothing is cleared behind your back.'],
  sources: [sources['AAPI-rules'], sources['ECAT-lint']],
});

/** Puts another reference in the place of a broken one. */
function replaced(read: Reads, { record, path, reference }: ReferenceBroken, by: Id): Edit[] {
  const owner = read.element(record) ?? read.edge(record);
  const value = valueAt(owner?.props as unknown as Readonly<Record<string, unknown>> | undefined, path);
  if (typeof value === 'string') return [set(record, path, by)];
  return Array.isArray(value)
    ? [set(record, path, [...new Set(value.map((each: string) => (each === reference ? by : each)))])]
    : [];
}
