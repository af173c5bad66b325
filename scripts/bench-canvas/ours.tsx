import '#drawing/tokens.css';
import '#canvas/ui/global.css';
import { Fragment, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import * as Y from 'yjs';
import { createEditor, type Editor } from '#canvas/editor.ts';
import type { Checking } from '#canvas/findings/checking.ts';
import { type Session, SessionProvider } from '#canvas/session.ts';
import { Surface } from '#canvas/surface/Surface.tsx';
import type { Design } from '#model/design.ts';
import { draggedNode, fillEdits, graphOf } from './graph.ts';

/* The surface alone on a page: for the bench (?n=500), and for looking at drawings (window.open(design)). */

declare global {
  interface Window {
    editor: Editor;
    dragPoint(): { x: number; y: number };
    show(design: Design, options?: { checking?: Checking; dark?: boolean; props?: object; presence?: Session['presence'] }): void;
  }
}

/** Strict in development, where it finds effects that can't be undone. */
const Mode = import.meta.env.DEV ? StrictMode : Fragment;

const query = new URLSearchParams(location.search);
const root = createRoot(document.getElementById('root') as HTMLElement);

window.show = (design, options = {}) => {
  const editor = createEditor(new Y.Doc(), { readOnly: query.has('readonly') });
  editor.document.fill(fillEdits(design));
  editor.design.set(editor.document.design);
  window.editor = editor;
  document.documentElement.dataset.theme = options.dark ? 'dark' : 'light';
  const session: Session = { editor, presence: options.presence, room: undefined, checking: options.checking };
  root.render(
    <Mode key={Math.random()}>
      <SessionProvider value={session}>
        <Surface {...options.props} />
      </SessionProvider>
    </Mode>,
  );
};

const n = Number(query.get('n') ?? 0);
if (n > 0) {
  window.show(graphOf(n));
  const zoom = Number(query.get('zoom') ?? 0);
  // The plain app begins at 100 % in the upper left corner; so does this page when it is measured.
  const { view } = window.editor;
  if (zoom > 0) view.subscribe(() => view.get()?.setViewport({ x: 0, y: 0, zoom }));
  window.dragPoint = () => {
    const at = window.editor.design.get().positions.get(draggedNode(n)) ?? [0, 0];
    const [x, y] = view.get()?.toScreen([at[0] + 60, at[1] + 42]) ?? [0, 0];
    return { x, y };
  };
}
