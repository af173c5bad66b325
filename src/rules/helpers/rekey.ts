import type { Id, MakeId } from '#base/ids.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, addElement } from './build.ts';
import { readsOf } from './carries.ts';

/** Edits that lead a handler’s messages through a channel in between, in which they have another key. */
export function rekeyThrough(
  read: Reads,
  consumes: Id,
  { by, partitions }: { readonly by: string; readonly partitions: number | undefined },
  makeId: MakeId,
): Edit[] {
  const edge = read.edge(consumes);
  const from = edge && read.of(edge.from, 'channel');
  const reader = edge && read.element(edge.to);
  if (edge?.kind !== 'consumes' || !from || !reader) return [];
  const [rekey, channel] = [makeId(), makeId()];
  const { name, broker, variant, type, cleanup, retention } = from.props;
  const { context } = reader.props;
  return [
    addElement('processor', rekey, { name: `rekey-${name}`, op: 'rekey', context }),
    addElement('channel', channel, {
      name: `${name}-by-${by}`,
      contracts: [...readsOf(read, edge)],
      partitions: partitions ?? from.props.partitions,
      broker,
      variant,
      type,
      cleanup,
      retention,
      context,
    }),
    addEdge('consumes', makeId(), from.id, rekey),
    addEdge('publishes', makeId(), rekey, channel, { key: by }),
    { op: 'reconnect', id: consumes, from: channel, to: reader.id },
  ];
}
