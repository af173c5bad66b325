import * as Y from 'yjs';
import type { Design } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import { openDocument } from './document.ts';
import { mapsOf } from './records.ts';

/** Edits that make an empty design into this one. */
export function wholeOf(design: Design): Edit[] {
  const edits: Edit[] = [{ op: 'describe', what: 'title', text: design.title }];
  if (design.comment !== '') edits.push({ op: 'describe', what: 'comment', text: design.comment });
  for (const element of design.elements.values()) edits.push({ op: 'addElement', element });
  for (const edge of design.edges.values()) edits.push({ op: 'addEdge', edge });
  for (const [id, at] of design.positions) edits.push({ op: 'place', id, at });
  for (const [id, size] of design.sizes) edits.push({ op: 'resize', id, size });
  for (const record of design.checking.values()) edits.push({ op: 'settle', record });
  return edits;
}

/** A new document with a design in it. */
export function docOf(design: Design, exercise?: string): Y.Doc {
  const doc = new Y.Doc();
  const document = openDocument(doc);
  document.fill(wholeOf(design));
  if (exercise !== undefined) mapsOf(doc).meta.set('exercise', exercise);
  document.destroy();
  return doc;
}

/** A new document's content as one Yjs update (V1), the way a design is made on the server. */
export function updateOf(design: Design, exercise?: string): Uint8Array {
  const doc = docOf(design, exercise);
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

/** The document that a server's state or snapshot (Yjs update V2) holds; undefined where the bytes are no such update. */
export function docFrom(updateV2: Uint8Array): Y.Doc | undefined {
  const doc = new Y.Doc();
  try {
    Y.applyUpdateV2(doc, updateV2);
    return doc;
  } catch {
    doc.destroy();
    return undefined;
  }
}

/** A server's state (Yjs update V2) as the first content of another design (V1). */
export function firstContentOf(updateV2: Uint8Array): Uint8Array {
  return Y.convertUpdateFormatV2ToV1(updateV2);
}

/** The exercise that a design was started from: everybody in the room reads the same brief. */
export function exerciseOf(doc: Y.Doc): string | undefined {
  const value = mapsOf(doc).meta.get('exercise');
  return typeof value === 'string' && /^[a-z0-9.-]{1,60}$/.test(value) ? value : undefined;
}

/** Calls back when the exercise changes (it arrives with the first sync). */
export function onExercise(doc: Y.Doc, listener: () => void): () => void {
  const { meta } = mapsOf(doc);
  meta.observe(listener);
  return () => meta.unobserve(listener);
}
