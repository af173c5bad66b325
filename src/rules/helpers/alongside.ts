import type { Id } from '#base/ids.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { set } from './build.ts';
import { carriersOf } from './carries.ts';
import { contractId } from './contracts.ts';

/** Edits by which a new contract travels wherever another one does: on its channels, from its producers. */
export function alongside(read: Reads, contract: Id, added: Id): Edit[] {
  const joined = (id: Id, contracts: readonly string[] | string): Edit[] =>
    typeof contracts !== 'string' && contracts.some((each) => contractId(each) === contract)
      ? [set(id, 'contracts', [...contracts, added])]
      : [];
  return carriersOf(read, contract).flatMap((id) => [
    ...joined(id, read.of(id, 'channel')?.props.contracts ?? []),
    ...read.into(id, 'publishes').flatMap((edge) => joined(edge.id, edge.props.contracts)),
  ]);
}
