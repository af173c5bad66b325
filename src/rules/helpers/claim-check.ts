import type { Id, MakeId } from '#base/ids.ts';
import { wordsOf } from '#base/text.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addElement, set } from './build.ts';

/** Edits that keep the data of a contract in an object store: in one that is drawn already, else in a new one. */
export function intoObjectStore(read: Reads, contract: Id, makeId: MakeId): Edit[] {
  const found = read.of(contract, 'contract');
  if (!found) return [];
  const known = read.all('store').find((id) => read.of(id, 'store')?.props.type === 'object');
  if (known !== undefined) return [set(contract, 'claimStore', known)];
  const id = makeId();
  const name = `${wordsOf(found.props.name).join('-') || 'message'}-data`;
  return [addElement('store', id, { name, type: 'object', context: found.props.context }), set(contract, 'claimStore', id)];
}
