import type { Id } from '#base/ids.ts';
import { unknown } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { all, any, type Claim, said, supposing, unsaid } from '../maybe.ts';
import { cap } from './cap.ts';

/** partitioned(ch): order holds only within a part of the channel. An unknown number of partitions counts, one step down. */
export function partitioned(read: Reads, channel: Id): Claim {
  const partitions = read.of(channel, 'channel')?.props.partitions ?? unknown;
  const several = typeof partitions === 'number' ? said(partitions > 1) : unsaid({ id: channel, property: 'partitions' });
  return any(cap(read, channel, 'scope', 'group'), all(cap(read, channel, 'scope', 'partition'), supposing(several)));
}
