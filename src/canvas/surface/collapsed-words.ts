import { count } from '#base/text.ts';
import type { EdgeKind } from '#model/kind.ts';

const verbs: Readonly<Record<EdgeKind, string>> = {
  publishes: 'publish',
  consumes: 'consume',
  calls: 'call',
  captures: 'capture',
  deadLetters: 'dead-letter',
  writes: 'write',
  reads: 'read',
};

/** What a collapsed context and its arrows say. */
export const words = {
  inside: (n: number) => `${count(n, 'element')} inside`,
  several: (n: number, kind: EdgeKind) => `${n} ${verbs[kind]}`,
  collapse: (name: string) => `Collapse ${name}`,
  expand: (name: string) => `Open ${name}`,
} as const;
