import type { Id } from '#base/ids.ts';
import type { Reads } from '../context.ts';
import { durationValue, spanInWords } from '../helpers/amounts.ts';
import { set } from '../helpers/build.ts';
import { carriersOf, readsOf } from '../helpers/carries.ts';
import { intoObjectStore } from '../helpers/claim-check.ts';
import { contractId } from '../helpers/contracts.ts';
import { deadLettersOf } from '../helpers/dead-letters.ts';
import { durationOf, less, type Measure, retentionOf } from '../helpers/measures.ts';
import { any, conclude } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface ExpiresFirst extends Fact {
  readonly contract: Id;
  readonly store?: Id;
  /** Milliseconds; 0 where there is no store. */
  readonly kept: number;
  /** Channels and dead-letter queues in which the message outlives its data. */
  readonly channels: readonly Id[];
  readonly longest: number;
  /** All of them can be shortened: none keeps the latest message of each key for ever. */
  readonly shortenable: boolean;
}

/** How long a message can be read; a log that keeps the latest of each key keeps that for ever. */
function readableFor(read: Reads, channel: Id): Measure {
  if (read.of(channel, 'channel')?.props.cleanup === 'compact') return { value: Number.POSITIVE_INFINITY, assumes: [] };
  return retentionOf(read, channel);
}

/** The channels that carry a contract, and the dead-letter queues of those who read it. */
function placesOf(read: Reads, contract: Id): readonly Id[] {
  const channels = carriersOf(read, contract);
  const queues = channels
    .flatMap((channel) => read.out(channel, 'consumes'))
    .filter((consumes) => readsOf(read, consumes).some((each) => contractId(each) === contract))
    .flatMap((consumes) => deadLettersOf(read, consumes).map((edge) => edge.to));
  return [...new Set([...channels, ...queues])];
}

/**
 * Beyond the catalogue: a channel that keeps the latest message of each key keeps it for ever, whatever its retention says;
 * and where nobody has said how long a channel keeps messages, the product's usual time counts.
 */
