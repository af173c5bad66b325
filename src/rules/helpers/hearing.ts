import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import { query, type Reads } from '../context.ts';
import { carriersOf, readsOf } from './carries.ts';
import { contractId } from './contracts.ts';

/** Ids of the consumes edges whose handlers read a contract. */
const handlerIds = query((read: Reads, contract: Id): readonly Id[] =>
  carriersOf(read, contract).flatMap((channel) =>
    read
      .out(channel, 'consumes')
      .filter((consumes) => readsOf(read, consumes).some((each) => contractId(each) === contract))
      .map(({ id }) => id),
  ),
);

/** The handlers that read a contract, wherever they are. */
export function handlersOf(read: Reads, reference: string): readonly EdgeOf<'consumes'>[] {
  return handlerIds(read, contractId(reference)).flatMap((id) => {
    const edge = read.edge(id);
    return edge?.kind === 'consumes' ? [edge as EdgeOf<'consumes'>] : [];
  });
}

/** Those of one node. */
export function handlersAt(read: Reads, reference: string, node: Id): readonly EdgeOf<'consumes'>[] {
  return handlersOf(read, reference).filter(({ to }) => to === node);
}

/** Some channel is drawn to carry the contract. */
export function isCarried(read: Reads, reference: string): boolean {
  return carriersOf(read, contractId(reference)).length > 0;
}
