import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { carries, meeting, readsOf } from '../helpers/carries.ts';
import { contractId, contractOf, namedBy } from '../helpers/contracts.ts';
import { contextOf } from '../helpers/ctx.ts';
import { all, any, type Claim, conclude, is, said, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface StrictReader extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  readonly strict: 'fields' | 'schema' | 'types';
  /** Whose new fields stop the reader. */
  readonly contracts: readonly Id[];
  /** For types: those on the channel that the reader does not name; none if it takes all that there are today. */
  readonly others: readonly Id[];
}

/** The mode lets producers add fields before readers know them; where nobody has named one, nothing keeps them from it. */
function mayGrow(read: Reads, contract: Id): Claim {
  const found = contractOf(read, contract);
  if (!found) return said(false);
  const { compat } = found.props;
  if (compat !== '?') return said(compat.startsWith('FORWARD') || compat.startsWith('FULL'));
  return { holds: true, lowered: 0, assumes: unsaid({ id: contract, property: 'compat' }).assumes };
}

/** The contracts that a handler reads and whose producers stand in another context. */
function foreign(read: Reads, consumes: EdgeOf<'consumes'>): ReadonlySet<Id> {
  const here = contextOf(read, consumes.to);
  return new Set(
    read.into(consumes.from, 'publishes').flatMap((publishes) => {
      if (contextOf(read, publishes.from) === here) return [];
      return (meeting(read, publishes, consumes)?.contracts ?? []).map(contractId);
    }),
  );
}

/**
 * Differences from the catalogue. A closed schema stops only readers whose producers may move first: under backward
 * compatibility readers know a field before anybody sends it, and a closed schema is what makes adding one safe for strict
 * registries. It does not stop a reader that is said to ignore what it does not know. A command of a type that the
 * receiver does not know must not vanish, so it may fail on a channel of commands and queries.
 */
