import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import type { Assumption } from '../maybe.ts';
import { writesOf } from './carries.ts';
import { fieldsOf, namedBy } from './contracts.ts';
import { isField, keyOf, partsOf } from './keys.ts';
import { assigned, workersOf } from './workers.ts';

/** How many messages of a handler can be under way at once, and what keeps them from being more. */
export interface Parallel {
  readonly most: number;
  readonly bound: 'instances' | 'partitions' | 'keys' | 'oneKey' | 'oneActive' | 'globalOrder';
  /** What could make it fewer still, and has not been said. */
  readonly asks: readonly Assumption[];
}

export function parallelOf(read: Reads, consumes: EdgeOf<'consumes'>): Parallel {
  if (consumes.props.orderingNeed === 'global') return { most: 1, bound: 'globalOrder', asks: [] };
  if (consumes.props.assignment === 'singleActive') return { most: 1, bound: 'oneActive', asks: [] };
  const workers = workersOf(read, consumes);
  const keyed = assigned(read, consumes, 'exclusivePartition', 'byKey');
  if (keyed.holds === false) return { most: workers, bound: 'instances', asks: [] };
  if (keyed.holds === undefined) return { most: workers, bound: 'instances', asks: keyed.assumes };
  const producers = read.into(consumes.from, 'publishes');
  if (producers.length > 0 && producers.every(({ props }) => props.key === 'const'))
    return { most: 1, bound: 'oneKey', asks: [] };
  const exclusive = assigned(read, consumes, 'exclusivePartition').holds === true;
  const partitions = read.of(consumes.from, 'channel')?.props.partitions ?? '?';
  const bounds: (readonly [number, Parallel['bound']])[] = [[workers, 'instances']];
  if (exclusive && typeof partitions === 'number') bounds.push([partitions, 'partitions']);
  const keys = distinctKeys(read, consumes.from);
  if (keys !== undefined) bounds.push([keys, 'keys']);
  const [most, bound] = bounds.reduce((least, each) => (each[0] < least[0] ? each : least));
  return { most, bound, asks: exclusive && partitions === '?' ? [{ id: consumes.from, property: 'partitions' }] : [] };
}

/** How many different keys the messages of a channel have, if that is known of every producer. */
export function distinctKeys(read: Reads, channel: Id): number | undefined {
  const counts = new Map<string, number>();
  for (const publishes of read.into(channel, 'publishes')) {
    const key = keyOf(read, publishes);
    const [part, ...more] = partsOf(key);
    const count = isField(key) && part !== undefined && more.length === 0 ? distinctIn(read, publishes, part) : undefined;
    if (count === undefined) return undefined;
    counts.set(key, Math.max(count, counts.get(key) ?? 0));
  }
  return counts.size > 0 ? [...counts.values()].reduce((sum, count) => sum + count, 0) : undefined;
}

/** The most that any contract of the producer says; undefined if one of them says nothing. */
function distinctIn(read: Reads, publishes: EdgeOf<'publishes'>, field: string): number | undefined {
  const all = writesOf(read, publishes).map((reference) => {
    const found = fieldsOf(namedBy(read, reference)?.version)?.find(({ name }) => name === field);
    return typeof found?.distinct === 'number' ? found.distinct : undefined;
  });
  return all.length > 0 && all.every((count) => count !== undefined) ? Math.max(...all) : undefined;
}
