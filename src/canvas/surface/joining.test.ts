import { describe, expect, it } from 'vitest';
import { countingIds } from '#base/ids.ts';
import { boxOf, touches } from '#drawing/geometry.ts';
import { applyEdits } from '#model/edit.ts';
import { parseSketch } from '#model/sketch/parse.ts';
import { joining, mayReconnect, targetsOf, wordsOf } from './joining.ts';
import { offersOf } from './offers.ts';

const result = parseSketch(
  'service a @ 0,0\nservice b @ 400,0\ntopic t @ 0,300\ntopic u @ 400,300\nstore s relational @ 800,0\nexternal x api @ 800,300\nnote "n" @ 0,600\na -> t',
);
if (!result.ok) throw new Error(result.faults[0]?.message);
const design = result.value;
const id = (name: string) => [...design.elements.values()].find((element) => element.props.name === name)?.id ?? '';
const way = (from: string, to: string) => joining(design, id(from), id(to), countingIds('j'));

describe('joining', () => {
  it('[S2] does what is meant where there is no doubt', () => {
    expect(way('b', 'u')).toMatchObject({ how: 'do', proposal: { id: 'publishes' } });
    expect(way('t', 'b')).toMatchObject({ how: 'do', proposal: { id: 'consumes' } });
    expect(way('s', 'a')).toMatchObject({ how: 'do', proposal: { id: 'reads' } });
  });

  it('[S2] asks where the meaning is open', () => {
    const store = way('a', 's');
    expect(store.how === 'ask' && store.proposals.map((proposal) => proposal.id)).toEqual(['writes', 'reads', 'writes+reads']);
    const service = way('a', 'b');
    expect(service.how === 'ask' && service.proposals.map((proposal) => proposal.id)).toEqual(['via-channel', 'calls']);
  });

  it('[S2] refuses with a reason and what can be done instead', () => {
    const refused = way('t', 's');
    expect(refused.how === 'refuse' && refused.why.length > 10 && refused.alternatives.map((proposal) => proposal.id)).toContain(
      'via-sink',
    );
    expect(way('a', 'a').how).toBe('refuse');
    for (const proposal of refused.how === 'refuse' ? refused.alternatives : [])
      expect(wordsOf(proposal).label).toMatch(/^[A-Z]/);
  });

  it('[S2] puts what it inserts where there is room', () => {
    const service = way('a', 'b');
    const [event] = service.how === 'ask' ? service.proposals : [];
    const after = applyEdits(design, event?.edits ?? []);
    const made = event?.creates[0] ?? '';
    const box = boxOf(after, made);
    for (const other of design.elements.keys()) {
      const there = boxOf(after, other);
      if (box && there) expect(touches(box, there), other).toBe(false);
    }
  });

  it('[S2] knows which targets are legal, and which ends an arrow may be taken to', () => {
    expect([...targetsOf(design, id('t'), 'out')].toSorted()).toEqual([id('a'), id('b'), id('x'), id('u')].toSorted());
    const edge = [...design.edges.keys()][0] ?? '';
    expect(mayReconnect(design, edge, 'to', id('u'))).toBe(true);
    expect(mayReconnect(design, edge, 'to', id('s'))).toBe(false);
    expect(mayReconnect(design, edge, 'from', id('b'))).toBe(true);
  });
});

describe('the picker', () => {
  const request = { at: [0, 0], screen: [0, 0] } as const;

  it('[S3] offers everything where nothing is joined, and narrows by what is typed', () => {
    expect(offersOf(design, request, '').length).toBeGreaterThan(12);
    expect(offersOf(design, request, 'queu').map((offer) => offer.label)).toEqual(['Queue']);
    expect(offersOf(design, request, 'zzz')).toEqual([]);
  });

  it('[S3] offers no more than an exercise allows', () => {
    const palette = new Set(['event', 'topic', 'service']);
    expect(offersOf(design, request, '', palette).map((offer) => offer.key)).toEqual(['event', 'service', 'topic']);
    const from = { id: id('t'), direction: 'out' } as const;
    const joined = offersOf(design, { ...request, from }, '', palette).filter((offer) => offer.existing === undefined);
    expect(new Set(joined.map((offer) => offer.kind))).toEqual(new Set(['channel', 'service']));
  });

  it('[S3] offers only what is legal at the other end, new or existing', () => {
    const offers = offersOf(design, { ...request, from: { id: id('t'), direction: 'out' } }, '');
    const kinds = new Set(offers.filter((offer) => offer.existing === undefined).map((offer) => offer.kind));
    expect(kinds.has('store')).toBe(false);
    expect(kinds.has('service')).toBe(true);
    expect(offers.flatMap((offer) => offer.existing ?? [])).toContain(id('b'));
  });
});
