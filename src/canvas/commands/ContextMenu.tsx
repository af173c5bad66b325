import { type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import { centreOf } from '#drawing/geometry.ts';
import type { Position } from '#model/design.ts';
import { type Bench, useBench } from '../bench.ts';
import { later } from '../later.ts';
import { isTextField } from './clipboard.ts';
import type { ContextTarget } from './context-menu.ts';
import { onLongPress } from './long-press.ts';

const ContextMenuItems = later(() => import('./ContextMenuItems.tsx'));

interface Asked {
  readonly screen: Position;
  readonly canvas: Position | undefined;
  readonly target: ContextTarget;
}

/** Right-click, Shift+F10 or long press on the canvas: the commands that fit what is there, with their keys. */
export function ContextMenu({ canvas }: { readonly canvas: RefObject<HTMLElement | null> }) {
  const bench = useBench();
  const [asked, setAsked] = useState<Asked>();
  const anchor = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const open = (event: MouseEvent) => {
      if (isTextField(event.target) || (event.target instanceof Element && event.target.closest('[role=menu],[role=dialog]')))
        return;
      event.preventDefault();
      setAsked(ask(bench, event));
    };
    element.addEventListener('contextmenu', open);
    const stop = onLongPress(element, (at) => setAsked(ask(bench, { clientX: at[0], clientY: at[1], button: 2 })));
    return () => {
      element.removeEventListener('contextmenu', open);
      stop();
    };
  }, [bench, canvas]);
  const close = () => {
    setAsked(undefined);
    bench.session.editor.view.get()?.focus();
  };
  return (
    <>
      <div ref={anchor} aria-hidden style={{ position: 'fixed', left: asked?.screen[0] ?? 0, top: asked?.screen[1] ?? 0 }} />
      {asked && (
        <Suspense>
          <ContextMenuItems anchor={anchor} target={asked.target} at={asked.canvas} onClose={close} />
        </Suspense>
      )}
    </>
  );
}

/** What was meant: the thing under the pointer (selected first), or by keyboard the selection. */
function ask(bench: Bench, event: Pick<MouseEvent, 'clientX' | 'clientY' | 'button'>): Asked {
  const { editor } = bench.session;
  const view = editor.view.get();
  const byPointer = event.button === 2;
  if (byPointer) {
    const under = view?.recordAt(view.toCanvas([event.clientX, event.clientY]));
    if (under === undefined) editor.select([]);
    else if (!editor.selection.get().has(under)) editor.select([under]);
  }
  const selection = editor.selection.get();
  let screen: Position = [event.clientX, event.clientY];
  if (!byPointer && view) {
    const bounds = view.bounds(selection);
    if (bounds) screen = view.toScreen(centreOf(bounds));
  }
  const design = editor.design.get();
  const target = selection.size === 0 ? 'canvas' : [...selection].every((id) => design.edges.has(id)) ? 'edge' : 'element';
  return { screen, canvas: view?.toCanvas(screen), target };
}
