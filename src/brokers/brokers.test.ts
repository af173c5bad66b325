import { describe, expect, it } from 'vitest';
import { broker } from '#model/kinds/broker.ts';
import { bytesOf, durationMs } from '#model/property.ts';
import type { Capabilities } from './capabilities.ts';
import { productOf, products, variantOf } from './index.ts';

/** The matrix as it was researched, apart from the profiles: a cell that somebody changes by mistake is noticed. † is not verified. */
const enumerated = ['type', 'scope', 'assignment', 'fanout', 'eos', 'replay', 'defaultOnFail', 'keyMapping'] as const;
const enumeratedCells = `
  kafka/group                log    partition exclusivePartition group  yes      log     app     modulo
  kafka/share                log    none      competing          group  no       none    drop    modulo
  rabbitmq/classic           queue  queue     competing          byType no       none    hotloop modulo
  rabbitmq/quorum            queue  queue     competing          byType no       none    drop    modulo
  rabbitmq/stream            log    channel   exclusivePartition group  no       log     app     modulo
  pulsar/exclusive-failover  log    partition exclusivePartition group  yes      log     hotloop modulo
  pulsar/shared              queue  none      competing          group  yes      log     hotloop modulo
  pulsar/key_shared          queue  group     byKey              group  yes      log     hotloop free
  nats/jetstream             log    channel   competing          group  delivery log     hotloop modulo
  nats/workqueue             queue  channel   competing          queue  delivery none    hotloop modulo
  kinesis/stream             log    partition exclusivePartition group  no       log     block   range-split
  sns-sqs/standard           queue  none      competing          byType no       none    hotloop free
  sns-sqs/fifo               queue  group     byKey              byType delivery archive block   free
  eventbridge/classic        pubsub none      competing          group  no       archive drop    free
  eventbridge/custom         log    group     byKey              group  delivery log     block   free
  eventhubs/standard         log    partition exclusivePartition group  no       log     app     modulo
  servicebus/plain           queue  none      competing          byType no       none    dlq     free
  servicebus/sessions        queue  group     byKey              byType no       none    dlq     free
  pubsub/unordered           pubsub none      competing          group  delivery log     hotloop free
  pubsub/ordered             pubsub group     byKey              group  delivery log     block   free
  activemq/artemis           queue  queue     competing          byType no       none    drop    free
  activemq/artemis-groups    queue  group     byKey              byType no       none    drop    free
  redis-streams/group        log    channel   competing          group  no       log     app     free
`;
const more = [
  'retryReorders',
  'startDefault',
  'xa',
  'producerDedup',
  'nativeDlq',
  'delay',
  'transactions',
  'compaction',
] as const;
const moreCells = `
  kafka/group                yes  latest    no    yes  no   no    yes   yes
  kafka/share                yes  latest†   no    yes  no   no    no    yes
  rabbitmq/classic           yes  -         no    no   yes  yes†  no    no
  rabbitmq/quorum            yes  -         no    no   yes  yes   no    no
  rabbitmq/stream            yes  latest    no    yes  no   no    no    no†
  pulsar/exclusive-failover  no†  latest†   no    yes  no   no    yes   yes
  pulsar/shared              no†  latest†   no    yes  yes  yes   yes   no†
  pulsar/key_shared          no†  latest†   no    yes  yes  yes†  yes   no†
  nats/jetstream             yes  earliest  no    yes  no   yes†  yes†  yes
  nats/workqueue             yes  -         no    yes  no   yes   yes†  no
  kinesis/stream             yes  ?         no    no   no   no    no    no†
  sns-sqs/standard           yes  -         no    no   yes  yes   no    no
  sns-sqs/fifo               no   -         no    yes  yes  yes   no    no
  eventbridge/classic        yes  -         no    no   yes  no    no    no
  eventbridge/custom         no   ?         no    yes  yes  no    no    no†
  eventhubs/standard         yes  latest†   no    no†  no   no    no†   yes
  servicebus/plain           yes  -         no    yes  yes  yes   yes   no
  servicebus/sessions        yes  -         no    yes  yes  yes   yes   no
  pubsub/unordered           yes  latest    no    no   yes  no    no    no†
  pubsub/ordered             no   latest    no    no   yes  no    no    no†
  activemq/artemis           yes  -         yes†  yes  yes  yes   yes   no
  activemq/artemis-groups    yes  -         yes†  yes  yes  yes   yes   no
  redis-streams/group        yes  ?         no    yes  no   no    yes   no†
`;
const measured = [
  'dedupWindow',
  'dedupWindowMax',
  'retentionDefault',
  'retentionMax',
  'sizeDefault',
  'maxSize',
  'lease',
] as const;
const measuredCells = `
  kafka/group                ?      ?    7d       forever   1048588B     ?            5min
  kafka/share                ?      ?    7d       forever   1048588B     ?            30s†
  rabbitmq/classic           -      -    ?        forever   16MiB        512MiB       30min†
  rabbitmq/quorum            -      -    ?        forever   16MiB        512MiB       30min†
  rabbitmq/stream            ?      ?    forever  forever   16MiB†       512MiB†      -
  pulsar/exclusive-failover  ?      ?    ?        forever   5MiB†        ?†           -†
  pulsar/shared              ?      ?    ?        forever   5MiB†        ?            -†
  pulsar/key_shared          ?      ?    ?        forever   5MiB†        ?            -†
  nats/jetstream             2min   ?    ?        forever   1000000B     64000000B    30s†
  nats/workqueue             2min   ?    ?        ?         1000000B     64000000B    30s†
  kinesis/stream             -      -    24h      365d      1MiB         10MiB        ?
  sns-sqs/standard           -      -    4d       14d       1MiB         1MiB         30s
  sns-sqs/fifo               5min   5min 4d       14d       1MiB         1MiB         30s
  eventbridge/classic        -      -    ?        ?         256000B      1000000B     -
  eventbridge/custom         5min   5min ?        365d      1000000B†    1000000B†    -
  eventhubs/standard         -      -    1d       90d       256000B      1000000B     ?
  servicebus/plain           10min  7d   ?†       forever†  256000B      100000000B   ?†
  servicebus/sessions        10min  7d   ?†       forever†  256000B      100000000B   ?
  pubsub/unordered           -      -    7d       31d       10000000B†   10000000B†   10s
  pubsub/ordered             -      -    7d       31d       10000000B†   10000000B†   10s
  activemq/artemis           ?      ?    ?        forever   ?†           ?            -
  activemq/artemis-groups    ?      ?    ?        forever   ?†           ?            -
  redis-streams/group        100s   24h  ?        forever   512000000B†  512000000B†  ?
`;

