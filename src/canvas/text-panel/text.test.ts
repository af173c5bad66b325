import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countingIds } from '#base/ids.ts';
import type { Design } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import { applyEdits } from '#model/edit.ts';
import { printSketch } from '#model/sketch/print.ts';
import { sameDesign } from '#model/sketch/same.ts';
import { designOf, idOf } from '../workbench.testkit.ts';
import { lineChanges } from './line-changes.ts';
import { type TextState, TextSync } from './text-sync.ts';

describe('changes of lines', () => {
  const text = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n', '\n', 'dd\n'), { maxLength: 12 }).map((lines) => lines.join(''));

  it('lead from one text to the other', () => {
    fc.assert(
      fc.property(text, text, fc.constantFrom('', 'tail'), (before, after, tail) => {
        let shown = before;
        for (const { from, to, insert } of [...lineChanges(before, after + tail)].reverse())
          shown = shown.slice(0, from) + insert + shown.slice(to);
        expect(shown).toBe(after + tail);
      }),
    );
  });

  it('leave alone what is the same', () => {
    expect(lineChanges('a\nb\nc\n', 'a\nx\nc\n')).toEqual([{ from: 2, to: 4, insert: 'x\n' }]);
    expect(lineChanges('a\nb\nc\nd\n', 'a\nc\nd\ne\n')).toEqual([
      { from: 2, to: 4, insert: '' },
      { from: 8, to: 8, insert: 'e\n' },
    ]);
    expect(lineChanges('a\n', 'a\n')).toEqual([]);
  });
});

/** An editor of one string and a design that others may change too. */
class Host {
  text: string;
  design: Design;
  readonly performed: (readonly Edit[])[] = [];
  state: TextState | undefined;
  refusing = false;
  readonly sync: TextSync;

  constructor(sketch: string) {
    this.design = designOf(sketch);
    this.text = '';
    this.sync = new TextSync({
      text: () => this.text,
      show: (text) => {
        this.text = text;
      },
      design: () => this.design,
      perform: (edits) => {
        if (this.refusing) return false;
        this.performed.push(edits);
        this.design = applyEdits(this.design, edits);
        this.sync.designChanged();
        return true;
      },
      makeId: countingIds('new'),
      changed: (state) => {
        this.state = state;
      },
    });
    this.sync.start();
  }

  type(text: string): void {
    this.text = text;
    this.sync.typed();
    this.sync.read();
  }

  others(edits: readonly Edit[]): void {
    this.design = applyEdits(this.design, edits);
    this.sync.designChanged();
  }
}

describe('text and design', () => {
  it('begin as the same, and a change of the text becomes a small edit', () => {
    const host = new Host('service shop\n');
    const id = idOf(host.design, 'shop');
    expect(host.text).toBe(printSketch(host.design));
    host.type('service shop (instances 3)\n');
    expect(host.performed).toEqual([[{ op: 'set', id, path: ['instances'], value: 3 }]]);
  });

  it('keep the text as it is laid out while it says the same as the design', () => {
    const host = new Host('service shop\n');
    const mine = '# my shop\n\nservice    shop   (instances 3)\n';
    host.type(mine);
    expect(host.text).toBe(mine);
    host.sync.tidy();
    expect(host.text).toBe(printSketch(host.design));
  });

  it('never touch the design while the text cannot be read', () => {
    const host = new Host('service shop\n');
    const before = host.design;
    host.type('service shop (inst');
    expect(host.design).toBe(before);
    expect(host.state?.faults.length).toBeGreaterThan(0);
    expect(host.text).toBe('service shop (inst');
  });

  it('say the design’s own words again when a change is refused', () => {
    const host = new Host('service shop\n');
    host.refusing = true;
    host.type('service shop (instances 3)\n');
    expect(host.text).toBe(printSketch(host.design));
    expect(host.design.elements.size).toBe(1);
  });

  it('follow the drawing, and renaming in the text keeps the element', () => {
    const host = new Host('service shop\n');
    const id = idOf(host.design, 'shop');
    host.others([{ op: 'set', id, path: ['instances'], value: 5 }]);
    expect(host.text).toContain('instances 5');
    host.type(host.text.replace('shop', 'store-front'));
    expect(idOf(host.design, 'store-front')).toBe(id);
  });

  it('lose nothing of what others draw while something is typed', () => {
    const host = new Host('service shop\n');
    host.text = 'service shop (instances 3';
    host.sync.typed();
    host.sync.read();
    const billing = [...designOf('service billing\n').elements.values()].map(
      (element): Edit => ({ op: 'addElement', element: { ...element, id: 'b' } }),
    );
    host.others(billing);
    expect(host.state?.stale).toBe(true);
    expect(host.text).toBe('service shop (instances 3');
    host.type('service shop (instances 3)\n');
    expect(sameDesign(host.design, designOf('service billing\nservice shop (instances 3)\n'))).toBe(true);
    expect(host.text).toContain('billing');
    expect(host.state?.stale).toBe(false);
  });

  it('do not rewrite the text when something only moves', () => {
    const host = new Host('service shop\n');
    const mine = 'service   shop\n';
    host.type(mine);
    host.others([{ op: 'place', id: idOf(host.design, 'shop'), at: [10, 20] }]);
    expect(host.text).toBe(mine);
  });

  it('knows where a record stands in the text', () => {
    const host = new Host('service billing\nservice shop\n');
    const place = host.state?.places.find((each) => each.id === idOf(host.design, 'shop'));
    expect(host.text.slice(place?.from, place?.to)).toContain('shop');
  });
});
