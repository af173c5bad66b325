import type { edgeKinds } from '#model/kinds/index.ts';
import type { PropertyConcepts } from './concept.ts';

export const edgePropertyConcepts: PropertyConcepts<typeof edgeKinds> = {
  publishes: {
    contracts: {
      use: 'Name the messages when several producers share a channel, or when it carries more than this one sends. Then it can be said who owns a fact.',
      not: 'If the producer sends everything that the channel carries, leave it empty.',
      wrong:
        'Two services appear to publish the same event, and nobody knows whom to believe. A consumer waits for a message that no producer sends.',
      synonyms: ['messages', 'event types', 'published events', 'ownership'],
      see: ['contract.owner', 'channel.contracts'],
      sources: ['Z207', 'OTTO-own-data', 'AAPI-rules'],
    },
    key: {
      use: 'Take the id of the thing whose messages must stay in order, and the same one in every producer of the channel. On products without partitions it is called a group, session or ordering key.',
      not: 'Use none where every message stands alone, as with log lines: they then spread evenly. Use one key for all only if one order over everything is worth having a single worker.',
      wrong:
        'Without a key, “cancelled” can be handled before “placed”. A key with few values, or one that takes most of the traffic, makes one partition hot while the others idle.',
      synonyms: [
        'partition key',
        'message key',
        'message group id',
        'session id',
        'ordering key',
        'routing',
        'hot key',
        'hot partition',
        'sharding key',
      ],
      see: ['contract.entityKey', 'channel.partitions', 'consumes.orderingNeed'],
      sources: ['CONF-keys', 'CESP-partitioned', 'CE-partitioning', 'AAPI-kafka', 'GCP-ordering'],
    },
    atomicity: {
      use: 'Answer it for every producer that also saves data. An outbox is the usual way: the message is a row in the same transaction, and a relay publishes it at least once.',
      not: 'A producer that keeps no data of its own, and a stream processor within its broker, have nothing to keep together.',
      wrong:
        'The order is saved, the process crashes, and nobody ever hears of it; or the message goes out and the transaction is rolled back. Neither happens in a test, and both happen in a year of production.',
      synonyms: [
        'outbox',
        'transactional outbox',
        'dual write',
        'two-phase commit',
        'XA',
        'listen to yourself',
        'CDC',
        'transaction',
        'write-aside',
      ],
      see: ['store.role', 'connector.type', 'publishes.idSource'],
      sources: ['MSIO-outbox', 'DBZ-outbox', 'NSB-outbox', 'CESP-write-aside', 'DAPR-outbox'],
    },
  },
  consumes: {
    idempotency: {
      use: 'Answer it for every handler that leaves an effect behind. Best is an effect that is harmless by nature, such as setting a value; otherwise remember ids, in the same transaction as the effect.',
      not: 'A handler that only forwards, or feeds a cache that is filled again anyway, can live with repeats; say so.',
      wrong:
        'A crash after the work and before the acknowledgement is enough: the parcel is sent twice. Ids that are kept for a day do not help against a replay of last month, nor does a broker that drops repeated sends only.',
      synonyms: [
        'idempotent',
        'idempotent receiver',
        'idempotent consumer',
        'deduplication',
        'duplicates',
        'inbox',
        'exactly-once',
        'repeat',
        'effectively once',
      ],
      see: ['writes.mode', 'consumes.dedupStore', 'consumes.dedupWindow', 'calls.idempotencyKey'],
      sources: ['EIP-idempotent-receiver', 'MSIO-idempotent-consumer', 'CESP-idempotent-reader', 'Z214', 'OTTO-idempotent'],
    },
    orderingNeed: {
      use: 'Ask what would happen if two messages changed places. If only those about the same thing matter, it is per key, and the key that the producer publishes with decides whether that holds.',
      not: 'Independent facts and additions need no order. One order over everything is almost never needed, and costs all parallel work.',
      wrong:
        'An old address overwrites the new one. Order that was kept by the broker gets lost in the consumer: in threads, in retries, or in a queue shared by several instances.',
      synonyms: ['order', 'ordering', 'sequence', 'FIFO', 'in order', 'out of order', 'per-key order', 'total order'],
      see: ['publishes.key', 'consumes.assignment', 'consumes.concurrency', 'consumes.orderBy'],
      sources: ['KAFKA-design', 'GCP-ordering', 'AWS-sqs-fifo', 'Z203', 'ASB-sessions'],
    },
    ack: {
      use: 'Acknowledge after the work wherever a lost message would matter, and make the handler idempotent. Together with the work is best, where the position can be stored in the same database.',
      not: 'Before the work is right for what is worthless a second later, such as a position on a map. Automatic acknowledgement is seldom what is meant.',
      wrong:
        'The handler says “done”, crashes, and the message is gone without a trace. Or the work takes longer than the broker waits, and a second instance starts on the same message.',
      synonyms: [
        'acknowledgement',
        'ack',
        'commit',
        'offset commit',
        'auto commit',
        'visibility timeout',
        'at-least-once',
        'at-most-once',
        'settlement',
      ],
      see: ['consumes.ackDeadline', 'consumes.idempotency', 'consumes.claims'],
      sources: ['KAFKA-delivery', 'RMQ-confirms', 'ASB-modes', 'NATS-consumers', 'AWS-sqs'],
    },
    retry: {
      use: 'Try again on the spot where order matters and the failure is short. Use a retry channel or a requeue where others should go on meanwhile.',
      not: 'A message that is malformed or refused by a business rule does not get better: do not retry it. Do not retry without a pause; the system that is down needs air.',
      wrong:
        'Blocking retries hold up a partition for an hour. Requeued messages are overtaken by newer ones, and a thousand clients that all retry at once keep the database down.',
      synonyms: ['redelivery', 'backoff', 'retry topic', 'requeue', 'nack', 'exponential backoff', 'transient failure'],
      see: ['consumes.retryMax', 'consumes.backoff', 'consumes.onExhausted', 'consumes.parkKey'],
      sources: ['NSB-recoverability', 'CONF-errors', 'ARTEMIS-redelivery', 'AWS-lambda-kinesis'],
    },
    onExhausted: {
      use: 'Decide it before the first poison message decides for you. A dead-letter queue keeps the message and lets the rest go on; stopping is right where a gap is worse than a delay.',
      not: 'Dropping is fine for what is soon replaced by a newer value. Waiting for ever is right for almost nothing.',
      wrong:
        'One message with a field that nobody expected stops a whole partition, and is found by the customers. Or it is dropped by the client library’s default, and the total is wrong at the end of the month.',
      synonyms: [
        'poison message',
        'dead-letter queue',
        'DLQ',
        'poison pill',
        'drop',
        'block',
        'error handling',
        'max deliveries',
      ],
      see: ['deadLetters', 'consumes.retry', 'deadLetters.redrive'],
      sources: ['EIP-dead-letter', 'RMQ-qq', 'CONF-errors', 'AWS-sqs-dlq', 'DAPR-dlt'],
    },
  },
  deadLetters: {
    redrive: {
      use: 'Agree on it together with who looks there. Sending back by hand, once the cause is mended, is the normal case; the handler must then cope with messages that are late and may be repeats.',
      not: 'Where a later message has long replaced the failed one, leave it there. Sending back automatically needs a counter that ends it.',
      wrong:
        'Hundreds of messages from last month are sent back, and each overwrites newer data. A message that can never succeed goes round between the queue and its handler, and costs money all the while.',
      synonyms: ['redrive', 'replay', 'reprocess', 'resend', 'DLQ', 'dead-letter queue', 'retry from DLQ'],
      see: ['consumes.idempotency', 'consumes.onExhausted'],
      sources: ['AWS-sqs-dlq', 'CESP-dead-letter', 'NSB-recoverability'],
    },
  },
  writes: {
    mode: {
      use: 'State it for every write that a message causes. Setting a whole value, or inserting under the id of the message, makes a repeat harmless without further effort.',
      not: 'For changes that come from a person’s request, and are never repeated automatically, it matters less.',
      wrong:
        '“balance = balance + 10” is done twice. A plain insert gives two rows, and a whole value that is set by an old message overwrites a newer one.',
      synonyms: ['upsert', 'insert', 'increment', 'append', 'update', 'delete', 'idempotent write', 'natural idempotency'],
      see: ['consumes.idempotency', 'writes.expectedVersion'],
      sources: ['MSIO-idempotent-consumer', 'EIP-idempotent-receiver', 'CESP-idempotent-writer'],
    },
  },
  reads: {
    freshness: {
      use: 'Ask whether the reader has just changed the data itself, or decides something by it that cannot be taken back. Then it must see the change, and has to read the system of record or wait for the projection.',
      not: 'Lists, reports and searches can nearly always be some seconds behind.',
      wrong:
        'The page after “Save” shows the old value, and the customer saves again. A check against a read model lets two people book the same room.',
      synonyms: ['eventual consistency', 'read your writes', 'stale', 'staleness', 'strong consistency', 'lag', 'CAP'],
      see: ['store.role', 'reads'],
      sources: ['AZ-cqrs', 'CESP-cqrs'],
    },
  },
  calls: {
    purpose: {
      use: 'Ask whether anything is different afterwards. A question may be repeated at will; a command needs a key, and an answer to “what if it fails?”.',
      not: 'That the other side writes a log line does not make a command of it.',
      wrong:
        'A “get” that also reserves something is repeated by a careful client library. A command that is sent while old messages are replayed does last year’s work again.',
      synonyms: ['query', 'command', 'GET', 'POST', 'side effect', 'safe method', 'CQRS'],
      see: ['calls.idempotencyKey', 'contract.kind'],
      sources: ['FOWLER-es', 'KAFKA-external'],
    },
    idempotencyKey: {
      use: 'Send one with every call that changes something and is caused by a message. Derive it from that message, so that a repeat carries the same key, even from another instance.',
      not: 'Questions need none. It is of no use if the other side does not look at it: see whether the system called is idempotent.',
      wrong:
        'The key is made anew at each try, and the other side cannot tell. Or it remembers keys for a day, and the message is sent back from the dead-letter queue after three.',
      synonyms: ['idempotency', 'request id', 'idempotent request', 'deduplication key', 'double charge'],
      see: ['external.idempotent', 'publishes.idSource'],
      sources: ['KAFKA-external', 'MSIO-idempotent-consumer', 'OTTO-ids'],
    },
  },
  captures: {},
};
