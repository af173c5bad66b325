import { describe, expect, it } from 'vitest';
import { createEditor, type Editor } from '#canvas/editor.ts';
import { align } from '#compare/align.ts';
import { sketch } from '#compare/compare.testkit.ts';
import { docOf } from '#document/whole.ts';
import { linkPanes } from './linked.ts';

const designs = [
  sketch('service billing\ntopic orders\norders -> billing'),
  sketch('service payments\nqueue orders\norders -> payments\nservice extra'),
];

function linkedEditors() {
  const editors = designs.map((design) => createEditor(docOf(design), { readOnly: true, frame: (run) => run() }));
  const alignment = align(designs);
  const cellsOf = new Map([...alignment.rows, ...alignment.edges].map((row) => [row.id, row.cells]));
  return { editors, alignment, linked: linkPanes(editors, alignment.rowOf, cellsOf) };
}

const names = (editor: Editor | undefined) =>
  [...(editor?.selection.get() ?? [])].map((id) => editor?.document.design.elements.get(id)?.props.name);
const idOf = (d: number, name: string) =>
  [...(designs[d]?.elements.values() ?? [])].find((each) => each.props.name === name)?.id ?? '';

describe('linked panes', () => {
  it('select in every pane what means the same', () => {
    const { editors, linked } = linkedEditors();
    editors[0]?.select([idOf(0, 'billing')]);
    expect(names(editors[1])).toEqual(['payments']);
    expect(linked.rows.get()).toHaveLength(1);
    editors[1]?.select([idOf(1, 'extra')]);
    expect(names(editors[0])).toEqual([]);
    linked.stop();
    editors[0]?.select([idOf(0, 'billing')]);
    expect(names(editors[1])).toEqual(['extra']);
  });

  it('select rows and what a difference names', () => {
    const { editors, alignment, linked } = linkedEditors();
    linked.select(alignment.rows.filter((row) => row.kind === 'channel').map((row) => row.id));
    expect(editors.map(names)).toEqual([['orders'], ['orders']]);
    linked.selectIds([[], [idOf(1, 'extra')]]);
    expect(editors.map(names)).toEqual([[], ['extra']]);
    expect(linked.rows.get()).toHaveLength(1);
  });

  it('hover together', () => {
    const { editors } = linkedEditors();
    editors[1]?.hovered.set(idOf(1, 'payments'));
    expect(editors[0]?.hovered.get()).toBe(idOf(0, 'billing'));
    editors[1]?.hovered.set(undefined);
    expect(editors[0]?.hovered.get()).toBe(undefined);
  });
});
