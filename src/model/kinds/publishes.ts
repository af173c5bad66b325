import { commonEdgeProperties, edgeKind } from '../kind.ts';
import { choice, edges, fieldPath, integer, references, text, yesNo } from '../property.ts';

/** A producer sends messages to a channel. */
export const publishes = edgeKind({
  kind: 'publishes',
  label: 'Publishes',
  plural: 'Publishes',
  help: 'Sends messages to a channel.',
  from: ['service', 'processor', 'connector', 'external'],
  to: ['channel'],
  verb: 'publishes to',
  properties: {
    contracts: references({
      label: 'Contracts',
      help: 'The types of message that it publishes. Empty means all that the channel carries.',
      question: 'Which messages does it publish?',
      level: 'essential',
      to: ['contract'],
      default: [],
      versioned: true,
    }),
    key: fieldPath({
      label: 'Key',
      help: 'The field that decides the partition or group. Messages with the same key stay in order; “const” is one key for all, “none” spreads them.',
      question: 'Which messages have to stay together, by which field?',
      level: 'essential',
      default: '?',
      words: ['none', 'const'],
    }),
    atomicity: choice(
      {
        none: {
          label: 'One can happen without the other',
          help: 'Two separate steps; a crash between them leaves data without its message, or the reverse.',
        },
        outbox: {
          label: 'Both or none (outbox)',
          help: 'The message is written next to the data in one transaction, and a relay publishes it afterwards.',
        },
        cdc: {
          label: 'Both or none (change data capture)',
          help: 'A connector reads the committed change from the database’s log and publishes it.',
        },
        brokerTx: {
          label: 'Both or none, on the broker',
          help: 'A broker transaction covers output and read positions; a database beside it is not covered.',
        },
        listenToYourself: {
          label: 'Publishes first, then reads it back',
          help: 'The producer consumes its own message and only then writes its data.',
        },
        xa: {
          label: 'Both or none (XA)',
          help: 'One distributed transaction over database and broker; slow, and few brokers support it.',
        },
      },
      {
        label: 'Atomic with the write',
        help: 'How the message and the producer’s own change of data are kept together when something crashes in between.',
        question: 'If it crashes between saving its data and publishing, then …',
        level: 'essential',
        default: '?',
      },
    ),
    idSource: choice(
      {
        stable: {
          label: 'Made once and stored',
          help: 'The id is made together with the fact and kept, so every repeat carries the same one.',
        },
        derived: {
          label: 'Derived from the input',
          help: 'Computed from the id of the message that caused it, so a repeat gives the same one.',
        },
        fresh: { label: 'New at each handling', help: 'If the input is handled again, the repeat looks like a new message.' },
        perAttempt: { label: 'New at each send', help: 'Even a retried send looks like a new message.' },
      },
      {
        label: 'Source of the id',
        help: 'Consumers notice repeats by the id, so a repeat has to carry the same one.',
        group: 'Identity',
        default: '?',
      },
    ),
    retries: yesNo({
      label: 'Retries the send',
      help: 'A send that is not confirmed is tried again.',
      group: 'Delivery',
      default: 'yes',
      known: true,
    }),
    idempotent: yesNo({
      label: 'Idempotent producer',
      help: 'The broker recognises this producer’s retries and stores each message once.',
      group: 'Delivery',
      default: '?',
    }),
    transactional: yesNo({
      label: 'In a broker transaction',
      help: 'Several messages, and the read positions they come from, become visible together.',
      group: 'Delivery',
      default: '?',
    }),
    when: text({
      label: 'Only when',
      help: 'The condition under which it publishes, in words. Empty means always.',
      group: 'Delivery',
    }),
    partitioner: {
      ...text({
        label: 'Partitioner',
        help: 'How the key becomes a partition: the client’s default, or the name of another. Producers that differ put one key in two places.',
        group: 'Ordering',
      }),
      default: 'default',
    },
    maxInFlight: integer({
      label: 'Unconfirmed sends',
      help: 'How many sends may be under way at once. With more than one, a retried send can be overtaken.',
      unit: 'requests',
      group: 'Ordering',
      default: '?',
      min: 1,
    }),
    singleWriter: yesNo({
      label: 'One writer per key',
      help: 'For any one key, only one instance writes at a time.',
      group: 'Ordering',
      default: '?',
    }),
    acks: choice(
      {
        none: { label: 'None', help: 'Sent and forgotten; a lost message goes unnoticed.' },
        leader: { label: 'One broker', help: 'Stored on one machine; lost if it fails before copying.' },
        all: { label: 'All copies', help: 'Stored on every copy that is in sync.' },
      },
      {
        label: 'Confirmed by',
        help: 'How much of the broker must have the message before it counts as sent.',
        group: 'Durability',
        default: '?',
      },
    ),
    triggeredBy: edges({
      label: 'Triggered by',
      help: 'Which incoming messages cause it: all of this node, its own doing (a request, a timer), or the named ones. Without inputs it is its own doing.',
      group: 'Trigger',
      default: 'all',
      words: ['all', 'own'],
    }),
    ...commonEdgeProperties,
  },
});
