import type { Id, MakeId } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, addElement, set } from './build.ts';
import { sharesDatabase } from './database.ts';
import { causesOf } from './trig.ts';

/**
 * Edits that give a producer an outbox in the database of a store, and a relay that publishes what is in it; what is there
 * already is used. Where it writes to no store, the outbox is a database of its own.
 */
export function outboxEdits(read: Reads, makeId: MakeId, publishes: Id, record: Id | undefined): Edit[] {
  const edge = read.edge(publishes);
  const producer = edge && read.element(edge.from);
  if (edge?.kind !== 'publishes' || !producer) return [];
  const store = record === undefined ? undefined : read.of(record, 'store');
  const edits: Edit[] = [];
  const known = read.out(producer.id, 'writes').find((write) => {
    const other = read.of(write.to, 'store');
    return other?.props.role === 'outbox' && (!store || sharesDatabase(read, other.id, store.id));
  })?.to;
  const outbox = known ?? makeId();
  const context = store?.props.context ?? producer.props.context;
  if (known === undefined) {
    const type = store?.props.type ?? 'relational';
    const writing = read.out(producer.id, 'writes').find((write) => write.to === record);
    const triggeredBy = causesOf(read, writing ?? (edge as EdgeOf<'publishes'>));
    edits.push(
      addElement('store', outbox, {
        name: `${producer.props.name}-outbox`,
        type,
        role: 'outbox',
        sameDatabaseAs: store?.id ?? 'none',
        context,
      }),
      addEdge('writes', makeId(), producer.id, outbox, { mode: 'insert', triggeredBy }),
    );
  }
  const relays = known === undefined ? [] : read.out(outbox, 'captures').map((capture) => capture.to);
  const knownRelay = relays.find((each) => ['relay', 'cdc'].includes(read.of(each, 'connector')?.props.type ?? ''));
  const relay = knownRelay ?? makeId();
  if (knownRelay === undefined) {
    edits.push(
      addElement('connector', relay, {
        name: `${producer.props.name}-relay`,
        type: 'relay',
        guarantee: 'atLeastOnce',
        orderBy: 'commitOrder',
        context,
      }),
      addEdge('captures', makeId(), outbox, relay),
    );
  }
  const { contracts, key } = edge.props;
  if (!read.out(relay, 'publishes').some((other) => other.to === edge.to)) {
    edits.push(addEdge('publishes', makeId(), relay, edge.to, { contracts, key, idSource: 'stable' }));
  }
  return [...edits, set(publishes, 'atomicity', 'outbox'), set(publishes, 'idSource', 'stable')];
}

/** Edits that let change data capture publish what is committed to a store; a connector that is there already is used. */
export function captureEdits(read: Reads, makeId: MakeId, publishes: Id, record: Id): Edit[] {
  const edge = read.edge(publishes);
  const store = read.of(record, 'store');
  if (edge?.kind !== 'publishes' || !store) return [];
  const captured = read
    .out(store.id, 'captures')
    .map((capture) => capture.to)
    .find((each) => ['relay', 'cdc'].includes(read.of(each, 'connector')?.props.type ?? ''));
  const connector = captured ?? makeId();
  const edits: Edit[] = [];
  if (captured === undefined) {
    const { name, context } = store.props;
    edits.push(
      addElement('connector', connector, {
        name: `${name}-cdc`,
        type: 'cdc',
        guarantee: 'atLeastOnce',
        orderBy: 'commitOrder',
        context,
      }),
      addEdge('captures', makeId(), store.id, connector),
    );
  }
  const { contracts, key } = edge.props;
  if (!read.out(connector, 'publishes').some((other) => other.to === edge.to)) {
    edits.push(addEdge('publishes', makeId(), connector, edge.to, { contracts, key, idSource: 'stable' }));
  }
  return [...edits, set(publishes, 'atomicity', 'cdc'), set(publishes, 'idSource', 'stable')];
}
