import { describe, expect, it } from 'vitest';
import { attachEdits, carries } from './attach.ts';
import { applyEdits } from './edit.ts';
import { parseSketch } from './sketch/parse.ts';

const parsed = parseSketch(`service shop
topic orders
contract Placed 1.0.0 event
contract Paid 1.0.0 event
store db
shop -> orders (contracts Placed)
shop -> db
`);
if (!parsed.ok) throw new Error(parsed.faults[0]?.message);
const design = parsed.value;
const id = (name: string) => [...design.elements.values()].find((element) => element.props.name === name)?.id ?? '';
const [publishes, writes] = [...design.edges.keys()] as [string, string];

describe('what carries contracts', () => {
  it('are arrows with messages, and no others', () => {
    expect([carries(design, publishes), carries(design, writes), carries(design, 'gone')]).toEqual([true, false, false]);
  });

  it('takes one more, the last', () => {
    const after = applyEdits(design, attachEdits(design, id('Paid'), publishes));
    expect(after.edges.get(publishes)?.props).toMatchObject({ contracts: [id('Placed'), id('Paid')] });
    const again = applyEdits(after, attachEdits(after, id('Placed'), publishes));
    expect(again.edges.get(publishes)?.props).toMatchObject({ contracts: [id('Paid'), id('Placed')] });
    expect(applyEdits(design, attachEdits(design, id('Paid'), id('orders'))).elements.get(id('orders'))?.props).toMatchObject({
      contracts: [id('Paid')],
    });
  });

  it('takes contracts only, and nothing else takes any', () => {
    expect(attachEdits(design, id('shop'), publishes)).toEqual([]);
    expect(attachEdits(design, id('Paid'), writes)).toEqual([]);
    expect(attachEdits(design, id('Paid'), id('db'))).toEqual([]);
    expect(attachEdits(design, 'gone', publishes)).toEqual([]);
  });
});
