import type { Id } from '#base/ids.ts';
import type { ElementOf } from '#model/design.ts';
import { durationMs } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { eventStoresBehind } from '../helpers/archives.ts';
import { set } from '../helpers/build.ts';
import { carries } from '../helpers/carries.ts';
import { isCompacted } from '../helpers/kept.ts';
import { retentionOf } from '../helpers/measures.ts';
import { fieldWords, namesOf, type Personal, personalIn } from '../helpers/personal.ts';
import { all, any, type Claim, conclude, fails, holds, is, likely, not, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

/** A secret, at any retention; longer than allowed; never removed by compaction; in an event store; longer than harmless. */
type Reason = 'secret' | 'long' | 'compacted' | 'eventStore' | 'weeks';

interface LongLog extends Fact {
  readonly channel: Id;
  readonly contracts: readonly Id[];
  readonly fields: readonly string[];
  readonly reason: Reason;
  readonly reasons: readonly Reason[];
  /** As it is written; empty where nobody has said and the product's own counts. */
  readonly retention: string;
  readonly stores: readonly Id[];
  /** Nobody counts on the messages being there for longer. */
  readonly canShorten: boolean;
  readonly tombless: readonly Id[];
}

/** Longer than that needs a way to erase; up to `harmless` it is usually accepted. */
const longest = durationMs('30d') as number;
const harmless = durationMs('7d') as number;
const shortened = '7d';

const passing: ReadonlySet<string> = new Set(['main', 'retry', 'reply']);

function isLong(read: Reads, channel: ElementOf<'channel'>): readonly [Reason, Claim] {
  const { type, role, cleanup } = channel.props;
  // From a queue a message is gone once it is handled; dead letters stay.
  if ((type === 'queue' && passing.has(role)) || cleanup === 'compact') return ['long', fails];
  const { value, assumes } = retentionOf(read, channel.id);
  if (value === undefined) return ['long', unsaid(...assumes)];
  if (value > longest) return ['long', holds];
  return ['weeks', value > harmless ? likely : fails];
}

/** Connectors that publish to a channel and say that they tell nobody of deletions. */
function tombless(read: Reads, channel: Id): readonly Id[] {
  return read.into(channel, 'publishes').flatMap(({ from }) => {
    const connector = read.of(from, 'connector');
    return connector?.props.tombstones === 'no' ? [from] : [];
  });
}

/** Compaction keeps the latest message of a person for ever, unless a tombstone removes it. */
function neverRemoved(read: Reads, channel: ElementOf<'channel'>, { contract }: Personal): Claim {
  if (!isCompacted(channel)) return fails;
  const missing = tombless(read, channel.id).length > 0 ? holds : fails;
  return any(missing, supposing(not(is(contract, 'deleteAs', 'tombstone'))));
}

function storesThatKeep(read: Reads, channel: Id): readonly Id[] {
  return eventStoresBehind(read, channel).filter((id) => {
    const store = read.of(id, 'store');
    return store && store.props.erasable !== 'yes' && (durationMs(store.props.retention) ?? longest + 1) > longest;
  });
}

/**
 * Differences from the catalogue. With compaction alone the retention says nothing: what counts is whether tombstones remove
 * people. A queue that is read keeps nothing; its dead letters do. An event store that can erase one person is no fault.
 */
export const piiInLongLog = defineRule<'channel', LongLog>({
  id: 'pii-in-long-log',
  category: 'privacy',
  severity: 'error',
  title: 'Personal data kept for long in a log',
  summary: 'A channel that keeps personal data as it is for longer than 30 days, or secrets for any time.',
  why:
    'Nobody can delete the messages of one person from a log. After a request for erasure the data stays readable for as ' +
    'long as the log keeps it.',
  behavioural: { invariants: ['erasable'], faults: ['erasure request'] },
  subject: ['channel'],
  *check(channel, read) {
    const personal = personalIn(read, carries(read, channel.id));
    if (personal.length === 0) return;
    const stores = storesThatKeep(read, channel.id);
    const [reason, long] = isLong(read, channel);
    const cases = personal.flatMap((each) => {
      const bare = supposing(is(each.contract, 'piiProtection', 'none'));
      const secret = each.fields.some(({ pii }) => pii === 'secret');
      const ways: readonly (readonly [Reason, Claim])[] = [
        ['secret', secret ? holds : fails],
        [reason, long],
        ['compacted', neverRemoved(read, channel, each)],
        ['eventStore', stores.length > 0 ? holds : fails],
      ];
      return ways.map(([way, claim]) => ({ each, way, claim: bare.holds === false ? fails : all(claim, bare) }));
    });
    yield* conclude('error', any(...cases.map(({ claim }) => claim)), (conclusion) => {
      const found = cases.filter(({ claim }) => claim.holds).sort((a, b) => a.claim.lowered - b.claim.lowered);
      const concerned = [...new Set(found.map(({ each }) => each))];
      const [worst] = found;
      const secrets = worst?.way === 'secret';
      const fields = concerned.map((each) => ({
        ...each,
        fields: each.fields.filter(({ pii }) => !secrets || pii === 'secret'),
      }));
      const counted = read.out(channel.id, 'consumes').some(({ props }) => props.rebuild === 'yes');
      return {
        ...conclusion,
        about: [],
        channel: channel.id,
        contracts: [...new Set(concerned.map(({ contract }) => contract.id))],
        fields: namesOf(fields),
        reason: worst?.way ?? reason,
        reasons: [...new Set(found.map(({ way }) => way))],
        retention: channel.props.retention === '?' ? '' : channel.props.retention,
        stores,
        canShorten: !counted && concerned.every(({ contract }) => contract.props.category !== 'sourced'),
        tombless: tombless(read, channel.id),
      };
    });
  },
  explain({ channel, contracts, fields, reason, retention, stores, assumes }, say) {
    const data = `${fieldWords(fields, say)} of ${say.names(contracts)}`;
    const one = fields.length === 1;
    const unprotected = assumes.some(({ property }) => property === 'piiProtection')
      ? ', and nobody has said how that is protected'
      : `, as ${one ? 'it is' : 'they are'}`;
    const time = retention === 'forever' || retention === '' ? 'for ever' : `for ${retention}`;
    const what = {
      secret: `${say.name(channel)} carries ${data}, ${one ? 'a secret' : 'which are secrets'}${unprotected}.`,
      long: `${say.name(channel)} keeps ${data} ${time}${unprotected}.`,
      weeks: `${say.name(channel)} keeps ${data} ${retention === '' ? 'for weeks' : time}${unprotected}.`,
      compacted: `${say.name(channel)} is compacted and keeps the latest ${data}${unprotected}; nothing says that a tombstone removes a person.`,
      eventStore: `${say.names(stores)} ${say.agree(stores, 'keeps', 'keep')} ${data}${unprotected}; nothing says that one person can be erased there.`,
    }[reason];
    return {
      at: [channel, ...contracts, ...(reason === 'eventStore' ? stores : [])],
      what,
      next:
        reason === 'secret'
          ? 'Leave secrets out of messages, or replace them by tokens.'
          : 'Encrypt it with a key for each person that can be deleted, send a reference instead, or keep messages for a shorter time.',
    };
  },
  fixes: [
    {
      id: 'crypto-shred',
      fits: ({ reasons }) => !reasons.includes('secret'),
      title: ({ fields, contracts }, say) =>
        `Encrypt ${fieldWords(fields, say)} of ${say.names(contracts)} with a key for each person`,
      kind: 'suggestion',
      edits: ({ contracts }) => contracts.map((each) => set(each, 'piiProtection', 'cryptoShred')),
    },
    {
      id: 'tokenise',
      fits: ({ reasons }) => reasons.includes('secret'),
      title: ({ fields, contracts }, say) => `Replace ${fieldWords(fields, say)} of ${say.names(contracts)} by tokens`,
      kind: 'suggestion',
      edits: ({ contracts }) => contracts.map((each) => set(each, 'piiProtection', 'tokenised')),
    },
    {
      id: 'reference',
      title: ({ fields, contracts }, say) => `Send in ${say.names(contracts)} a reference instead of ${fieldWords(fields, say)}`,
      kind: 'suggestion',
      edits: ({ contracts }) => contracts.map((each) => set(each, 'piiProtection', 'reference')),
    },
    {
      id: 'tombstones',
      fits: ({ reasons }) => reasons.every((each) => each === 'compacted'),
      title: ({ channel }, say) => `Remove a person from ${say.name(channel)} by a tombstone`,
      kind: 'suggestion',
      edits: ({ contracts, tombless: connectors }) => [
        ...contracts.map((each) => set(each, 'deleteAs', 'tombstone')),
        ...connectors.map((each) => set(each, 'tombstones', 'yes')),
      ],
    },
    {
      id: 'shorten',
      fits: ({ reasons, canShorten }) => canShorten && reasons.every((each) => each === 'long' || each === 'weeks'),
      title: ({ channel }, say) => `Keep the messages of ${say.name(channel)} for a week only`,
      kind: 'suggestion',
      edits: ({ channel }) => [set(channel, 'retention', shortened)],
    },
  ],
  examples: {
    bad: [
      {
        name: 'names and addresses that stay for ever',
        sketch: sketch`
          service crm
          topic customers (retention forever)
          contract CustomerRegistered 1.0.0 event (piiProtection none) {
            customerId string
            name  string pii personal
            email string pii personal
          }
          crm -> customers (contracts CustomerRegistered)
        `,
        expects: [
          {
            severity: 'error',
            what: '“customers” keeps “name” and “email” of “CustomerRegistered” for ever, as they are.',
          },
        ],
      },
      {
        name: 'nobody has said how they are protected',
        sketch: sketch`
          service crm
          topic customers (retention 90d)
          contract CustomerRegistered 1.0.0 event {
            name string pii personal
          }
          crm -> customers (contracts CustomerRegistered)
        `,
        expects: [
          {
            severity: 'warning',
            what: '“customers” keeps “name” of “CustomerRegistered” for 90d, and nobody has said how that is protected.',
          },
        ],
      },
      {
        name: 'two weeks in a dead-letter queue',
        sketch: sketch`
          queue customers-dlq (role dlq, retention 14d, contracts CustomerRegistered)
          contract CustomerRegistered 1.0.0 event (piiProtection none) {
            name string pii personal
          }
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a password, for an hour',
        sketch: sketch`
          service web
          topic logins (retention 1h)
          contract UserLoggedIn 1.0.0 event (piiProtection none) {
            user string pii personal
            password string pii secret
          }
          web -> logins (contracts UserLoggedIn)
        `,
        expects: [{ severity: 'error', what: '“logins” carries “password” of “UserLoggedIn”, a secret, as it is.' }],
      },
      {
        name: 'a compacted topic from which nobody is removed',
        sketch: sketch`
          service crm
          topic customers (cleanup compact)
          contract CustomerChanged 1.0.0 event (category state, piiProtection none, deleteAs event) {
            name string pii personal
          }
          crm -> customers (contracts CustomerChanged)
        `,
      },
      {
        name: 'a connector that tells nobody of deletions',
        sketch: sketch`
          store crm-db relational
          connector capture cdc (tombstones no)
          topic customers (cleanup compact)
          contract CustomerRow 1.0.0 event (category cdc, piiProtection none, deleteAs tombstone) {
            name string pii personal
          }
          crm-db -> capture -> customers (contracts CustomerRow)
        `,
      },
      {
        name: 'a short-lived topic behind an event store that keeps everything',
        sketch: sketch`
          service crm
          store crm-events eventStore
          connector relay relay
          topic customers (retention 1d)
          contract CustomerRegistered 1.0.0 event (category sourced, piiProtection none) {
            name string pii personal
          }
          crm -> crm-events -> relay -> customers (contracts CustomerRegistered)
        `,
        expects: [
          {
            severity: 'error',
            what: '“crm-events” keeps “name” of “CustomerRegistered”, as it is; nothing says that one person can be erased there.',
          },
        ],
      },
    ],
    good: [
      {
        name: 'encrypted with a key for each person',
        sketch: sketch`
          service crm
          topic customers (retention forever)
          contract CustomerRegistered 1.0.0 event (piiProtection cryptoShred) {
            name string pii personal
          }
          crm -> customers (contracts CustomerRegistered)
        `,
      },
      {
        name: 'messages stay for a week',
        sketch: sketch`
          service crm
          topic customers (retention 7d)
          contract CustomerRegistered 1.0.0 event (piiProtection none) {
            name string pii personal
          }
          crm -> customers (contracts CustomerRegistered)
        `,
      },
      {
        name: 'a tombstone removes the person',
        sketch: sketch`
          service crm
          topic customers (cleanup compact, retention forever)
          contract CustomerChanged 1.0.0 event (category state, piiProtection none, deleteAs tombstone) {
            name string pii personal
          }
          crm -> customers (contracts CustomerChanged)
        `,
      },
      {
        name: 'ids of customers, which nobody has marked',
        sketch: sketch`
          service shop
          topic orders (retention forever)
          contract OrderPlaced 1.0.0 event (piiProtection none) {
            customerId string
          }
          shop -> orders (contracts OrderPlaced)
        `,
      },
      {
        name: 'a queue, from which messages are taken',
        sketch: sketch`
          service crm
          queue welcome (retention 60d)
          service mailer
          contract SendWelcome 1.0.0 command (piiProtection none) {
            email string pii personal
          }
          crm -> welcome (contracts SendWelcome) -> mailer
        `,
      },
      {
        name: 'an event store that can erase a person',
        sketch: sketch`
          service crm
          store crm-events eventStore (erasable yes)
          connector relay relay
          topic customers (retention 1d)
          contract CustomerRegistered 1.0.0 event (piiProtection none) {
            name string pii personal
          }
          crm -> crm-events -> relay -> customers (contracts CustomerRegistered)
        `,
      },
    ],
  },
  mend: [
    'Send a reference, and keep the data where it can be deleted.',
    'Encrypt it with a key for each person; deleting the key makes it unreadable everywhere (crypto-shredding).',
    'Replace values by tokens whose meaning stands in a vault.',
    'Keep messages for a short time; on a compacted topic, write tombstones.',
  ],
  notWhen: [
    'Only fields that are marked as personal are looked at; ids of people are personal data in law, too.',
    'Encryption at rest does not help: its key is not one person’s.',
    'Thirty days are what several public guidelines name; laws and contracts differ, and this is no legal advice.',
  ],
  sources: [sources['OTTO-retention'], sources.Z200, sources['AZ-es'], sources['CONDUKTOR-gdpr'], sources['ESDB-redaction']],
});
