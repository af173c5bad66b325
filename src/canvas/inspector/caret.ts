/** Changes to a text as Yjs tells them. */
export type Delta = readonly { readonly retain?: number; readonly insert?: unknown; readonly delete?: number }[];

/** Where a caret stands after somebody else's change; what is inserted exactly at it goes behind it. */
export function caretAfter(caret: number, delta: Delta): number {
  let at = 0;
  let moved = caret;
  for (const part of delta) {
    if (part.retain !== undefined) at += part.retain;
    else if (typeof part.insert === 'string') {
      if (at < moved) moved += part.insert.length;
      at += part.insert.length;
    } else if (part.delete !== undefined) {
      if (at < moved) moved = Math.max(at, moved - part.delete);
    }
  }
  return moved;
}
