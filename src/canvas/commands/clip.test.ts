import { describe, expect, it } from 'vitest';
import { countingIds } from '#base/ids.ts';
import { sameDesign } from '#model/sketch/same.ts';
import { alignments, spread } from '../actions/align.ts';
import { partOf } from '../actions/copy.ts';
import { openSketchBook } from '../sketch-book.ts';
import { placed } from '../unplaced.ts';
import { designOf, idOf } from '../workbench.testkit.ts';
import { clipOf } from './clip.ts';
import { cardsFrom, longestPaste, readClip } from './read-clip.ts';

const design = placed(
  designOf('contract Paid 1.0.0 event { orderId string }\nservice shop\nshop -> payments (contracts Paid)\n'),
);

describe('the clipboard', () => {
  const part = partOf(design, [idOf(design, 'shop'), idOf(design, 'payments')]);

  it('gives back what was put in, from our own format and from text', async () => {
    const { json, text } = clipOf(part, await openSketchBook());
    const exact = await readClip(json, '', countingIds());
    expect(exact.ok && [...exact.value.elements.keys()]).toEqual([...part.elements.keys()]);
    const spoken = await readClip('', text, countingIds());
    expect(spoken.ok && sameDesign(spoken.value, part)).toBe(true);
  });

  it('reads a sketch of other people', async () => {
    const read = await readClip('', 'shop -> orders -> billing', countingIds());
    expect(read.ok && [...read.value.elements.values()].map((element) => element.kind)).toEqual([
      'service',
      'channel',
      'service',
    ]);
  });

  it('says where a sketch is wrong', async () => {
    const read = await readClip('', 'service shop (instances many)', countingIds());
    expect(read.ok ? '' : read.faults[0]?.message).toMatch(/^The text could not be read\. Line 1: /);
  });

  it('refuses strangers’ JSON, nothing, and too much', async () => {
    expect((await readClip('{"millrace":1,"elements":[{"id":"a"}]}', '', countingIds())).ok).toBe(false);
    expect((await readClip('', '  ', countingIds())).ok).toBe(false);
    expect((await readClip('', 'x'.repeat(longestPaste + 1), countingIds())).ok).toBe(false);
  });

  it('makes cards from lines, guessing what they are', () => {
    const cards = cardsFrom(
      '- Order placed\n- Charge card\n2) Where is my order?\nThis is something that somebody said about it',
      countingIds(),
    );
    const said = [...(cards?.elements.values() ?? [])].map((element) => [
      element.kind,
      (element.props as { kind?: string }).kind,
      element.props.name,
    ]);
    expect(said).toEqual([
      ['contract', 'event', 'Order placed'],
      ['contract', 'command', 'Charge card'],
      ['contract', 'query', 'Where is my order'],
      ['note', undefined, 'This is something that somebody said about it'],
    ]);
  });
});

it('aligns and spreads boxes', () => {
  const boxes = [
    ['a', { x: 0, y: 0, width: 10, height: 10 }],
    ['b', { x: 30, y: 8, width: 20, height: 20 }],
    ['c', { x: 90, y: 4, width: 10, height: 10 }],
  ] as const;
  expect([...alignments.left(boxes).values()].map(([x]) => x)).toEqual([0, 0, 0]);
  expect([...alignments.bottom(boxes).values()].map(([, y]) => y)).toEqual([18, 8, 18]);
  expect([...spread(boxes, 'across').values()].map(([x]) => x)).toEqual([0, 40, 90]);
});
