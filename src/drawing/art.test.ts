import { describe, expect, it } from 'vitest';
import { elementOf } from '#model/design.ts';
import { parseSketch } from '#model/sketch/parse.ts';
import { farArt, nodeArt, type Shape } from './art.ts';
import { defaultSize } from './geometry.ts';
import { edgeLookOf, lookOf, roleOf, spokenName } from './look.ts';
import { clipped, textWidth, wrapped } from './metrics.ts';

const design = (sketch: string) => {
  const result = parseSketch(sketch);
  if (!result.ok) throw new Error(result.faults.map((fault) => fault.message).join('\n'));
  return result.value;
};

const shop = design(`
service checkout (instances 3)
topic orders (partitions 12, retention 7d, contracts [OrderPlaced, OrderCancelled, OrderShipped])
service billing
contract OrderPlaced 1.2.0 event
contract OrderCancelled 1.0.0 event
contract OrderShipped 1.0.0 event
store ledger relational
checkout -> orders (contracts OrderPlaced, key orderId)
orders -> billing (group billing-v2)
billing -> ledger
`);
const named = (name: string) => {
  const found = [...shop.elements.values()].find((element) => element.props.name === name);
  if (!found) throw new Error(name);
  return found;
};
const texts = (shapes: readonly Shape[]) => shapes.flatMap((shape) => (shape.type === 'text' ? [shape.text] : []));

describe('pins', () => {
  const pinned = design('context Sales (pinned yes)\nservice a (pinned yes)\nservice b\n');
  const look = (name: string) => {
    const element = [...pinned.elements.values()].find((each) => each.props.name === name);
    if (!element) throw new Error(name);
    return { element, look: lookOf(pinned, element) };
  };
  const size = defaultSize({ kind: 'service' });

  it('stand on the corner of what is pinned, and give way to the mark of a comparison', () => {
    const [a, b] = [look('a').look, look('b').look];
    const extra = nodeArt(a, size).shapes.length - nodeArt(b, size).shapes.length;
    expect(extra).toBe(2);
    const compared = { highlight: 'differs' } as const;
    expect(nodeArt(a, size, compared).shapes).toHaveLength(nodeArt(b, size, compared).shapes.length);
  });

  it('are said in the title of a context, and to screen readers', () => {
    expect(look('Sales').look.detail).toBe('pinned');
    expect([spokenName(pinned, look('a').element), spokenName(pinned, look('b').element)]).toEqual([
      'service a, pinned',
      'service b',
    ]);
  });
});

describe('looks', () => {
  it('[G4] say the most telling properties, and who sends and receives', () => {
    expect(lookOf(shop, named('orders'))).toMatchObject({ label: 'topic', detail: '12 partitions · 7 d', silhouette: 'capsule' });
    expect(lookOf(shop, named('checkout'))).toMatchObject({ label: 'service', detail: '3 instances', role: 'sends' });
    expect(roleOf(shop, named('billing').id)).toBe('receives');
    expect(lookOf(shop, named('orders')).chips.map((chip) => chip.name)).toEqual([
      'OrderPlaced',
      'OrderCancelled',
      'OrderShipped',
    ]);
    expect(lookOf(shop, named('orders'))).toEqual(lookOf(structuredClone(shop), named('orders')));
  });

  it('[G4] of arrows: what travels, its key, the group', () => {
    const looks = [...shop.edges.values()].map((edge) => edgeLookOf(shop, edge));
    expect(looks.find((look) => look.kind === 'publishes')).toMatchObject({
      text: 'key orderId',
      head: 'triangle',
      tail: 'none',
    });
    expect(looks.find((look) => look.kind === 'publishes')?.chips.map((chip) => chip.name)).toEqual(['OrderPlaced']);
    expect(looks.find((look) => look.kind === 'consumes')).toMatchObject({
      text: 'group billing-v2',
      head: 'chevron',
      tail: 'ring',
    });
  });

  it('[G4] are said aloud with what leads in and out', () => {
    expect(spokenName(shop, named('orders'))).toBe('topic orders, 1 in, 1 out');
    expect(elementOf(shop, named('ledger').id, 'store')).toBeDefined();
  });
});

describe('text', () => {
  it('[G5] never leaves its room', () => {
    for (const name of [
      'a',
      'checkout-and-payment-orchestration-gateway',
      'Überweisungsauftragsbestätigung',
      '注文が確定されました注文が確定',
      'W'.repeat(60),
    ]) {
      for (const room of [40, 90, 150]) {
        expect(textWidth(clipped(name, room, 15, 700), 15, 700)).toBeLessThanOrEqual(room);
        const lines = wrapped(name, room, 2, 15, 700);
        expect(lines.length).toBeLessThanOrEqual(2);
        for (const line of lines) expect(textWidth(line, 15, 700), line).toBeLessThanOrEqual(room);
      }
    }
  });

  it('[G5] breaks names where their words end', () => {
    expect(wrapped('orders.placed-by-customers', 120, 2, 15, 700)).toEqual(['orders.placed-', 'by-customers']);
    expect(wrapped('CustomerProfileChanged', 110, 2, 14, 600)).toEqual(['CustomerProfile', 'Changed']);
    expect(clipped('orders', 300, 15)).toBe('orders');
  });

  it('[G5] of every kind lies within the node', () => {
    for (const element of shop.elements.values()) {
      const [width, height] = defaultSize(element);
      for (const art of [nodeArt, farArt]) {
        for (const shape of art(lookOf(shop, element), [width, height]).shapes) {
          if (shape.type !== 'text') continue;
          expect(
            shape.x + textWidth(shape.text, shape.size, shape.weight),
            `${shape.text} in ${element.kind}`,
          ).toBeLessThanOrEqual(width);
          // Chips hang over the lower edge.
          expect(shape.y).toBeLessThanOrEqual(height + 6);
        }
      }
    }
  });
});

describe('from afar', () => {
  const title = (name: string, size: [number, number]) =>
    farArt({ ...lookOf(shop, named('billing')), title: name }, size).shapes.filter((shape) => shape.type === 'text');

  it('[G5] writes a short name large, a long one smaller, and breaks none within a word', () => {
    const [short] = title('billing', [190, 84]);
    const long = title('customer-notification-sender', [190, 84]);
    expect(short?.size).toBeGreaterThan(30);
    expect(long.map((line) => line.text).join('')).toMatch(/^customer-/);
    for (const line of title('orders.placed', [190, 84])) expect(line.text).toMatch(/^(?:orders\.?|placed|orders\.placed)$/);
    expect(long[0]?.size).toBeLessThan(short?.size ?? 0);
  });
});

describe('marks', () => {
  it('[G6] show the two gravest, with signs', () => {
    const look = lookOf(shop, named('billing'));
    const badges = [
      { severity: 'error', count: 2 },
      { severity: 'warning', count: 1 },
      { severity: 'info', count: 9 },
    ] as const;
    const without = texts(nodeArt(look, [190, 84]).shapes);
    const shown = texts(nodeArt(look, [190, 84], { badges }).shapes).filter((text) => !without.includes(text));
    expect(shown.toSorted()).toEqual(['1', '2']);
    expect(nodeArt(look, [190, 84], { badges }).shapes.length - nodeArt(look, [190, 84]).shapes.length).toBe(6);
  });
});
