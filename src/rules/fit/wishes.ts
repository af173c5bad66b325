import type { Id } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import { bytesOf, durationMs, unknown } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { archivesOf, eventStoresBehind, leadsTo } from '../helpers/archives.ts';
import { carries } from '../helpers/carries.ts';
import { contractId, contractOf } from '../helpers/contracts.ts';
import { deadLettersOf } from '../helpers/dead-letters.ts';
import { guarded } from '../helpers/eff.ts';
import { isCompacted } from '../helpers/kept.ts';
import { triggerOf } from '../helpers/trig.ts';
import { groupOf } from '../helpers/unit.ts';
import type { Assumption } from '../maybe.ts';

/** What a design may ask of a broker, in the order in which it is shown. */
export const needKinds = [
  'orderPerKey',
  'orderGlobal',
  'replay',
  'compaction',
  'retention',
  'fanOut',
  'dedup',
  'exactlyOnce',
  'transactions',
  'xa',
  'delay',
  'deadLetters',
  'size',
] as const;

export type NeedKind = (typeof needKinds)[number];

/** Somebody has said so; something drawn suggests it; or nobody has said, and it would matter. */
export type NeedStatus = 'stated' | 'assumed' | 'open';

/** What one element asks of one channel's broker. */
export interface Wish {
  readonly kind: NeedKind;
  readonly status: NeedStatus;
  /** Tells apart how it came about, where that is worded differently. */
  readonly by: string;
  readonly channel: Id;
  /** Elements that need it, to be named. */
  readonly who: readonly Id[];
  /** Elements and edges that say so, or would have to. */
  readonly at: readonly Id[];
  /** What would have to be said. */
  readonly asks: readonly Assumption[];
  /** Milliseconds, or bytes; Infinity for ever. */
  readonly amount?: number;
  /** De-duplication: whether the consumers notice repeats themselves. */
  readonly coping?: boolean | undefined;
}

type Channel = ElementOf<'channel'>;
type Handler = EdgeOf<'consumes'>;
type Rest = Partial<Omit<Wish, 'kind' | 'status' | 'by' | 'channel' | 'who'>>;

/** Everything that the elements around a channel ask of its broker. */
export function wishesAt(read: Reads, id: Id): readonly Wish[] {
  const channel = read.of(id, 'channel');
  if (!channel) return [];
  const handlers = read.out(id, 'consumes');
  return [
    ...handlers.flatMap((handler) => [...ofHandler(read, channel, handler)]),
    ...ofChannel(read, channel, handlers),
    ...read.into(id, 'publishes').flatMap((edge) => [...ofProducer(read, channel, edge, handlers)]),
    ...ofMessages(read, channel),
  ];
}

function wish(channel: Channel, kind: NeedKind, status: NeedStatus, by: string, who: readonly Id[], rest: Rest = {}): Wish {
  return { kind, status, by, channel: channel.id, who, at: [channel.id], asks: [], ...rest };
}

function* ofHandler(read: Reads, channel: Channel, handler: Handler): Generator<Wish> {
  const of = (kind: NeedKind, status: NeedStatus, by = 'handler', rest: Rest = {}) =>
    wish(channel, kind, status, by, [handler.to], { at: [handler.id], ...rest });
  const open = (kind: NeedKind, property: string) => of(kind, 'open', 'handler', { asks: [{ id: handler.id, property }] });
  const { props } = handler;
  // What is put aside, or answers somebody, is read by people or by whoever asked: nobody is asked about it.
  const main = channel.props.role === 'main';

  if (props.orderingNeed === 'perKey') yield of('orderPerKey', 'stated');
  else if (props.orderingNeed === 'global') yield of('orderGlobal', 'stated');
  else if (props.orderingNeed === unknown) {
    const op = read.of(handler.to, 'processor')?.props.op;
    if (op === 'aggregate' || op === 'join')
      yield of('orderPerKey', 'assumed', 'processor', { asks: asked(handler, 'orderingNeed') });
    else if (main && props.idempotency !== 'versionCheck') yield open('orderPerKey', 'orderingNeed');
  }

  if (!loadedElsewhere(read, channel, handler)) yield* ofReplay(channel, handler, main);

  const outage = durationMs(props.maxOutage);
  if (outage !== undefined && channel.props.retention === unknown) yield of('retention', 'stated', 'outage', { amount: outage });

  if (props.idempotency === 'brokerDedup') yield of('dedup', 'stated', 'handler', { coping: false });
  const brokerTx = props.idempotency === 'brokerTx' || props.ack === 'brokerTx';
  if (brokerTx) yield of('exactlyOnce', 'stated');
  else if (props.claims === 'exactlyOnce' && props.idempotency === unknown && guarded(read, handler).holds !== true)
    yield of('exactlyOnce', 'assumed', 'handler', { asks: asked(handler, 'idempotency') });
  else if (props.claims === unknown && read.of(handler.to, 'processor')?.props.guarantee === 'exactlyOnce')
    yield of('exactlyOnce', 'assumed', 'processor', { at: [handler.to] });

  if (props.retry === 'requeue' || props.retry === 'retryChannel') {
    if (props.backoff === unknown) yield open('delay', 'backoff');
    else if (props.backoff !== 'none') yield of('delay', 'stated');
  }

  const aside = deadLettersOf(read, handler);
  if (aside.some(({ from }) => from === channel.id))
    yield of('deadLetters', 'stated', 'channel', { at: aside.map(({ id }) => id) });
  else if (aside.length > 0) yield of('deadLetters', 'stated', 'consumer', { at: aside.map(({ id }) => id) });
  else if (props.onExhausted === 'dlq') yield of('deadLetters', 'stated');
  else if (props.onExhausted === unknown && main) yield open('deadLetters', 'onExhausted');
}

