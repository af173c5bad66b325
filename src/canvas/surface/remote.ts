import type { Id } from '#base/ids.ts';
import { type Box, centreOf, touches } from '#drawing/geometry.ts';
import type { Position } from '#model/design.ts';
import type { LiveDrag, Presence } from '../presence/presence.ts';
import { createStore, type Store } from '../store.ts';
import type { Board } from './board.ts';
import { motionReduced } from './theme.ts';
import { fitting, maxZoom } from './viewport.ts';

/** Somebody's pointer as it is shown now. */
export interface ShownPointer {
  readonly client: number;
  readonly at: Position;
}

interface Pursuit {
  gesture: number;
  ids: readonly Id[];
  /** Where the document had them when the drag began. */
  base: Map<Id, Box>;
  by: Position;
  target: Position;
  /** The drop has arrived in the document, or the drag was given up. */
  over: boolean;
  endedAt: number | undefined;
}

interface Cursor {
  at: Position;
  target: Position;
  seenAt: number;
}

/** A drop that never comes was given up. */
const giveUpMs = 800;
const idleMs = 5_000;
/** Share of the way that is left after a frame: about 80 ms of lag, which hides 40 ms between messages. */
const lag = 0.72;

/**
 * What other people are doing, drawn smoothly between their messages: pointers, drags that are not dropped yet, and the view of
 * whoever is followed. Nothing of it touches the document.
 */
export class Remote {
  readonly pointers: Store<readonly ShownPointer[]> = createStore<readonly ShownPointer[]>([]);
  private readonly board: Board;
  private readonly presence: Presence;
  private readonly cursors = new Map<number, Cursor>();
  private readonly pursuits = new Map<number, Pursuit>();
  private frame = 0;
  private idle: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(board: Board, presence: Presence) {
    this.board = board;
    this.presence = presence;
  }

  start(): () => void {
    const { presence, board } = this;
    const stops = [
      presence.onMotion(() => this.wake()),
      presence.peers.subscribe(() => this.hold()),
      presence.following.subscribe(() => this.wake()),
      board.editor.design.subscribe(() => this.arrived()),
      board.size.subscribe(() => this.wake()),
    ];
    this.hold();
    this.wake();
    return () => {
      for (const stop of stops) stop();
      cancelAnimationFrame(this.frame);
      clearTimeout(this.idle);
      this.frame = 0;
    };
  }

