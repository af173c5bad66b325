import type { Id } from '#base/ids.ts';
import { productOf } from '#brokers/index.ts';
import { bytesOf } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { sizeInWords, sizeValue } from '../helpers/amounts.ts';
import { set } from '../helpers/build.ts';
import { capabilitiesOf, productIn } from '../helpers/cap.ts';
import { carriersOf } from '../helpers/carries.ts';
import { intoObjectStore } from '../helpers/claim-check.ts';
import { capMeasure, less, sizeOf } from '../helpers/measures.ts';
import { all, any, type Claim, conclude, fails, holds, likely } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

/** What refuses the message: the limit of the channel or product, or only the limit that the product begins with. */
type Limit = 'fixed' | 'default';

interface MessageTooLarge extends Fact {
  readonly contract: Id;
  readonly limit: Limit;
  readonly channels: readonly Id[];
  readonly size: number;
  /** The smallest limit of the channels. */
  readonly most: number;
  /** The product of the first channel, if one is known. */
  readonly product: string;
  /** Somebody has set a limit for the channel that the product is not known to allow. */
  readonly beyond: boolean;
  /** The limit can be raised as far as is needed. */
  readonly raisable: boolean;
}

interface Case {
  readonly channel: Id;
  readonly limit: Limit;
  readonly most: number;
  readonly beyond: boolean;
  readonly claim: Claim;
}

/** How a channel takes a message of that size. */
function takes(read: Reads, channel: Id, size: number): Case {
  const found = read.of(channel, 'channel');
  const { row } = capabilitiesOf(read, channel);
  const written = found ? sizeOf(found, 'maxMessage', found.props.maxMessage) : { value: undefined, assumes: [] };
  const product = capMeasure(read, channel, 'maxSize');
  const begins = capMeasure(read, channel, 'sizeDefault');
  const wanted = { value: size, assumes: [] };
  const verified = (cell: { readonly verified: boolean } | undefined) => (cell?.verified === false ? likely : holds);
  const none = { channel, most: 0, beyond: false };
  if (written.value !== undefined) {
    if (written.value < size) return { ...none, limit: 'fixed', most: written.value, claim: holds };
    if (product.value === undefined || product.value >= size) return { ...none, limit: 'fixed', claim: fails };
    return { channel, limit: 'fixed', most: product.value, beyond: true, claim: likely };
  }
  if (product.value !== undefined && product.value < size)
    return { ...none, limit: 'fixed', most: product.value, claim: verified(row?.maxSize) };
  const claim = all(less(begins, wanted), verified(row?.sizeDefault));
  return { ...none, limit: 'default', most: begins.value ?? 0, claim };
}

/** The product could take it, as far as is known. */
function couldTake(read: Reads, channel: Id, size: number): boolean {
  const { value } = capMeasure(read, channel, 'maxSize');
  return value === undefined || value >= size;
}

/**
 * Differences from the catalogue. The finding stands on the contract, once for all channels that refuse it. Limits change:
 * a limit that somebody has set for the channel goes before the product's, and where it goes beyond that, it is only a
 * warning; so are limits that nobody has checked in the product's documentation. Sizes that nobody has stated are not
 * asked for: that would be a question for every contract.
 */
