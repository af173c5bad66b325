import type { Id, MakeId } from '#base/ids.ts';
import type { ElementOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import { orderBetween, rowOrders } from '#model/row-order.ts';
import type { Reads } from '../context.ts';
import { coreWords } from '../words.ts';
import { addElement, set } from './build.ts';
import { contractId, contractOf } from './contracts.ts';
import { isCarried } from './hearing.ts';
import { connect } from './routes.ts';
import { callsTo, orchestratorOf, participantOf } from './sagas.ts';

type Saga = ElementOf<'saga'>;

const opposite: Readonly<Record<string, string>> = {
  reserve: 'Release',
  allocate: 'Release',
  charge: 'Refund',
  take: 'Refund',
  collect: 'Refund',
  pay: 'Refund',
  create: 'Cancel',
  place: 'Cancel',
  book: 'Cancel',
  schedule: 'Cancel',
  request: 'Cancel',
  add: 'Remove',
  grant: 'Revoke',
  lock: 'Unlock',
  block: 'Unblock',
  enable: 'Disable',
  activate: 'Deactivate',
};

/** What the message could be called that makes up for another: `ReserveStock` → `ReleaseStock`, otherwise `UndoPackParcel`. */
export function undoNameOf(name: string): string {
  const [verb, ...object] = coreWords(name);
  const turned = verb === undefined ? undefined : opposite[verb];
  if (turned === undefined || object.length === 0) return `Undo${capitalised(name.replace(/[^\p{L}\p{N}._-]/gu, ''))}`;
  return [turned, ...object.map(capitalised)].join('');
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/**
 * Edits that give a step an undo which its participant hears: the message named, such as the failure of a later step, or else a
 * new command.
 */
export function undoEdits(read: Reads, makeId: MakeId, saga: Saga, step: Id, named?: string): Edit[] {
  const row = saga.props.steps.find((each) => each.id === step);
  if (!row) return [];
  const participant = participantOf(read, row);
  const edits: Edit[] = [];
  let undo = named;
  if (undo === undefined) {
    undo = makeId();
    const asked = contractOf(read, row.do)?.props.name ?? '';
    const called = asked === '' ? `${(participant && read.element(participant)?.props.name) ?? ''}Step` : asked;
    edits.push(addElement('contract', undo, { name: undoNameOf(called), kind: 'command', context: saga.props.context }));
  }
  edits.push(set(saga.id, ['steps', step, 'undo'], undo));
  const leader = orchestratorOf(read, saga);
  // Whoever is asked directly to do it is asked directly to undo it.
  const direct = leader !== undefined && participant !== undefined && callsTo(read, leader, participant).length > 0;
  if (participant === undefined || participant === leader || (direct && !isCarried(read, row.do))) return edits;
  return [...edits, ...connect(read, makeId, [{ contract: contractId(undo), from: leader, to: participant, like: row.do }])];
}

/** Edits that move a step right behind another. */
export function moveBehind(saga: Saga, step: Id, other: Id): Edit[] {
  const rest = saga.props.steps.filter((each) => each.id !== step);
  const at = rest.findIndex((each) => each.id === other);
  const moved = saga.props.steps.find((each) => each.id === step);
  if (at < 0 || !moved) return [];
  const path = (id: Id) => ['steps', id];
  const order = orderBetween(rest[at]?.order, rest[at + 1]?.order);
  if (order !== undefined) return [{ op: 'moveRow', id: saga.id, path: path(step), order }];
  const next = [...rest.slice(0, at + 1), moved, ...rest.slice(at + 1)];
  const fresh = rowOrders(next.length);
  return next.map((row, i): Edit => ({ op: 'moveRow', id: saga.id, path: path(row.id), order: fresh[i] as string }));
}
