import * as Y from 'yjs';
import type { Id } from '#base/ids.ts';
import type { Design, Edge, Element } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import { me, type Origin, originOf, setup } from './origins.ts';
import {
  type Maps,
  mapsOf,
  readChecking,
  readDesign,
  readEdge,
  readElement,
  readMeta,
  readPosition,
  readSize,
} from './records.ts';
import { writeEdits } from './write.ts';

/** The shared document itself, for those who only hand it on. */
export type SharedDoc = Y.Doc;

export interface Change {
  readonly before: Design;
  readonly after: Design;
  /** Ids of elements and edges that were added, removed, changed, moved or resized. */
  readonly ids: ReadonlySet<Id>;
  readonly origin: Origin;
}

export interface PerformOptions {
  /**
   * Edits that carry the same word within 600 ms become one step of undo (typing in one field, a burst of
   * nudges). Without it each call is a step of its own.
   */
  readonly joins?: string;
}

/** A design that lives in a Y.Doc. Reads are cheap: `design` is the current immutable version. */
export interface DesignDocument {
  readonly doc: Y.Doc;
  readonly design: Design;
  /** Called after each transaction that changed something, with the design already patched. */
  subscribe(listener: (change: Change) => void): () => void;
  /** Makes the edits in one transaction, as one undoable step of this person. */
  perform(edits: readonly Edit[], options?: PerformOptions): void;
  /** Fills a new document; no step of undo. */
  fill(edits: readonly Edit[]): void;
  undo(): void;
  redo(): void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** What to keep with each step of undo and hand back when it is undone or redone: the selection. */
  keepWithSteps(keep: { save(): unknown; restore(saved: unknown): void }): void;
  /** Ends the current step of undo, so that the next edit starts a new one. */
  endStep(): void;
  /** The Y.Text of a long-text property, for an editor that several people type into. */
  textAt(id: Id, path: readonly string[]): Y.Text | undefined;
  destroy(): void;
}

const joinMs = 600;
const undoLimit = 500;

