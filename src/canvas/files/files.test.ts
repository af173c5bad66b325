import { describe, expect, it } from 'vitest';
import { parseSketch } from '#model/sketch/parse.ts';
import { sameDesign } from '#model/sketch/same.ts';
import { readDesign, readDesignFrom, refusal } from './read-file.ts';
import { designFile, fileName, sketchFile } from './save-file.ts';

const design = (() => {
  const read = parseSketch('title "Order to Notification"\nservice shop @ 10,20\ntopic orders\nshop -> orders (key orderId)');
  if (!read.ok) throw new Error('the test’s own sketch is wrong');
  return read.value;
})();

describe('files', () => {
  it('are read back as they were saved, in both forms', async () => {
    for (const file of [designFile(design), sketchFile(design)]) {
      expect(file.name).toMatch(/^order-to-notification\.(millrace\.json|sketch)$/);
      const read = await readDesign(file.name, file.text);
      expect(read.ok && sameDesign(read.value, design)).toBe(true);
      const unnamed = await readDesign('pasted', file.text);
      expect(unnamed.ok && sameDesign(unnamed.value, design)).toBe(true);
    }
  });

  it('are refused with the place and the reason', async () => {
    const broken = await readDesign('shop.sketch', 'service shop\nshop ->\n');
    expect(broken.ok).toBe(false);
    if (!broken.ok) expect(refusal('shop.sketch', broken)).toMatch(/^“shop\.sketch” was not opened, line 2, column \d+: .+\.$/);
    const json = await readDesign('a.millrace.json', '{"millrace": 1,\n  "elements": 7}');
    expect(json.ok).toBe(false);
    if (!json.ok) expect(refusal('a.millrace.json', json)).toMatch(/^“a\.millrace\.json” was not opened.*: .+/);
    expect(await readDesign('a.json', '  ')).toMatchObject({ ok: false, faults: [{ message: '“a.json” is empty.' }] });
    const picture = new File([new Uint8Array([0x89, 0x50, 0xff, 0xfe])], 'a.png');
    expect(await readDesignFrom(picture)).toMatchObject({
      ok: false,
      faults: [{ message: expect.stringContaining('not a text file') }],
    });
  });
});

it.each([
  ['Order to notification', 'order-to-notification'],
  ['  Ümläut / 2 ', 'umlaut-2'],
  ['', 'design'],
])('names the file of “%s”', (title, name) => {
  expect(fileName(title)).toBe(name);
});