export const messageTooLarge = defineRule<'contract', MessageTooLarge>({
  id: 'message-too-large',
  category: 'contracts',
  severity: 'error',
  title: 'Message too large',
  summary: 'A message can get larger than the channel that carries it accepts.',
  why: 'The broker refuses the message, so what has happened never leaves its producer.',
  behavioural: { invariants: ['nothing-lost'], faults: ['large message'] },
  subject: ['contract'],
  *check(contract, read) {
    const size = bytesOf(contract.props.sizeMax);
    if (size === undefined || contract.props.payload !== 'inline') return;
    const cases = carriersOf(read, contract.id).map((channel) => takes(read, channel, size));
    for (const limit of ['fixed', 'default'] as const) {
      const here = cases.filter((each) => each.limit === limit);
      const found = here.filter(({ claim }) => claim.holds).sort((a, b) => a.claim.lowered - b.claim.lowered || a.most - b.most);
      yield* conclude(limit === 'fixed' ? 'error' : 'warning', any(...here.map(({ claim }) => claim)), (conclusion) => ({
        ...conclusion,
        about: [limit],
        contract: contract.id,
        limit,
        channels: found.map(({ channel }) => channel),
        size,
        most: Math.min(...found.map(({ most }) => most)),
        product: productIn(read, found[0]?.channel as Id),
        beyond: found[0]?.beyond ?? false,
        raisable: found.every(({ channel, beyond }) => !beyond && couldTake(read, channel, size)),
      }));
    }
  },
  explain({ contract, limit, channels, size, most, product, beyond, raisable }, say) {
    const name = say.name(contract);
    const on = productOf(product)?.label;
    const where = `${say.names(channels)}${on === undefined ? '' : ` on ${on}`}`;
    const takesOnly = `${say.agree(channels, 'takes', 'take')} at most ${sizeInWords(most)}`;
    const large = `${name} can be as large as ${sizeInWords(size)}`;
    return {
      at: [contract, ...channels],
      what:
        limit === 'default'
          ? `${large}, but ${where} ${takesOnly} unless somebody raises the limit.`
          : beyond
            ? `${large}, and ${say.names(channels)} ${say.agree(channels, 'is', 'are')} said to take that, but as far as is ` +
              `known ${on ?? 'the product'} takes at most ${sizeInWords(most)}.`
            : `${large}, but ${where} ${takesOnly}.`,
      next:
        `Keep the data in a store and send a reference to it (a claim check), or send less in one message` +
        `${raisable ? `, or raise the limit of ${say.names(channels)}` : ''}.`,
    };
  },
  fixes: [
    {
      id: 'claim-check',
      title: ({ contract }, say) => `Keep the data of ${say.name(contract)} in an object store, and send a claim check`,
      kind: 'suggestion',
      edits: ({ contract }, read, makeId) => [...intoObjectStore(read, contract, makeId), set(contract, 'payload', 'claimCheck')],
    },
    {
      id: 'raise-limit',
      fits: ({ raisable }) => raisable,
      title: ({ channels, size }, say) => `Let ${say.names(channels)} take messages of ${sizeInWords(size)}`,
      kind: 'suggestion',
      edits: ({ channels, size }) => channels.map((channel) => set(channel, 'maxMessage', sizeValue(size))),
    },
    {
      id: 'smaller',
      title: ({ contract, most }, say) => `Say that ${say.name(contract)} never gets larger than ${sizeInWords(most)}`,
      kind: 'suggestion',
      edits: ({ contract, most }) => [set(contract, 'sizeMax', sizeValue(most))],
    },
  ],
  examples: {
    bad: [
      {
        name: 'a scan of 4 MiB over SQS',
        sketch: sketch`
          broker aws sns-sqs
          queue scans on aws
          contract ScanUploaded 1.0.0 event (sizeMax 4MiB)
          scanner -> scans (contracts ScanUploaded) -> archive
        `,
        expects: [
          {
            severity: 'error',
            what: '“ScanUploaded” can be as large as 4 MiB, but “scans” on Amazon SNS and SQS takes at most 1 MiB.',
          },
        ],
      },
      {
        name: 'larger than the limit that was set for the channel',
        sketch: sketch`
          topic scans (maxMessage 2MiB)
          contract ScanUploaded 1.0.0 event (sizeMax 4MiB)
          scanner -> scans (contracts ScanUploaded) -> archive
        `,
      },
      {
        name: 'larger than the limit that Kafka begins with',
        sketch: sketch`
          broker main kafka
          topic scans on main
          contract ScanUploaded 1.0.0 event (sizeMax 4MiB)
          scanner -> scans (contracts ScanUploaded) -> archive
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“ScanUploaded” can be as large as 4 MiB, but “scans” on Apache Kafka takes at most 1 MiB unless somebody ' +
              'raises the limit.',
          },
        ],
      },
      {
        name: 'a limit that the product is not known to allow',
        sketch: sketch`
          broker aws sns-sqs
          queue scans on aws (maxMessage 8MiB)
          contract ScanUploaded 1.0.0 event (sizeMax 4MiB)
          scanner -> scans (contracts ScanUploaded) -> archive
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a limit that nobody has checked in the documentation',
        sketch: sketch`
          broker gcp pubsub
          pubsub scans on gcp
          contract ScanUploaded 1.0.0 event (sizeMax 16MiB)
          scanner -> scans (contracts ScanUploaded) -> archive
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'one channel refuses it for good, another unless its limit is raised',
        sketch: sketch`
          broker aws sns-sqs
          broker main kafka
          queue scans on aws
          topic all-scans on main
          contract ScanUploaded 1.0.0 event (sizeMax 4MiB)
          scanner -> scans (contracts ScanUploaded) -> archive
          scanner -> all-scans (contracts ScanUploaded) -> archive
        `,
        expects: [{ severity: 'error' }, { severity: 'warning' }],
      },
    ],
    good: [
      {
        name: 'a claim check',
        sketch: sketch`
          broker aws sns-sqs
          queue scans on aws
          store scan-data object
          contract ScanUploaded 1.0.0 event (sizeMax 4MiB, payload claimCheck, claimStore scan-data)
          scanner -> scans (contracts ScanUploaded) -> archive
        `,
      },
      {
        name: 'a limit that was raised',
        sketch: sketch`
          broker main kafka
          topic scans on main (maxMessage 8MiB)
          contract ScanUploaded 1.0.0 event (sizeMax 4MiB)
          scanner -> scans (contracts ScanUploaded) -> archive
        `,
      },
      {
        name: 'a message that fits',
        sketch: sketch`
          broker aws sns-sqs
          queue scans on aws
          contract ScanUploaded 1.0.0 event (sizeMax 1MiB)
          scanner -> scans (contracts ScanUploaded) -> archive
        `,
      },
      {
        name: 'nobody has said how large it gets, or which product it is',
        sketch: sketch`
          broker aws sns-sqs
          queue scans on aws
          topic all-scans
          contract ScanUploaded 1.0.0 event
          contract ScanRead 1.0.0 event (sizeMax 4MiB)
          scanner -> scans (contracts ScanUploaded) -> archive
          scanner -> all-scans (contracts ScanRead) -> archive
        `,
      },
    ],
  },
  mend: [
    'Keep the data in a store, and send a reference to it (a claim check).',
    'Compress it, or split it into several events.',
    'Raise the limit where the product allows it, and set it at the channel.',
  ],
  notWhen: [
    'Where nobody has said how large a message can get, nothing is said.',
    'Limits of products change: set the limit at the channel if yours is another.',
    'A limit that only applies to a batch, a header or a compressed message can’t be seen.',
  ],
  sources: [sources['CESP-claim-check'], sources['CE-dataref'], sources['EIP-claim-check'], sources['KAFKA-conf']],
});