export const strictReader = defineRule<'consumes', StrictReader>({
  id: 'strict-reader',
  category: 'evolution',
  severity: 'warning',
  title: 'Reader that refuses what is new',
  summary:
    'A handler that fails on fields or message types that it does not know, although producers may add them before it is changed.',
  why:
    'Adding an optional field, or a new type of event to a channel, is the change that everybody takes for harmless. A reader ' +
    'that refuses the unknown stops at the first such message.',
  behavioural: { invariants: ['progress', 'contract-readable'], faults: ['upgrade of one side'] },
  subject: ['consumes'],
  *check(consumes, read) {
    const { unknownFields, contracts } = consumes.props;
    const ids = [...new Set(readsOf(read, consumes).map(contractId))];
    const fact = { consumes: consumes.id, reader: consumes.to, channel: consumes.from };
    if (unknownFields === 'reject') {
      const claims = ids.map((id) => mayGrow(read, id));
      yield* conclude('warning', any(...claims), (found) => ({
        ...found,
        ...fact,
        about: ['fields'],
        strict: 'fields',
        contracts: ids.filter((_, i) => claims[i]?.holds),
        others: [],
      }));
    } else if (unknownFields === '?') {
      const elsewhere = foreign(read, consumes);
      const closed = ids.filter((id) => {
        const named = namedBy(read, id);
        return elsewhere.has(id) && named?.contract.props.openContent === 'no' && named.version?.format === 'jsonschema';
      });
      const claims = closed.map((id) => mayGrow(read, id));
      yield* conclude('warning', any(...claims), (found) => ({
        ...found,
        ...fact,
        about: ['schema'],
        strict: 'schema',
        contracts: closed.filter((_, i) => claims[i]?.holds),
        others: [],
      }));
    }
    const carried = carries(read, consumes.from).map(contractId);
    const others = [...new Set(carried)].filter((id) => !ids.includes(id));
    const ordersOnly =
      carried.length > 0 && carried.every((id) => ['command', 'query'].includes(contractOf(read, id)?.props.kind ?? ''));
    // Where no type is drawn yet, only who has said so is taken at their word.
    const typed = carried.length > 0 || consumes.props.onUnknown === 'fail';
    const open = said(typed && !ordersOnly && (others.length > 0 || contracts === 'all'));
    yield* conclude('warning', all(open, is(consumes, 'onUnknown', 'fail')), (found) => ({
      ...found,
      ...fact,
      about: ['types'],
      strict: 'types',
      contracts: [],
      others,
    }));
  },
  explain({ consumes, reader, channel, strict, contracts, others }, say) {
    const name = say.name(reader);
    const at = [consumes, reader, ...contracts, ...others] as const;
    switch (strict) {
      case 'fields':
        return {
          at,
          what: `${name} rejects messages with fields that it does not know, and producers of ${say.names(contracts)} may add some before it is changed.`,
          next: `Let ${name} ignore what it does not know. Under a mode by which readers always move first it may stay strict.`,
        };
      case 'schema':
        return {
          at,
          what:
            `The schema of ${say.names(contracts)} allows no other fields, so ${name}, in another context, fails as soon as a ` +
            'producer adds one.',
          next: `Let ${name} ignore what it does not know, or open the schema: readers check what they need, not what else there is.`,
        };
      case 'types':
        return {
          at,
          what:
            others.length > 0
              ? `${name} fails on message types that it does not know, and ${say.name(channel)} also carries ${say.names(others)}.`
              : `${name} fails on message types that it does not know, so no new type can be added to ${say.name(channel)}.`,
          next: `Let ${name} pass over types that it does not handle.`,
        };
    }
  },
  fixes: [
    {
      id: 'ignore-fields',
      fits: ({ strict }) => strict !== 'types',
      title: ({ reader }, say) => `Let ${say.name(reader)} ignore fields that it does not know`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'unknownFields', 'ignore')],
    },
    {
      id: 'open-schema',
      fits: ({ strict }) => strict === 'schema',
      title: ({ contracts }, say) => `Allow further fields in ${say.names(contracts)}`,
      kind: 'suggestion',
      edits: ({ contracts }): Edit[] => contracts.map((contract) => set(contract, 'openContent', 'yes')),
    },
    {
      id: 'ignore-types',
      fits: ({ strict }) => strict === 'types',
      title: ({ reader }, say) => `Let ${say.name(reader)} pass over message types that it does not know`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'onUnknown', 'ignore')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'a reader with a closed schema of its own',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (compat FULL) { orderId string }
          orders-api -> orders (contracts OrderPlaced) -> billing (unknownFields reject)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“billing” rejects messages with fields that it does not know, and producers of “OrderPlaced” may add some before it is ' +
              'changed.',
          },
        ],
      },
      {
        name: 'nobody has named a mode, so nothing keeps producers from adding fields',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event { orderId string }
          orders-api -> orders (contracts OrderPlaced) -> billing (unknownFields reject)
        `,
      },
      {
        name: 'a closed JSON Schema that another context reads',
        sketch: sketch`
          context Sales { orders-api }
          context Finance { billing }
          contract OrderPlaced 1.0.0 event (compat FORWARD, format jsonschema, openContent no) { orderId string }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
        expects: [
          {
            severity: 'warning',
            what:
              'The schema of “OrderPlaced” allows no other fields, so “billing”, in another context, fails as soon as a producer adds ' +
              'one.',
          },
        ],
      },
      {
        name: 'a second type stands on the channel',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event
          contract OrderCancelled 1.0.0 event
          orders-api -> orders (contracts [OrderPlaced, OrderCancelled]) -> billing (contracts OrderPlaced, onUnknown fail)
        `,
        expects: [
          {
            severity: 'warning',
            what: '“billing” fails on message types that it does not know, and “orders” also carries “OrderCancelled”.',
          },
        ],
      },
      {
        name: 'no new type can be added',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event
          orders-api -> orders (contracts OrderPlaced) -> billing (onUnknown fail)
        `,
      },
    ],
    good: [
      {
        name: 'a tolerant reader',
        sketch: sketch`
          context Sales { orders-api }
          context Finance { billing }
          contract OrderPlaced 1.0.0 event (compat FULL, format jsonschema, openContent no) { orderId string }
          contract OrderCancelled 1.0.0 event
          orders-api -> orders (contracts [OrderPlaced, OrderCancelled])
          orders -> billing (contracts OrderPlaced, unknownFields ignore, onUnknown ignore)
        `,
      },
      {
        name: 'readers always move first, so they know each field before it is sent',
        sketch: sketch`
          context Sales { orders-api }
          context Finance { billing audit }
          contract OrderPlaced 1.0.0 event (compat BACKWARD_TRANSITIVE, format jsonschema, openContent no) { orderId string }
          orders-api -> orders (contracts OrderPlaced) -> billing (unknownFields reject)
          orders -> audit
        `,
      },
      {
        name: 'a closed schema inside one context',
        sketch: sketch`
          context Sales { orders-api billing }
          contract OrderPlaced 1.0.0 event (compat FULL, format jsonschema, openContent no) { orderId string }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
      },
      {
        name: 'a command that nobody knows must not vanish',
        sketch: sketch`
          queue charges
          contract ChargeCard 1.0.0 command
          shop -> charges (contracts ChargeCard) -> payments (onUnknown fail)
        `,
      },
      {
        name: 'nothing is on the channel but what it handles',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event
          orders-api -> orders (contracts OrderPlaced) -> billing (contracts OrderPlaced, onUnknown fail)
        `,
      },
      {
        name: 'nobody has said what it does with the unknown',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (compat FULL) { orderId string }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
      },
    ],
  },
  mend: [
    'Read only the fields that are needed, and ignore the rest (a tolerant reader).',
    'Pass over types that the handler does not handle, by the type in the envelope.',
    'Let the schema allow further fields.',
  ],
  notWhen: [
    'Under backward compatibility readers move first, and a strict reader or a closed schema meets nothing that it does not know.',
    'On a channel of commands and queries an unknown type may fail: what somebody has asked for must not vanish.',
    'Whether a broker filters types before they are delivered is not drawn.',
  ],
  sources: [sources.Z108, sources.Z210, sources['OTTO-filter-by-type'], sources['AZ-es']],
});
