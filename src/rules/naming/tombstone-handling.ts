import type { Id } from '#base/ids.ts';
import { normalName } from '#base/text.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { spanInWords } from '../helpers/amounts.ts';
import { set } from '../helpers/build.ts';
import { carries, readsOf, writesOf } from '../helpers/carries.ts';
import { compacts } from '../helpers/compaction.ts';
import { contractId, contractOf } from '../helpers/contracts.ts';
import { durationOf, less } from '../helpers/measures.ts';
import { all, type Claim, conclude, fails, holds, likely, said, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';
import { tellsRemoval } from '../words.ts';

interface TombstoneHandling extends Fact {
  readonly lacks: 'tombstone' | 'time';
  readonly channel: Id;
  /** The contract whose entity can be removed. */
  readonly contract?: Id;
  readonly entity: string;
  /** The event that tells the removal, where there is one. */
  readonly told?: Id;
  /** Connectors that write no tombstone although one is meant. */
  readonly connectors: readonly Id[];
  readonly consumes?: Id;
  readonly reader?: Id;
  readonly outage: number;
  readonly kept: number;
  /** How long the consumer can be away, as it is written there. */
  readonly written: string;
}

type Contract = ElementOf<'contract'>;

/** A state that a compacted channel keeps: not the steps, of which another rule speaks, and not the removal itself. */
function isKept({ props: { category, name } }: Contract): boolean {
  return category !== 'domain' && category !== 'sourced' && category !== 'notification' && !tellsRemoval(name);
}

/** Connectors that publish the contract to the channel and are said to write no tombstones. */
function silentConnectors(read: Reads, channel: Id, contract: Id): readonly Id[] {
  return read
    .into(channel, 'publishes')
    .filter((edge) => writesOf(read, edge).some((each) => contractId(each) === contract))
    .map((edge) => edge.from)
    .filter((id) => read.of(id, 'connector')?.props.tombstones === 'no');
}

/** An event on the same channel that tells the removal of the entity. */
function removalOf(contracts: readonly Contract[], { id, props }: Contract): Id | undefined {
  const entity = normalName(props.entity);
  if (entity === '') return undefined;
  return contracts.find((other) => other.id !== id && normalName(other.props.entity) === entity && tellsRemoval(other.props.name))
    ?.id;
}

/** The entity can be removed, and no tombstone is written when it is. */
function isLeftBehind(contract: Contract, told: Id | undefined, connectors: readonly Id[]): Claim {
  switch (contract.props.deleteAs) {
    case 'never':
      return fails;
    case 'event':
      return holds;
    case 'tombstone':
      return said(connectors.length > 0);
    default:
      return told === undefined ? supposing(unsaid({ id: contract.id, property: 'deleteAs' })) : holds;
  }
}

function* mayBeAway(read: Reads, consumes: EdgeOf<'consumes'>): Generator<TombstoneHandling> {
  const channel = read.of(consumes.from, 'channel');
  const outage = durationOf(consumes, 'maxOutage', consumes.props.maxOutage);
  if (!channel || outage.value === undefined || compacts(channel).holds !== true) return;
  const contracts = readsOf(read, consumes).flatMap((each) => contractOf(read, each) ?? []);
  // Where nothing is ever removed, no tombstone can be missed.
  if (contracts.length > 0 && contracts.every(({ props }) => props.deleteAs === 'never')) return;
  const kept = durationOf(channel, 'tombstoneRetention', channel.props.tombstoneRetention);
  if (less(kept, outage).holds !== true) return;
  yield {
    severity: 'warning',
    assumes: [],
    about: [],
    lacks: 'time',
    channel: channel.id,
    entity: contracts.map(({ props }) => props.entity).find((entity) => entity !== '') ?? '',
    connectors: [],
    consumes: consumes.id,
    reader: consumes.to,
    outage: outage.value,
    kept: kept.value ?? 0,
    written: consumes.props.maxOutage,
  };
}

/**
 * Differences from the catalogue: messages that tell steps are left to the rule about those, and an event that tells the
 * removal counts if it is on the same channel. Where old messages are removed as well, the old value goes one day, and
 * the finding is a step milder. How long consumers may be away is not asked: that would be a question for each of them.
 */
export const tombstoneHandling = defineRule<'channel' | 'consumes', TombstoneHandling>({
  id: 'tombstone-handling',
  category: 'naming',
  severity: 'warning',
  title: 'Removal without a tombstone',
  summary:
    'A compacted channel on which the removal of an entity leaves its old value behind, or whose tombstones go before every ' +
    'reader has seen them.',
  why:
    'A compacted channel keeps the last value of a key until a message with that key and no value, a tombstone, takes it ' +
    'away. Without one the old value stays for ever, and whoever reads the channel from the start takes it for valid.',
  behavioural: { invariants: ['converge', 'erasable'], faults: ['consumer outage', 'erasure request', 'expiry'] },
  subject: ['channel', 'consumes'],
  *check(subject, read) {
    if (subject.kind === 'consumes') {
      yield* mayBeAway(read, subject);
      return;
    }
    const compacted = compacts(subject);
    if (compacted.holds === false) return;
    const contracts = [...new Set(carries(read, subject.id).map(contractId))].flatMap((id) => contractOf(read, id) ?? []);
    for (const contract of contracts.filter(isKept)) {
      const told = removalOf(contracts, contract);
      const connectors = silentConnectors(read, subject.id, contract.id);
      const milder = subject.props.cleanup === 'compact+delete' ? likely : holds;
      const claim = all(compacted, isLeftBehind(contract, told, connectors), milder);
      yield* conclude('warning', claim, (found) => ({
        ...found,
        about: [contract.id],
        lacks: 'tombstone',
        channel: subject.id,
        contract: contract.id,
        entity: contract.props.entity,
        ...(told !== undefined && { told }),
        connectors,
        outage: 0,
        kept: 0,
        written: '',
      }));
    }
  },
  explain({ lacks, channel, contract, entity, told, connectors, consumes, reader, outage, kept, assumes }, say) {
    const name = say.name(channel);
    const thing = entity || 'thing';
    if (lacks === 'time') {
      return {
        at: [consumes as Id, reader as Id, channel],
        what:
          `${say.name(reader as Id)} may be away for ${spanInWords(outage)}, but ${name} keeps a tombstone for ` +
          `${spanInWords(kept)} only: it may never learn that a ${thing} is gone.`,
        why: 'A tombstone that is removed before a reader has seen it leaves the old value in that reader’s copy for good.',
        next: `Keep tombstones in ${name} longer than any reader can be away, or let ${say.name(reader as Id)} load everything again after a long outage.`,
      };
    }
    const last = `the last ${say.name(contract as Id)} of that key stays in ${name}`;
    const what =
      connectors.length > 0
        ? `When a ${thing} is removed, ${say.names(connectors)} ${say.agree(connectors, 'writes', 'write')} no tombstone, so ${last}.`
        : assumes.length > 0
          ? `Nobody has said how the removal of a ${thing} is told. Without a tombstone ${last}.`
          : `The removal of a ${thing} is told by ${told === undefined ? 'an event' : say.name(told)} and not by a tombstone, so ${last}.`;
    return {
      at: [channel, contract as Id, ...(told === undefined ? [] : [told]), ...connectors],
      what,
      next: `Write a tombstone too when a ${thing} is removed: a message with its key and no value.`,
    };
  },
  fixes: [
    {
      id: 'write-tombstones',
      fits: ({ lacks }) => lacks === 'tombstone',
      title: ({ channel, contract }, say) =>
        `Write a tombstone to ${say.name(channel)} when what ${say.name(contract as Id)} is about is removed`,
      kind: 'suggestion',
      edits: ({ contract, connectors }) => [
        set(contract as Id, 'deleteAs', 'tombstone'),
        ...connectors.map((id) => set(id, 'tombstones', 'yes')),
      ],
    },
    {
      id: 'never-removed',
      fits: ({ lacks, assumes }) => lacks === 'tombstone' && assumes.length > 0,
      title: ({ entity, contract }, say) => `Say that the ${entity || 'thing'} of ${say.name(contract as Id)} is never removed`,
      kind: 'suggestion',
      edits: ({ contract }) => [set(contract as Id, 'deleteAs', 'never')],
    },
    {
      id: 'keep-tombstones',
      fits: ({ lacks }) => lacks === 'time',
      title: ({ channel, outage }, say) => `Keep tombstones in ${say.name(channel)} for ${spanInWords(outage)}`,
      kind: 'suggestion',
      edits: ({ channel, written }) => [set(channel, 'tombstoneRetention', written)],
    },
  ],
  examples: {
    bad: [
      {
        name: 'an event tells that the customer is gone, and the old value stays',
        sketch: sketch`
          topic customers (cleanup compact)
          contract CustomerChanged 1.0.0 event (category state, entity customer)
          contract CustomerDeleted 1.0.0 event (entity customer)
          crm -> customers (contracts [CustomerChanged, CustomerDeleted], key customerId) -> shop
        `,
        expects: [
          {
            severity: 'warning',
            what:
              'The removal of a customer is told by “CustomerDeleted” and not by a tombstone, so the last “CustomerChanged” of ' +
              'that key stays in “customers”.',
          },
        ],
      },
      {
        name: 'it is said to be told by an event',
        sketch: sketch`
          topic customers (cleanup compact)
          contract CustomerChanged 1.0.0 event (category state, deleteAs event)
          crm -> customers (contracts CustomerChanged, key customerId) -> shop
        `,
      },
      {
        name: 'a connector that writes no tombstones',
        sketch: sketch`
          store crm-db
          connector capture cdc (tombstones no)
          topic customers (cleanup compact)
          contract CustomerRow 1.0.0 event (category cdc, entity customer, deleteAs tombstone)
          crm-db -> capture -> customers (contracts CustomerRow) -> shop
        `,
        expects: [
          {
            severity: 'warning',
            what:
              'When a customer is removed, “capture” writes no tombstone, so the last “CustomerRow” of that key stays in ' +
              '“customers”.',
          },
        ],
      },
      {
        name: 'nobody has said how the removal is told',
        sketch: sketch`
          topic customers (cleanup compact)
          contract CustomerChanged 1.0.0 event (category state, entity customer)
          crm -> customers (contracts CustomerChanged, key customerId) -> shop
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'old messages are removed as well',
        sketch: sketch`
          topic customers (cleanup compact+delete, retention 30d)
          contract CustomerChanged 1.0.0 event (category state, deleteAs event)
          crm -> customers (contracts CustomerChanged, key customerId) -> shop
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'a reader that may be away for a week, and tombstones that stay for a day',
        sketch: sketch`
          topic customers (cleanup compact)
          contract CustomerChanged 1.0.0 event (category state, entity customer, deleteAs tombstone)
          crm -> customers (contracts CustomerChanged, key customerId) -> shop (maxOutage 7d)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“shop” may be away for 7 days, but “customers” keeps a tombstone for 1 day only: it may never learn that a ' +
              'customer is gone.',
          },
        ],
      },
    ],
    good: [
      {
        name: 'a tombstone for the key, beside the event',
        sketch: sketch`
          topic customers (cleanup compact)
          contract CustomerChanged 1.0.0 event (category state, entity customer, deleteAs tombstone)
          contract CustomerDeleted 1.0.0 event (entity customer)
          crm -> customers (contracts [CustomerChanged, CustomerDeleted], key customerId) -> shop
        `,
      },
      {
        name: 'nothing is ever removed, so nobody can miss it',
        sketch: sketch`
          topic countries (cleanup compact)
          contract CountryChanged 1.0.0 event (category state, deleteAs never)
          admin -> countries (contracts CountryChanged, key code) -> shop (maxOutage 30d)
        `,
      },
      {
        name: 'tombstones that stay longer than anybody is away',
        sketch: sketch`
          topic customers (cleanup compact, tombstoneRetention 14d)
          contract CustomerChanged 1.0.0 event (category state, deleteAs tombstone)
          crm -> customers (contracts CustomerChanged, key customerId) -> shop (maxOutage 7d)
        `,
      },
      {
        name: 'all messages are kept until they are old',
        sketch: sketch`
          topic customers (cleanup delete)
          contract CustomerChanged 1.0.0 event (category state, deleteAs event)
          crm -> customers (contracts CustomerChanged, key customerId) -> shop (maxOutage 7d)
        `,
      },
      {
        name: 'steps on a compacted topic are another matter',
        sketch: sketch`
          topic accounts (cleanup compact)
          contract AccountCredited 1.0.0 event (category domain)
          bank -> accounts (contracts AccountCredited, key accountId) -> ledger
        `,
      },
    ],
  },
  mend: [
    'Write a tombstone, a message with the key and no value, when an entity is removed.',
    'Let the connector write tombstones.',
    'Keep tombstones longer than any reader can be away, or let readers load everything again after a long outage.',
  ],
  notWhen: [
    'Entities that are never removed need no tombstone; say so at the contract.',
    'Where nobody has said how long a reader may be away, nothing is said about it.',
    'An event of removal on another channel is not seen; say at the contract how its removal is told.',
  ],
  sources: [
    sources['KAFKA-design'],
    sources['KAFKA-conf'],
    sources['DBZ-pg'],
    sources['EH-compaction'],
    sources['CONDUKTOR-gdpr'],
  ],
});
