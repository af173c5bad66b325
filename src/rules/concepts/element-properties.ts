import type { elementKinds } from '#model/kinds/index.ts';
import type { Concept, PropertyConcepts } from './concept.ts';

/** Every element has a name: one card for all of them. */
export const nameConcept: Concept = {
  use: 'Give a name as soon as people talk about the thing, in the words that the business uses. Events are named in the past (“OrderPlaced”), commands as a request (“PlaceOrder”), services after what they are responsible for.',
  not: 'A name is no place for guarantees, versions or products; those have properties of their own. A frame or a note that speaks for itself may stay unnamed.',
  wrong:
    'An event with the name of a command makes people believe that somebody has to obey. Two names for one thing, or one name for two, lead to two implementations. A person’s name in the name of a channel shows it to everybody who can list channels.',
  synonyms: ['label', 'title', 'naming', 'naming convention', 'past tense'],
  sources: ['OTTO-past', 'OTTO-topic-names', 'Z213'],
};

export const elementPropertyConcepts: PropertyConcepts<typeof elementKinds> = {
  service: {
    context: {
      use: 'Set it once you know which team or bounded context decides about the service. From then on the rules can tell an internal message from a public one.',
      not: 'For a first sketch of a flow inside one team it makes no difference. Do not invent contexts to match the organisation chart if the people work as one team.',
      wrong:
        'Without it, an internal event that has become an interface goes unnoticed. Two contexts that share a database or an owner of events look harmless.',
      synonyms: ['bounded context', 'team', 'owner'],
      see: ['context'],
      sources: ['OTTO-own-data', 'Z207'],
    },
    instances: {
      use: 'Say how many copies run when order, load or exclusive work matter. More than one is the normal case wherever a restart must not be noticed.',
      not: 'How many a platform starts at night is of no interest here. Think of “one” and “several” first.',
      wrong:
        'Several instances take messages at the same time and finish in another order, or run the same timer twice. More instances than partitions leave some with nothing to do.',
      synonyms: ['replicas', 'copies', 'scaling', 'scale out', 'parallelism', 'pods'],
      see: ['consumes.assignment', 'channel.partitions'],
      sources: ['KAFKA-design', 'RMQ-sac'],
    },
  },
  processor: {
    op: {
      use: 'State it for every processor, for it decides everything else: whether state is needed, whether keys must match, whether a repeat changes the result. Split a job that does several things into several processors if each is worth explaining.',
      not: 'Small steps that always go together, such as a filter before a map, need no processor each.',
      wrong:
        'An enrichment joins with a table that is not filled yet. A change of key moves messages to other partitions, and the order that held before no longer does.',
      synonyms: [
        'operation',
        'transformation',
        'map',
        'filter',
        'aggregate',
        'join',
        'enrich',
        'repartition',
        'stateless',
        'stateful',
      ],
      see: ['processor.joinType', 'processor.aggregateKind'],
      sources: ['KSTREAMS-dsl', 'KSQL-partition', 'CESP-joiner'],
    },
    window: {
      use: 'Use one whenever a stream has to be counted or joined “per hour” or “within ten minutes”. Then choose the clock and say how long late messages are still taken.',
      not: 'Latest values per key need no window. Nor does a lookup in a table: it answers with what is there.',
      wrong:
        'Without a window the join of two streams has to remember everything for ever. With one that closes too early, phones that were offline are left out of the count.',
      synonyms: ['tumbling', 'hopping', 'sliding', 'session', 'windowing', 'grace period', 'late events', 'watermark'],
      see: ['processor.timeBasis', 'processor.grace', 'processor.windowSize'],
      sources: ['KSTREAMS-dsl', 'CESP-event-time', 'CESP-wallclock'],
    },
    state: {
      use: 'Say it for every aggregate, join and window. Durable state costs a changelog or checkpoints, and gives a restart that goes on where it stopped.',
      not: 'Maps, filters and splits keep nothing. A cache that can be filled again at any time may stay in memory.',
      wrong:
        'A deployment at noon empties the counters, and the day’s totals start from zero. State that grows without an end makes every restart slower.',
      synonyms: ['state store', 'checkpoint', 'changelog', 'RocksDB', 'stateful'],
      see: ['processor.aggregateKind', 'channel.role'],
      sources: ['KSTREAMS-concepts', 'CESP-state-table'],
    },
    guarantee: {
      use: 'Choose exactly-once where a repeat changes the result, as in sums and counts, and where input and output live on the same broker. It costs some latency.',
      not: 'For latest values and other results that a repeat does not change, at-least-once is enough and cheaper.',
      wrong:
        'People read “exactly-once” as covering the e-mail that a step sends, or the database that it writes. It does not: those effects still happen twice.',
      synonyms: ['exactly-once', 'at-least-once', 'EOS', 'processing guarantee', 'delivery semantics'],
      see: ['consumes.claims', 'processor.aggregateKind'],
      sources: ['KSTREAMS-concepts', 'KSQL-eos', 'KAFKA-external'],
    },
  },
  channel: {
    type: {
      use: 'Ask what should happen to a message after it has been read. A log suits facts that several groups read, or read again later; a queue suits tasks of which each is done once, by whoever is free.',
      not: 'It may stay open until a broker is chosen; then the product answers it. Do not choose a queue only because there is one consumer today.',
      wrong:
        'A second team attaches to a queue and takes half of the messages away from the first. A replay is planned on a channel whose messages are gone once they are acknowledged.',
      synonyms: [
        'topic',
        'queue',
        'log',
        'pub/sub',
        'publish/subscribe',
        'point-to-point',
        'stream',
        'fan-out',
        'competing consumers',
      ],
      see: ['consumes.group', 'channel.retention'],
      sources: ['KAFKA-design', 'RMQ-streams', 'AWS-sqs', 'KIP-932'],
    },
    broker: {
      use: 'Set it once there is a choice, or to try one out: the rules then check the design against what that product can do. Channels that one transaction or one order spans belong on one cluster.',
      not: 'In a first workshop about events and roles, leave it out. The business flow is the same on all of them.',
      wrong:
        'Without it, guarantees stay assumptions. With channels on two clusters, nothing is atomic or ordered across them, and something has to carry the messages over.',
      synonyms: ['cluster', 'namespace', 'product', 'hosting'],
      see: ['broker', 'channel.variant'],
      sources: ['KAFKA-design', 'RMQ-reliability'],
    },
    variant: {
      use: 'State it when the product has modes that promise different things: standard or FIFO, classic or quorum, shared or key-shared. Often it is the variant, and not the product, that keeps order or drops duplicates.',
      not: 'Leave it empty where the usual mode is meant.',
      wrong:
        'A design that relies on order runs on the standard kind of queue, which keeps none. A FIFO queue keeps it, at a lower throughput than somebody had planned with.',
      synonyms: ['FIFO', 'standard', 'quorum', 'classic', 'session', 'key_shared', 'mode', 'subscription type'],
      see: ['broker.product', 'consumes.orderingNeed'],
      sources: ['AWS-sqs-fifo', 'AWS-sqs-standard', 'RMQ-qq', 'ASB-sessions'],
    },
    partitions: {
      use: 'State it when the load, the order or a join depends on it. Take enough for the busiest hour of the coming years: at most one consumer of a group works on each partition.',
      not: 'Plain queues have none. One partition is fine for small channels that need one order over everything.',
      wrong:
        'With too few, consumers cannot keep up and more of them do not help. Adding some later sends a key to another partition, so that its old and new messages lose their order; inputs with different numbers cannot be joined.',
      synonyms: ['shards', 'shard', 'partitioning', 'parallelism', 'hot partition', 'co-partitioning', 'throughput'],
      see: ['publishes.key', 'channel.partitionsPlanned', 'consumes.capacity'],
      sources: ['CESP-partitioned', 'KAFKA-design', 'KSTREAMS-copartition'],
    },
    retention: {
      use: 'Take the longest time for which a consumer may be down, and add a margin; a long weekend is a good start. If readers rebuild their state from the channel, it has to reach back as far as they need.',
      not: 'Long retention is no backup, and no reason to keep personal data. For a compacted channel the latest value of each key stays anyway.',
      wrong:
        'A consumer that was stopped for longer goes on with a gap and does not notice. Kept for too long, data that should have been erased is still there.',
      synonyms: ['TTL', 'time to live', 'expiry', 'message expiration', 'replay', 'kept for', 'log retention'],
      see: ['channel.cleanup', 'consumes.maxOutage'],
      sources: ['KAFKA-retention', 'CESP-retention', 'CESP-infinite-retention', 'AWS-kinesis-retention'],
    },
    cleanup: {
      use: 'Compact a channel whose messages each carry the whole latest state of a key: it then serves as a table that new readers can load. Delete by age where each message is a fact of its own.',
      not: 'Never compact events that say only what has changed. Queues and plain subscriptions have no such choice.',
      wrong:
        'Compaction removes “amount +5” because a later message has the same key, and the sum is wrong for ever. Messages without a key are refused or never compacted, and a table whose source expires by age loses rows that nobody changed.',
      synonyms: ['compaction', 'log compaction', 'compacted topic', 'tombstone', 'cleanup.policy', 'retention policy', 'delete'],
      see: ['contract.category', 'contract.deleteAs', 'channel.tombstoneRetention'],
      sources: ['KAFKA-compaction', 'CESP-compacted', 'EH-compaction'],
    },
    contracts: {
      use: 'List what the channel carries as soon as a message has a name. Types whose mutual order matters, such as OrderPlaced and OrderCancelled, belong on one channel.',
      not: 'Do not put everything on one channel to save channels: every consumer would have to read and skip the rest. The internal changelog of a processor needs no list.',
      wrong:
        'A consumer waits for a message that nobody sends there. Messages that must be seen in order stand on two channels, between which there is no order.',
      synonyms: ['messages', 'event types', 'carries', 'payload', 'schema'],
      see: ['contract', 'publishes.contracts'],
      sources: ['AAPI-rules', 'Z197', 'OTTO-filter-by-type'],
    },
  },
  contract: {
    kind: {
      use: 'Decide it by who is in charge. An event tells what is already so, and the sender does not care who listens; a command wants something from one receiver, who may refuse.',
      not: 'Do not call it an event only because it travels through a broker. A message that hands over data, and neither tells nor asks, is a document.',
      wrong:
        'An “event” that one receiver must act on is a hidden command: nobody handles its failure. A command with several handlers is done several times, and one with none is never done.',
      synonyms: ['event', 'command', 'query', 'reply', 'document', 'event vs command', 'message kind'],
      see: ['contract.category', 'step.do'],
      sources: ['NSB-messages', 'CESP-command', 'FOWLER-eda'],
    },
    category: {
      use: 'Choose a notification if readers seldom need details, a state event if they keep a copy, a domain event if the step itself is the news. Use event sourcing only where the history is the truth that everything else is computed from.',
      not: 'Commands, queries and replies have no category. Raw change data is a means to get data out, not a language between teams.',
      wrong:
        'With thin notifications every consumer calls back and the load returns to the producer. A state event with half of the fields cannot fill a table, and consumers of raw changes depend on the producer’s columns.',
      synonyms: [
        'notification',
        'event-carried state transfer',
        'ECST',
        'domain event',
        'delta',
        'state event',
        'fat event',
        'thin event',
        'event sourcing',
        'CDC',
        'fact',
      ],
      see: ['channel.cleanup', 'connector'],
      sources: ['FOWLER-eda', 'OTTO-data-events', 'AZ-es', 'Z198'],
    },
    entity: {
      use: 'Name the thing that the message is about, in the word of the domain: order, parcel, account. Messages about one thing usually need a common key and a common order.',
      not: 'Leave it empty if there is no such thing, as with a measurement nobody assigns or a heartbeat.',
      wrong:
        'Two contracts about one thing use different keys, so their messages reach different partitions and come out of order. A message about three things at once has no good key at all.',
      synonyms: ['aggregate', 'resource', 'subject', 'unkeyed event', 'entity event', 'business object'],
      see: ['contract.entityKey'],
      sources: ['Z199', 'Z205', 'OTTO-data-events'],
    },
    entityKey: {
      use: 'Name the field that identifies the thing for its whole life. It is the natural key to publish with, the key of tables built from the messages, and what “in order” refers to.',
      not: 'The id of the message is not it: that one is new every time. Nor is a status, a region or a date, which many things share or which change.',
      wrong:
        'With a random id as the key, the messages about one order spread over all partitions. With an e-mail address, a change of address looks like another customer, and personal data stands in the key.',
      synonyms: ['key', 'identifier', 'id', 'aggregate id', 'primary key', 'partition key', 'message key'],
      see: ['publishes.key', 'field.unique'],
      sources: ['CONF-keys', 'Z204', 'CE-partitioning'],
    },
    versions: {
      use: 'Keep one row for each edition that is or was in use, the newest last. The differences between them, and whether the compatibility mode allows those, are computed.',
      not: 'In a first sketch one version with the two or three fields that matter is enough.',
      wrong:
        'Without fields, the contract is whatever consumers have guessed from samples. If old versions are thrown away, nobody can say whether a replay of last year can be read.',
      synonyms: ['schema history', 'evolution', 'schema', 'implicit contract', 'explicit contract'],
      see: ['version', 'contract.compat'],
      sources: ['ES-versioning', 'Z246', 'CESP-data-contract'],
    },
    compat: {
      use: 'Choose backward if consumers can be upgraded first, forward if producers go first, full if you cannot know. Take the transitive form where old messages are read again, because a reader then meets all earlier versions.',
      not: 'Between parts that are always released together, with no message waiting, none is enough.',
      wrong:
        'With no mode, a harmless-looking change is published on a Friday and stops consumers that nobody had thought of. Without the transitive form, each step is compatible and the replay from the start fails all the same.',
      synonyms: [
        'backward',
        'forward',
        'full',
        'transitive',
        'schema compatibility',
        'breaking change',
        'schema registry',
        'schema evolution',
      ],
      see: ['contract.rollout', 'version.version'],
      sources: ['CONF-compat', 'CESP-schema-compatibility', 'Z245', 'STREAMNATIVE-sr'],
    },
  },
  store: {
    type: {
      use: 'State it where its abilities matter: transactions for an outbox, versions for an event store, large files for claim checks.',
      not: 'Which product it is, or on which machine it runs, belongs in the name or a link.',
      wrong:
        'An outbox is planned in a database that cannot write both rows in one transaction. A cache that may be emptied at any time is taken for the truth.',
      synonyms: [
        'database type',
        'SQL',
        'NoSQL',
        'PostgreSQL',
        'MongoDB',
        'Redis',
        'S3',
        'Elasticsearch',
        'event store',
        'schema registry',
      ],
      see: ['store.role', 'contract.claimStore'],
      sources: ['AZ-es', 'CESP-claim-check'],
    },
    role: {
      use: 'Say which of the copies is the truth, and which are built from it. Draw the outbox and the inbox as stores of their own: the rules look for them when data and messages must agree.',
      not: 'One set of data should not be both the system of record and somebody else’s read model. If it seems so, draw two.',
      wrong:
        'A read model that is also changed by hand can never be built again. If two stores both count as the truth, they differ some day and nobody knows which is right.',
      synonyms: [
        'system of record',
        'source of truth',
        'read model',
        'projection',
        'outbox',
        'inbox',
        'materialised view',
        'CQRS',
        'archive',
      ],
      see: ['store.sameDatabaseAs', 'publishes.atomicity', 'consumes.dedupStore'],
      sources: ['MSIO-outbox', 'NSB-outbox', 'AZ-cqrs', 'CESP-cqrs'],
    },
  },
  connector: {
    type: {
      use: 'Choose change data capture for every change in order, a relay to publish an outbox, a query source only where the log is out of reach. A sink goes the other way, and a bridge joins two clusters.',
      not: 'If it computes or decides anything, it is a processor or a service.',
      wrong:
        'A query source never sees a row that was deleted, and merges two quick changes into one. A bridge in each direction returns every message to where it came from.',
      synonyms: [
        'CDC',
        'change data capture',
        'polling',
        'outbox relay',
        'sink',
        'source',
        'mirror',
        'MirrorMaker',
        'bridge',
        'replication',
      ],
      see: ['captures', 'connector.loopGuard', 'connector.orderBy'],
      sources: ['DBZ-pg', 'DBZ-outbox', 'DAPR-outbox'],
    },
    guarantee: {
      use: 'Look it up in the connector’s manual. Most repeat messages after a crash, so count on that unless exactly-once is stated and switched on.',
      not: 'It says nothing about the consumers behind: they can still receive a message twice.',
      wrong:
        'The relay crashes after publishing and before noting it, and publishes again. A consumer that was promised no repeats adds the amount twice.',
      synonyms: ['exactly-once', 'at-least-once', 'delivery guarantee', 'duplicates'],
      see: ['consumes.idempotency'],
      sources: ['DBZ-eos', 'KAFKA-delivery'],
    },
    keyFrom: {
      use: 'Choose what consumers need together: the primary key for copies of rows, the id of the aggregate for an outbox. Check it whenever two tables feed one channel.',
      not: 'A sink needs no key of its own.',
      wrong:
        'An outbox keyed by its own row id spreads the events of one order over all partitions. Rows of a line-item table, keyed by line, cannot be joined with orders that are keyed by order.',
      synonyms: ['message key', 'primary key', 'partition key', 'row key'],
      see: ['publishes.key', 'contract.entityKey'],
      sources: ['DBZ-outbox', 'CONF-keys'],
    },
  },
  external: {
    type: {
      use: 'Choose it first, for it answers others: what is sent by e-mail cannot be called back, money usually can, a device may have been offline.',
      not: 'If none fits, API is right for everything with an interface.',
      wrong:
        'A device is treated as if it were always connected, and its late messages are dropped. A notification is repeated in a replay, and a thousand customers get last year’s mail again.',
      synonyms: ['person', 'client', 'payment', 'notification', 'e-mail', 'SMS', 'legacy', 'partner', 'device', 'IoT', 'sensor'],
      see: ['external.reversible', 'external.idempotent'],
      sources: ['FOWLER-es', 'CESP-event-time'],
    },
    idempotent: {
      use: 'Look it up before you call the system from a handler, because messages are repeated. Most payment providers accept a key with the request.',
      not: 'Pure questions are harmless however often they are asked. People are not idempotent: they do what they are told again.',
      wrong:
        'The answer is lost on the way, the handler tries again, and the card is charged twice. With a key that is new at each try, even a system that could tell does not.',
      synonyms: ['idempotency', 'idempotency key', 'repeat', 'duplicate request', 'double charge'],
      see: ['calls.idempotencyKey', 'consumes.idempotency'],
      sources: ['KAFKA-external', 'MSIO-idempotent-consumer'],
    },
    reversible: {
      use: 'Answer it for every effect that a saga or a replay may cause. Effects that are final belong at the end of a workflow, after everything that can still fail.',
      not: 'Systems that are only asked have nothing to undo.',
      wrong:
        'The confirmation is sent, then the payment fails, and there is no way to unsend it. A correction run repeats deliveries that were made long ago.',
      synonyms: ['undo', 'refund', 'compensation', 'final', 'pivot', 'side effect'],
      see: ['step.nature', 'step.undo'],
      sources: ['AZ-saga', 'FOWLER-es'],
    },
  },
  saga: {
    style: {
      use: 'Choreography suits two or three steps that seldom change: nobody has to be asked. Orchestration suits more: the order of the steps, the timeouts and the compensation stand in one place.',
      not: 'Do not mix both in one saga without a reason. An orchestrator that also holds the business rules of its participants has become a monolith.',
      wrong:
        'In a wide choreography nobody can say where an order hangs, and a new step touches several services. An orchestrator without saved state forgets all runs at a restart.',
      synonyms: ['choreography', 'orchestration', 'process manager', 'workflow engine', 'coordinator'],
      see: ['saga.orchestrator', 'saga.stateStore'],
      sources: ['MSIO-saga', 'AZ-saga', 'NSB-sagas'],
    },
    steps: {
      use: 'List them in the order in which they happen, and find the pivot: the step that cannot be taken back. What can be compensated comes before it, what can be repeated until it works comes after.',
      not: 'Reactions that can neither fail nor hold up the rest, such as statistics, are plain consumers.',
      wrong:
        'A step without a compensation fails to be undone and leaves a reservation behind. A final step that comes too early makes the failure of later ones unrepairable.',
      synonyms: ['workflow steps', 'activities', 'pivot', 'compensation'],
      see: ['step', 'step.nature'],
      sources: ['AZ-saga', 'MSIO-saga'],
    },
  },
  broker: {
    product: {
      use: 'Choose it by what the handlers need: replay, order per key, many independent readers, single tasks, latency. Then let the design be checked against it, and try another one: the findings show the difference.',
      not: 'Do not start with the product that is in fashion, or with the one you know. For a handful of tasks an hour the queue that you already run is usually right.',
      wrong:
        'The product is chosen for its throughput, and lacks what the design rests on. Its defaults hold where nobody has set anything: days of retention, seconds to acknowledge, a limit on size.',
      synonyms: [
        'Kafka',
        'RabbitMQ',
        'Pulsar',
        'NATS',
        'JetStream',
        'Kinesis',
        'SQS',
        'SNS',
        'EventBridge',
        'Event Hubs',
        'Service Bus',
        'Pub/Sub',
        'Artemis',
        'ActiveMQ',
        'Redis Streams',
        'technology',
        'which broker',
      ],
      see: ['broker', 'channel.variant'],
      sources: ['KAFKA-design', 'RMQ-reliability', 'AWS-sqs', 'GCP-ordering', 'NATS-core'],
    },
  },
  context: {
    kind: {
      use: 'Use a bounded context for a model and its language, a team for who decides, a tenant or region for where data may be. Frames nest: a team may look after two bounded contexts.',
      not: 'Do not use a region for a machine, or a team for a project that ends in May.',
      wrong:
        'A team’s border is taken for a border of meaning, and two models with the same words grow into each other. A tenant’s data leaves its frame because nothing said that it was one.',
      synonyms: ['bounded context', 'team', 'tenant', 'region', 'multi-tenancy', 'data residency'],
      see: ['contract.audience', 'channel.tenancy'],
      sources: ['OTTO-own-data', 'EVMODEL'],
    },
  },
  note: {
    style: {
      use: 'Use a hotspot for what is open, a policy for a reaction (“whenever …, then …”), an actor for a role that does something. All else is a note.',
      not: 'A person who sends or receives messages in the design is an external system, so that arrows can reach them.',
      wrong: 'Open questions that look like remarks are overlooked. A policy that stays a note is implemented by nobody.',
      synonyms: ['hotspot', 'policy', 'actor', 'event storming', 'sticky'],
      see: ['external.type'],
      sources: ['EVMODEL'],
    },
    text: {
      use: 'Write why a decision was taken, what was rejected, or what has still to be asked, in a sentence or two. Name who will find out.',
      not: 'Anything that a property can hold should stand there. Do not copy documents into the drawing; put a link.',
      wrong:
        'A text that repeats the drawing is out of date after the next change, and readers no longer know which of the two to believe.',
      synonyms: ['description', 'rationale', 'decision', 'question'],
      see: ['note'],
      sources: ['EVMODEL'],
    },
  },
};
