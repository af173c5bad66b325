import * as Y from 'yjs';
import { countingIds } from '#base/ids.ts';
import type { Design } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import { parseSketch } from '#model/sketch/parse.ts';
import { createEditor, type Editor } from './editor.ts';
import { placed } from './unplaced.ts';

/** A design from its sketch; a sketch that cannot be read is a mistake of the test. */
export function designOf(sketch: string): Design {
  const read = parseSketch(sketch, countingIds());
  if (!read.ok) throw new Error(read.faults.map((fault) => fault.message).join('\n'));
  return read.value;
}

export function idOf(design: Design, name: string): string {
  for (const element of design.elements.values()) if (element.props.name === name) return element.id;
  throw new Error(`no element ${name}`);
}

/** An editor whose frames are drawn at once. */
export function editorWith(sketch = ''): Editor {
  const editor = createEditor(new Y.Doc(), { frame: (run) => run() });
  editor.document.fill(filling(placed(designOf(sketch))));
  return editor;
}

export function filling(design: Design): Edit[] {
  return [
    { op: 'describe', what: 'title', text: design.title },
    ...[...design.elements.values()].map((element): Edit => ({ op: 'addElement', element })),
    ...[...design.edges.values()].map((edge): Edit => ({ op: 'addEdge', edge })),
    ...[...design.positions].map(([id, at]): Edit => ({ op: 'place', id, at })),
    ...[...design.sizes].map(([id, size]): Edit => ({ op: 'resize', id, size })),
  ];
}