type Column = keyof Capabilities;

/** Row, then column: what the literal table says. */
function tableOf(columns: readonly Column[], cells: string): Record<string, Record<string, string>> {
  const lines = cells.trim().split('\n');
  return Object.fromEntries(
    lines.map((line) => {
      const [row, ...values] = line.trim().split(/ +/);
      return [row, Object.fromEntries(columns.map((column, i) => [column, values[i] ?? '']))];
    }),
  );
}

const words: { [K in keyof Capabilities]?: readonly string[] } = {
  type: ['log', 'queue', 'pubsub'],
  scope: ['none', 'partition', 'group', 'queue', 'channel'],
  assignment: ['exclusivePartition', 'byKey', 'competing'],
  fanout: ['group', 'queue', 'byType'],
  eos: ['yes', 'delivery', 'no'],
  replay: ['log', 'archive', 'none'],
  defaultOnFail: ['block', 'hotloop', 'drop', 'dlq', 'app'],
  keyMapping: ['modulo', 'range-split', 'free'],
  retryReorders: ['yes', 'no'],
  xa: ['yes', 'no'],
  startDefault: ['latest', 'earliest', '?', '-'],
  producerDedup: ['yes', 'no'],
  compaction: ['yes', 'no'],
  nativeDlq: ['yes', 'no'],
  delay: ['yes', 'no'],
  transactions: ['yes', 'no'],
};