export const claimCheckExpiresFirst = defineRule<'contract', ExpiresFirst>({
  id: 'claim-check-expires-first',
  category: 'contracts',
  severity: 'warning',
  title: 'Claim check expires before its message',
  summary: 'The data that a message points to is deleted while the message can still be read, or lies nowhere at all.',
  why:
    'A consumer that is late, reads old messages again, or gets one back from a dead-letter queue finds a reference to ' +
    'nothing.',
  behavioural: { invariants: ['contract-readable', 'replay-safe'], faults: ['slow consumer', 'replay', 'redrive'] },
  subject: ['contract'],
  *check(contract, read) {
    const { payload, claimStore } = contract.props;
    if (payload !== 'claimCheck') return;
    if (claimStore === 'none') {
      yield {
        severity: 'error',
        assumes: [],
        about: ['store'],
        contract: contract.id,
        kept: 0,
        channels: [],
        longest: 0,
        shortenable: false,
      };
      return;
    }
    const store = read.of(claimStore, 'store');
    if (!store) return;
    const kept = durationOf(store, 'retention', store.props.retention);
    const cases = placesOf(read, contract.id).map((channel) => {
      const readable = readableFor(read, channel);
      return { channel, readable, claim: less(kept, readable) };
    });
    const found = cases.filter(({ claim }) => claim.holds);
    yield* conclude('warning', any(...cases.map(({ claim }) => claim)), (conclusion) => ({
      ...conclusion,
      about: ['time'],
      contract: contract.id,
      store: store.id,
      kept: kept.value ?? 0,
      channels: found.map(({ channel }) => channel),
      longest: Math.max(...found.map(({ readable }) => readable.value ?? 0)),
      shortenable: found.every(({ channel }) => read.of(channel, 'channel')?.props.cleanup !== 'compact'),
    }));
  },
  explain({ contract, store, kept, channels, longest, shortenable }, say) {
    const name = say.name(contract);
    if (store === undefined) {
      return {
        at: [contract],
        what: `${name} is a claim check: its data lies in a store, but no store is named.`,
        why: 'Readers get a reference, and cannot tell where it leads.',
        next: `Name the store in which the data of ${name} lies.`,
      };
    }
    return {
      at: [contract, store, ...channels],
      what:
        `The data that ${name} points to stays in ${say.name(store)} for ${spanInWords(kept)}, but the message can be read ` +
        `in ${say.names(channels)} ${longest === Number.POSITIVE_INFINITY ? '' : 'for '}${spanInWords(longest)}.`,
      next:
        `Keep the data at least as long as any message that points to it` +
        `${shortenable ? `, or keep the messages in ${say.names(channels)} no longer than the data` : ''}.`,
    };
  },
  fixes: [
    {
      id: 'name-store',
      fits: ({ store }) => store === undefined,
      title: ({ contract }, say) => `Keep the data of ${say.name(contract)} in an object store`,
      kind: 'suggestion',
      edits: ({ contract }, read, makeId) => intoObjectStore(read, contract, makeId),
    },
    {
      id: 'inline',
      fits: ({ store }) => store === undefined,
      title: ({ contract }, say) => `Send the data of ${say.name(contract)} in the message itself`,
      kind: 'suggestion',
      edits: ({ contract }) => [set(contract, 'payload', 'inline')],
    },
    {
      id: 'keep-longer',
      fits: ({ store }) => store !== undefined,
      title: ({ store, longest }, say) =>
        `Keep the data in ${say.name(store as Id)} ${longest === Number.POSITIVE_INFINITY ? '' : 'for '}${spanInWords(longest)}`,
      kind: 'suggestion',
      edits: ({ store, longest }) => [set(store as Id, 'retention', durationValue(longest))],
    },
    {
      id: 'shorten-channel',
      fits: ({ store, shortenable }) => store !== undefined && shortenable,
      title: ({ channels, kept }, say) => `Keep the messages in ${say.names(channels)} for ${spanInWords(kept)} only`,
      kind: 'suggestion',
      edits: ({ channels, kept }) => channels.map((channel) => set(channel, 'retention', durationValue(kept))),
    },
  ],
  examples: {
    bad: [
      {
        name: 'messages that stay for 30 days, and data that stays for 7',
        sketch: sketch`
          topic scans (retention 30d)
          store scan-data object (retention 7d)
          contract ScanUploaded 1.0.0 event (payload claimCheck, claimStore scan-data)
          scanner -> scans (contracts ScanUploaded) -> archive
        `,
        expects: [
          {
            severity: 'warning',
            what:
              'The data that “ScanUploaded” points to stays in “scan-data” for 7 days, but the message can be read in ' +
              '“scans” for 30 days.',
          },
        ],
      },
      {
        name: 'the dead-letter queue keeps messages longer than the topic',
        sketch: sketch`
          topic scans (retention 3d)
          topic scans-dlq (role dlq, retention 14d)
          store scan-data object (retention 7d)
          service archive
          contract ScanUploaded 1.0.0 event (payload claimCheck, claimStore scan-data)
          scanner -> scans (contracts ScanUploaded) -> archive
          archive -x scans-dlq
        `,
      },
      {
        name: 'the usual retention of the product',
        sketch: sketch`
          broker main kafka
          topic scans on main
          store scan-data object (retention 1d)
          contract ScanUploaded 1.0.0 event (payload claimCheck, claimStore scan-data)
          scanner -> scans (contracts ScanUploaded) -> archive
        `,
      },
      {
        name: 'the latest message of each key stays for ever',
        sketch: sketch`
          topic scans (cleanup compact, retention 1d)
          store scan-data object (retention 7d)
          contract ScanUploaded 1.0.0 event (payload claimCheck, claimStore scan-data)
          scanner -> scans (contracts ScanUploaded, key scanId) -> archive
        `,
        expects: [
          {
            severity: 'warning',
            what:
              'The data that “ScanUploaded” points to stays in “scan-data” for 7 days, but the message can be read in ' +
              '“scans” for ever.',
          },
        ],
      },
      {
        name: 'a claim check that leads to no store',
        sketch: sketch`
          topic scans
          contract ScanUploaded 1.0.0 event (payload claimCheck)
          scanner -> scans (contracts ScanUploaded) -> archive
        `,
        expects: [
          {
            severity: 'error',
            what: '“ScanUploaded” is a claim check: its data lies in a store, but no store is named.',
          },
        ],
      },
    ],
    good: [
      {
        name: 'data that stays longer than any message',
        sketch: sketch`
          topic scans (retention 30d)
          store scan-data object (retention 40d)
          contract ScanUploaded 1.0.0 event (payload claimCheck, claimStore scan-data)
          scanner -> scans (contracts ScanUploaded) -> archive
        `,
      },
      {
        name: 'data that is never deleted',
        sketch: sketch`
          topic scans (retention forever)
          store scan-data object (retention forever)
          contract ScanUploaded 1.0.0 event (payload claimCheck, claimStore scan-data)
          scanner -> scans (contracts ScanUploaded) -> archive
        `,
      },
      {
        name: 'nobody has said how long the data, or the message, stays',
        sketch: sketch`
          topic scans (retention 30d)
          topic reads
          store scan-data object
          store read-data object (retention 7d)
          contract ScanUploaded 1.0.0 event (payload claimCheck, claimStore scan-data)
          contract ScanRead 1.0.0 event (payload claimCheck, claimStore read-data)
          scanner -> scans (contracts ScanUploaded) -> archive
          scanner -> reads (contracts ScanRead) -> archive
        `,
      },
      {
        name: 'the data travels in the message',
        sketch: sketch`
          topic scans (retention 30d)
          store scan-data object (retention 7d)
          contract ScanUploaded 1.0.0 event (claimStore scan-data)
          scanner -> scans (contracts ScanUploaded) -> archive
        `,
      },
    ],
  },
  mend: [
    'Keep the data at least as long as the longest channel or dead-letter queue keeps the message.',
    'Let the last consumer delete the data, not a timer.',
    'Keep the messages for a shorter time.',
  ],
  notWhen: [
    'Where nobody has said how long the data stays, nothing is said; it is asked.',
    'Consumers that can do without the data, such as a count of messages, are not told apart.',
  ],
  sources: [sources['CE-dataref'], sources['CESP-claim-check'], sources['EIP-claim-check']],
});
