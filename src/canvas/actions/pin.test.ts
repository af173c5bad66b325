import { describe, expect, it } from 'vitest';
import { editorWith, idOf } from '../workbench.testkit.ts';
import { pinnable, setPinned } from './pin.ts';

describe('pinning', () => {
  it('pins what is selected and not pinned yet, as one step', () => {
    const editor = editorWith('service a\nservice b (pinned yes)\ntopic t\na -> t\n');
    const { design } = editor.document;
    const [a, b] = [idOf(design, 'a'), idOf(design, 'b')];
    const [edge] = design.edges.keys();
    editor.select([a, b, edge as string]);
    expect(pinnable(editor, 'yes')).toEqual([a]);
    expect(setPinned(editor, 'yes')).toBe(1);
    const pinned = () => [a, b].map((id) => editor.document.design.elements.get(id)?.props.pinned);
    expect(pinned()).toEqual(['yes', 'yes']);
    expect(setPinned(editor, 'yes')).toBe(0);
    expect(setPinned(editor, 'no')).toBe(2);
    expect(pinned()).toEqual(['no', 'no']);
    editor.document.undo();
    expect(pinned()).toEqual(['yes', 'yes']);
  });
});
