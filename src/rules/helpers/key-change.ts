import type { Id } from '#base/ids.ts';
import type { ElementOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { writesOf } from './carries.ts';
import { contractId, namedBy } from './contracts.ts';
import { isField, keyOf, partsOf } from './keys.ts';

export interface KeyChange {
  readonly channel: Id;
  /** The older and the newer version's. */
  readonly publishes: readonly Id[];
  readonly keys: readonly [string, string];
}

/** Two versions of one contract that are published to one channel under different keys. */
export function keyChange(read: Reads, contract: ElementOf<'contract'>, channel: Id): KeyChange | undefined {
  const written = read.into(channel, 'publishes').flatMap((publishes) => {
    const reference = writesOf(read, publishes).find((each) => contractId(each) === contract.id);
    const version = reference === undefined ? undefined : namedBy(read, reference)?.version;
    const key = keyOf(read, publishes);
    return version && isField(key) ? [{ publishes, key, place: contract.props.versions.indexOf(version) }] : [];
  });
  const inOrder = written.sort((a, b) => a.place - b.place);
  for (const older of inOrder) {
    const newer = inOrder.find((each) => each.place > older.place && !sameKey(each.key, older.key));
    if (newer) return { channel, publishes: [older, newer].map((each) => each.publishes.id), keys: [older.key, newer.key] };
  }
  return undefined;
}

function sameKey(a: string, b: string): boolean {
  return partsOf(a).join() === partsOf(b).join();
}
