import { commonProperties, elementKind } from '../kind.ts';
import { choice, yesNo } from '../property.ts';

const { name, context, ...organisation } = commonProperties;

/** A cluster, namespace or account of a messaging product; channels live on it. */
export const broker = elementKind({
  kind: 'broker',
  label: 'Broker',
  plural: 'Brokers',
  help: 'The messaging system that channels live on: a cluster, a namespace or an account of a product.',
  family: 'channel',
  node: false,
  properties: {
    name,
    product: choice(
      {
        kafka: 'Apache Kafka',
        rabbitmq: 'RabbitMQ',
        pulsar: 'Apache Pulsar',
        nats: 'NATS JetStream',
        kinesis: 'Amazon Kinesis Data Streams',
        'sns-sqs': 'Amazon SNS and SQS',
        eventbridge: 'Amazon EventBridge',
        eventhubs: 'Azure Event Hubs',
        servicebus: 'Azure Service Bus',
        pubsub: 'Google Cloud Pub/Sub',
        activemq: 'Apache ActiveMQ Artemis',
        'redis-streams': 'Redis Streams',
        other: { label: 'Another product', help: 'Its guarantees are not known here and have to be stated by hand.' },
      },
      {
        label: 'Product',
        help: 'Which product it is. Order, delivery, retention and limits follow from it.',
        level: 'essential',
        default: '?',
      },
    ),
    xa: yesNo({
      label: 'Distributed transactions (XA)',
      help: 'It can take part in one transaction together with a database. Unknown means what the product offers.',
      group: 'Delivery',
      default: '?',
    }),
    context: context,
    ...organisation,
  },
});