export function openDocument(doc: Y.Doc): DesignDocument {
  const maps = mapsOf(doc);
  let design = readDesign(doc);
  const listeners = new Set<(change: Change) => void>();
  const touched = {
    elements: new Set<Id>(),
    edges: new Set<Id>(),
    positions: new Set<Id>(),
    sizes: new Set<Id>(),
    meta: false,
    checking: false,
  };

  // Undo never joins two transactions by time alone: `stopCapturing` is called before each step that stands alone.
  const undo = new Y.UndoManager([maps.elements, maps.edges, maps.positions, maps.sizes, maps.texts, maps.meta, maps.checking], {
    trackedOrigins: new Set([me]),
    captureTimeout: joinMs,
  });
  let lastJoin: string | undefined;
  let keeper: { save(): unknown; restore(saved: unknown): void } | undefined;
  let savedBefore: unknown;
  undo.on('stack-item-added', (event: { stackItem: { meta: Map<unknown, unknown> }; type: 'undo' | 'redo' }) => {
    event.stackItem.meta.set('kept', savedBefore ?? keeper?.save());
    if (undo.undoStack.length > undoLimit) undo.undoStack.shift();
  });
  undo.on('stack-item-popped', (event: { stackItem: { meta: Map<unknown, unknown> } }) => {
    lastJoin = undefined;
    const kept = event.stackItem.meta.get('kept');
    if (kept !== undefined) keeper?.restore(kept);
  });

  const note = (set: Set<Id>) => (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
    for (const event of events) {
      if (event.path.length === 0) for (const key of event.keys.keys()) set.add(key);
      else set.add(String(event.path[0]));
    }
  };
  const observers: [Y.Map<unknown>, (events: Y.YEvent<Y.AbstractType<unknown>>[]) => void][] = [
    [maps.elements as Y.Map<unknown>, note(touched.elements)],
    [maps.edges as Y.Map<unknown>, note(touched.edges)],
    [maps.positions, note(touched.positions)],
    [maps.sizes, note(touched.sizes)],
    [
      maps.texts as Y.Map<unknown>,
      (events) => {
        const owners = new Set<Id>();
        note(owners)(events);
        for (const key of owners) touched.elements.add(key.slice(0, Math.max(key.indexOf('/'), 0)));
      },
    ],
    [
      maps.meta,
      () => {
        touched.meta = true;
      },
    ],
    [
      maps.checking,
      () => {
        touched.checking = true;
      },
    ],
  ];
  for (const [map, observer] of observers) map.observeDeep(observer as never);

  const afterTransaction = (transaction: Y.Transaction) => {
    const ids = new Set([...touched.elements, ...touched.edges, ...touched.positions, ...touched.sizes]);
    if (ids.size === 0 && !touched.meta && !touched.checking) return;
    const before = design;
    design = patch(maps, before, touched);
    touched.elements.clear();
    touched.edges.clear();
    touched.positions.clear();
    touched.sizes.clear();
    touched.meta = false;
    touched.checking = false;
    const change: Change = { before, after: design, ids, origin: originOf(transaction.origin, undo) };
    for (const listener of [...listeners]) listener(change);
  };
  doc.on('afterTransaction', afterTransaction);

  const stop = () => {
    undo.stopCapturing();
    lastJoin = undefined;
  };

  return {
    doc,
    get design() {
      return design;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    perform(edits, options = {}) {
      if (edits.length === 0) return;
      if (options.joins === undefined || options.joins !== lastJoin) stop();
      lastJoin = options.joins;
      savedBefore = keeper?.save();
      doc.transact(() => writeEdits(maps, edits), me);
      savedBefore = undefined;
    },
    fill(edits) {
      doc.transact(() => writeEdits(maps, edits), setup);
    },
    undo() {
      stop();
      undo.undo();
    },
    redo() {
      stop();
      undo.redo();
    },
    get canUndo() {
      return undo.canUndo();
    },
    get canRedo() {
      return undo.canRedo();
    },
    keepWithSteps(keep) {
      keeper = keep;
    },
    endStep: stop,
    textAt(id, path) {
      const text = maps.texts.get([id, ...path].join('/'));
      return text instanceof Y.Text ? text : undefined;
    },
    destroy() {
      doc.off('afterTransaction', afterTransaction);
      for (const [map, observer] of observers) map.unobserveDeep(observer as never);
      undo.destroy();
      listeners.clear();
    },
  };
}

interface Touched {
  readonly elements: ReadonlySet<Id>;
  readonly edges: ReadonlySet<Id>;
  readonly positions: ReadonlySet<Id>;
  readonly sizes: ReadonlySet<Id>;
  readonly meta: boolean;
  readonly checking: boolean;
}

/** Reads again only what a transaction touched; everything else keeps its identity. */
function patch(maps: Maps, before: Design, touched: Touched): Design {
  let { elements, edges, positions, sizes, title, comment, checking } = before;
  if (touched.elements.size > 0) {
    const next = new Map<Id, Element>(elements);
    for (const id of touched.elements) replace(next, id, readElement(maps, id));
    elements = next;
  }
  if (touched.edges.size > 0) {
    const next = new Map<Id, Edge>(edges);
    for (const id of touched.edges) replace(next, id, elements.has(id) ? undefined : readEdge(maps, id));
    edges = next;
  }
  // An element that comes or goes takes its place and size with it, whatever the order of the transactions.
  const placed = union(touched.elements, touched.positions);
  if (placed.size > 0) {
    const next = new Map(positions);
    for (const id of placed) replace(next, id, elements.has(id) ? readPosition(maps.positions.get(id)) : undefined);
    positions = sameEntries(positions, next) ? positions : next;
  }
  const sized = union(touched.elements, touched.sizes);
  if (sized.size > 0) {
    const next = new Map(sizes);
    for (const id of sized) replace(next, id, elements.has(id) ? readSize(maps.sizes.get(id)) : undefined);
    sizes = sameEntries(sizes, next) ? sizes : next;
  }
  if (touched.meta) {
    title = readMeta(maps, 'title');
    comment = readMeta(maps, 'comment');
  }
  if (touched.checking) checking = readChecking(maps);
  return { title, comment, elements, edges, positions, sizes, checking };
}

function replace<T>(map: Map<Id, T>, id: Id, value: T | undefined): void {
  if (value === undefined) map.delete(id);
  else map.set(id, value);
}

function union(a: ReadonlySet<Id>, b: ReadonlySet<Id>): ReadonlySet<Id> {
  if (b.size === 0) return a;
  return a.size === 0 ? b : new Set([...a, ...b]);
}

function sameEntries<T>(a: ReadonlyMap<Id, T>, b: ReadonlyMap<Id, T>): boolean {
  if (a.size !== b.size) return false;
  for (const [id, value] of b) if (a.get(id) !== value) return false;
  return true;
}
