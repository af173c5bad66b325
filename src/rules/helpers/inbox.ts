import type { Id, MakeId } from '#base/ids.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addElement, set } from './build.ts';

/** Edits that let a handler remember the ids of handled messages in the database of a store; an inbox that is there is used. */
export function inboxEdits(read: Reads, makeId: MakeId, consumes: Id, reader: Id, written: Id): Edit[] {
  const store = read.of(written, 'store');
  const node = read.element(reader);
  if (!store || !node) return [];
  const known = read.referrers(store.id).find((id) => {
    const other = read.of(id, 'store');
    return other?.props.role === 'inbox' && other.props.sameDatabaseAs === store.id;
  });
  const inbox = known ?? makeId();
  const edits: Edit[] = [];
  if (known === undefined) {
    const { type, context } = store.props;
    const name = `${node.props.name}-inbox`;
    edits.push(addElement('store', inbox, { name, type, role: 'inbox', sameDatabaseAs: store.id, context }));
  }
  return [
    ...edits,
    set(consumes, 'idempotency', 'dedupStore'),
    set(consumes, 'dedupStore', inbox),
    set(consumes, 'dedupAtomic', 'yes'),
  ];
}
