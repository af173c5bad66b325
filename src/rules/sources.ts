/** A public text that a rule rests on. */
export interface Source {
  readonly title: string;
  readonly url?: string;
}

const github = (title: string, repository: string, commit: string): Source => ({
  title,
  url: `https://github.com/${repository}/tree/${commit}`,
});

const zalando = (number: number, title: string): Source => ({
  title: `Zalando RESTful API and Event Guidelines, rule ${number}: ${title}`,
  url: `https://opensource.zalando.com/restful-api-guidelines/#${number}`,
});

const enterprisePattern = (title: string, page: string): Source => ({
  title: `G. Hohpe, B. Woolf: Enterprise Integration Patterns, ${title}`,
  url: `https://www.enterpriseintegrationpatterns.com/patterns/messaging/${page}.html`,
});

const kafka = (part: string): Source => github(`Apache Kafka documentation 3.9: ${part}`, 'apache/kafka-site', '49c3013');
const streamingPattern = (title: string): Source =>
  github(`Confluent event streaming patterns: ${title}`, 'confluentinc/event-streaming-patterns', 'e92777a');
const otto = (title: string): Source =>
  github(`Otto API guidelines, asynchronous: ${title}`, 'otto-de/api-guidelines', '95452f5');
const cloudEvents = (part: string): Source => github(`CloudEvents: ${part}`, 'cloudevents/spec', 'c2845a4');
const rabbitmq = (part: string): Source => github(`RabbitMQ documentation: ${part}`, 'rabbitmq/rabbitmq-website', '0acf2a4');
const azure = (part: string): Source => github(`Azure Architecture Center: ${part}`, 'MicrosoftDocs/architecture-center', 'main');
const nservicebus = (part: string): Source =>
  github(`NServiceBus documentation: ${part}`, 'Particular/docs.particular.net', '34eb275');
const dapr = (part: string): Source => github(`Dapr documentation: ${part}`, 'dapr/docs', '0748da5');
const nats = (part: string): Source => github(`NATS documentation: ${part}`, 'nats-io/nats.docs', '9885608');