  /** Called each frame in which a pointer has moved: for layers that write positions into the page themselves. */
  onFrame(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  pointerOf(client: number): Position | undefined {
    const cursor = this.cursors.get(client);
    return cursor && performance.now() - cursor.seenAt < idleMs ? cursor.at : undefined;
  }

  /** Where somebody is who looks at another part of the drawing, however long their pointer has rested; undefined while they look here. */
  elsewhere(client: number): Position | undefined {
    const { view } = this.presence.motionOf(client);
    if (!view || touches(view, this.board.view.visible())) return undefined;
    return this.pointerOf(client) ?? centreOf(view);
  }

  private hold(): void {
    const held = new Map<Id, string>();
    for (const peer of this.presence.peers.get()) for (const id of peer.selection) if (!held.has(id)) held.set(id, peer.colour);
    this.board.emphasis.setHeld(held);
  }

  private wake(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame((now) => this.step(now));
  }

  /** The document has a new version: drags whose drop is in it are over, so that nothing is moved twice. */
  private arrived(): void {
    let changed = false;
    for (const pursuit of this.pursuits.values()) {
      if (pursuit.over) continue;
      for (const [id, box] of pursuit.base) {
        const now = this.board.scene.boxOf(id);
        if (now && (now.x !== box.x || now.y !== box.y)) {
          pursuit.over = true;
          changed = true;
          break;
        }
      }
    }
    if (changed) this.show();
  }

  private step(now: number): void {
    this.frame = 0;
    const still = motionReduced();
    let busy = false;
    const clients = new Set<number>();
    for (const peer of this.presence.peers.get()) {
      clients.add(peer.client);
      const motion = this.presence.motionOf(peer.client);
      busy = this.point(peer.client, motion.pointer, now, still) || busy;
      busy = this.pursue(peer.client, motion.drag, now, still) || busy;
    }
    for (const client of [...this.cursors.keys()]) if (!clients.has(client)) this.cursors.delete(client);
    for (const client of [...this.pursuits.keys()]) if (!clients.has(client)) this.pursuits.delete(client);
    this.show();
    busy = this.follow(still) || busy;
    this.pointers.set(
      [...this.cursors].flatMap(([client, cursor]) => (now - cursor.seenAt < idleMs ? [{ client, at: cursor.target }] : [])),
    );
    for (const listener of this.listeners) listener();
    if (busy) this.wake();
    else this.sleep();
  }

  /** Nothing moves: look again only when somebody has been idle long enough to be hidden. */
  private sleep(): void {
    clearTimeout(this.idle);
    if (this.cursors.size > 0) this.idle = setTimeout(() => this.wake(), idleMs + 50);
  }

  private point(client: number, pointer: Position | undefined, now: number, still: boolean): boolean {
    const cursor = this.cursors.get(client);
    if (!pointer) {
      this.cursors.delete(client);
      return false;
    }
    if (!cursor) {
      this.cursors.set(client, { at: pointer, target: pointer, seenAt: now });
      return true;
    }
    if (cursor.target[0] !== pointer[0] || cursor.target[1] !== pointer[1]) {
      cursor.target = pointer;
      cursor.seenAt = now;
    }
    const reach = this.board.view.visible().width;
    cursor.at = still ? pointer : eased(cursor.at, pointer, reach);
    return cursor.at !== pointer;
  }

  private pursue(client: number, drag: LiveDrag | undefined, now: number, still: boolean): boolean {
    let pursuit = this.pursuits.get(client);
    if (drag && pursuit?.gesture !== drag.gesture) {
      const base = new Map<Id, Box>();
      for (const id of drag.ids) {
        const box = this.board.scene.boxOf(id);
        if (box) base.set(id, box);
      }
      pursuit = { gesture: drag.gesture, ids: drag.ids, base, by: [0, 0], target: drag.by, over: false, endedAt: undefined };
      this.pursuits.set(client, pursuit);
    }
    if (!pursuit || pursuit.over) return false;
    if (drag) pursuit.target = drag.by;
    else {
      pursuit.endedAt ??= now;
      if (now - pursuit.endedAt > giveUpMs) {
        pursuit.over = true;
        return false;
      }
    }
    pursuit.by = still ? pursuit.target : eased(pursuit.by, pursuit.target, Number.POSITIVE_INFINITY);
    return pursuit.by !== pursuit.target || !drag;
  }

  private show(): void {
    const boxes = new Map<Id, Box>();
    for (const pursuit of this.pursuits.values()) {
      if (pursuit.over) continue;
      for (const [id, box] of pursuit.base) boxes.set(id, { ...box, x: box.x + pursuit.by[0], y: box.y + pursuit.by[1] });
    }
    if (boxes.size > 0 || this.shownBoxes > 0) this.board.setRemote(boxes);
    this.shownBoxes = boxes.size;
  }

  private shownBoxes = 0;

  /** Keeps the window on what the followed person sees. */
  private follow(still: boolean): boolean {
    const client = this.presence.following.get();
    const view = client === undefined ? undefined : this.presence.motionOf(client).view;
    const size = this.board.size.get();
    if (!view || size[0] === 0) return false;
    const target = fitting(view, size, 0, maxZoom);
    const now = this.board.viewport.get();
    const [x, y] = eased([now.x, now.y], [target.x, target.y], size[0] * 3);
    const zoom = Math.abs(now.zoom - target.zoom) < 0.002 ? target.zoom : now.zoom + (target.zoom - now.zoom) * (1 - lag);
    const there = still || (zoom === target.zoom && x === target.x && y === target.y);
    this.board.setViewport(there ? target : { x, y, zoom });
    return !there;
  }
}

/** One frame nearer to the target; there when it is less than half a unit away, or further than one would follow with the eye. */
function eased(from: Position, to: Position, jump: number): Position {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const distance = Math.hypot(dx, dy);
  if (distance < 0.5 || distance > jump) return to;
  return [to[0] - dx * lag, to[1] - dy * lag];
}
