import type { Id } from '#base/ids.ts';
import { normalName } from '#base/text.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addMeta, set } from '../helpers/build.ts';
import { carries, writesOf } from '../helpers/carries.ts';
import { compacts } from '../helpers/compaction.ts';
import { contractId, contractOf } from '../helpers/contracts.ts';
import { isField, keyOf, partsOf, sameKey } from '../helpers/keys.ts';
import { all, any, type Claim, conclude, fails, is, said, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';
import { coreWords, tellsRemoval } from '../words.ts';

interface DeltaOnCompacted extends Fact {
  readonly channel: Id;
  readonly mixed: boolean;
  /** Those that tell only a step, or those that share their keys. */
  readonly contracts: readonly Id[];
  readonly entity: string;
  /** Arrows whose key can be told apart by type. */
  readonly keyed: readonly { readonly publishes: Id; readonly key: string }[];
  readonly retentionOpen: boolean;
}

/** A type of message under one key, as one arrow publishes it. */
interface Kept {
  readonly publishes: EdgeOf<'publishes'>;
  readonly contract: Id;
  readonly entity: string;
  /** What is left of the name without its version: two versions are one type. */
  readonly type: string;
  readonly key: string;
  readonly own: boolean;
}

const types: ReadonlySet<string> = new Set(['type', 'eventtype', 'messagetype']);

/** Types of message about an entity whose last message per key is kept; one that tells the end is a last message itself. */
function keptIn(read: Reads, channel: Id): readonly Kept[] {
  return read.into(channel, 'publishes').flatMap((publishes) => {
    const key = keyOf(read, publishes);
    // A key that holds the type keeps the last message of each type.
    if (isField(key) && partsOf(key).some((part) => types.has(normalName(part)))) return [];
    return writesOf(read, publishes).flatMap((reference): Kept[] => {
      const contract = contractOf(read, reference);
      if (!contract || contract.props.entity === '' || tellsRemoval(contract.props.name)) return [];
      const { entity, entityKey, name } = contract.props;
      const own = isField(key) && isField(entityKey) && sameKey(key, entityKey);
      return [{ publishes, contract: contract.id, entity: normalName(entity), type: coreWords(name).join(' '), key, own }];
    });
  });
}

/** Two types of one entity under the same keys: the last message of the one pushes out that of the other. */
function pushesOut(one: Kept, other: Kept): Claim {
  if (one.entity !== other.entity || one.type === other.type) return fails;
  if (one.key === '?' || other.key === '?') {
    const open = one.key === '?' ? one : other;
    const claim = unsaid({ id: open.publishes.id, property: 'key' });
    // Only a key that holds the type would keep them apart.
    return one.publishes.id === other.publishes.id ? supposing(claim) : claim;
  }
  if (one.publishes.id === other.publishes.id) return said(isField(one.key));
  return said(isField(one.key) && (sameKey(one.key, other.key) || (one.own && other.own)));
}

/**
 * Differences from the catalogue: two versions of one type, and the message that tells the end of an entity, are no mixture.
 * Several types that one arrow publishes share their keys, whatever the key is, unless it holds the type. Where types tell only a step, that is
 * the finding, and how they mix is not told beside it.
 */
export const deltaOnCompacted = defineRule<'channel', DeltaOnCompacted>({
  id: 'delta-on-compacted',
  category: 'naming',
  severity: 'error',
  title: 'Steps on a compacted channel',
  summary:
    'A channel that keeps the latest message of each key carries messages that tell only a step, or several types under one key.',
  why:
    'Compaction keeps only the last message of each key. What the earlier ones told is gone: steps, histories, and the other ' +
    'types of that key. Whoever reads the channel from the start comes to another result than those who were there.',
  behavioural: { invariants: ['converge'], faults: ['expiry', 'replay'] },
  subject: ['channel'],
  *check(channel, read) {
    const compacted = compacts(channel);
    if (compacted.holds === false) return;
    const fact = (mixed: boolean, contracts: readonly Id[]) => ({
      about: [mixed ? 'mixed' : 'steps'],
      channel: channel.id,
      mixed,
      contracts,
      entity: contracts.map((id) => contractOf(read, id)?.props.entity ?? '').find((entity) => entity !== '') ?? '',
      keyed: [],
      retentionOpen: channel.props.retention === '?',
    });
    const carried = [...new Set(carries(read, channel.id).map(contractId))];
    const steps = carried.map((id) => {
      const contract = contractOf(read, id);
      return contract ? is(contract, 'category', 'domain', 'sourced') : fails;
    });
    const found = carried.filter((_, i) => steps[i]?.holds);
    yield* conclude('error', all(compacted, any(...steps)), (conclusion) => ({ ...conclusion, ...fact(false, found) }));
    if (found.length > 0) return;

    const kept = keptIn(read, channel.id);
    const pairs = kept.flatMap((one, i) => kept.slice(i + 1).map((other) => ({ one, other, claim: pushesOut(one, other) })));
    const mixed = pairs.filter(({ claim }) => claim.holds);
    yield* conclude('error', all(compacted, any(...pairs.map(({ claim }) => claim))), (conclusion) => {
      const both = mixed.flatMap(({ one, other }) => [one, other]);
      const arrows = new Map(both.map((each) => [each.publishes.id, each.key]));
      return {
        ...conclusion,
        ...fact(true, [...new Set(both.map(({ contract }) => contract))]),
        keyed: [...arrows].filter(([, key]) => isField(key)).map(([publishes, key]) => ({ publishes, key })),
      };
    });
  },
  explain({ channel, mixed, contracts, entity }, say) {
    const name = say.name(channel);
    const which = say.names(contracts);
    const thing = entity || 'thing';
    return {
      at: [channel, ...contracts],
      what: mixed
        ? `${name} keeps the latest message of each key, but ${which} share the key of one ${thing}: the last of them pushes out ` +
          'the others.'
        : `${name} keeps the latest message of each key, but ${which} ${say.agree(contracts, 'tells', 'tell')} only one step of ` +
          `${entity === '' ? 'a longer story' : `one ${entity}`}: the earlier steps are lost.`,
      next: mixed
        ? `Send one type that carries the whole ${thing}, key by ${thing} and type, or keep all messages of ${name}.`
        : `Keep all messages of ${name}, and send the whole state to a compacted channel of its own.`,
    };
  },
  fixes: [
    {
      id: 'keep-all',
      title: ({ channel, retentionOpen }, say) =>
        `Keep all messages of ${say.name(channel)}${retentionOpen ? ' for ever' : ' until they are old'}`,
      kind: 'suggestion',
      edits: ({ channel, retentionOpen }) => [
        set(channel, 'cleanup', 'delete'),
        ...(retentionOpen ? [set(channel, 'retention', 'forever')] : []),
      ],
    },
    {
      id: 'key-by-type',
      // Two names for the key would part what one key keeps together.
      fits: ({ mixed, keyed: [first, ...others] }) =>
        mixed && first !== undefined && others.every(({ key }) => sameKey(key, first.key)),
      title: ({ contracts, entity }, say) => `Key ${say.names(contracts)} by ${entity || 'entity'} and type`,
      kind: 'suggestion',
      edits: ({ keyed, contracts }, read): Edit[] => [
        ...keyed.map(({ publishes, key }) => set(publishes, 'key', `${partsOf(key).join(':')}:type`)),
        ...contracts.flatMap((id) => addMeta(read, id, 'type')),
      ],
    },
    {
      id: 'whole-state',
      fits: ({ mixed }) => !mixed,
      title: ({ contracts, entity }, say) => `Let ${say.names(contracts)} carry the whole ${entity || 'state'} each time`,
      kind: 'suggestion',
      edits: ({ contracts }) => contracts.map((id) => set(id, 'category', 'state')),
    },
  ],
  examples: {
    bad: [
      {
        name: 'amounts that are credited, on a compacted topic',
        sketch: sketch`
          topic accounts (cleanup compact)
          contract AccountCredited 1.0.0 event (category domain, entity account, entityKey accountId)
          bank -> accounts (contracts AccountCredited, key accountId) -> ledger
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“accounts” keeps the latest message of each key, but “AccountCredited” tells only one step of one account: the ' +
              'earlier steps are lost.',
          },
        ],
      },
      {
        name: 'the record itself is compacted',
        sketch: sketch`
          topic accounts (cleanup compact+delete, retention 7d, contracts AccountOpened)
          contract AccountOpened 1.0.0 event (category sourced)
        `,
      },
      {
        name: 'two types under the key of one customer',
        sketch: sketch`
          topic customers (cleanup compact)
          contract CustomerProfile 1.0.0 event (category state, entity customer, entityKey customerId, meta id)
          contract CustomerConsent 1.0.0 event (category state, entity customer, entityKey customerId)
          crm -> customers (contracts [CustomerProfile, CustomerConsent], key customerId) -> shop
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“customers” keeps the latest message of each key, but “CustomerConsent” and “CustomerProfile” share the key of ' +
              'one customer: the last of them pushes out the others.',
          },
        ],
      },
      {
        name: 'two producers, each with its own type, and the same id under two names',
        sketch: sketch`
          topic customers (cleanup compact)
          contract CustomerProfile 1.0.0 event (category state, entity customer, entityKey customerId)
          contract CustomerConsent 1.0.0 event (category state, entity customer, entityKey id)
          crm -> customers (contracts CustomerProfile, key customerId) -> shop
          web -> customers (contracts CustomerConsent, key id)
        `,
      },
    ],
    good: [
      {
        name: 'balances on the compacted topic, and the amounts on another one that keeps all',
        sketch: sketch`
          topic balances (cleanup compact)
          topic credits (cleanup delete, retention forever)
          contract BalanceChanged 1.0.0 event (category state, entity account, entityKey accountId)
          contract AccountCredited 1.0.0 event (category domain, entity account, entityKey accountId)
          bank -> balances (contracts BalanceChanged, key accountId) -> ledger
          bank -> credits (contracts AccountCredited, key accountId) -> ledger
        `,
      },
      {
        name: 'two types that are told apart by their key',
        sketch: sketch`
          topic customers (cleanup compact)
          contract CustomerProfile 1.0.0 event (category state, entity customer)
          contract CustomerConsent 1.0.0 event (category state, entity customer)
          crm -> customers (contracts [CustomerProfile, CustomerConsent], key "customerId:type") -> shop
        `,
      },
      {
        name: 'two entities, two versions, and the message that one is gone',
        sketch: sketch`
          topic customers (cleanup compact)
          contract CustomerChanged.v1 1.0.0 event (category state, entity customer)
          contract CustomerChanged.v2 1.0.0 event (category state, entity customer)
          contract CustomerDeleted 1.0.0 event (category state, entity customer)
          contract ShopChanged 1.0.0 event (category state, entity shop)
          crm -> customers (contracts [CustomerChanged.v1, CustomerChanged.v2, CustomerDeleted, ShopChanged], key id) -> shop
        `,
      },
      {
        name: 'steps on a topic that keeps all, and on one of which nobody has said what it keeps',
        sketch: sketch`
          topic credits (cleanup delete)
          topic debits
          contract AccountCredited 1.0.0 event (category domain)
          contract AccountDebited 1.0.0 event (category domain)
          bank -> credits (contracts AccountCredited) -> ledger
          bank -> debits (contracts AccountDebited) -> ledger
        `,
      },
      {
        name: 'nobody has said what the message tells',
        sketch: sketch`
          topic customers (cleanup compact)
          contract CustomerChanged 1.0.0 event
          crm -> customers (contracts CustomerChanged, key customerId) -> shop
        `,
      },
    ],
  },
  mend: [
    'Keep all messages of a channel that tells steps, for ever or as long as they are needed.',
    'Send the whole state to the compacted channel.',
    'Key by the entity and the type, so that the last message of each type stays.',
  ],
  notWhen: [
    'Several types of one entity on one channel are good for order, as long as nothing is compacted.',
    'The message that tells the end of an entity may well be the last one under its key.',
  ],
  sources: [sources['KAFKA-design'], sources['CESP-compacted'], sources['OTTO-data-events-topic']],
});
