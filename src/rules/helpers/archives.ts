import type { Id, MakeId } from '#base/ids.ts';
import type { Edit } from '#model/edit.ts';
import { query, type Reads } from '../context.ts';
import { addEdge, addElement } from './build.ts';

/** Stores and channels of role archive that a consumer of the channel fills. */
export const archivesOf = query((read: Reads, channel: Id): readonly Id[] => {
  const found = new Set<Id>();
  for (const { to: node } of read.out(channel, 'consumes')) {
    for (const { to } of read.out(node, 'writes')) if (read.of(to, 'store')?.props.role === 'archive') found.add(to);
    for (const { to } of read.out(node, 'publishes')) if (read.of(to, 'channel')?.props.role === 'archive') found.add(to);
  }
  return [...found].sort();
});

/** Event stores that a producer of the channel keeps its events in, or that a connector takes them from. */
export const eventStoresBehind = query((read: Reads, channel: Id): readonly Id[] => {
  const found = new Set<Id>();
  for (const { from: node } of read.into(channel, 'publishes')) {
    const stores = [
      ...read.into(node, 'captures').map(({ from }) => from),
      ...read.into(node, 'reads').map(({ from }) => from),
      ...read.out(node, 'writes').map(({ to }) => to),
    ];
    for (const id of stores) if (read.of(id, 'store')?.props.type === 'eventStore') found.add(id);
  }
  return [...found].sort();
});

/** So far is looked for a way back from an archive: a loader, a channel, a processor, a channel, and the reader. */
const farthest = 6;

/**
 * A way along arrows leads from one of these to the reader, or to a service that the reader asks: what is kept there can be
 * loaded again.
 */
export function leadsTo(read: Reads, starts: readonly Id[], reader: Id): boolean {
  const ends = new Set([
    reader,
    ...read.out(reader, 'calls').flatMap(({ to, props }) => (props.purpose === 'query' ? [to] : [])),
  ]);
  const seen = new Set(starts);
  let here = starts;
  for (let step = 0; step < farthest && here.length > 0; step++) {
    const next: Id[] = [];
    for (const id of here) {
      for (const kind of ['reads', 'captures', 'consumes', 'publishes', 'calls'] as const) {
        for (const { to } of read.out(id, kind)) {
          if (ends.has(to)) return true;
          if (!seen.has(to)) {
            seen.add(to);
            next.push(to);
          }
        }
      }
    }
    here = next;
  }
  return false;
}

/** Adds an archive that gets every message of a channel: a connector that stores them under their ids. */
export function addArchive(read: Reads, channel: Id, archive: Id, makeId: MakeId): Edit[] {
  const found = read.of(channel, 'channel');
  if (!found) return [];
  const { name, context } = found.props;
  const sink = makeId();
  return [
    addElement('store', archive, { name: `${name}-archive`, type: 'object', role: 'archive', retention: 'forever', context }),
    addElement('connector', sink, { name: `${name}-to-archive`, type: 'sink', context }),
    addEdge('consumes', makeId(), channel, sink),
    addEdge('writes', makeId(), sink, archive, { mode: 'insertUnique' }),
  ];
}
