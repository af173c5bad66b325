import type { Id, MakeId } from '#base/ids.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addElement, set } from './build.ts';
import { sharesDatabase } from './database.ts';

/**
 * Lets a handler remember the ids of handled messages in the database of a store, in one transaction with what it writes
 * there. An inbox that is there already is used.
 */
export function inboxBeside(read: Reads, consumes: Id, store: Id, makeId: MakeId): Edit[] {
  const found = read.of(store, 'store');
  const handler = read.edge(consumes);
  const reader = handler && read.element(handler.to);
  if (!found || handler?.kind !== 'consumes' || !reader) return [];
  const known = read.referrers(store).find((id) => {
    const other = read.of(id, 'store');
    return other?.props.role === 'inbox' && sharesDatabase(read, id, store);
  });
  const inbox = known ?? makeId();
  const { type, context } = found.props;
  const name = `${reader.props.name}-inbox`;
  return [
    ...(known === undefined ? [addElement('store', inbox, { name, type, role: 'inbox', sameDatabaseAs: store, context })] : []),
    set(consumes, 'idempotency', 'dedupStore'),
    set(consumes, 'dedupStore', inbox),
    set(consumes, 'dedupAtomic', 'yes'),
  ];
}
