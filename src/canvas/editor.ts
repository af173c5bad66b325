import { type Id, idsFrom, type MakeId } from '#base/ids.ts';
import { type DesignDocument, openDocument, type SharedDoc } from '#document/document.ts';
import { type Box, boundsOf } from '#drawing/geometry.ts';
import { type Design, nameOf, type Position } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { ElementKind } from '#model/kind.ts';
import { publishedVersion } from '#model/published.ts';
import { words } from './labels.ts';
import { createStore, type Store } from './store.ts';

/** What the palette offers and the pickers make: a kind, with the properties that set it apart from its siblings. */
export interface Stencil {
  readonly id: string;
  readonly label: string;
  readonly kind: ElementKind;
  /** Properties other than the defaults: a command card is a contract whose kind is "command". */
  readonly props: Readonly<Record<string, unknown>>;
}

export type PanelName = 'inspector' | 'findings' | 'outline' | 'text' | 'brief' | 'room';

/** Where the surface and the picker meet: an edge dropped on empty space, or a quick add at the pointer. */
export interface PickerRequest {
  /** In canvas units. */
  readonly at: Position;
  /** In CSS pixels of the window, where the picker opens. */
  readonly screen: Position;
  /** The end that the new element is joined to, if any, and which way the drag went. */
  readonly from?: { readonly id: Id; readonly direction: 'out' | 'in' };
}

/** Upper left corner of the window in canvas units times zoom, as React Flow counts it, and the zoom (1 = 100 %). */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** What the surface can be asked to show. The surface (Canvas.tsx) registers itself as the view while it is mounted. */
export interface View {
  fit(ids?: Iterable<Id>): void;
  zoomTo(zoom: number): void;
  zoomBy(factor: number): void;
  /** Centres and selects nothing; animates unless motion is reduced. */
  reveal(ids: Iterable<Id>): void;
  /** The topmost record at a point of the canvas; a finger needs no hovering to know. */
  recordAt(at: Position): Id | undefined;
  /** What some records take up as they are drawn. */
  bounds(ids: Iterable<Id>): Box | undefined;
  /** The design as it is drawn: without what is inside of collapsed contexts. */
  drawing(): Design;
  /** Visible part in canvas units. */
  visible(): Box;
  toCanvas(screen: Position): Position;
  toScreen(canvas: Position): Position;
  /** Where the window stands: followed by people who follow, and by the compare view. */
  readonly viewport: Store<Viewport>;
  setViewport(viewport: Viewport): void;
  focus(): void;
}

export interface Toast {
  readonly id: number;
  readonly tone: 'info' | 'ok' | 'warning' | 'error';
  readonly sentence: string;
  readonly action?: { readonly label: string; perform(): void };
}

/**
 * Everything that a screen with one open design shares: the document, what is selected, what is being renamed. It
 * knows no React and no socket; components read its stores and call its verbs.
 */
export interface Editor {
  readonly document: DesignDocument;
  /** The design as last drawn: updated once a frame. `document.design` is ahead of it inside a frame. */
  readonly design: Store<Design>;
  readonly selection: Store<ReadonlySet<Id>>;
  /** Records whose name is being edited in place. */
  readonly renaming: Store<Id | undefined>;
  readonly hovered: Store<Id | undefined>;
  /** Contexts that this person sees as one node: a view, no part of the design. */
  readonly collapsed: Store<ReadonlySet<Id>>;
  /** The stencil that the next click on the canvas places. */
  readonly placing: Store<Stencil | undefined>;
  /** The stencil that is being dragged out of the palette: browsers tell nobody what a drag holds before its drop. */
  readonly dragged: Store<Stencil | undefined>;
  /** Every drag moves the canvas. */
  readonly hand: Store<boolean>;
  readonly picker: Store<PickerRequest | undefined>;
  readonly panel: Store<PanelName | undefined>;
  readonly toasts: Store<readonly Toast[]>;
  /** Said to screen readers, politely. */
  readonly announcement: Store<string>;
  readonly readOnly: Store<boolean>;
  readonly view: Store<View | undefined>;
  readonly makeId: MakeId;
  /** Ids of the stencils on offer, where an exercise keeps to what was taught so far; undefined: all. */
  readonly palette: ReadonlySet<string> | undefined;

  /** Makes edits as one undoable step; refused with a sentence where the design may only be read, and for published versions. */
  perform(edits: readonly Edit[], options?: { readonly joins?: string; readonly select?: Iterable<Id> }): boolean;
  undo(): void;
  redo(): void;
  select(ids: Iterable<Id>, how?: 'replace' | 'add' | 'toggle'): void;
  say(sentence: string): void;
  toast(toast: Omit<Toast, 'id'>): void;
  dismiss(id: number): void;
  /** Another Y.Doc takes the place of the first one (after a refusal the client starts afresh). */
  rebind(doc: SharedDoc): void;
  destroy(): void;
}