describe('the broker matrix', () => {
  it.each([
    ['words', enumerated, enumeratedCells],
    ['words and answers', more, moreCells],
    ['measures', measured, measuredCells],
  ] as const)('has one row for each of the 23 modes, in order, with the researched %s cell by cell', (_, columns, cells) => {
    const stated = tableOf(columns, cells);
    const held = products.flatMap(({ product, variants }) =>
      variants.map((row) => [
        `${product}/${row.variant}`,
        Object.fromEntries(columns.map((column) => [column, row[column].value + (row[column].verified ? '' : '†')])),
      ]),
    );
    expect(Object.keys(stated)).toHaveLength(23);
    expect(held.map(([name]) => name)).toEqual(Object.keys(stated));
    expect(Object.fromEntries(held)).toEqual(stated);
  });

  it('states every column that is not free text', () => {
    const freeText = ['keyConcept', 'delivery', 'offsetRetention'];
    const columns = Object.keys(products[0]?.variants[0] ?? {}).filter((name) => !['variant', 'label', 'help'].includes(name));
    expect([...enumerated, ...more, ...measured, ...freeText].sort()).toEqual(columns.sort());
  });

  it('knows every product that a broker can be, except `other`', () => {
    const names = (broker.properties.product.options ?? []).map((option) => option.value);
    expect(products.map((product) => product.product)).toEqual(names.filter((name) => name !== 'other'));
    for (const product of products) {
      expect(product.label).toBe(broker.properties.product.options?.find((option) => option.value === product.product)?.label);
    }
  });

  it('names its sources', () => {
    for (const product of products) expect(product.sources.length, product.product).toBeGreaterThan(0);
  });

  for (const product of products) {
    for (const row of product.variants) {
      it(`${product.product}/${row.variant}: enumerations hold their words, measures are measures`, () => {
        for (const [column, allowed] of Object.entries(words))
          expect(allowed, column).toContain(row[column as keyof Capabilities].value);
        for (const column of ['dedupWindow', 'dedupWindowMax', 'retentionDefault', 'retentionMax', 'lease'] as const) {
          const { value } = row[column];
          expect(value === '?' || value === '-' || durationMs(value) !== undefined, `${column}: ${value}`).toBe(true);
        }
        for (const column of ['sizeDefault', 'maxSize'] as const) {
          const { value } = row[column];
          expect(value === '?' || bytesOf(value) !== undefined, `${column}: ${value}`).toBe(true);
        }
        for (const { value, note } of Object.values(row).filter((cell) => typeof cell === 'object'))
          expect(value + note).not.toContain('†');
        expect(row.label).not.toBe('');
        expect(row.help).toMatch(/\.$/);
      });
    }
  }

  it('finds a row by product and variant, the first one without a variant', () => {
    expect(variantOf('rabbitmq', '')?.variant).toBe('classic');
    expect(variantOf('rabbitmq', 'stream')?.scope.value).toBe('channel');
    expect(variantOf('kafka', 'fifo')).toBeUndefined();
    expect(variantOf('other', '')).toBeUndefined();
    expect(productOf('?')).toBeUndefined();
  });

  it('says which rows promise no order at all', () => {
    const none = products.flatMap((p) =>
      p.variants.filter((row) => row.scope.value === 'none').map((row) => `${p.product}/${row.variant}`),
    );
    expect(none).toEqual([
      'kafka/share',
      'pulsar/shared',
      'sns-sqs/standard',
      'eventbridge/classic',
      'servicebus/plain',
      'pubsub/unordered',
    ]);
  });
});
