import type { Capabilities, Variant } from '#brokers/capabilities.ts';
import type { EdgeOf } from '#model/design.ts';
import { bytesOf, durationMs } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { workersOf } from '../helpers/workers.ts';
import type { NeedKind, Wish } from './wishes.ts';

/** Whether a mode of a product gives what is asked: it does, it does on a condition, or it does not. */
export type Verdict = 'fits' | 'if' | 'no';

type Column = keyof Capabilities;

/** One wish held against one row of the matrix: without words. */
export interface Outcome {
  readonly verdict: Verdict;
  /** With the kind of the need, which sentence says it; empty where nothing is to be said. */
  readonly because: string;
  /** The cells that it rests on. */
  readonly columns: readonly Column[];
}

const fits = (...columns: readonly Column[]): Outcome => ({ verdict: 'fits', because: '', columns });
/** It does, and there is something to do for it. */
const note = (because: string, ...columns: readonly Column[]): Outcome => ({ verdict: 'fits', because, columns });
const only = (because: string, ...columns: readonly Column[]): Outcome => ({ verdict: 'if', because, columns });
const cannot = (because: string, ...columns: readonly Column[]): Outcome => ({ verdict: 'no', because, columns });

type Judge = (wish: Wish, row: Variant, read: Reads) => Outcome | undefined;

/**
 * What a row can do about a wish; undefined where that is said elsewhere or nothing depends on it. What nobody has said, or
 * only the drawing suggests, is a condition where it would be a refusal if it were so (SPEC [B3]).
 */
export function outcomeOf(wish: Wish, row: Variant, read: Reads): Outcome | undefined {
  const outcome = judges[wish.kind](wish, row, read);
  if (!outcome || wish.status === 'stated') return outcome;
  if (outcome.verdict === 'no') return { ...outcome, verdict: 'if' };
  return wish.status === 'open' ? undefined : outcome;
}

const judges: Readonly<Record<NeedKind, Judge>> = {
  orderPerKey: orderPerKey,
  orderGlobal: orderGlobal,
  replay(wish, row, read) {
    if (row.replay.value === 'log') return fits('replay');
    const record = wish.by === 'sourced';
    const queue = read.of(wish.channel, 'channel')?.props.type === 'queue';
    return row.replay.value === 'archive' && !queue
      ? only(record ? 'recordArchive' : 'archive', 'replay')
      : cannot(record ? 'record' : 'gone', 'replay');
  },
  compaction(_, row) {
    if (row.compaction.value === 'yes') return fits('compaction');
    const keepsAll = row.replay.value === 'log' && row.retentionMax.value === 'forever';
    return keepsAll ? only('keepAll', 'compaction', 'retentionMax') : cannot('none', 'compaction');
  },
  retention: retention,
  fanOut(_, row) {
    return row.fanout.value === 'queue' ? cannot('shared', 'fanout') : fits('fanout');
  },
  dedup: dedup,
  exactlyOnce(_, { eos }) {
    return eos.value === 'yes' ? fits('eos') : cannot(eos.value === 'delivery' ? 'delivery' : 'none', 'eos');
  },
  transactions(_, { transactions }) {
    return transactions.value === 'yes' ? fits('transactions') : cannot('none', 'transactions');
  },
  xa(_, { xa }) {
    return xa.value === 'yes' ? fits('xa') : cannot('none', 'xa');
  },
  delay(_, row) {
    return row.delay.value === 'yes' ? fits('delay') : only('waits', 'delay');
  },
  deadLetters({ by }, row) {
    if (row.nativeDlq.value === 'yes') return fits('nativeDlq');
    // Drawn from the consumer, it is the consumer that puts messages there.
    return by === 'consumer' ? fits() : only('byConsumer', 'nativeDlq');
  },
  size: size,
};

function handlerOf(wish: Wish, read: Reads): EdgeOf<'consumes'> | undefined {
  const edge = read.edge(wish.at[0] ?? '');
  return edge?.kind === 'consumes' ? (edge as unknown as EdgeOf<'consumes'>) : undefined;
}

/** One consumer at a time gets everything, so that the order of a whole queue or channel holds. */
function alone(wish: Wish, row: Variant, read: Reads): Outcome {
  const handler = handlerOf(wish, read);
  if (handler?.props.assignment === 'singleActive') return fits('scope');
  const one = handler !== undefined && workersOf(read, handler) <= 1;
  if (row.assignment.value === 'exclusivePartition') return one ? fits('scope') : note('oneActive', 'scope', 'assignment');
  return one ? note('oneWorker', 'scope', 'assignment') : only('alone', 'scope', 'assignment', 'keyConcept');
}

function orderPerKey(wish: Wish, row: Variant, read: Reads): Outcome {
  switch (row.scope.value) {
    case 'none':
      return cannot('noOrder', 'scope');
    case 'partition':
    case 'group':
      return row.scope.note === '' ? fits('scope', 'keyConcept') : note('partly', 'scope');
    default:
      return alone(wish, row, read);
  }
}

function orderGlobal(wish: Wish, row: Variant, read: Reads): Outcome {
  switch (row.scope.value) {
    case 'none':
      return cannot('noOrder', 'scope');
    case 'partition':
      return read.of(wish.channel, 'channel')?.props.partitions === 1 ? fits('scope') : only('onePartition', 'scope');
    case 'group': {
      const publishes = read.into(wish.channel, 'publishes');
      const oneKey = publishes.length > 0 && publishes.every(({ props }) => props.key === 'const');
      return oneKey ? fits('scope') : only('oneKey', 'scope');
    }
    default:
      return alone(wish, row, read);
  }
}

function retention(wish: Wish, row: Variant): Outcome | undefined {
  // Where nothing can be read again, the need to do so has said it.
  if ((wish.by === 'rebuild' || wish.by === 'sourced') && row.replay.value !== 'log') return undefined;
  const amount = wish.amount ?? 0;
  const usual = durationMs(row.retentionDefault.value);
  const most = durationMs(row.retentionMax.value);
  if (usual !== undefined && usual >= amount) return fits('retentionDefault');
  if (most === undefined) return only('unknown', 'retentionDefault', 'retentionMax');
  if (most < amount) return cannot('tooShort', 'retentionMax');
  // A queue without a usual limit keeps by itself what nobody has taken yet.
  if (usual === undefined && row.replay.value !== 'log') return fits('retentionMax');
  return note('set', 'retentionDefault', 'retentionMax');
}

function dedup(wish: Wish, row: Variant): Outcome {
  if (row.producerDedup.value === 'no') {
    if (wish.coping === true) return note('cope', 'producerDedup');
    return wish.coping === undefined ? only('mustCope', 'producerDedup') : cannot('stored', 'producerDedup');
  }
  const window = durationMs(row.dedupWindow.value);
  if (wish.amount === undefined || window === undefined || window >= wish.amount) return fits('producerDedup', 'dedupWindow');
  const most = durationMs(row.dedupWindowMax.value);
  return most !== undefined && most < wish.amount
    ? cannot('window', 'dedupWindowMax')
    : note('setWindow', 'dedupWindow', 'dedupWindowMax');
}

function size(wish: Wish, row: Variant): Outcome | undefined {
  if (wish.amount === undefined) return undefined;
  const usual = bytesOf(row.sizeDefault.value);
  const most = bytesOf(row.maxSize.value);
  if (usual === undefined || usual >= wish.amount) return fits('sizeDefault');
  if (most !== undefined && most < wish.amount) return cannot('tooLarge', 'maxSize');
  return only('raise', 'sizeDefault', 'maxSize');
}
