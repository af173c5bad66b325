import type { Id } from '#base/ids.ts';
import type { Reads } from '../context.ts';

/** Two stores share local transactions: they are one, or one names the other, or both name a third. */
export function sameDatabase(read: Reads, a: Id, b: Id): boolean {
  if (a === b) return true;
  const home = (id: Id) => {
    const named = read.of(id, 'store')?.props.sameDatabaseAs;
    return named !== undefined && read.of(named, 'store') ? named : id;
  };
  return home(a) === home(b) || home(a) === b || home(b) === a;
}
