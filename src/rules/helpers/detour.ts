import type { MakeId } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, addElement, set } from './build.ts';
import { isField, keyOf } from './keys.ts';

interface Detour {
  readonly processor: string;
  readonly op: 'map' | 'filter';
  readonly channel: string;
  /** What the processor passes on. */
  readonly contracts: readonly string[];
}

/** Edits that put a processor and a channel of its own between a channel and a handler. */
export function detoured(read: Reads, consumes: EdgeOf<'consumes'>, way: Detour, makeId: MakeId): Edit[] {
  const channel = read.of(consumes.from, 'channel');
  if (!channel) return [];
  const { broker, variant, type, context, partitions } = channel.props;
  const key =
    read
      .into(channel.id, 'publishes')
      .map((each) => keyOf(read, each))
      .find(isField) ?? '?';
  const [processor, between] = [makeId(), makeId()];
  const { contracts } = way;
  return [
    addElement('processor', processor, { name: way.processor, op: way.op, context }),
    addElement('channel', between, { name: way.channel, broker, variant, type, partitions, context, contracts }),
    addEdge('consumes', makeId(), channel.id, processor, { contracts: consumes.props.contracts }),
    addEdge('publishes', makeId(), processor, between, { contracts, key }),
    { op: 'reconnect', id: consumes.id, from: between, to: consumes.to },
    set(consumes.id, 'contracts', 'all'),
  ];
}
