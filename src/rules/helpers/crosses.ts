import type { Id } from '#base/ids.ts';
import type { Reads } from '../context.ts';
import { writesOf } from './carries.ts';
import { contractId, existing } from './contracts.ts';
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
  const names = (references: readonly string[]) => references.some((each) => contractId(each) === contract);
  return channels.flatMap((channel) => {
    // Whoever takes all that comes takes this contract too; on a busy channel only the ends that name it are paired.
    const readers = read
      .out(channel, 'consumes')
      .filter(({ props }) => props.contracts === 'all' || names(existing(read, props.contracts)));
    return read
      .into(channel, 'publishes')
      .filter((publishes) => names(writesOf(read, publishes)))
      .flatMap((publishes) =>
        readers.flatMap((consumes) => {
          const from = contextOf(read, publishes.from);
          const to = contextOf(read, consumes.to);
          if (from === to) return [];
          const drawn = read.of(from, 'context') !== undefined && read.of(to, 'context') !== undefined;
          return [{ producer: publishes.from, reader: consumes.to, drawn }];
        }),
      );
  });
}
