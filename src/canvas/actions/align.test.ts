import { describe, expect, it } from 'vitest';
import type { Editor, View } from '../editor.ts';
import { collapse } from '../surface/collapsed.ts';
import { editorWith, idOf } from '../workbench.testkit.ts';
import { alignments, arrange, spread } from './align.ts';

const sketch = `context Sales @ 0,0 size 800,600 { shop }
service shop @ 40,60
service a @ 1000,10
topic b @ 1500,200
service c @ 2400,330
`;

const named = (editor: Editor, ...names: readonly string[]) => names.map((name) => idOf(editor.document.design, name));
const at = (editor: Editor, name: string) => editor.document.design.positions.get(idOf(editor.document.design, name));

/** The same design with Sales collapsed in this person's view. */
function collapsedIn(editor: Editor): void {
  const drawn = collapse(new Set(named(editor, 'Sales')));
  editor.view.set({ drawing: () => drawn?.(editor.document.design).drawing } as View);
}

describe('aligning', () => {
  it('puts edges, or middles, on one line in one step', () => {
    const editor = editorWith(sketch);
    editor.select(named(editor, 'a', 'b', 'c'));
    arrange(editor, alignments.left);
    expect(['a', 'b', 'c'].map((name) => at(editor, name)?.[0])).toEqual([1000, 1000, 1000]);
    arrange(editor, alignments.bottom);
    expect(['a', 'b', 'c'].map((name) => at(editor, name)?.[1])).toEqual([330, 330, 330]);
    editor.document.undo();
    expect(['a', 'b', 'c'].map((name) => at(editor, name)?.[1])).toEqual([10, 200, 330]);
  });

  it('spaces evenly, the outer ones stay', () => {
    const editor = editorWith(sketch);
    editor.select(named(editor, 'a', 'b', 'c'));
    arrange(editor, (boxes) => spread(boxes, 'across'));
    expect(['a', 'b', 'c'].map((name) => at(editor, name)?.[0])).toEqual([1000, 1700, 2400]);
  });

  it('takes a collapsed context as large as it is drawn, and what is in it along', () => {
    const editor = editorWith(sketch);
    collapsedIn(editor);
    editor.select(named(editor, 'Sales', 'a'));
    arrange(editor, alignments.right);
    // A node is 190 wide, the frame 800.
    expect([at(editor, 'Sales'), at(editor, 'shop'), at(editor, 'a')]).toEqual([
      [1000, 0],
      [1040, 60],
      [1000, 10],
    ]);
    editor.document.undo();
    editor.select(named(editor, 'Sales', 'a', 'b'));
    arrange(editor, (boxes) => spread(boxes, 'across'));
    expect(at(editor, 'a')?.[0]).toBe(750);
  });

  it('leaves out what is inside of a collapsed context', () => {
    const editor = editorWith(sketch);
    collapsedIn(editor);
    editor.select(named(editor, 'shop', 'a', 'b'));
    arrange(editor, alignments.top);
    expect([at(editor, 'shop'), at(editor, 'b')]).toEqual([
      [40, 60],
      [1500, 10],
    ]);
  });
});
