import type { Id } from '#base/ids.ts';
import { query, type Reads } from '../context.ts';

/** The store that stands for the database that a store lies in: where the chain of `sameDatabaseAs` ends. */
export const databaseOf = query((read: Reads, store: Id): Id => {
  let end = store;
  const seen = new Set<Id>();
  // Two people can name two stores after each other at the same moment: the first id of such a circle stands for it.
  for (let at = read.of(store, 'store'); at; at = read.of(at.props.sameDatabaseAs, 'store')) {
    if (seen.has(at.id)) return [...seen].sort()[0] as Id;
    seen.add(at.id);
    end = at.id;
  }
  return end;
});

/** Two stores can be changed in one local transaction. */
export function sharesDatabase(read: Reads, a: Id, b: Id): boolean {
  return a === b || databaseOf(read, a) === databaseOf(read, b);
}