/** Its data can be loaded from an archive or an event store, whatever the channel keeps. */
function loadedElsewhere(read: Reads, channel: Channel, handler: Handler): boolean {
  const kept = [...archivesOf(read, channel.id), ...eventStoresBehind(read, channel.id)];
  return kept.length > 0 && leadsTo(read, kept, handler.to);
}

function* ofReplay(channel: Channel, handler: Handler, main: boolean): Generator<Wish> {
  const { rebuild, startFrom, asTable } = handler.props;
  const rest = { at: [handler.id] };
  const who = [handler.to];
  if (rebuild === 'yes') {
    yield wish(channel, 'replay', 'stated', 'handler', who, rest);
    if (channel.props.retention === unknown && !isCompacted(channel))
      yield wish(channel, 'retention', 'assumed', 'rebuild', who, {
        ...rest,
        amount: Number.POSITIVE_INFINITY,
        asks: asked(channel, 'retention'),
      });
  } else if (rebuild === unknown) {
    const asks = asked(handler, 'rebuild');
    if (asTable === 'yes') yield wish(channel, 'replay', 'assumed', 'table', who, { ...rest, asks });
    else if (startFrom === 'earliest') yield wish(channel, 'replay', 'assumed', 'earliest', who, { ...rest, asks });
    // Whoever draws a queue has said that nothing is read from it twice.
    else if (main && channel.props.type !== 'queue') yield wish(channel, 'replay', 'open', 'handler', who, { ...rest, asks });
  }
}

function* ofChannel(read: Reads, channel: Channel, handlers: readonly Handler[]): Generator<Wish> {
  const { id, props } = channel;
  if (isCompacted(channel)) yield wish(channel, 'compaction', 'stated', 'channel', [id]);
  const retention = durationMs(props.retention);
  if (retention !== undefined) yield wish(channel, 'retention', 'stated', 'channel', [id], { amount: retention });
  if (props.dedup === 'on') {
    const amount = durationMs(props.dedupWindow);
    yield wish(channel, 'dedup', 'stated', 'channel', [id], {
      coping: copes(read, handlers),
      ...(amount !== undefined && { amount }),
    });
  }
  if (props.role === 'retry' && handlers.length > 0)
    yield wish(channel, 'delay', 'assumed', 'channel', [id], { asks: handlers.flatMap((each) => asked(each, 'backoff')) });
  const largest = bytesOf(props.maxMessage);
  if (largest !== undefined) yield wish(channel, 'size', 'stated', 'channel', [id], { amount: largest });

  const readers = new Map(handlers.map((handler) => [groupOf(read, handler), handler]));
  if (readers.size > 1 && props.type !== 'queue') {
    const all = [...readers.values()];
    const drawn = props.type !== unknown;
    yield wish(channel, 'fanOut', drawn ? 'stated' : 'assumed', 'channel', [...new Set(all.map(({ to }) => to))], {
      at: all.map((handler) => handler.id),
      asks: drawn ? [] : asked(channel, 'type'),
    });
  }
}

function* ofProducer(read: Reads, channel: Channel, edge: EdgeOf<'publishes'>, handlers: readonly Handler[]): Generator<Wish> {
  const of = (kind: NeedKind, rest: Rest = {}) =>
    wish(channel, kind, 'stated', 'producer', [edge.from], { at: [edge.id], ...rest });
  const { props } = edge;
  // Said of the channel, it is said for all of its producers.
  if (props.idempotent === 'yes' && channel.props.dedup !== 'on') yield of('dedup', { coping: copes(read, handlers) });
  if (props.atomicity === 'brokerTx') yield of('exactlyOnce');
  // With read positions in it, a transaction is one over reading and publishing.
  else if (props.transactional === 'yes') yield of(triggerOf(read, edge).inputs.length > 0 ? 'exactlyOnce' : 'transactions');
  if (props.atomicity === 'xa') yield of('xa');
}

function* ofMessages(read: Reads, channel: Channel): Generator<Wish> {
  const ids = [...new Set(carries(read, channel.id).map(contractId))].sort();
  const held = eventStoresBehind(read, channel.id).length > 0 || archivesOf(read, channel.id).length > 0;
  for (const id of ids) {
    const props = contractOf(read, id)?.props;
    if (!props) continue;
    if (props.category === 'sourced' && !held && channel.props.role === 'main') {
      yield wish(channel, 'replay', 'assumed', 'sourced', [id], { at: [id] });
      if (channel.props.retention === unknown)
        yield wish(channel, 'retention', 'assumed', 'sourced', [id], {
          at: [id],
          amount: Number.POSITIVE_INFINITY,
          asks: asked(channel, 'retention'),
        });
    }
    if (props.payload === 'claimCheck') continue;
    const largest = bytesOf(props.sizeMax);
    if (largest !== undefined) yield wish(channel, 'size', 'stated', 'message', [id], { at: [id], amount: largest });
    else yield wish(channel, 'size', 'open', 'message', [id], { at: [id], asks: [{ id, property: 'sizeMax' }] });
  }
}

/** Whether all consumers notice repeats themselves; undefined where one has not said. */
function copes(read: Reads, handlers: readonly Handler[]): boolean | undefined {
  const each = handlers.map((handler) => {
    const { idempotency } = handler.props;
    if (idempotency === 'natural' || guarded(read, handler).holds) return true;
    return idempotency === unknown ? undefined : false;
  });
  if (each.includes(false)) return false;
  return each.length === 0 || each.includes(undefined) ? undefined : true;
}

function asked({ id }: { readonly id: Id }, property: string): readonly Assumption[] {
  return [{ id, property }];
}
