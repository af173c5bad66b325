import type { Position } from '#model/design.ts';

/** One state of the pointer during a gesture. */
export interface Sample {
  /** On the canvas. */
  readonly at: Position;
  /** In CSS pixels of the surface. */
  readonly screen: Position;
  /** In CSS pixels of the window. */
  readonly client: Position;
  readonly alt: boolean;
  readonly shift: boolean;
  /** Ctrl, or Command on a Mac. */
  readonly ctrl: boolean;
}

/** What a pressed pointer is doing: exactly one at a time. Moves come at most once a frame. */
export interface Gesture {
  move(sample: Sample): void;
  /** The pointer was let go, or was lost with the window: what was done holds. */
  end(sample: Sample): void;
  /** Escape, or a second finger: nothing happened. */
  cancel(): void;
  /** The window moves along when the pointer reaches its border. */
  readonly follows?: boolean;
  /** Nothing is meant until somebody lets go: when the pointer or the window is lost on the way, nothing happened. */
  readonly needsDrop?: boolean;
}
