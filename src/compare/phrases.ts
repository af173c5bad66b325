/**
 * All words of the differences. A phrase makes "B keys “orders” by customerId; A and C by orderId": a verb for one
 * and for several designs, the matter, and how each value continues the sentence.
 */
export interface Phrase {
  readonly verb: readonly [one: string, several: string];
  /** `subject` is a quoted name or, for edges, `from` and `to` stand in. */
  object(subject: SubjectWords): string;
  /** Continues the sentence for a value; what is not listed is handed to `otherwise`. */
  readonly values?: Readonly<Record<string, string>>;
  otherwise?(value: string): string;
  /** For lists that differ in some of their items: the sentence about those alone. */
  each?(subject: SubjectWords, items: string): string;
  /** Values that need a verb of their own: "lets “billing” stop when …", and shorter after another one: "lets it stop". */
  readonly apart?: Readonly<Record<string, Apart>>;
}

export interface Apart {
  readonly verb: readonly [one: string, several: string];
  first(subject: SubjectWords): string;
  readonly later: string;
}

export interface SubjectWords {
  /** The element, or for a part the thing that it belongs to. */
  readonly name: string;
  /** Ends of an edge. */
  readonly from: string;
  readonly to: string;
  /** Other edges of its kind lead to the same place: it has to be said whose is meant. */
  readonly shared?: boolean;
}

const lets = ['lets', 'let'] as const;
const uses = ['uses', 'use'] as const;
const reading = ({ from, to }: SubjectWords) => `${to} read ${from}`;
const exhausted = (does: string): Apart => ({
  verb: lets,
  first: ({ from, to }) => `${to} ${does} when retries of ${from} run out`,
  later: `it ${does}`,
});
const publishing = ({ from, to }: SubjectWords) => `${from} publish to ${to}`;
const retrying = ({ from, to }: SubjectWords) => `${to} retry ${from}`;
const drawnAs: Phrase = { verb: ['draws', 'draw'], object: ({ name }) => name, otherwise: (v) => `as “${v}”` };
const instances: Phrase = {
  verb: ['runs', 'run'],
  object: ({ name }) => name,
  otherwise: (v) => (v === '1' ? 'as a single instance' : `as ${v} instances`),
};

/** By `kind.property`, or by a property that means the same for all kinds. */
export function phraseFor(kind: string, property: string): Phrase | undefined {
  return phrases[`${kind}.${property}`] ?? (property === 'context' ? inContext : undefined);
}

const inContext: Phrase = { verb: ['puts', 'put'], object: ({ name }) => name, otherwise: (v) => `in ${v}` };

