import { describe, expect, it } from 'vitest';
import { broker } from '#model/kinds/broker.ts';
import { bytesOf, durationMs } from '#model/property.ts';
import type { Capabilities } from './capabilities.ts';
import { productOf, products, variantOf } from './index.ts';

const rows = [
  'kafka/group kafka/share rabbitmq/classic rabbitmq/quorum rabbitmq/stream',
  'pulsar/exclusive-failover pulsar/shared pulsar/key_shared nats/jetstream nats/workqueue kinesis/stream',
  'sns-sqs/standard sns-sqs/fifo eventbridge/classic eventbridge/custom eventhubs/standard',
  'servicebus/plain servicebus/sessions pubsub/unordered pubsub/ordered',
  'activemq/artemis activemq/artemis-groups redis-streams/group',
].flatMap((line) => line.split(' '));

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
};

describe('the broker matrix', () => {
  it('has one row for each of the 23 modes, in order', () => {
    expect(products.flatMap((product) => product.variants.map((row) => `${product.product}/${row.variant}`))).toEqual(rows);
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
        for (const column of ['dedupWindow', 'retentionDefault', 'retentionMax', 'lease'] as const) {
          const { value } = row[column];
          expect(value === '?' || value === '-' || durationMs(value) !== undefined, `${column}: ${value}`).toBe(true);
        }
        for (const column of ['sizeDefault', 'maxSize'] as const) {
          const { value } = row[column];
          expect(value === '?' || bytesOf(value) !== undefined, `${column}: ${value}`).toBe(true);
        }
        for (const { value, note } of Object.values(row).filter((cell) => typeof cell === 'object'))
          expect(value + note).not.toContain('†');
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