/** Public sources by the keys of the catalogue. */
export const sources = {
  'AAPI-correlation': github('AsyncAPI specification 3.0: correlation id', 'asyncapi/spec', '3afe09b'),
  'AAPI-kafka': github('AsyncAPI bindings: Kafka 0.5.0 (message key)', 'asyncapi/bindings', '1f418fe'),
  'AAPI-rules': github('AsyncAPI parser: rules', 'asyncapi/parser-js', 'aded935'),
  'ADIDAS-events': github('adidas API guidelines, asynchronous: events', 'adidas/api-guidelines', '222b294'),
  'ADIDAS-schemas': github('adidas API guidelines, asynchronous: schemas', 'adidas/api-guidelines', '222b294'),
  'ARTEMIS-redelivery': github('ActiveMQ Artemis manual: undelivered messages', 'apache/activemq-artemis', '04a9918'),
  'ASB-dedup': {
    title: 'Azure Service Bus documentation: duplicate message detection',
    url: 'https://learn.microsoft.com/azure/service-bus-messaging/duplicate-detection',
  },
  'ASB-modes': {
    title: 'Azure Service Bus documentation: message transfers, locks, and settlement',
    url: 'https://learn.microsoft.com/azure/service-bus-messaging/message-transfers-locks-settlement',
  },
  'ASB-sessions': {
    title: 'Azure Service Bus documentation: message sessions',
    url: 'https://learn.microsoft.com/azure/service-bus-messaging/message-sessions',
  },
  'AWS-eb-archive': {
    title: 'Amazon EventBridge user guide: archiving events',
    url: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html',
  },
  'AWS-eb-dlq': {
    title: 'Amazon EventBridge user guide: dead-letter queues',
    url: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html',
  },
  'AWS-eb-replay': {
    title: 'Amazon EventBridge user guide: replaying archived events',
    url: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-replay-archived-event.html',
  },
  'AWS-kinesis-dup': {
    title: 'Amazon Kinesis Data Streams developer guide: handling duplicate records',
    url: 'https://docs.aws.amazon.com/streams/latest/dev/kinesis-record-processor-duplicates.html',
  },
  'AWS-kinesis-producer': {
    title: 'Amazon Kinesis Data Streams developer guide: writing data (SequenceNumberForOrdering)',
    url: 'https://docs.aws.amazon.com/streams/latest/dev/developing-producers-with-sdk.html',
  },
  'AWS-kinesis-retention': {
    title: 'Amazon Kinesis Data Streams developer guide: changing the data retention period',
    url: 'https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html',
  },
  'AWS-lambda-kinesis': {
    title: 'Using AWS Lambda with Amazon Kinesis',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html',
  },
  'AWS-sns-dlq': {
    title: 'Amazon SNS developer guide: dead-letter queues',
    url: 'https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html',
  },
  'AWS-sqs': {
    title: 'Amazon SQS developer guide: visibility timeout',
    url: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html',
  },
  'AWS-sqs-dlq': {
    title: 'Amazon SQS developer guide: dead-letter queues',
    url: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  },
  'AWS-sqs-fifo': {
    title: 'Amazon SQS developer guide: FIFO queues',
    url: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fifo-queues.html',
  },
  'AWS-sqs-standard': {
    title: 'Amazon SQS developer guide: standard queues',
    url: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues.html',
  },
  'AZ-cqrs': azure('CQRS pattern'),
  'AZ-eda': azure('event-driven architecture style'),
  'AZ-es': azure('event sourcing pattern'),
  'AZ-saga': azure('saga pattern'),
  'BUF-breaking': github('buf: rules on breaking changes', 'bufbuild/buf', 'main'),
  'CE-correlation': cloudEvents('correlation extension'),
  'CE-dataclassification': cloudEvents('data classification extension'),
  'CE-dataref': cloudEvents('dataref extension (claim check)'),
  'CE-deprecation': cloudEvents('deprecation extension'),
  'CE-partitioning': cloudEvents('partitioning extension'),
  'CE-primer': cloudEvents('primer (versioning)'),
  'CE-sequence': cloudEvents('sequence extension'),
  'CE-spec': cloudEvents('core specification (id, source, type)'),
  'CESP-claim-check': streamingPattern('claim check'),
  'CESP-command': streamingPattern('command'),
  'CESP-compacted': streamingPattern('compacted event stream'),
  'CESP-correlation-identifier': streamingPattern('correlation identifier'),
  'CESP-cqrs': streamingPattern('CQRS'),
  'CESP-data-contract': streamingPattern('data contract'),
  'CESP-dead-letter': streamingPattern('dead letter stream'),
  'CESP-event-time': streamingPattern('event time'),
  'CESP-idempotent-reader': streamingPattern('idempotent reader'),
  'CESP-idempotent-writer': streamingPattern('idempotent writer'),
  'CESP-infinite-retention': streamingPattern('infinite retention event stream'),
  'CESP-joiner': streamingPattern('event joiner'),
  'CESP-partitioned': streamingPattern('partitioned parallelism'),
  'CESP-retention': streamingPattern('limited retention event stream'),
  'CESP-schema-compatibility': streamingPattern('schema compatibility'),
  'CESP-state-table': streamingPattern('state table'),
  'CESP-wallclock': streamingPattern('wallclock-time processing'),
  'CESP-write-aside': streamingPattern('database write aside'),
  'CONDUKTOR-gdpr': { title: 'Conduktor: deleting personal data from Apache Kafka' },
  'CONF-compat': {
    title: 'Confluent documentation: schema evolution and compatibility',
    url: 'https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html',
  },
  'CONF-errors': { title: 'Confluent: error handling patterns for Apache Kafka applications' },
  'CONF-keys': { title: 'Confluent: Apache Kafka message keys' },
  'CONF-kstreams-compat': {
    title: 'Confluent documentation: schema evolution and compatibility, Kafka Streams',
    url: 'https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html',
  },
  'DAPR-dlt': dapr('dead letter topics'),
  'DAPR-outbox': dapr('outbox'),
  'DAPR-pubsub': dapr('publish and subscribe'),
  'DAPR-scopes': dapr('scoping access to topics'),
  'DBZ-eos': github('Debezium documentation: exactly-once delivery', 'debezium/debezium', 'aad5519'),
  'DBZ-outbox': github('Debezium documentation: outbox event router', 'debezium/debezium', 'aad5519'),
  'DBZ-pg': github('Debezium documentation: PostgreSQL connector (change of a primary key)', 'debezium/debezium', 'aad5519'),
  'ECAT-lint': github('EventCatalog linter: references', 'event-catalog/linter', '640b527'),
  'EH-compaction': {
    title: 'Azure Event Hubs documentation: log compaction',
    url: 'https://learn.microsoft.com/azure/event-hubs/log-compaction',
  },
  'EH-features': {
    title: 'Azure Event Hubs documentation: features (partitions)',
    url: 'https://learn.microsoft.com/azure/event-hubs/event-hubs-features',
  },
  'EIP-claim-check': enterprisePattern('Claim Check', 'StoreInLibrary'),
  'EIP-correlation-identifier': enterprisePattern('Correlation Identifier', 'CorrelationIdentifier'),
  'EIP-dead-letter': enterprisePattern('Dead Letter Channel', 'DeadLetterChannel'),
  'EIP-idempotent-receiver': enterprisePattern('Idempotent Receiver', 'IdempotentReceiver'),
  'ES-versioning': github(
    'O. Dudycz: EventSourcing.NetCore, notes on event versioning',
    'oskardudycz/EventSourcing.NetCore',
    'main',
  ),
  'ESDB-expected-version': github('EventStoreDB documentation: expected version', 'EventStore/EventStore', '3f1acb7'),
  'ESDB-persistent-subscriptions': github(
    'EventStoreDB documentation: persistent subscriptions',
    'EventStore/EventStore',
    '3f1acb7',
  ),
  'ESDB-redaction': github('EventStoreDB documentation: redaction', 'EventStore/EventStore', '3f1acb7'),
  'ESDB-streams': github('EventStoreDB documentation: streams ($maxAge)', 'EventStore/EventStore', '3f1acb7'),
  EVMODEL: { title: 'Event Modeler: which element may follow which', url: 'https://github.com/sparkle-space/event-modeler' },
  'FOWLER-eda': {
    title: 'M. Fowler: What do you mean by “Event-Driven”?',
    url: 'https://martinfowler.com/articles/201701-event-driven.html',
  },
  'FOWLER-es': {
    title: 'M. Fowler: Event Sourcing (external updates, external queries)',
    url: 'https://martinfowler.com/eaaDev/EventSourcing.html',
  },
  'GCP-dlt': {
    title: 'Google Cloud Pub/Sub documentation: dead-letter topics',
    url: 'https://cloud.google.com/pubsub/docs/dead-letter-topics',
  },
  'GCP-eo': {
    title: 'Google Cloud Pub/Sub documentation: exactly-once delivery',
    url: 'https://cloud.google.com/pubsub/docs/exactly-once-delivery',
  },
  'GCP-ordering': {
    title: 'Google Cloud Pub/Sub documentation: ordering messages',
    url: 'https://cloud.google.com/pubsub/docs/ordering',
  },
  'KAFKA-20030': {
    title: 'Apache Kafka issue 20030: new partitions and the starting position of readers',
    url: 'https://issues.apache.org/jira/browse/KAFKA-20030',
  },
  'KAFKA-compaction': kafka('log compaction'),
  'KAFKA-conf': kafka('configuration (partitioner.class)'),
  'KAFKA-consumer-conf': kafka('consumer and broker configuration (auto.offset.reset, offsets.retention.minutes)'),
  'KAFKA-delivery': kafka('message delivery semantics'),
  'KAFKA-design': kafka('design'),
  'KAFKA-durability': kafka('configuration (acks, min.insync.replicas, default.replication.factor)'),
  'KAFKA-external': kafka('message delivery semantics, other destination systems'),
  'KAFKA-isolation': kafka('configuration (isolation.level)'),
  'KAFKA-ops': kafka('operations and security'),
  'KAFKA-poll': kafka('configuration (max.poll.interval.ms)'),
  'KAFKA-retention': kafka('topic configuration (retention.ms)'),
  'KIP-932': {
    title: 'KIP-932: Queues for Kafka',
    url: 'https://cwiki.apache.org/confluence/display/KAFKA/KIP-932%3A+Queues+for+Kafka',
  },
  'KSQL-eos': github('ksqlDB documentation: processing guarantees', 'confluentinc/ksql', '354e3d1'),
  'KSQL-partition': github('ksqlDB documentation: partition data', 'confluentinc/ksql', '354e3d1'),
  'KSTREAMS-concepts': kafka('Kafka Streams, core concepts (processing guarantees)'),
  'KSTREAMS-copartition': kafka('Streams developer guide, co-partitioning'),
  'KSTREAMS-dsl': kafka('Kafka Streams developer guide: joining, windowing'),
  'MSIO-idempotent-consumer': {
    title: 'C. Richardson: microservices.io, Idempotent Consumer',
    url: 'https://microservices.io/patterns/communication-style/idempotent-consumer.html',
  },
  'MSIO-outbox': {
    title: 'C. Richardson: microservices.io, Transactional Outbox',
    url: 'https://microservices.io/patterns/data/transactional-outbox.html',
  },
  'MSIO-saga': {
    title: 'C. Richardson: microservices.io, Saga',
    url: 'https://microservices.io/patterns/data/saga.html',
  },
  'NATS-consumers': nats('JetStream consumers (AckWait)'),
  'NATS-core': nats('core NATS (at-most-once)'),
  'NATS-dedup': nats('JetStream, message deduplication'),
  'NSB-messages': nservicebus('messages, events and commands'),
  'NSB-outbox': nservicebus('outbox'),
  'NSB-recoverability': nservicebus('recoverability'),
  'NSB-sagas': nservicebus('sagas'),
  'NSB-timeouts': nservicebus('saga timeouts'),
  'OTTO-asyncapi': otto('describe events with AsyncAPI (R200005)'),
  'OTTO-data-events': otto('data events'),
  'OTTO-data-events-topic': otto('new incompatible versions of data events into a separate topic (R200016)'),
  'OTTO-data-new-topic': otto('a new topic for incompatible data events (R200016)'),
  'OTTO-domain-events-order': otto('enable consumers to process domain events in order (R200007)'),
  'OTTO-domain-events-topic': otto('new incompatible versions of domain events into the same topic (R200017)'),
  'OTTO-domain-same-topic': otto('the same topic for incompatible domain events (R200017)'),
  'OTTO-filter-by-type': otto('filter events by type (R200015)'),
  'OTTO-idempotent': otto('must prepare consumers to consume events idempotently'),
  'OTTO-ids': otto('should send durable event ids'),
  'OTTO-new-type': otto('new type for an incompatible change (R200014)'),
  'OTTO-own-data': otto('should not publish data from other business domains'),
  'OTTO-past': otto('name events in the past tense (R200004)'),
  'OTTO-retention': otto('keep personal data for 30 days at most (R200019)'),
  'OTTO-sequence': otto('sequence (R200003)'),
  'OTTO-topic-names': otto('naming convention of topics (R200006)'),
  'PULSAR-10762': { title: 'Apache Pulsar issue 10762', url: 'https://github.com/apache/pulsar/issues/10762' },
  'PULSAR-messaging': {
    title: 'Apache Pulsar documentation: messaging',
    url: 'https://pulsar.apache.org/docs/concepts-messaging/',
  },
  'REDIS-idmp': { title: 'Redis documentation: idempotent production to streams' },
  'REDIS-streams': github('Redis documentation: streams', 'redis/redis-doc', '1044224'),
  'RMQ-confirms': rabbitmq('consumer acknowledgements and publisher confirms'),
  'RMQ-dlx': rabbitmq('dead-letter exchanges'),
  'RMQ-qq': rabbitmq('quorum queues, poison message handling'),
  'RMQ-queues': rabbitmq('queues, message ordering'),
  'RMQ-reliability': rabbitmq('reliability guide'),
  'RMQ-sac': rabbitmq('single active consumer'),
  'RMQ-streams': rabbitmq('streams'),
  'STREAMNATIVE-sr': {
    title: 'StreamNative documentation: Kafka schema evolution and compatibility',
    url: 'https://docs.streamnative.io/kafka/governance/sr/fundamentals/schema-evolution',
  },
  Z106: zalando(106, 'must not break backward compatibility'),
  Z108: zalando(108, 'prepare clients to accept compatible API extensions'),
  Z194: zalando(194, 'treat events as part of the service interface'),
  Z195: zalando(195, 'make event schemas available for review'),
  Z197: zalando(197, 'specify and register events as event types'),
  Z198: zalando(198, 'ensure that events conform to an event category'),
  Z199: zalando(199, 'ensure that events define useful business resources'),
  Z200: zalando(200, 'avoid writing sensitive data to events'),
  Z201: zalando(201, 'use the general event category to signal steps and arrival points in business processes'),
  Z202: zalando(202, 'use data change events to signal mutations, published reliably'),
  Z203: zalando(203, 'provide explicit event ordering for general events'),
  Z204: zalando(204, 'use the hash partition strategy for data change events'),
  Z205: zalando(205, 'ensure that data change events match the API’s resources'),
  Z207: zalando(207, 'indicate ownership of event types'),
  Z209: zalando(209, 'maintain backwards compatibility for events'),
  Z210: zalando(210, 'avoid additionalProperties in event type definitions'),
  Z211: zalando(211, 'use unique event identifiers'),
  Z213: zalando(213, 'follow the naming convention for event type names'),
  Z214: zalando(214, 'be robust against duplicate events when consuming'),
  Z242: zalando(242, 'provide explicit event ordering for data change events'),
  Z245: zalando(245, 'carefully define the compatibility mode'),
  Z246: zalando(246, 'use semantic versioning of event type schemas'),
  Z247: zalando(247, 'provide mandatory event metadata'),
} satisfies Record<string, Source>;
