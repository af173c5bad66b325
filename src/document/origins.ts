/**
 * Who changed the document: the one tagged union that every transaction's origin is switched on. Yjs hands
 * anything else through unchanged (providers use themselves as origin): that counts as `peer`.
 */
export type Origin =
  /** The person at this screen: undoable here. */
  | { readonly by: 'me' }
  /** The program at this screen (first content of a new design): not undoable. */
  | { readonly by: 'setup' }
  /** Another person, or this person's other device or earlier visit. */
  | { readonly by: 'peer' };

export const me: Origin = { by: 'me' };
export const setup: Origin = { by: 'setup' };
const peer: Origin = { by: 'peer' };

/** Reads the origin of a Yjs transaction; an UndoManager's own transactions are this person's. */
export function originOf(origin: unknown, undo?: unknown): Origin {
  if (origin === me || (undo !== undefined && origin === undo)) return me;
  return origin === setup ? setup : peer;
}
