import { expect, it } from 'vitest';
import { propertiesOf } from '#model/values.ts';
import { readTyped } from './typed.ts';

const property = (kind: 'channel' | 'consumes' | 'contract' | 'publishes', name: string) => {
  const found = propertiesOf(kind)[name];
  if (!found) throw new Error(name);
  return found;
};

it.each([
  ['channel', 'retention', '7 days', '7d'],
  ['channel', 'retention', ' 30S ', '30s'],
  ['channel', 'retention', '5 minutes', '5min'],
  ['channel', 'retention', '1,5h', '1.5h'],
  ['channel', 'retention', 'for ever', 'forever'],
  ['channel', 'retention', '', '?'],
  ['channel', 'maxMessage', '4 mb', '4MiB'],
  ['channel', 'maxMessage', '300b', '300B'],
  ['consumes', 'capacity', '200 per s', '200/s'],
  ['consumes', 'capacity', '5/min', '5/min'],
  ['channel', 'partitions', '12', 12],
  ['channel', 'partitions', '', '?'],
  ['consumes', 'retryMax', 'Unlimited', 'unlimited'],
  ['consumes', 'needs', 'orderId, amount , orderId', ['orderId', 'amount']],
  ['consumes', 'needs', '', '?'],
  ['publishes', 'key', 'customer.id', 'customer.id'],
  ['publishes', 'key', '', '?'],
] as const)('reads %s %s: “%s”', (kind, name, text, value) => {
  expect(readTyped(property(kind, name), text)).toEqual({ ok: true, value });
});

it.each([
  ['channel', 'retention', 'soon', 'Write a time such as 500ms, 30s, 5min, 12h or 7d, or “forever”'],
  ['channel', 'partitions', '0', 'Write a whole number of 1 or more'],
  ['channel', 'partitions', '1.5', 'Write a whole number of 1 or more'],
  ['consumes', 'capacity', '200', 'Write a rate such as 200/s, 5/min or 10/h'],
] as const)('says what %s %s expects instead of “%s”', (kind, name, text, sentence) => {
  expect(readTyped(property(kind, name), text)).toEqual({ ok: false, sentence });
});
