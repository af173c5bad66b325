import type { Id, MakeId } from '#base/ids.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, addElement } from './build.ts';

/** A copy of somebody's data at a reader, kept up to date by messages. */
interface Feed {
  /** A service or processor that knows of every change. */
  readonly owner: Id;
  readonly reader: Id;
  readonly copy: Id;
}

/** The owner publishes its changes, and the reader writes them into its copy. */
export function feedEdits(read: Reads, { owner, reader, copy }: Feed, makeId: MakeId): Edit[] {
  const source = read.element(owner);
  if (!source) return [];
  const [channel, consumes] = [makeId(), makeId()];
  return [
    addElement('channel', channel, { name: `${source.props.name}-changes`, type: 'log', context: source.props.context }),
    addEdge('publishes', makeId(), owner, channel),
    addEdge('consumes', consumes, channel, reader),
    addEdge('writes', makeId(), reader, copy, { mode: 'upsert', triggeredBy: [consumes] }),
  ];
}

/** A store at the reader that holds what it would have to ask the owner for. */
export function localCopyEdits(read: Reads, owner: Id, reader: Id, makeId: MakeId): Edit[] {
  const [source, target] = [read.element(owner), read.element(reader)];
  if (!source || !target) return [];
  const copy = makeId();
  return [
    addElement('store', copy, { name: `${source.props.name}-copy`, role: 'readModel', context: target.props.context }),
    ...feedEdits(read, { owner, reader, copy }, makeId),
    addEdge('reads', makeId(), copy, reader),
  ];
}

/** It can say itself what has changed. */
export function canPublish(read: Reads, id: Id): boolean {
  const kind = read.element(id)?.kind;
  return kind === 'service' || kind === 'processor';
}
