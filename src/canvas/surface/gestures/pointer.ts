import type { Id } from '#base/ids.ts';
import type { Position } from '#model/design.ts';
import { fetchedLater } from '../../later.ts';
import { stencilOf } from '../../stencils.ts';
import type { Board } from '../board.ts';
import type { Hit } from '../hit.ts';
import { toCanvas } from '../viewport.ts';
import type { Direction } from '../walk.ts';
import type { Gesture, Sample } from './gesture.ts';
import { late } from './late.ts';
import { pan } from './pan.ts';
import { pinch } from './pinch.ts';
import { placeAt } from './place.ts';
import { wheel } from './wheel.ts';

const byHand = fetchedLater(() => import('./by-hand.ts'));
type Hands = Awaited<ReturnType<typeof byHand>>;

/** A press becomes a gesture when the pointer has gone this far, in screen pixels; before that it is a click. */
const threshold = 4;
/** Near the border the window follows, this many screen pixels a frame at most. */
const followBorder = 32;
const followSpeed = 14;

export const stencilType = 'application/x-millrace-stencil';

interface Press {
  readonly pointer: number;
  readonly sample: Sample;
  readonly hit: Hit;
  readonly touch: boolean;
  /** Started from a handle instead of from what lies under the pointer. */
  readonly handle: { readonly id: Id; readonly side: Direction } | undefined;
}

