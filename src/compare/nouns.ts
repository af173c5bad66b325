import type { ElementKind } from '#model/kind.ts';

/** "the service “billing”", and "services" for what the summary counts. */
export const nouns: Readonly<Record<ElementKind, string>> = {
  service: 'service',
  processor: 'stream processor',
  channel: 'channel',
  contract: 'contract',
  store: 'store',
  connector: 'connector',
  external: 'external system',
  saga: 'saga',
  broker: 'broker',
  context: 'context',
  note: 'note',
};

export const channelNouns: Readonly<Record<string, string>> = {
  log: 'topic',
  queue: 'queue',
  pubsub: 'pub/sub channel',
  '?': 'channel',
};
export const roleNouns: Readonly<Record<string, string>> = {
  retry: 'retry channel',
  dlq: 'dead-letter queue',
  reply: 'reply channel',
  changelog: 'changelog',
  archive: 'archive',
};
export const contractNouns: Readonly<Record<string, string>> = {
  event: 'event',
  command: 'command',
  query: 'query',
  reply: 'reply',
  document: 'document',
};

/** What one end does with the other, after "lets": by edge kind, with ends quoted. */
export const doings: Readonly<Record<string, (from: string, to: string) => string>> = {
  publishes: (from, to) => `${from} publish to ${to}`,
  consumes: (from, to) => `${to} read ${from}`,
  deadLetters: (from, to) => `${from} send dead letters to ${to}`,
  writes: (from, to) => `${from} write to ${to}`,
  reads: (from, to) => `${to} look things up in ${from}`,
  calls: (from, to) => `${from} call ${to}`,
  captures: (from, to) => `${to} capture the changes of ${from}`,
};

/** The record itself as a noun phrase, for properties that are worded from their labels. */
export const subjects: Readonly<Record<string, (from: string, to: string) => string>> = {
  publishes: (from, to) => `${from} publishing to ${to}`,
  consumes: (from, to) => `${to} reading ${from}`,
  deadLetters: (from, to) => `dead letters from ${from} to ${to}`,
  writes: (from, to) => `${from} writing to ${to}`,
  reads: (from, to) => `${to} looking things up in ${from}`,
  calls: (from, to) => `${from} calling ${to}`,
  captures: (from, to) => `${to} capturing ${from}`,
};
