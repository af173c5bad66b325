import type { EdgeKind } from '../kind.ts';

/** The arrow that names its kind outright. */
export function arrowText(kind: EdgeKind): string {
  return kind === 'deadLetters' ? '-x' : `-${kind}->`;
}
