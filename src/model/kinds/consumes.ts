import { commonEdgeProperties, edgeKind } from '../kind.ts';
import {
  choice,
  choices,
  duration,
  fieldPath,
  fieldPaths,
  integer,
  rate,
  reference,
  references,
  semver,
  text,
  yesNo,
} from '../property.ts';

/** One handler: it receives messages of a channel, with its own order, retries and idempotency. */
export const consumes = edgeKind({
  kind: 'consumes',
  label: 'Consumes',
  plural: 'Consumes',
  help: 'Receives messages from a channel. Each arrow is one handler with promises of its own about order, repeats and failure.',
  from: ['channel'],
  to: ['service', 'processor', 'connector', 'external'],
  verb: 'is consumed by',
  properties: {
    idempotency: choice(
      {
        none: { label: 'It is done twice', help: 'Nothing guards against a repeat.' },
        natural: { label: 'Nothing changes by nature', help: 'Doing it again gives the same result, as when a value is set.' },
        dedupStore: {
          label: 'The second is skipped by its id',
          help: 'Ids that were handled are remembered in a store (inbox).',
        },
        versionCheck: {
          label: 'The second is skipped by its version',
          help: 'A message that is not newer than what is known is left aside.',
        },
        brokerDedup: {
          label: 'The broker should drop it',
          help: 'The broker only drops repeated sends; a delivery that is repeated after a crash still arrives.',
        },
        brokerTx: {
          label: 'It counts once on the broker',
          help: 'Output and read position are one broker transaction; databases and calls are not covered.',
        },
      },
      {
        label: 'Idempotency',
        help: 'What makes a repeated message harmless. With at-least-once delivery, repeats do happen.',
        question: 'If this message arrives twice, then …',
        level: 'essential',
        default: '?',
      },
    ),
    orderingNeed: choice(
      {
        none: { label: 'No, in any order', help: 'The result is the same, whichever comes first.' },
        perKey: {
          label: 'Yes, per key',
          help: 'Messages about one thing must come in order; different things do not matter to each other.',
        },
        global: { label: 'Yes, all of them', help: 'One order over everything; it allows only one worker at a time.' },
      },
      {
        label: 'Ordering need',
        help: 'Which order the handler needs in order to be correct, whatever the channel offers.',
        question: 'Must messages be handled in order?',
        level: 'essential',
        default: '?',
      },
    ),
    ack: choice(
      {
        beforeEffect: { label: 'Before it does the work', help: 'At most once: a crash during the work loses the message.' },
        afterEffect: { label: 'After the work is done', help: 'At least once: a crash in between repeats the work.' },
        auto: {
          label: 'By itself, at some time',
          help: 'The client library acknowledges on delivery or on a timer, whatever the handler does.',
        },
        withEffect: { label: 'Together with the work', help: 'The position is saved in the same transaction as the effect.' },
        brokerTx: { label: 'In a broker transaction', help: 'Together with the messages that it publishes to the same cluster.' },
      },
      {
        label: 'Acknowledges',
        help: 'When the handler tells the broker that the message is done, by an acknowledgement or by committing its offset.',
        question: 'When does the handler say “done”?',
        level: 'essential',
        default: '?',
      },
    ),
    retry: choice(
      {
        none: { label: 'It is not tried again', help: 'The first failure is final.' },
        blocking: { label: 'It is tried again on the spot', help: 'Later messages of its partition wait.' },
        requeue: { label: 'It goes back to the queue', help: 'Other messages may overtake it.' },
        retryChannel: { label: 'It waits in a retry channel', help: 'Others go on, and overtake it.' },
      },
      {
        label: 'Retry',
        help: 'What happens after a failure that may pass, such as a database that is down.',
        question: 'If handling fails once, then …',
        level: 'essential',
        default: '?',
      },
    ),
    onExhausted: choice(
      {
        dlq: { label: 'It goes to a dead-letter queue', help: 'Kept for people to look at; the rest goes on.' },
        drop: { label: 'It is dropped', help: 'Lost, and the rest goes on.' },
        block: { label: 'Everything waits for it', help: 'It is tried for ever, and nothing behind it moves.' },
        stop: { label: 'The consumer stops', help: 'On purpose, until somebody decides; order is kept.' },
      },
      {
        label: 'When retries run out',
        help: 'What becomes of a message that fails every time (a poison message).',
        question: 'If it keeps failing, then …',
        level: 'essential',
        default: '?',
      },
    ),
    contracts: references({
      label: 'Contracts',
      help: 'The types of message that this handler handles: all of the channel, or the named ones.',
      group: 'Delivery',
      to: ['contract'],
      default: 'all',
      words: ['all'],
      versioned: true,
    }),
    group: text({
      label: 'Consumer group',
      help: 'The group, subscription or durable name. Consumers of one group share the messages; empty means the node’s own name.',
      group: 'Delivery',
    }),
    claims: choice(
      {
        atMostOnce: { label: 'At-most-once', help: 'Never twice; some may be lost.' },
        atLeastOnce: { label: 'At-least-once', help: 'None is lost; some may come twice.' },
        exactlyOnce: {
          label: 'Exactly-once',
          help: 'Each has its effect once, which needs more than the broker can give alone.',
        },
      },
      {
        label: 'Promised effect',
        help: 'What the design promises for this handler; the rules check whether it can hold.',
        group: 'Delivery',
        default: '?',
      },
    ),
    isolation: choice(
      {
        readCommitted: { label: 'Committed only', help: 'Messages of transactions that were aborted are not seen.' },
        readUncommitted: { label: 'Everything', help: 'Also sees messages of transactions that were aborted.' },
      },
      {
        label: 'Reads',
        help: 'Whether messages of unfinished or aborted broker transactions are seen.',
        group: 'Delivery',
        default: '?',
      },
    ),
    ackDeadline: duration({
      label: 'Time to acknowledge',
      help: 'After that time the broker gives the message to somebody else (lock, visibility timeout, poll interval). “forever” means that the client renews it while it works; unknown means the product’s own value.',
      group: 'Delivery',
      words: ['forever'],
    }),
    asTable: yesNo({
      label: 'Read as a table',
      help: 'The channel is read as the latest value per key, like a table or a cache.',
      group: 'Delivery',
      default: 'no',
      known: true,
    }),
    orderBy: fieldPath({
      label: 'Ordered by',
      help: 'The field within whose values order must hold. Empty means the entity key of the contract.',
      group: 'Ordering',
      default: '',
    }),
    orderWith: references({
      label: 'In order with',
      help: 'Other types of message that must be seen in order together with these.',
      group: 'Ordering',
      to: ['contract'],
      default: [],
      versioned: true,
    }),
    assignment: choice(
      {
        exclusivePartition: {
          label: 'A partition each',
          help: 'Every partition has one reader in the group, so its order holds.',
        },
        byKey: { label: 'By key', help: 'All messages of a key go to one instance at a time.' },
        singleActive: { label: 'One active at a time', help: 'One instance gets everything; the others stand by.' },
        competing: { label: 'Whoever is free', help: 'Any instance may take the next message, and finish in another order.' },
      },
      {
        label: 'Shared among instances',
        help: 'How messages are spread over the instances of the consumer. Unknown means the product’s own way.',
        group: 'Ordering',
        default: '?',
      },
    ),
    concurrency: choice(
      {
        sequential: { label: 'One at a time', help: 'The next begins when the last has ended.' },
        perKey: { label: 'In parallel by key', help: 'Messages of one key one at a time, different keys in parallel.' },
        unordered: { label: 'In parallel, any order', help: 'Messages of one key may overtake each other.' },
      },
      {
        label: 'Inside an instance',
        help: 'Whether one instance handles several messages at once.',
        group: 'Ordering',
        default: '?',
      },
    ),
    parkKey: yesNo({
      label: 'Parks the key',
      help: 'While a message waits to be tried again, later ones of the same key wait behind it.',
      group: 'Ordering',
      default: '?',
    }),
    dedupStore: reference({
      label: 'Remembers ids in',
      help: 'The store that holds the ids of handled messages.',
      group: 'Idempotency',
      to: ['store'],
      default: 'none',
    }),
    dedupAtomic: yesNo({
      label: 'Id saved with effect',
      help: 'The id is recorded in the same transaction as the effect, so a crash cannot separate them.',
      group: 'Idempotency',
      default: '?',
    }),
    dedupWindow: duration({
      label: 'Ids remembered for',
      help: 'How long an id is remembered. A repeat that comes later is handled as new.',
      group: 'Idempotency',
      words: ['forever'],
    }),
    versionBy: choice(
      {
        sequence: { label: 'Sequence number', help: 'A counter per entity; it never goes back.' },
        timestamp: { label: 'Timestamp', help: 'Clocks of different machines differ, so two changes can look reversed.' },
      },
      {
        label: 'Newer is told by',
        help: 'For a version check: what says which of two messages is newer.',
        group: 'Idempotency',
        default: '?',
      },
    ),
    retryMax: integer({
      label: 'Retries at most',
      help: 'How often it is tried again before it counts as failed.',
      unit: 'retries',
      group: 'Retry and failure',
      default: '?',
      min: 0,
      words: ['unlimited'],
    }),
    backoff: choice(
      {
        none: { label: 'None', help: 'Tried again at once, which burdens a system that is already struggling.' },
        fixed: { label: 'Fixed', help: 'The same pause each time.' },
        exponential: { label: 'Exponential', help: 'Each pause is longer than the last.' },
      },
      {
        label: 'Pause between retries',
        help: 'How long it waits before it tries again.',
        group: 'Retry and failure',
        default: '?',
      },
    ),
    maxOutage: duration({
      label: 'Longest outage',
      help: 'The longest stop of this consumer that is planned or must be survived. Messages have to be kept at least as long.',
      group: 'Retry and failure',
    }),
    startFrom: choice(
      {
        earliest: { label: 'The oldest message', help: 'A new group reads everything that is still kept.' },
        latest: { label: 'New messages only', help: 'What was published before the group first joined is not seen.' },
      },
      {
        label: 'Starts from',
        help: 'Where a new consumer group, or one without a stored offset, begins.',
        group: 'Replay',
        default: '?',
      },
    ),
    rebuild: yesNo({
      label: 'Rebuilt by replay',
      help: 'Its data is meant to be built again by reading the channel from the start.',
      group: 'Replay',
      default: '?',
    }),
    replayGuard: yesNo({
      label: 'Silent during replay',
      help: 'E-mails, calls and other effects on the outside are left out while old messages are read again.',
      group: 'Replay',
      default: '?',
    }),
    nondeterminism: choices(
      {
        clock: { label: 'Current time', help: 'Uses the time of handling.' },
        random: { label: 'Random values', help: 'Makes up ids or numbers.' },
        externalQuery: { label: 'Asks others', help: 'Uses answers that may be different next time.' },
      },
      {
        label: 'Differs in replay by',
        help: 'What makes the result of the same message different the next time.',
        group: 'Replay',
        default: [],
      },
    ),
    capacity: rate({
      label: 'Capacity',
      help: 'How many messages one instance can handle.',
      unit: 'per instance',
      group: 'Capacity',
    }),
    processingTime: duration({
      label: 'Processing time',
      help: 'How long one delivery (a message or a batch) takes in a slow case.',
      group: 'Capacity',
    }),
    onUnknown: choice(
      {
        ignore: { label: 'It is ignored', help: 'New types can be added to the channel at any time.' },
        fail: { label: 'It fails', help: 'A new type on the channel stops this consumer.' },
      },
      {
        label: 'Unknown message types',
        help: 'What the handler does with a type of message that it does not know.',
        question: 'If a type of message is not known, then …',
        group: 'Schema',
        default: '?',
      },
    ),
    unknownFields: choice(
      {
        ignore: { label: 'They are ignored', help: 'Producers may add fields (tolerant reader).' },
        reject: { label: 'The message is rejected', help: 'A field that a producer adds stops this consumer.' },
      },
      {
        label: 'Unknown fields',
        help: 'What the handler does with fields that it does not know.',
        group: 'Schema',
        default: '?',
      },
    ),
    readerVersion: semver({
      label: 'Reads version',
      help: 'The version of the contract that the handler was built with. Empty means the same as the producer.',
      group: 'Schema',
      default: '',
    }),
    needs: fieldPaths({
      label: 'Fields it needs',
      help: 'Which fields the handler really uses. The others could be left out or protected.',
      group: 'Access and privacy',
      default: '?',
    }),
    ...commonEdgeProperties,
  },
});