/** Everything that pointers, wheels and held keys do on a surface. Gives a function that takes it all back. */
export function listen(board: Board, root: HTMLElement): () => void {
  const { editor } = board;
  const onWheel = wheel(board);
  const touches = new Map<number, Position>();
  let press: Press | undefined;
  let active: Gesture | undefined;
  let pinching: ReturnType<typeof pinch> | undefined;
  let last: Sample | undefined;
  let frame = 0;
  let space = false;

  const sampleOf = (event: PointerEvent | MouseEvent): Sample => {
    const rect = root.getBoundingClientRect();
    const screen: Position = [event.clientX - rect.left, event.clientY - rect.top];
    return {
      screen,
      at: toCanvas(board.viewport.get(), screen),
      client: [event.clientX, event.clientY],
      alt: event.altKey,
      shift: event.shiftKey,
      ctrl: event.ctrlKey || event.metaKey,
    };
  };
  const again = (sample: Sample): Sample => ({ ...sample, at: toCanvas(board.viewport.get(), sample.screen) });
  const step = () => {
    frame = 0;
    if (!active || !last) return;
    const moved = active.follows === true && follow(board, last.screen);
    active.move(again(last));
    if (moved) frame = requestAnimationFrame(step);
  };
  const moveSoon = () => {
    if (frame === 0) frame = requestAnimationFrame(step);
  };
  const release = () => {
    cancelAnimationFrame(frame);
    frame = 0;
    active = undefined;
    press = undefined;
  };
  const finish = (cancelled: boolean) => {
    const gesture = active;
    const sample = last;
    release();
    if (!gesture) return;
    if (cancelled || !sample) gesture.cancel();
    else gesture.end(again(sample));
  };

  const begin = (from: Press): Gesture => {
    const { sample, hit } = from;
    const select = () => (from.touch ? pan(board, sample) : hand(({ marquee }) => marquee(board, sample)));
    const line = (id: Id) => hand(({ connect }) => connect(board, id, 'out'));
    const move = (id: Id) => {
      const ids = grab(board, id, sample);
      return hand(({ drag }) => drag(board, ids, sample));
    };
    if (from.handle) return line(from.handle.id);
    if (!board.mayEdit) return hit.on === 'nothing' ? select() : pan(board, sample);
    switch (hit.on) {
      case 'resize':
        return hand(({ resize }) => resize(board, hit.id, hit.corner, sample));
      case 'end':
        return hand(({ reconnect }) => reconnect(board, hit.id, hit.end));
      case 'node':
        return hit.rim && !from.touch && !sample.alt ? line(hit.id) : move(hit.id);
      case 'context':
        return move(hit.id);
      case 'badge':
        // A badge goes with what it stands on; that of an arrow is as good as the canvas around it.
        return board.scene.design.elements.has(hit.id) ? move(hit.id) : select();
      case 'edge':
      case 'nothing':
        return select();
    }
  };

  const down = (event: PointerEvent) => {
    if (isControl(event.target)) return;
    const sample = sampleOf(event);
    if (event.pointerType === 'touch') {
      touches.set(event.pointerId, sample.screen);
      if (touches.size === 2) {
        finish(true);
        press = undefined;
        const [a, b] = [...touches.values()] as [Position, Position];
        pinching = pinch(board, a, b);
        return;
      }
    }
    if (press || active) return;
    board.notice.set(undefined);
    if (editor.picker.get()) editor.picker.set(undefined);
    root.focus({ preventScroll: true });
    last = sample;
    const handle = handleOf(event.target);
    if (event.button === 1 || (event.button === 0 && (space || (editor.hand.get() && !editor.placing.get())))) {
      event.preventDefault();
      capture(root, event);
      press = { pointer: event.pointerId, sample, hit: { on: 'nothing' }, touch: false, handle: undefined };
      active = pan(board, sample);
      return;
    }
    if (event.button !== 0) return;
    capture(root, event);
    press = {
      pointer: event.pointerId,
      sample,
      hit: board.hit(sample.at, event.pointerType === 'touch'),
      touch: event.pointerType === 'touch',
      handle,
    };
  };

  const enter = () => void byHand().catch(() => {});
  const move = (event: PointerEvent) => {
    const sample = sampleOf(event);
    if (touches.has(event.pointerId)) touches.set(event.pointerId, sample.screen);
    if (pinching) {
      const [a, b] = [...touches.values()];
      if (a && b) pinching.move(a, b);
      return;
    }
    if (event.pointerType !== 'touch') board.session.presence?.setPointer(sample.at);
    if (press && event.pointerId !== press.pointer) return;
    last = sample;
    if (press && !active) {
      const far = Math.hypot(sample.screen[0] - press.sample.screen[0], sample.screen[1] - press.sample.screen[1]);
      if (far < threshold) return;
      editor.renaming.set(undefined);
      active = begin(press);
    }
    if (active) moveSoon();
    else hoverAt(board, sample, event);
  };

  const up = (event: PointerEvent) => {
    touches.delete(event.pointerId);
    if (pinching) {
      if (touches.size < 2) {
        pinching.end();
        pinching = undefined;
      }
      return;
    }
    if (!press || event.pointerId !== press.pointer) return;
    last = sampleOf(event);
    if (active) {
      finish(false);
      return;
    }
    const { hit, handle } = press;
    const sample = last;
    release();
    if (handle) {
      void byHand().then(({ quickConnectFrom }) => {
        const made = quickConnectFrom(board, handle.id, handle.side, { siblings: false });
        if (made !== undefined) editor.renaming.set(made);
      });
      return;
    }
    click(board, hit, sample);
  };

  const cancelled = (event: PointerEvent) => {
    touches.delete(event.pointerId);
    pinching?.end();
    pinching = undefined;
    if (press?.pointer === event.pointerId) lose();
  };

  // A drag that is lost with its pointer or its window holds as far as it came: the document must not forget it.
  const lose = () => {
    if (active) finish(active.needsDrop === true);
    else press = undefined;
  };
  const left = () => {
    space = false;
    board.panning.set(false);
    lose();
  };
  const hidden = () => {
    if (document.visibilityState === 'hidden') left();
  };
  const leave = () => {
    board.session.presence?.setPointer(undefined);
    board.pointer = undefined;
    if (!active) editor.hovered.set(undefined);
  };

  const keyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      if (active || press) {
        event.stopPropagation();
        event.preventDefault();
        finish(true);
        press = undefined;
      } else if (board.notice.get()) {
        event.stopPropagation();
        event.preventDefault();
        board.notice.set(undefined);
      }
      return;
    }
    if (active && last && (event.key === 'Alt' || event.key === 'Control' || event.key === 'Shift' || event.key === 'Meta')) {
      last = { ...last, alt: event.altKey, shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey };
      event.preventDefault();
      moveSoon();
    }
    if (event.code !== 'Space' || event.repeat || isTyping(event.target)) return;
    if (event.target !== document.body && !root.contains(event.target as Node | null)) return;
    event.preventDefault();
    space = true;
    board.panning.set(true);
  };
  const keyUp = (event: KeyboardEvent) => {
    if (active && last) {
      last = { ...last, alt: event.altKey, shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey };
      moveSoon();
    }
    if (event.code !== 'Space' || !space) return;
    space = false;
    board.panning.set(false);
  };

  const doubleClick = (event: MouseEvent) => {
    if (isControl(event.target) || handleOf(event.target)) return;
    const sample = sampleOf(event);
    const hit = board.hit(sample.at);
    if (hit.on === 'edge' || hit.on === 'end') {
      editor.select([board.scene.meantBy(hit.id)]);
      editor.panel.set('inspector');
    } else if (hit.on === 'node' || hit.on === 'context') {
      if (board.scene.collapsed?.nodes.has(hit.id)) board.folding.toggle(hit.id);
      else if (board.mayEdit) editor.renaming.set(hit.id);
    } else if (board.mayEdit && hit.on === 'nothing') editor.picker.set({ at: sample.at, screen: sample.client });
  };

  const over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes(stencilType) || !board.mayEdit) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    board.ghost.set(sampleOf(event).at);
  };
  const out = (event: DragEvent) => {
    if (event.relatedTarget === null || !root.contains(event.relatedTarget as Node)) board.ghost.set(undefined);
  };
  const drop = (event: DragEvent) => {
    const stencil = stencilOf(event.dataTransfer?.getData(stencilType) ?? '');
    board.ghost.set(undefined);
    if (!stencil || !board.mayEdit) return;
    event.preventDefault();
    editor.placing.set(undefined);
    const made = placeAt(board, stencil, sampleOf(event).at, { rename: false });
    // The browser settles the focus when the drag ends, which would close the field at once.
    if (made !== undefined) afterDrag(() => editor.renaming.set(made));
  };
  const wheeled = (event: WheelEvent) => {
    if (isScroller(event.target)) return;
    const { screen } = sampleOf(event);
    onWheel(event, screen);
    if (active) moveSoon();
  };
  const noSelection = (event: Event) => {
    if (!isTyping(event.target)) event.preventDefault();
  };

  const onRoot: [string, (event: never) => void, AddEventListenerOptions?][] = [
    ['pointerdown', down],
    ['pointerenter', enter],
    ['pointermove', move],
    ['pointerup', up],
    ['pointercancel', cancelled],
    ['pointerleave', leave],
    ['dblclick', doubleClick],
    ['dragover', over],
    ['dragleave', out],
    ['drop', drop],
    ['selectstart', noSelection],
    ['wheel', wheeled, { passive: false, capture: true }],
  ];
  for (const [type, listener, options] of onRoot) root.addEventListener(type, listener as EventListener, options);
  window.addEventListener('keydown', keyDown, true);
  window.addEventListener('keyup', keyUp, true);
  window.addEventListener('blur', left);
  document.addEventListener('visibilitychange', hidden);
  return () => {
    finish(true);
    for (const [type, listener, options] of onRoot) root.removeEventListener(type, listener as EventListener, options);
    window.removeEventListener('keydown', keyDown, true);
    window.removeEventListener('keyup', keyUp, true);
    window.removeEventListener('blur', left);
    document.removeEventListener('visibilitychange', hidden);
  };
}

