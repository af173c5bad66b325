import type { EdgeKind } from '#model/kind.ts';
import type { KindConcept } from './concept.ts';

export const edgeConcepts: Readonly<Record<EdgeKind, KindConcept>> = {
  publishes: {
    more: 'The sender does not know who reads, and is done when the broker has confirmed. The arrow holds what only the sender can decide: which messages, under which key, and whether they agree with its own data.',
    use: 'Publish an event when something has happened that others may care about, or a command when one receiver is to do something later. Publish it from the service that owns the fact.',
    not: 'If you need the answer to go on, call. Do not publish what another service already says: two sources of one fact will disagree one day.',
    wrong:
      'The process crashes between saving and publishing, and the message never leaves. A missing key loses the order, a retried send makes a second copy, and a send without confirmation may be lost unnoticed.',
    synonyms: ['produce', 'send', 'emit', 'producer', 'publisher', 'outbox', 'dual write', 'publish/subscribe'],
    see: ['publishes.atomicity', 'publishes.key', 'channel'],
    sources: ['KAFKA-delivery', 'MSIO-outbox', 'RMQ-confirms'],
  },
  consumes: {
    more: 'The broker remembers how far the handler has come, by acknowledgements or by an offset. Between doing the work and saying “done” there is always a moment at which a crash makes the message come again.',
    use: 'Draw one arrow for each handler: reading two channels with different promises is two arrows. Give every independent reader a consumer group of its own, so that each sees all messages.',
    not: 'To look something up, read a store or call a service; waiting for the right message to come by is no query. A service should seldom consume its own events to find out what it has just done.',
    wrong:
      'A message comes twice and the effect happens twice. One message that can never succeed blocks all behind it, several instances overtake each other, or the handler says “done” first and a crash loses the work.',
    synonyms: [
      'subscribe',
      'consumer',
      'handler',
      'subscriber',
      'listener',
      'receive',
      'consumer group',
      'competing consumers',
      'offset',
      'reader',
      'subscription',
    ],
    see: ['consumes.idempotency', 'consumes.ack', 'deadLetters', 'consumes.group'],
    sources: ['KAFKA-delivery', 'EIP-idempotent-receiver', 'RMQ-confirms', 'AWS-sqs-standard'],
  },
  deadLetters: {
    more: 'It is the place of last resort after the retries. The message is kept with the reason for its failure, and somebody has to look at it.',
    use: 'Use it wherever going on is better than stopping: one broken message must not hold up thousands of good ones. Add an alert and say what happens to what lies there.',
    not: 'If order matters per key, setting one message aside lets later ones of the same key overtake it; there, stop or park the key. It is also no remedy for a database that is down: then every message would end up there.',
    wrong:
      'Nobody looks, and the queue is a slow way of losing messages. Messages are sent back after weeks and overwrite newer data, or go round for ever because the cause was never mended.',
    synonyms: [
      'DLQ',
      'dead-letter queue',
      'dead letter',
      'DLT',
      'DLX',
      'dead-letter topic',
      'dead-letter exchange',
      'poison message',
      'parking lot',
      'redrive',
      'invalid message channel',
    ],
    see: ['consumes.onExhausted', 'consumes.retry', 'channel.role'],
    sources: ['EIP-dead-letter', 'CESP-dead-letter', 'AWS-sqs-dlq', 'RMQ-dlx', 'GCP-dlt'],
  },
  writes: {
    more: 'In an event-driven system writes are repeated, because messages are. What matters is whether the second one changes anything, and whether the write and the acknowledgement can be torn apart.',
    use: 'Draw it for each thing that a handler or a request changes. Use one arrow per way of writing: a set and an addition to the same store are two arrows.',
    not: 'Another service’s store is not yours to write, even where the password is known; send it a command or an event. State that a stream framework keeps inside itself is a property of the processor.',
    wrong:
      'A repeated message adds the amount twice. Two writers overwrite each other’s change because neither notices that the row has moved on.',
    synonyms: ['update', 'insert', 'upsert', 'save', 'persist', 'side effect', 'write'],
    see: ['writes.mode', 'consumes.idempotency', 'writes.expectedVersion'],
    sources: ['MSIO-idempotent-consumer', 'ESDB-expected-version'],
  },
  reads: {
    more: 'What is read was true when it was written. A read model that is fed by events is always a little behind the system of record.',
    use: 'Draw it where a decision depends on what a store holds, or where people look at the result. Say whether the reader must see its own last change.',
    not: 'The store of another context is not to be read directly: its tables would become an interface. Reading a channel is consuming.',
    wrong:
      'A customer changes the address, looks at once, and sees the old one. A handler decides by a projection that has not seen the last event, and sells the last seat twice.',
    synonyms: ['query', 'look up', 'select', 'eventual consistency', 'stale read', 'read your own writes'],
    see: ['reads.freshness', 'store.role'],
    sources: ['AZ-cqrs', 'CESP-cqrs'],
  },
  calls: {
    more: 'It couples the two in time: both have to be up at the same moment, and the slower one sets the pace. In return the caller knows the answer, and an error can be shown to whoever waits.',
    use: 'Call for questions whose answer is needed now, such as a price or a permission, and for outside systems that offer nothing else. Give each call a timeout, and each change an idempotency key.',
    not: 'Telling others what has happened is a job for an event. A call inside a message handler makes the whole channel as reliable as the system that is called.',
    wrong:
      'The answer gets lost and the call is repeated: the card is charged twice. A slow system fills all threads of its callers, which then look down to theirs, until everything stands still.',
    synonyms: ['request', 'HTTP', 'REST', 'gRPC', 'RPC', 'synchronous', 'request/response', 'API call', 'query'],
    see: ['calls.idempotencyKey', 'calls.breaker', 'calls.timeout', 'external'],
    sources: ['KAFKA-external', 'FOWLER-eda', 'FOWLER-es'],
  },
  captures: {
    more: 'Reading the log shows every committed change in its order, deletions included. Polling asks for rows that look new, and so misses what came and went in between.',
    use: 'Use it to publish an outbox, or to get events out of a system whose code cannot be changed. The application need not know of it.',
    not: 'Do not capture tables as a lasting public interface if their owner can publish events instead. A cache or search index that is itself built from events is not worth capturing: read those events.',
    wrong:
      'Consumers come to rely on column names, and a change of the table breaks them. The log grows while the connector is down, or is cut off before it comes back, and changes are missing.',
    synonyms: ['CDC', 'change data capture', 'log tailing', 'WAL', 'binlog', 'polling', 'transaction log'],
    see: ['connector', 'connector.type', 'publishes.atomicity'],
    sources: ['DBZ-pg', 'DBZ-outbox'],
  },
};
