import { describe, expect, it } from 'vitest';
import type { Edge } from '#model/design.ts';
import type { Editor } from '../editor.ts';
import { editorWith, idOf } from '../workbench.testkit.ts';
import { duplicate } from './duplicate.ts';

const sketch = `topic orders @ 0,0
service billing @ 300,0
topic bills @ 600,0
service mail @ 900,0
store ledger relational @ 300,300
orders -> billing (idempotency natural)
billing -> bills (triggeredBy [orders])
bills -> mail
billing -> ledger
`;
const said = (n: number) => `${n} copied`;

/** Arrows of a design in words, sorted. */
function arrows(editor: Editor): string[] {
  const { design } = editor.document;
  const name = (id: string) => design.elements.get(id)?.props.name ?? '?';
  return [...design.edges.values()].map((edge) => `${name(edge.from)} ${edge.kind} ${name(edge.to)}`).sort();
}

function select(editor: Editor, ...names: readonly string[]): void {
  editor.select(names.map((name) => idOf(editor.document.design, name)));
}

const before = arrows(editorWith(sketch));

describe('copies and their connections', () => {
  it('are joined to nothing else at first, which the message offers', () => {
    const editor = editorWith(sketch);
    select(editor, 'billing');
    duplicate(editor, said, false);
    expect(arrows(editor)).toEqual(before);
    const [toast] = editor.toasts.get();
    expect([toast?.sentence, toast?.action?.label]).toEqual(['1 copied', 'Keep connections']);
    toast?.action?.perform();
    expect(arrows(editor)).toEqual(
      [...before, 'orders consumes billing', 'billing publishes bills', 'billing writes ledger'].sort(),
    );
    // One step for the arrows, one for the copy.
    editor.document.undo();
    expect(arrows(editor)).toEqual(before);
    expect(editor.document.design.elements.size).toBe(6);
    editor.document.undo();
    expect(editor.document.design.elements.size).toBe(5);
  });

  it('come with the copies in one step when that is asked for', () => {
    const editor = editorWith(sketch);
    select(editor, 'billing');
    duplicate(editor, said, true);
    expect(editor.toasts.get()).toEqual([]);
    expect(arrows(editor)).toHaveLength(before.length + 3);
    const copy = [...editor.selection.get()][0] as string;
    const { edges } = editor.document.design;
    const [into] = [...edges.values()].filter((edge) => edge.to === copy);
    expect(into?.props).toMatchObject({ idempotency: 'natural' });
    // What the original publishes because of what it reads, the copy does because of what that reads.
    const out = [...edges.values()].find((edge) => edge.from === copy && edge.kind === 'publishes') as Edge;
    expect(out.props).toMatchObject({ triggeredBy: [into?.id] });
    editor.document.undo();
    expect(arrows(editor)).toEqual(before);
    expect(editor.document.design.elements.size).toBe(5);
  });

  it('between copies stay between them, and follow what is drawn anew', () => {
    const editor = editorWith(sketch);
    select(editor, 'billing', 'bills');
    duplicate(editor, said, true);
    expect(arrows(editor)).toEqual(
      [...before, 'billing publishes bills', 'bills consumes mail', 'billing writes ledger', 'orders consumes billing'].sort(),
    );
    const copies = new Set(editor.selection.get());
    const { edges } = editor.document.design;
    const into = [...edges.values()].find((edge) => copies.has(edge.to) && !copies.has(edge.from));
    const inner = [...edges.values()].find((edge) => copies.has(edge.from) && copies.has(edge.to));
    expect(inner?.props).toMatchObject({ triggeredBy: [into?.id] });
  });

  it('are not offered where there are none, nor drawn to what has gone', () => {
    const editor = editorWith(`${sketch}service alone @ 0,600\n`);
    select(editor, 'alone');
    duplicate(editor, said, false);
    expect(editor.toasts.get()).toEqual([]);
    select(editor, 'mail');
    duplicate(editor, said, false);
    const copy = [...editor.selection.get()][0] as string;
    editor.perform([{ op: 'removeElement', id: copy }]);
    const edges = editor.document.design.edges.size;
    editor.toasts.get()[0]?.action?.perform();
    expect(editor.document.design.edges.size).toBe(edges);
  });
});