export function createEditor(
  doc: SharedDoc,
  options: {
    readonly readOnly?: boolean;
    readonly palette?: readonly string[];
    readonly frame?: (run: () => void) => void;
  } = {},
): Editor {
  const frame = options.frame ?? ((run) => requestAnimationFrame(run));
  let document = openDocument(doc);
  const design = createStore(document.design);
  const selection = createStore<ReadonlySet<Id>>(new Set());
  const toasts = createStore<readonly Toast[]>([]);
  const announcement = createStore('');
  const readOnly = createStore(options.readOnly ?? false);
  let lastToast = 0;
  let drawing = false;
  let unsubscribe: () => void = () => {};

  const drawSoon = () => {
    if (drawing) return;
    drawing = true;
    frame(drawNow);
  };
  const drawNow = () => {
    drawing = false;
    const next = document.design;
    design.set(next);
    dropGone(next);
  };
  const dropGone = (next: Design) => {
    const kept = [...selection.get()].filter((id) => next.elements.has(id) || next.edges.has(id));
    if (kept.length < selection.get().size) selection.set(new Set(kept));
    const renaming = editor.renaming.get();
    if (renaming !== undefined && !next.elements.has(renaming) && !next.edges.has(renaming)) editor.renaming.set(undefined);
  };
  const bind = () => {
    unsubscribe = document.subscribe((change) => {
      // One's own edits are drawn at once: what the hand does must not lag a frame behind.
      if (change.origin.by === 'me') drawNow();
      else drawSoon();
    });
    document.keepWithSteps({
      save: () => [...selection.get()],
      restore: (saved) => {
        const ids = (saved as readonly Id[]).filter((id) => document.design.elements.has(id) || document.design.edges.has(id));
        selection.set(new Set(ids));
      },
    });
  };

  const editor: Editor = {
    get document() {
      return document;
    },
    design,
    selection,
    renaming: createStore<Id | undefined>(undefined),
    hovered: createStore<Id | undefined>(undefined),
    collapsed: createStore<ReadonlySet<Id>>(new Set()),
    placing: createStore<Stencil | undefined>(undefined),
    dragged: createStore<Stencil | undefined>(undefined),
    hand: createStore(false),
    picker: createStore<PickerRequest | undefined>(undefined),
    panel: createStore<PanelName | undefined>(undefined),
    toasts,
    announcement,
    readOnly,
    view: createStore<View | undefined>(undefined),
    // getRandomValues exists on plain http pages too, unlike randomUUID.
    makeId: idsFrom((count) => crypto.getRandomValues(new Uint8Array(count))),
    palette: options.palette && new Set(options.palette),
    perform(edits, { joins, select } = {}) {
      if (readOnly.get()) {
        editor.toast({
          tone: 'info',
          sentence: words.mayOnlyLook,
        });
        return false;
      }
      const published = publishedVersion(document.design, edits);
      if (published) {
        const sentence = words.published(nameOf(document.design, published.contract), published.version);
        editor.toast({ tone: 'info', sentence });
        return false;
      }
      document.perform(edits, { joins });
      if (select) selection.set(new Set(select));
      return true;
    },
    undo() {
      if (readOnly.get()) return;
      const { canUndo, design: before } = document;
      document.undo();
      if (document.design !== before) editor.say(words.undone);
      else editor.toast({ tone: 'info', sentence: canUndo ? words.overtaken : words.nothingToUndo });
    },
    redo() {
      if (readOnly.get()) return;
      const { canRedo, design: before } = document;
      document.redo();
      if (document.design !== before) editor.say(words.redone);
      else editor.toast({ tone: 'info', sentence: canRedo ? words.overtaken : words.nothingToRedo });
    },
    select(ids, how = 'replace') {
      const next = new Set(how === 'replace' ? [] : selection.get());
      for (const id of ids) {
        if (how === 'toggle' && next.has(id)) next.delete(id);
        else next.add(id);
      }
      const now = selection.get();
      if (next.size === now.size && [...next].every((id) => now.has(id))) return;
      selection.set(next);
    },
    say(sentence) {
      // A zero-width change makes a screen reader repeat the same sentence.
      announcement.set(announcement.get() === sentence ? `${sentence}\u200b` : sentence);
    },
    toast(toast) {
      const id = ++lastToast;
      // Said again, it takes the place of its first time.
      toasts.update((list) => [
        ...list.filter((each) => each.sentence !== toast.sentence || each.action).slice(-3),
        { ...toast, id },
      ]);
      editor.say(toast.sentence);
    },
    dismiss(id) {
      toasts.update((list) => list.filter((toast) => toast.id !== id));
    },
    rebind(next) {
      unsubscribe();
      document.destroy();
      document = openDocument(next);
      bind();
      drawNow();
    },
    destroy() {
      unsubscribe();
      document.destroy();
    },
  };
  bind();
  return editor;
}

/** Where a new element goes that nobody has pointed to: the middle of what is seen. */
export function middleOf(editor: Editor): Position {
  const seen = editor.view.get()?.visible() ?? boundsOf(editor.design.get()) ?? { x: 0, y: 0, width: 800, height: 600 };
  return [Math.round(seen.x + seen.width / 2), Math.round(seen.y + seen.height / 2)];
}