/** A property without a phrase is worded from its label. */
const phrases: Readonly<Record<string, Phrase>> = {
  'channel.type': {
    verb: ['decides', 'decide'],
    object: ({ name }) => `${name} is`,
    values: { log: 'a topic', queue: 'a queue', pubsub: 'a pub/sub channel' },
  },
  'channel.role': {
    verb: uses,
    object: ({ name }) => name,
    values: {
      main: 'as a main channel',
      retry: 'as a retry channel',
      dlq: 'as a dead-letter queue',
      reply: 'as a reply channel',
      changelog: 'as a changelog',
      archive: 'as an archive',
    },
  },
  'channel.broker': { verb: ['puts', 'put'], object: ({ name }) => name, otherwise: (v) => `on ${v}` },
  'channel.partitions': {
    verb: ['gives', 'give'],
    object: ({ name }) => name,
    otherwise: (v) => (v === '1' ? '1 partition' : `${v} partitions`),
  },
  'channel.retention': {
    verb: ['keeps', 'keep'],
    object: ({ name }) => `messages of ${name}`,
    values: { forever: 'for ever' },
    otherwise: (v) => `for ${v}`,
  },
  'channel.cleanup': {
    verb: ['cleans', 'clean'],
    object: ({ name }) => `${name} up`,
    values: { delete: 'by age', compact: 'by compaction', 'compact+delete': 'by compaction and age' },
  },
  'channel.variant': { verb: ['runs', 'run'], object: ({ name }) => name, otherwise: (v) => `in the mode “${v}”` },
  'channel.replication': {
    verb: ['keeps', 'keep'],
    object: ({ name }) => name,
    otherwise: (v) => (v === '1' ? 'in 1 copy' : `in ${v} copies`),
  },
  'channel.minInSync': {
    verb: lets,
    object: ({ name }) => `messages of ${name} be confirmed`,
    otherwise: (v) => (v === '1' ? 'by 1 copy' : `by ${v} copies`),
  },
  'channel.contracts': {
    verb: lets,
    object: ({ name }) => `${name} carry`,
    otherwise: (v) => v,
    each: ({ name }, v) => `${name} carry ${v}`,
  },
  'publishes.key': {
    verb: ['keys', 'key'],
    object: ({ from, to, shared }) => (shared ? `what ${from} publishes to ${to}` : to),
    values: { const: 'by one constant' },
    otherwise: (v) => `by ${v}`,
    apart: {
      none: {
        verb: ['publishes', 'publish'],
        first: ({ from, to, shared }) => (shared ? `what ${from} sends to ${to} without a key` : `to ${to} without a key`),
        later: 'without a key',
      },
    },
  },
  'publishes.contracts': {
    verb: lets,
    object: publishing,
    otherwise: (v) => `only ${v}`,
    each: ({ from, to }, v) => `${from} publish ${v} to ${to}`,
  },
  'publishes.atomicity': {
    verb: lets,
    object: publishing,
    values: {
      none: 'apart from its own write',
      outbox: 'through an outbox',
      cdc: 'by change data capture',
      brokerTx: 'in a broker transaction',
      listenToYourself: 'first and then read it back',
      xa: 'in one XA transaction with its write',
    },
  },
  'publishes.idempotent': {
    verb: lets,
    object: publishing,
    values: { yes: 'as an idempotent producer', no: 'without being an idempotent producer' },
  },
  'publishes.acks': {
    verb: lets,
    object: publishing,
    values: {
      none: 'without a confirmation',
      leader: 'with a confirmation by the leader',
      all: 'with a confirmation by all copies',
    },
  },
  'publishes.idSource': {
    verb: lets,
    object: publishing,
    values: {
      stable: 'with an id that is stored with the fact',
      derived: 'with an id that follows from its input',
      fresh: 'with a new id each time that it handles its input',
      perAttempt: 'with a new id each time that it sends',
    },
  },
  'consumes.idempotency': {
    verb: lets,
    object: reading,
    values: {
      none: 'without idempotency',
      natural: 'idempotently by nature',
      dedupStore: 'with a de-duplication store',
      versionCheck: 'with a version check',
      brokerDedup: 'relying on the broker’s de-duplication',
      brokerTx: 'in a broker transaction',
    },
  },
  'consumes.orderingNeed': {
    verb: lets,
    object: reading,
    values: { none: 'in any order', perKey: 'in order per key', global: 'in one global order' },
  },
  'consumes.ack': {
    verb: lets,
    object: ({ from, to }) => `${to} acknowledge ${from}`,
    values: {
      beforeEffect: 'before its work',
      afterEffect: 'after its work',
      auto: 'automatically',
      withEffect: 'together with its work',
      brokerTx: 'in a broker transaction',
    },
  },
  'consumes.retry': {
    verb: lets,
    object: ({ from, to }) => `${to} handle failures of ${from}`,
    values: {
      none: 'without a retry',
      blocking: 'by blocking retries',
      requeue: 'by requeueing',
      retryChannel: 'through a retry channel',
    },
  },
  'consumes.retryMax': {
    verb: lets,
    object: retrying,
    values: { unlimited: 'without a limit' },
    otherwise: (v) => (v === '1' ? 'at most once' : `at most ${v} times`),
  },
  'consumes.backoff': {
    verb: lets,
    object: retrying,
    values: { none: 'without a pause', fixed: 'after equal pauses', exponential: 'after pauses that grow' },
  },
  'consumes.startFrom': {
    verb: lets,
    object: ({ from, to }) => `${to} start to read ${from}`,
    values: { earliest: 'at the oldest message', latest: 'at the newest message' },
  },
  'consumes.assignment': {
    verb: lets,
    object: ({ from, to }) => `the instances of ${to} share ${from}`,
    values: {
      exclusivePartition: 'by partition',
      byKey: 'by key',
      singleActive: 'with one of them active at a time',
      competing: 'by competing for each message',
    },
  },
  'consumes.onExhausted': {
    verb: lets,
    object: reading,
    apart: {
      dlq: exhausted('put messages into a dead-letter queue'),
      drop: exhausted('drop messages'),
      block: exhausted('wait for ever'),
      stop: exhausted('stop'),
    },
  },
  'consumes.claims': {
    verb: ['promises', 'promise'],
    object: ({ from, to }) => `${to} each message of ${from}`,
    values: { atMostOnce: 'at most once', atLeastOnce: 'at least once', exactlyOnce: 'exactly once' },
  },
  'consumes.concurrency': {
    verb: lets,
    object: ({ from, to }) => `${to} work on ${from}`,
    values: { sequential: 'one at a time', perKey: 'in parallel by key', unordered: 'in parallel, in any order' },
  },
  'consumes.contracts': {
    verb: lets,
    object: ({ from, to }) => `${to} read from ${from}`,
    values: { all: 'everything' },
    otherwise: (v) => `only ${v}`,
    each: ({ from, to }, v) => `${to} read ${v} from ${from}`,
  },
  'consumes.dedupStore': { verb: lets, object: ({ to }) => `${to} remember ids`, otherwise: (v) => `in ${v}` },
  'consumes.group': { verb: lets, object: reading, otherwise: (v) => `as group ${v}` },
  'deadLetters.redrive': {
    verb: lets,
    object: ({ to }) => `messages in ${to}`,
    values: { none: 'stay there', manual: 'be sent back by hand', automatic: 'be sent back automatically' },
  },
  'writes.mode': {
    verb: lets,
    object: ({ from, to }) => `${from} write to ${to}`,
    values: {
      upsert: 'by upsert',
      insertUnique: 'by insert under a unique key',
      insert: 'by insert',
      increment: 'by increment',
      append: 'by append',
      update: 'by update',
      delete: 'by delete',
    },
  },
  'writes.expectedVersion': {
    verb: lets,
    object: ({ from, to }) => `${from} write to ${to}`,
    values: { yes: 'only at an expected version', no: 'at any version' },
  },
  'reads.freshness': {
    verb: lets,
    object: ({ from, to }) => `${to} read ${from}`,
    values: { immediate: 'only up to date', eventual: 'a little late' },
  },
  'calls.purpose': {
    verb: lets,
    object: ({ from, to }) => `${from} call ${to}`,
    values: { query: 'to ask', command: 'to make something happen' },
  },
  'calls.idempotencyKey': {
    verb: lets,
    object: ({ from, to }) => `${from} call ${to}`,
    values: { yes: 'with an idempotency key', no: 'without an idempotency key' },
  },
  'calls.timeout': {
    verb: lets,
    object: ({ from, to }) => `${from} wait for ${to}`,
    values: { none: 'without a limit' },
    otherwise: (v) => `for ${v}`,
  },
  'calls.breaker': {
    verb: lets,
    object: ({ from, to }) => `${from} call ${to}`,
    values: { yes: 'behind a circuit breaker', no: 'without a circuit breaker' },
  },
  'contract.kind': {
    verb: ['makes', 'make'],
    object: ({ name }) => name,
    values: { event: 'an event', command: 'a command', query: 'a query', reply: 'a reply', document: 'a document' },
  },
  'contract.category': {
    verb: ['makes', 'make'],
    object: ({ name }) => name,
    values: {
      notification: 'a notification',
      domain: 'a domain event',
      state: 'event-carried state',
      cdc: 'a change record',
      sourced: 'an event of an event-sourced log',
    },
  },
  'contract.entity': { verb: lets, object: ({ name }) => `${name} be`, otherwise: (v) => `about “${v}”` },
  'contract.entityKey': {
    verb: ['identifies', 'identify'],
    object: ({ name }) => `the entity of ${name}`,
    otherwise: (v) => `by ${v}`,
  },
  'contract.meta': {
    verb: ['gives', 'give'],
    object: ({ name }) => `${name} the metadata`,
    otherwise: (v) => v,
    each: ({ name }, v) => `${name} the metadata ${v}`,
  },
  'contract.owner': { verb: lets, object: ({ name }) => `${name} be owned`, otherwise: (v) => `by ${v}` },
  'contract.registry': {
    verb: ['registers', 'register'],
    object: ({ name }) => name,
    values: { none: 'nowhere' },
    otherwise: (v) => `in ${v}`,
  },
  'contract.compat': {
    verb: ['keeps', 'keep'],
    object: ({ name }) => `versions of ${name}`,
    values: {
      NONE: 'without a compatibility rule',
      BACKWARD: 'backward compatible',
      FORWARD: 'forward compatible',
      FULL: 'fully compatible',
      BACKWARD_TRANSITIVE: 'backward compatible with all earlier ones',
      FORWARD_TRANSITIVE: 'forward compatible with all earlier ones',
      FULL_TRANSITIVE: 'fully compatible with all earlier ones',
    },
  },
  'saga.style': {
    verb: ['runs', 'run'],
    object: ({ name }) => name,
    values: { choreography: 'as a choreography', orchestration: 'as an orchestration' },
  },
  'saga.orchestrator': {
    verb: lets,
    object: ({ name }) => `${name} be led`,
    values: { none: 'by nobody' },
    otherwise: (v) => `by ${v}`,
  },
  'step.undo': {
    verb: ['undoes', 'undo'],
    object: ({ name }) => name,
    values: { none: 'not at all', timeout: 'by letting it lapse' },
    otherwise: (v) => `by ${v}`,
  },
  'step.timeout': {
    verb: ['waits', 'wait'],
    object: ({ name }) => `for ${name}`,
    values: { none: 'without a limit' },
    otherwise: (v) => `for ${v}`,
  },
  'step.nature': {
    verb: ['makes', 'make'],
    object: ({ name }) => name,
    values: { compensable: 'compensable', pivot: 'the pivot', retryable: 'retryable' },
  },
  'broker.product': { verb: ['runs', 'run'], object: ({ name }) => name, otherwise: (v) => `on ${v}` },
  'external.idempotent': {
    verb: ['says', 'say'],
    object: ({ name }) => `of ${name}`,
    values: { yes: 'that it notices repeats', no: 'that it does again what it is asked again' },
  },
  'external.reversible': {
    verb: ['says', 'say'],
    object: ({ name }) => `of ${name}`,
    values: { yes: 'that what it does can be undone', no: 'that what it does is final' },
  },
  'external.type': drawnAs,
  'store.type': drawnAs,
  'store.role': drawnAs,
  'connector.type': drawnAs,
  'context.kind': drawnAs,
  'service.instances': instances,
  'processor.instances': instances,
  'connector.instances': instances,
  'processor.op': {
    verb: lets,
    object: ({ name }) => name,
    values: {
      map: 'map messages',
      filter: 'filter messages',
      split: 'split streams',
      merge: 'merge streams',
      rekey: 're-key messages',
      aggregate: 'aggregate messages',
      join: 'join streams',
      enrich: 'enrich messages',
    },
  },
  'processor.state': {
    verb: lets,
    object: ({ name }) => name,
    values: { none: 'work without state', memory: 'keep its state in memory', durable: 'keep its state durably' },
  },
  'field.required': {
    verb: ['makes', 'make'],
    object: ({ name }) => name,
    values: { yes: 'required', no: 'optional' },
  },
  'field.type': {
    verb: ['types', 'type'],
    object: ({ name }) => name,
    values: {
      string: 'as text',
      int: 'as an integer',
      long: 'as a long integer',
      double: 'as a decimal (double)',
      bool: 'as true or false',
      enum: 'as an enumeration',
      object: 'as an object',
      array: 'as a list',
      timestamp: 'as date and time',
      bytes: 'as bytes',
    },
  },
};
