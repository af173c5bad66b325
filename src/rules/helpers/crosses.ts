import type { Id } from '#base/ids.ts';
import type { Reads } from '../context.ts';
import { meeting } from './carries.ts';
import { contractId } from './contracts.ts';
import { contextOf } from './ctx.ts';

/** A contract on its way from one context to another. */
export interface Crossing {
  readonly producer: Id;
  readonly reader: Id;
  /** Both contexts are drawn; otherwise a node on its own counts as one. */
  readonly drawn: boolean;
}

/** crosses(c): the readers of a contract that stand in another context than a producer of it. */
export function crossingsOf(read: Reads, contract: Id, channels: readonly Id[]): readonly Crossing[] {
  return channels.flatMap((channel) =>
    read.into(channel, 'publishes').flatMap((publishes) =>
      read.out(channel, 'consumes').flatMap((consumes) => {
        const common = meeting(read, publishes, consumes);
        if (!common?.contracts.some((each) => contractId(each) === contract)) return [];
        const from = contextOf(read, publishes.from);
        const to = contextOf(read, consumes.to);
        if (from === to) return [];
        const drawn = read.of(from, 'context') !== undefined && read.of(to, 'context') !== undefined;
        return [{ producer: publishes.from, reader: consumes.to, drawn }];
      }),
    ),
  );
}