function capture(root: HTMLElement, event: PointerEvent): void {
  // A synthetic pointer (a test, a pen driver) may not be capturable; the gesture works without.
  try {
    root.setPointerCapture(event.pointerId);
  } catch {}
}

/** Once the browser is done with its own drag; at the latest in a moment. */
function afterDrag(perform: () => void): void {
  const done = () => {
    clearTimeout(timer);
    window.removeEventListener('dragend', done, true);
    requestAnimationFrame(perform);
  };
  const timer = setTimeout(done, 150);
  window.addEventListener('dragend', done, true);
}

/** A gesture of the hand, as soon as its module is there. */
function hand(begin: (hands: Hands) => Gesture | undefined): Gesture {
  return late(byHand().then(begin));
}

/** What is dragged when a record is grabbed: the selection if it belongs to it, else itself. With Alt, Shift is about the copies. */
function grab(board: Board, id: Id, sample: Sample): readonly Id[] {
  const { editor } = board;
  const selection = editor.selection.get();
  if (!selection.has(id)) editor.select(sample.shift && !sample.alt ? [...selection, id] : [id]);
  return [...editor.selection.get()].filter((each) => board.scene.drawing.elements.has(each));
}

function click(board: Board, hit: Hit, sample: Sample): void {
  const { editor } = board;
  const placing = editor.placing.get();
  if (placing && board.mayEdit) {
    if (!sample.shift) editor.placing.set(undefined);
    placeAt(board, placing, sample.at);
    return;
  }
  if (hit.on === 'nothing') {
    if (!sample.shift && !sample.ctrl) editor.select([]);
    return;
  }
  if (hit.on === 'resize') return;
  editor.select([board.scene.meantBy(hit.id)], sample.ctrl ? 'toggle' : sample.shift ? 'add' : 'replace');
  // Whoever presses a mark wants to read what it says: the properties begin with the findings of the record.
  if (hit.on === 'badge' && !sample.ctrl && !sample.shift) editor.panel.set('inspector');
}

