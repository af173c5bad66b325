import { describe, expect, it } from 'vitest';
import { valueAt } from '#model/edit.ts';
import { propertiesOf } from '#model/values.ts';
import { designOf, idOf } from '../workbench.testkit.ts';
import { candidates, fieldNames } from './candidates.ts';
import { caretAfter } from './caret.ts';
import { carriersOf, connectionsOf } from './connections.ts';
import { questionWords } from './question-words.ts';
import { isBroken, saidValue } from './said.ts';

const design = designOf(`
contract Paid 1.0.0 event { orderId string }
contract Paid 1.1.0 { orderId string
  amount double }
contract Asked 1.0.0 command
service shop
topic payments (contracts Paid)
service books
shop -> payments (contracts Paid)
payments -> books
`);
const id = (name: string) => idOf(design, name);
const property = (kind: 'channel' | 'consumes' | 'publishes', name: string) => {
  const found = propertiesOf(kind)[name];
  if (!found) throw new Error(name);
  return found;
};

describe('values in words', () => {
  it('says open, empty and chosen values as people would', () => {
    expect(saidValue(design, property('channel', 'type'), '?')).toBe('Don’t know yet');
    expect(saidValue(design, property('channel', 'type'), 'log')).toBe('It stays readable (topic)');
    expect(saidValue(design, property('channel', 'replication'), 3)).toBe('3 copies');
    expect(saidValue(design, property('channel', 'contracts'), [id('Paid'), `${id('Paid')}@1.0.0`])).toBe('Paid, Paid 1.0.0');
    expect(saidValue(design, property('consumes', 'contracts'), 'all')).toBe('All');
  });

  it('knows a reference to nothing', () => {
    expect(isBroken(design, id('Paid'))).toBe(false);
    expect(isBroken(design, `${id('Paid')}@1.0.0`)).toBe(false);
    expect(isBroken(design, '!Gone')).toBe(true);
    expect(isBroken(design, 'nowhere')).toBe(true);
  });
});

it('offers contracts by name, and version by version where there are several', () => {
  expect(candidates(design, property('publishes', 'contracts'), 'x').map((each) => each.label)).toEqual([
    'Asked',
    'Paid',
    'Paid 1.0.0',
    'Paid 1.1.0',
  ]);
});

it('suggests the fields of the messages that travel there', () => {
  const publishes = [...design.edges.values()].find((edge) => edge.kind === 'publishes');
  const consumes = [...design.edges.values()].find((edge) => edge.kind === 'consumes');
  if (!publishes || !consumes) throw new Error('no edge');
  expect(fieldNames(design, publishes)).toEqual(['orderId', 'amount']);
  expect(fieldNames(design, consumes)).toEqual(['orderId', 'amount']);
});

it('says what an element is joined to from its own side', () => {
  expect(connectionsOf(design, id('payments')).map((each) => each.sentence)).toEqual([
    'is published to by shop',
    'is consumed by books',
  ]);
  expect(carriersOf(design, id('Paid'))).toHaveLength(2);
});

it('asks open questions in their own words, with the row that they are about', () => {
  const consumes = [...design.edges.values()].find((edge) => edge.kind === 'consumes');
  const paid = design.elements.get(id('Paid'));
  const [version] = valueAt(paid?.props as never, ['versions']) as { id: string; fields: { id: string }[] }[];
  expect(questionWords(design, consumes?.id ?? '', 'idempotency')).toBe('If this message arrives twice, then …');
  expect(questionWords(design, id('Paid'), `versions/${version?.id}/fields/${version?.fields[0]?.id}/type`)).toBe(
    'orderId: Type',
  );
});

it.each([
  [5, [{ retain: 2 }, { insert: 'abc' }], 8],
  [2, [{ retain: 2 }, { insert: 'abc' }], 2],
  [1, [{ retain: 2 }, { insert: 'abc' }], 1],
  [8, [{ retain: 2 }, { delete: 3 }], 5],
  [3, [{ retain: 2 }, { delete: 3 }], 2],
  [6, [{ insert: 'x' }, { retain: 3 }, { delete: 1 }, { insert: 'yz' }], 8],
])('keeps a caret at %i where it was when others type', (caret, delta, now) => {
  expect(caretAfter(caret, delta)).toBe(now);
});
