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

/** Public sources by the keys of the catalogue. */
export const sources = {
  'AAPI-kafka': github('AsyncAPI bindings: Kafka 0.5.0 (message key)', 'asyncapi/bindings', '1f418fe'),
  'AAPI-rules': github('AsyncAPI parser: rules', 'asyncapi/parser-js', 'aded935'),
  'ADIDAS-events': github('adidas API guidelines, asynchronous: events', 'adidas/api-guidelines', '222b294'),
  'ADIDAS-schemas': github('adidas API guidelines, asynchronous: schemas', 'adidas/api-guidelines', '222b294'),
  'ARTEMIS-redelivery': github('ActiveMQ Artemis manual: undelivered messages', 'apache/activemq-artemis', '04a9918'),
  'ASB-sessions': {
    title: 'Azure Service Bus documentation: message sessions',
    url: 'https://learn.microsoft.com/azure/service-bus-messaging/message-sessions',
  },
  'AWS-kinesis-dup': {
    title: 'Amazon Kinesis Data Streams developer guide: handling duplicate records',
    url: 'https://docs.aws.amazon.com/streams/latest/dev/kinesis-record-processor-duplicates.html',
  },
  'AWS-lambda-kinesis': {
    title: 'Using AWS Lambda with Amazon Kinesis',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html',
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
  'CE-deprecation': cloudEvents('deprecation extension'),
  'CE-partitioning': cloudEvents('partitioning extension'),
  'CE-primer': cloudEvents('primer (versioning)'),
  'CE-sequence': cloudEvents('sequence extension'),
  'CE-spec': cloudEvents('core specification (id, source, type)'),
  'CESP-command': streamingPattern('command'),
  'CESP-data-contract': streamingPattern('data contract'),
  'CESP-dead-letter': streamingPattern('dead letter stream'),
  'CESP-schema-compatibility': streamingPattern('schema compatibility'),
  'CESP-write-aside': streamingPattern('database write aside'),
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
  'DBZ-outbox': github('Debezium documentation: outbox event router', 'debezium/debezium', 'aad5519'),
  'DBZ-pg': github('Debezium documentation: PostgreSQL connector (change of a primary key)', 'debezium/debezium', 'aad5519'),
  'ECAT-lint': github('EventCatalog linter: references', 'event-catalog/linter', '640b527'),
  'EIP-dead-letter': enterprisePattern('Dead Letter Channel', 'DeadLetterChannel'),
  'EIP-idempotent-receiver': enterprisePattern('Idempotent Receiver', 'IdempotentReceiver'),
  'ES-versioning': github(
    'O. Dudycz: EventSourcing.NetCore, notes on event versioning',
    'oskardudycz/EventSourcing.NetCore',
    'main',
  ),
  'ESDB-persistent-subscriptions': github(
    'EventStoreDB documentation: persistent subscriptions',
    'EventStore/EventStore',
    '3f1acb7',
  ),
  EVMODEL: { title: 'Event Modeler: which element may follow which', url: 'https://github.com/sparkle-space/event-modeler' },
  'FOWLER-eda': {
    title: 'M. Fowler: What do you mean by “Event-Driven”?',
    url: 'https://martinfowler.com/articles/201701-event-driven.html',
  },
  'GCP-ordering': {
    title: 'Google Cloud Pub/Sub documentation: ordering messages',
    url: 'https://cloud.google.com/pubsub/docs/ordering',
  },
  'KAFKA-conf': kafka('configuration (partitioner.class)'),
  'KAFKA-delivery': kafka('message delivery semantics'),
  'KAFKA-design': kafka('design'),
  'KAFKA-ops': kafka('operations (mirroring, replication loops)'),
  'KIP-932': {
    title: 'KIP-932: Queues for Kafka',
    url: 'https://cwiki.apache.org/confluence/display/KAFKA/KIP-932%3A+Queues+for+Kafka',
  },
  'KSQL-partition': github('ksqlDB documentation: partition data', 'confluentinc/ksql', '354e3d1'),
  'MSIO-idempotent-consumer': {
    title: 'C. Richardson: microservices.io, Idempotent Consumer',
    url: 'https://microservices.io/patterns/communication-style/idempotent-consumer.html',
  },
  'MSIO-outbox': {
    title: 'C. Richardson: microservices.io, Transactional Outbox',
    url: 'https://microservices.io/patterns/data/transactional-outbox.html',
  },
  'NSB-messages': nservicebus('messages, events and commands'),
  'NSB-outbox': nservicebus('outbox'),
  'NSB-recoverability': nservicebus('recoverability'),
  'NSB-sagas': nservicebus('sagas'),
  'OTTO-asyncapi': otto('describe events with AsyncAPI (R200005)'),
  'OTTO-data-new-topic': otto('a new topic for incompatible data events (R200016)'),
  'OTTO-domain-same-topic': otto('the same topic for incompatible domain events (R200017)'),
  'OTTO-filter-by-type': otto('filter events by type (R200015)'),
  'OTTO-idempotent': otto('must prepare consumers to consume events idempotently'),
  'OTTO-ids': otto('should send durable event ids'),
  'OTTO-new-type': otto('new type for an incompatible change (R200014)'),
  'OTTO-own-data': otto('should not publish data from other business domains'),
  'OTTO-past': otto('name events in the past tense (R200004)'),
  'OTTO-sequence': otto('sequence (R200003)'),
  'PULSAR-10762': { title: 'Apache Pulsar issue 10762', url: 'https://github.com/apache/pulsar/issues/10762' },
  'PULSAR-messaging': {
    title: 'Apache Pulsar documentation: messaging',
    url: 'https://pulsar.apache.org/docs/concepts-messaging/',
  },
  'REDIS-streams': github('Redis documentation: streams', 'redis/redis-doc', '1044224'),
  'RMQ-qq': rabbitmq('quorum queues, poison message handling'),
  'RMQ-queues': rabbitmq('queues, message ordering'),
  'RMQ-sac': rabbitmq('single active consumer'),
  'STREAMNATIVE-sr': {
    title: 'StreamNative documentation: Kafka schema evolution and compatibility',
    url: 'https://docs.streamnative.io/kafka/governance/sr/fundamentals/schema-evolution',
  },
  Z106: zalando(106, 'must not break backward compatibility'),
  Z108: zalando(108, 'prepare clients to accept compatible API extensions'),
  Z194: zalando(194, 'treat events as part of the service interface'),
  Z195: zalando(195, 'make event schemas available for review'),
  Z197: zalando(197, 'specify and register events as event types'),
  Z199: zalando(199, 'ensure that events define useful business resources'),
  Z201: zalando(201, 'use the general event category to signal steps and arrival points in business processes'),
  Z202: zalando(202, 'use data change events to signal mutations, published reliably'),
  Z203: zalando(203, 'provide explicit event ordering for general events'),
  Z204: zalando(204, 'use the hash partition strategy for data change events'),
  Z205: zalando(205, 'ensure that data change events match the API’s resources'),
  Z209: zalando(209, 'maintain backwards compatibility for events'),
  Z210: zalando(210, 'avoid additionalProperties in event type definitions'),
  Z211: zalando(211, 'use unique event identifiers'),
  Z214: zalando(214, 'be robust against duplicate events when consuming'),
  Z242: zalando(242, 'provide explicit event ordering for data change events'),
  Z245: zalando(245, 'carefully define the compatibility mode'),
  Z246: zalando(246, 'use semantic versioning of event type schemas'),
  Z247: zalando(247, 'provide mandatory event metadata'),
} satisfies Record<string, Source>;
