import type { EdgeKind } from '#model/kind.ts';

/** The words of the notation: what stands on nodes and arrows, in the page, in exports and for screen readers. */
export const kindWords = {
  service: 'service',
  processor: 'processor',
  topic: 'topic',
  queue: 'queue',
  pubsub: 'pub/sub',
  channel: 'channel',
  store: 'database',
  connector: 'connector',
  external: 'external',
  saga: 'saga',
  broker: 'broker',
  context: 'context',
} as const;

export const storeWords: Readonly<Record<string, string>> = {
  relational: 'relational',
  document: 'documents',
  kv: 'key-value',
  search: 'search index',
  object: 'objects',
  eventStore: 'event store',
  cache: 'cache',
  warehouse: 'warehouse',
  schemaRegistry: 'schema registry',
};

export const storeRoles: Readonly<Record<string, string>> = {
  record: 'record',
  readModel: 'read model',
  outbox: 'outbox',
  inbox: 'inbox',
  state: 'state',
  archive: 'archive',
};

export const channelRoles: Readonly<Record<string, string>> = {
  retry: 'retry',
  dlq: 'dead letters',
  reply: 'replies',
  changelog: 'changelog',
  archive: 'archive',
};

export const cleanupWords: Readonly<Record<string, string>> = { compact: 'compacted', 'compact+delete': 'compacted' };

export const contractWords: Readonly<Record<string, string>> = {
  event: 'event',
  command: 'command',
  query: 'query',
  reply: 'reply',
  document: 'document',
};

export const noteWords: Readonly<Record<string, string>> = { note: 'note', actor: 'actor', policy: 'policy', hotspot: 'hotspot' };

export const formatWords: Readonly<Record<string, string>> = {
  avro: 'Avro',
  protobuf: 'Protobuf',
  jsonschema: 'JSON Schema',
  xml: 'XML',
};

export const connectorWords: Readonly<Record<string, string>> = {
  cdc: 'CDC',
  query: 'query source',
  relay: 'outbox relay',
  sink: 'sink',
  bridge: 'bridge',
};

export const externalWords: Readonly<Record<string, string>> = {
  person: 'person',
  client: 'client',
  api: 'API',
  payment: 'payment',
  notification: 'notification',
  legacy: 'legacy system',
  partner: 'partner',
  device: 'device',
};

export const sagaWords: Readonly<Record<string, string>> = { choreography: 'choreography', orchestration: 'orchestration' };

export const guaranteeWords: Readonly<Record<string, string>> = {
  atMostOnce: 'at-most-once',
  atLeastOnce: 'at-least-once',
  exactlyOnce: 'exactly-once',
};

export const statusWords: Readonly<Record<string, string>> = { planned: 'planned', deprecated: 'deprecated' };

export const contextWords: Readonly<Record<string, string>> = {
  boundedContext: '',
  team: 'team',
  tenant: 'tenant',
  region: 'region',
};

export const roleWords = { sends: 'producer', receives: 'consumer', both: 'both' } as const;

/** How the edge kinds are called in one word or two, as on an arrow. */
export const edgeWords: Readonly<Record<EdgeKind, string>> = {
  publishes: 'publishes',
  consumes: 'consumes',
  deadLetters: 'dead letters',
  writes: 'writes',
  reads: 'reads',
  calls: 'calls',
  captures: 'captures',
};

export const words = {
  unnamed: 'unnamed',
  partitions: (count: number) => `${count} ${count === 1 ? 'partition' : 'partitions'}`,
  instances: (count: number) => `${count} instances`,
  steps: (count: number) => `${count} ${count === 1 ? 'step' : 'steps'}`,
  more: (count: number) => `+${count}`,
  key: (field: string) => `key ${field}`,
  noKey: 'no key',
  oneKey: 'one key',
  group: (name: string) => `group ${name}`,
  forever: 'kept for ever',
  stateful: 'keeps state',
  final: 'final',
  reversible: 'can be undone',
  nameless: (kind: string) => `unnamed ${kind}`,
  into: (count: number) => `${count} in`,
  out: (count: number) => `${count} out`,
  pinned: 'pinned',
} as const;
