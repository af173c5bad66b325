import { describe, expect, it } from 'vitest';
import { countingIds } from '#base/ids.ts';
import type { Design } from '#model/design.ts';
import { applyEdits } from '#model/edit.ts';
import { designOf, idOf } from '../designs.testkit.ts';
import { chooseBroker } from './choose.ts';
import { type FitScope, fitScopes } from './scopes.ts';

const choose = (design: Design, scope: FitScope | undefined, product: string, variant: string) => {
  if (!scope) throw new Error('no scope');
  return applyEdits(design, chooseBroker(design, scope, product, variant, countingIds('new')));
};

/** Channels with what they live on: `orders kafka group main`. */
const placed = (design: Design) =>
  [...design.elements.values()]
    .flatMap((element) => {
      if (element.kind !== 'channel') return [];
      const broker = design.elements.get(element.props.broker);
      const on = broker?.kind === 'broker' ? [broker.props.product, broker.props.name] : ['none'];
      return [[element.props.name, ...on, element.props.variant].join(' ').trim()];
    })
    .sort();

const shop = designOf(`
  broker main kafka
  topic orders on main
  topic payments on main (variant share)
  queue mails
  queue alerts
`);

describe('[B7] choosing a row', () => {
  it('sets product and variant for all channels of a broker', () => {
    const [main] = fitScopes(shop);
    const next = choose(shop, main, 'rabbitmq', 'quorum');
    expect(placed(next)).toEqual(['alerts none', 'mails none', 'orders rabbitmq main quorum', 'payments rabbitmq main quorum']);
    expect(next.elements.size).toBe(shop.elements.size);
    expect(chooseBroker(next, fitScopes(next)[0] as FitScope, 'rabbitmq', 'quorum', countingIds('new'))).toEqual([]);
  });

  it('writes no variant where the product has one only', () => {
    const [main] = fitScopes(shop);
    expect(placed(choose(shop, main, 'kinesis', 'stream')).slice(2)).toEqual(['orders kinesis main', 'payments kinesis main']);
  });

  it('makes a broker for channels without one', () => {
    const [, none] = fitScopes(shop);
    expect(placed(choose(shop, none, 'servicebus', 'sessions'))).toEqual([
      'alerts servicebus servicebus sessions',
      'mails servicebus servicebus sessions',
      'orders kafka main',
      'payments kafka main share',
    ]);
  });

  it('takes a broker of the product that is there, or an empty one of no product', () => {
    const [, none] = fitScopes(shop);
    expect(placed(choose(shop, none, 'kafka', 'group'))).toEqual([
      'alerts kafka main group',
      'mails kafka main group',
      'orders kafka main',
      'payments kafka main share',
    ]);
    const open = designOf('broker later\nqueue mails\n');
    expect(placed(choose(open, fitScopes(open)[1], 'nats', 'workqueue'))).toEqual(['mails nats later workqueue']);
  });

  it('keeps the product of a broker that other channels are on', () => {
    const only: FitScope = { broker: idOf(shop, 'main'), channels: [idOf(shop, 'orders')] };
    expect(placed(choose(shop, only, 'pulsar', 'shared'))).toEqual([
      'alerts none',
      'mails none',
      'orders pulsar pulsar shared',
      'payments kafka main share',
    ]);
    expect(placed(choose(shop, only, 'kafka', 'share'))).toContain('orders kafka main share');
  });

  it('finds a free name, and does nothing for a product that is not known', () => {
    const taken = designOf('service nats\nqueue mails\n');
    expect(placed(choose(taken, fitScopes(taken)[0], 'nats', 'workqueue'))).toEqual(['mails nats nats-2 workqueue']);
    expect(choose(taken, fitScopes(taken)[0], 'other', '')).toBe(taken);
  });

  it('is made for a broker without channels, too', () => {
    const empty = designOf('broker main');
    const next = choose(empty, fitScopes(empty)[0], 'redis-streams', 'group');
    expect(next.elements.get(idOf(next, 'main'))?.props).toMatchObject({ product: 'redis-streams' });
  });
});