function hoverAt(board: Board, sample: Sample, event: PointerEvent): void {
  board.pointer = undefined;
  if (event.buttons !== 0 || event.pointerType === 'touch' || isControl(event.target)) return;
  board.ghost.set(board.editor.placing.get() ? sample.at : undefined);
  // Over a handle its node stays hovered, or the handle would vanish under the pointer.
  if (handleOf(event.target)) return;
  board.pointer = sample.screen;
  if (!board.travelling.get()) board.hover();
}

/** Moves the window when the pointer is near its border; true while it does. */
function follow(board: Board, [x, y]: Position): boolean {
  const [width, height] = board.size.get();
  const pull = (at: number, size: number) => {
    if (at < followBorder) return ((followBorder - at) / followBorder) * followSpeed;
    if (at > size - followBorder) return -((at - (size - followBorder)) / followBorder) * followSpeed;
    return 0;
  };
  const dx = Math.max(-followSpeed, Math.min(followSpeed, pull(x, width)));
  const dy = Math.max(-followSpeed, Math.min(followSpeed, pull(y, height)));
  if (dx === 0 && dy === 0) return false;
  const viewport = board.viewport.get();
  board.setViewport({ ...viewport, x: viewport.x + dx, y: viewport.y + dy });
  return true;
}

/** Parts of the surface that have a mind of their own. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-control]') !== null;
}

function isScroller(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-scrolls]') !== null;
}

function handleOf(target: EventTarget | null): Press['handle'] {
  const handle = target instanceof Element ? target.closest<HTMLElement>('[data-handle]') : null;
  const id = handle?.dataset.handle;
  return handle && id !== undefined ? { id, side: (handle.dataset.side ?? 'right') as Direction } : undefined;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.tagName === 'INPUT' || target.tagName === 'TEXTAREA' || target.tagName === 'SELECT')
  );
}
