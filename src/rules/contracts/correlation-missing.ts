import type { Id } from '#base/ids.ts';
import { list, normalName } from '#base/text.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { addMeta, appendFields, set } from '../helpers/build.ts';
import { carriersOf, meeting, writesOf } from '../helpers/carries.ts';
import { contractId, fieldsOf, namedBy } from '../helpers/contracts.ts';
import { isAmong, isField, partsOf } from '../helpers/keys.ts';
import { isLookedUp } from '../helpers/tables.ts';
import { triggerOf, triggers } from '../helpers/trig.ts';
import { any, type Claim, conclude, fails, holds, likely, said, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface CorrelationMissing extends Fact {
  readonly contract: Id;
  readonly lacks: 'reply' | 'saga' | 'path' | 'cause';
  /** For a reply that can be matched by what it is about: that field. */
  readonly by: string;
  readonly saga?: Id;
  /** A field that every answer of the saga has. */
  readonly candidate?: string;
  /** Its fields are listed by hand, so that one can be added. */
  readonly byHand: boolean;
  /** The channels of a path that it lies on, in the order in which messages take them. */
  readonly path: readonly Id[];
  readonly publishers: readonly Id[];
}

type Contract = ElementOf<'contract'>;
type Publishes = EdgeOf<'publishes'>;

/** The orchestrated sagas that wait for the contract as an answer. */
function sagasAwaiting(read: Reads, contract: Id): readonly ElementOf<'saga'>[] {
  return read.referrers(contract).flatMap((id) => {
    const saga = read.of(id, 'saga');
    if (saga?.props.style !== 'orchestration') return [];
    const awaited = saga.props.steps.some(({ ok, fail }) => contractId(ok) === contract || contractId(fail) === contract);
    return awaited ? [saga] : [];
  });
}

/** A saga cannot tell by the contract which of its runs is meant. */
function unmatched(read: Reads, contract: Contract, saga: ElementOf<'saga'>): Claim {
  const { correlateBy } = saga.props;
  if (!isField(correlateBy)) return unsaid({ id: saga.id, property: 'correlateBy' });
  const fields = fieldsOf(namedBy(read, contract.id)?.version) ?? [];
  if (fields.length === 0) return fails;
  return said(!partsOf(correlateBy).every((part) => isAmong(fields, part)));
}

/** A field that identifies a run in every answer that the saga waits for. */
function candidateFor(read: Reads, saga: ElementOf<'saga'>): string | undefined {
  const answers = saga.props.steps.flatMap(({ ok, fail }) => [ok, fail]).flatMap((each) => namedBy(read, each) ?? []);
  const keys = answers.map(({ contract }) => contract.props.entityKey);
  return keys.find(
    (key) => isField(key) && answers.every(({ version }) => partsOf(key).every((part) => isAmong(fieldsOf(version) ?? [], part))),
  );
}

function isOnTheWay(read: Reads, channel: Id): boolean {
  const role = read.of(channel, 'channel')?.props.role;
  return role === 'main' || role === 'reply';
}

/** What is published because of what an edge publishes, and the other way round: one step of a path. */
function next(read: Reads, publishes: Publishes): readonly Publishes[] {
  return read
    .out(publishes.to, 'consumes')
    .filter((consumes) => meeting(read, publishes, consumes) !== undefined && !isLookedUp(read, consumes))
    .flatMap((consumes) => read.out(consumes.to, 'publishes').filter((edge) => triggers(read, edge, consumes.id)))
    .filter((edge) => isOnTheWay(read, edge.to));
}

function before(read: Reads, publishes: Publishes): readonly Publishes[] {
  return triggerOf(read, publishes)
    .inputs.filter((consumes) => isOnTheWay(read, consumes.from) && !isLookedUp(read, consumes))
    .flatMap((consumes) => read.into(consumes.from, 'publishes').filter((edge) => meeting(read, edge, consumes) !== undefined));
}

/** Three different channels in a row, of which an edge publishes to one; no longer walk is needed to know that there is a path. */
function pathThrough(read: Reads, edge: Publishes): readonly Id[] | undefined {
  if (!isOnTheWay(read, edge.to)) return undefined;
  const different = (...channels: readonly Id[]) => (new Set(channels).size === channels.length ? channels : undefined);
  const behind = next(read, edge).filter((each) => each.to !== edge.to);
  const ahead = before(read, edge).filter((each) => each.to !== edge.to);
  for (const first of ahead) for (const last of behind) if (first.to !== last.to) return [first.to, edge.to, last.to];
  for (const middle of behind)
    for (const last of next(read, middle)) {
      const path = different(edge.to, middle.to, last.to);
      if (path) return path;
    }
  for (const middle of ahead)
    for (const first of before(read, middle)) {
      const path = different(first.to, middle.to, edge.to);
      if (path) return path;
    }
  return undefined;
}

/**
 * Differences from the catalogue. A field that is called correlation id counts as one. A reply that carries the key of its
 * entity, or that a saga matches by a field, is matched by that: the one is lowered to a warning, the other is right. A
 * path counts wherever it begins: the first message may come from another board. What is looked up in a table, such as
 * the row of a customer, causes nothing and is on no path. Only the gravest lack of a contract is told, since a
 * correlation id mends them all.
 */
export const correlationMissing = defineRule<'contract', CorrelationMissing>({
  id: 'correlation-missing',
  category: 'contracts',
  severity: 'warning',
  title: 'Correlation missing',
  summary: 'A reply, or a message on a longer path, whose stated metadata does not say to which request or workflow it belongs.',
  why:
    'Where two requests are open at once, a reply without a correlation id may be taken for the answer to the other. And ' +
    'nobody can follow a flow through several services if its messages do not say that they belong together.',
  behavioural: { invariants: ['reply-paired'], faults: ['normal load', 'slow partition'] },
  subject: ['contract'],
  *check(contract, read) {
    const { meta, kind, entityKey } = contract.props;
    if (typeof meta === 'string' || meta.includes('correlationId')) return;
    const version = namedBy(read, contract.id)?.version;
    const fields = fieldsOf(version) ?? [];
    if (fields.some(({ name }) => normalName(name) === 'correlationid')) return;
    const fact = (lacks: CorrelationMissing['lacks'], rest: Partial<CorrelationMissing> = {}) => ({
      about: [],
      contract: contract.id,
      lacks,
      by: '',
      byHand: version?.text === '' && fields.length > 0,
      path: [],
      publishers: [],
      ...rest,
    });

    const sagas = sagasAwaiting(read, contract.id);
    const claims = sagas.map((saga) => unmatched(read, contract, saga));
    if (sagas.length > 0) {
      const claim = any(...claims.map((each) => (kind === 'reply' ? supposing(each) : each)));
      const saga = sagas.find((_, i) => claims[i]?.holds !== false);
      const candidate = saga && candidateFor(read, saga);
      yield* conclude('error', claim, (found) => ({
        ...found,
        ...fact('saga', { ...(saga && { saga: saga.id }), ...(candidate !== undefined && { candidate }) }),
      }));
      if (claim.holds !== false) return;
    } else if (kind === 'reply') {
      const matched = isField(entityKey) && partsOf(entityKey).every((part) => isAmong(fields, part));
      const claim = matched || fields.length === 0 ? likely : holds;
      yield* conclude('error', claim, (found) => ({ ...found, ...fact('reply', { by: matched ? entityKey : '' }) }));
      return;
    }

    const edges = carriersOf(read, contract.id)
      .flatMap((channel) => read.into(channel, 'publishes'))
      .filter((edge) => writesOf(read, edge).some((each) => contractId(each) === contract.id));
    const found = (severity: Fact['severity']) => ({ severity, assumes: [] });
    if (!meta.includes('traceContext')) {
      for (const edge of edges) {
        const path = pathThrough(read, edge);
        if (path) {
          yield { ...fact('path', { path }), ...found('warning') };
          return;
        }
      }
    }
    if (meta.includes('causationId')) return;
    const caused = edges.filter((edge) => triggerOf(read, edge).inputs.length > 0).map((edge) => edge.from);
    if (caused.length > 0) yield { ...fact('cause', { publishers: caused }), ...found('hint') };
  },
  explain({ contract, lacks, by, saga, path, publishers, assumes }, say) {
    const name = say.name(contract);
    switch (lacks) {
      case 'reply':
        return {
          at: [contract],
          what:
            by === ''
              ? `${name} is a reply, but it carries no correlation id: with two open requests nobody can tell which one it ` +
                'answers.'
              : `${name} is a reply without a correlation id. It can be matched by ${say.word(by)}, as long as no two ` +
                'requests about the same one are open.',
          next: 'Copy the correlation id of the request into the reply.',
        };
      case 'saga':
        return {
          at: [contract, saga as Id],
          what:
            assumes.length > 0
              ? `${say.name(saga as Id)} waits for ${name}, which carries no correlation id, and nobody has said by which ` +
                'field it is matched.'
              : `${say.name(saga as Id)} waits for ${name}, which carries neither a correlation id nor the field by which ` +
                'it is matched.',
          next: `Add the field, or a correlation id, to ${name}: then ${say.name(saga as Id)} knows which run it belongs to.`,
        };
      case 'path':
        return {
          at: [contract, ...path],
          what:
            `${name} travels on a path over ${list(path.map(say.name))}, and carries neither a correlation id nor a trace context: ` +
            'nobody can follow one case from beginning to end.',
          next: 'Let each message copy the correlation id, or the trace context, of the one that caused it.',
        };
      case 'cause':
        return {
          at: [contract, ...publishers],
          what:
            `${say.names(publishers)} ${say.agree(publishers, 'publishes', 'publish')} ${name} because of another message, ` +
            'and it does not say which.',
          next: 'Let it carry the id of the message that caused it, or a correlation id.',
        };
    }
  },
  fixes: [
    {
      id: 'add-correlation',
      title: ({ contract }, say) => `Add a correlation id to the metadata of ${say.name(contract)}`,
      kind: 'suggestion',
      edits: ({ contract }, read) => addMeta(read, contract, 'correlationId'),
    },
    {
      id: 'add-trace',
      fits: ({ lacks }) => lacks === 'path',
      title: ({ contract }, say) => `Add a trace context to the metadata of ${say.name(contract)}`,
      kind: 'suggestion',
      edits: ({ contract }, read) => addMeta(read, contract, 'traceContext', 'causationId'),
    },
    {
      id: 'add-cause',
      fits: ({ lacks }) => lacks === 'cause',
      title: ({ contract }, say) => `Add the id of the cause to the metadata of ${say.name(contract)}`,
      kind: 'suggestion',
      edits: ({ contract }, read) => addMeta(read, contract, 'causationId'),
    },
    {
      id: 'add-field',
      fits: ({ lacks, byHand, assumes }) => lacks === 'saga' && byHand && assumes.length === 0,
      title: ({ contract, saga }, say) => `Add the field by which ${say.name(saga as Id)} is matched to ${say.name(contract)}`,
      kind: 'suggestion',
      edits({ contract, saga }, read, makeId) {
        const named = namedBy(read, contract);
        const by = read.of(saga as Id, 'saga')?.props.correlateBy ?? '?';
        if (!named?.version || !isField(by)) return [];
        const fields = named.version.fields;
        return appendFields(
          named,
          partsOf(by).filter((part) => !isAmong(fields, part)),
          makeId,
        );
      },
    },
    {
      id: 'match-by-field',
      fits: ({ candidate }) => candidate !== undefined,
      title: ({ saga, candidate }, say) => `Match the answers to ${say.name(saga as Id)} by ${say.word(candidate as string)}`,
      kind: 'suggestion',
      edits: ({ saga, candidate }, read) =>
        candidate === undefined || !read.of(saga as Id, 'saga') ? [] : [set(saga as Id, 'correlateBy', candidate)],
    },
  ],
  examples: {
    bad: [
      {
        name: 'a reply that two open checkouts may take for theirs',
        sketch: sketch`
          service checkout
          service payments
          queue payment-replies (role reply)
          contract PaymentDone 1.0.0 reply (meta [id, type]) {
            amount long
          }
          payments -> payment-replies (contracts PaymentDone) -> checkout
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“PaymentDone” is a reply, but it carries no correlation id: with two open requests nobody can tell which one ' +
              'it answers.',
          },
        ],
      },
      {
        name: 'a reply that only says what it is about',
        sketch: sketch`
          contract PaymentDone 1.0.0 reply (meta [id], entityKey orderId) {
            orderId string
          }
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'an answer that lacks the field by which its saga is matched',
        sketch: sketch`
          service booking
          service payments
          contract TakePayment 1.0.0 command
          contract PaymentTaken 1.0.0 event (meta [id], entityKey paymentId) {
            paymentId string
          }
          saga Booking orchestration (orchestrator booking, correlateBy bookingId) {
            step payments do TakePayment ok PaymentTaken
          }
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“Booking” waits for “PaymentTaken”, which carries neither a correlation id nor the field by which it is ' +
              'matched.',
          },
        ],
      },
      {
        name: 'a reply to a saga, and nobody has said how it is matched',
        sketch: sketch`
          service booking
          service payments
          contract PaymentTaken 1.0.0 reply (meta [id]) {
            paymentId string
          }
          saga Booking orchestration (orchestrator booking) {
            step payments ok PaymentTaken
          }
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a path over three topics that nobody can follow',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (meta [id, correlationId])
          contract PaymentTaken 1.0.0 event (meta [id, time])
          contract ParcelSent 1.0.0 event
          shop -> orders (contracts OrderPlaced) -> payments-service -> payments (contracts PaymentTaken)
          payments -> shipping -> parcels (contracts ParcelSent)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“PaymentTaken” travels on a path over “orders”, “payments” and “parcels”, and carries neither a correlation ' +
              'id nor a trace context: nobody can follow one case from beginning to end.',
          },
        ],
      },
      {
        name: 'the first and the last of such a path',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (meta id)
          contract PaymentTaken 1.0.0 event
          contract ParcelSent 1.0.0 event (meta id)
          shop -> orders (contracts OrderPlaced) -> payments-service -> payments (contracts PaymentTaken)
          payments -> shipping -> parcels (contracts ParcelSent)
        `,
        expects: [{ severity: 'warning' }, { severity: 'warning' }],
      },
      {
        name: 'a message that does not say what caused it',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event
          contract PaymentTaken 1.0.0 event (meta [id, time])
          shop -> orders (contracts OrderPlaced) -> payments-service -> payments (contracts PaymentTaken)
        `,
        expects: [
          {
            severity: 'hint',
            what: '“payments-service” publishes “PaymentTaken” because of another message, and it does not say which.',
          },
        ],
      },
    ],
    good: [
      {
        name: 'a reply that carries the id of its request',
        sketch: sketch`
          contract PaymentDone 1.0.0 reply (meta [id, correlationId]) {
            amount long
          }
          contract PaymentRefused 1.0.0 reply (meta id) {
            correlation_id string
          }
        `,
      },
      {
        name: 'answers that the saga matches by a field of the business',
        sketch: sketch`
          service booking
          service payments
          contract PaymentTaken 1.0.0 reply (meta [id]) {
            bookingId string
          }
          saga Booking orchestration (orchestrator booking, correlateBy bookingId) {
            step payments ok PaymentTaken
          }
        `,
      },
      {
        name: 'an event of a saga, while nobody has said how it is matched',
        sketch: sketch`
          service booking
          service payments
          contract PaymentTaken 1.0.0 event (meta [id]) {
            paymentId string
          }
          saga Booking orchestration (orchestrator booking) {
            step payments ok PaymentTaken
          }
        `,
      },
      {
        name: 'nobody has said yet what the envelope carries',
        sketch: sketch`
          contract PaymentDone 1.0.0 reply {
            amount long
          }
        `,
      },
      {
        name: 'a trace context and the id of the cause along a path',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (meta [id, traceContext])
          contract PaymentTaken 1.0.0 event (meta [id, traceContext, causationId])
          contract ParcelSent 1.0.0 event (meta [id, traceContext, causationId])
          shop -> orders (contracts OrderPlaced) -> payments-service -> payments (contracts PaymentTaken)
          payments -> shipping -> parcels (contracts ParcelSent)
        `,
      },
      {
        name: 'a row of reference data, which causes nothing that is made with its help',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event
          contract CustomerRow 1.0.0 event (meta [id, op, sequence])
          contract OrderEnriched 1.0.0 event
          contract OrderScored 1.0.0 event
          processor enrich join (joinType streamTable)
          processor score map
          crm -> customers (contracts CustomerRow) -> enrich (asTable yes)
          shop -> orders (contracts OrderPlaced) -> enrich -> enriched (contracts OrderEnriched)
          enriched -> score -> scores (contracts OrderScored)
        `,
      },
      {
        name: 'a question and its answer over two topics, and two messages that do not cause each other',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (meta id)
          contract PaymentTaken 1.0.0 event (meta [id, causationId])
          contract MailSent 1.0.0 event (meta [id])
          shop -> orders (contracts OrderPlaced, triggeredBy own) -> payments -> paid (contracts PaymentTaken) -> shop
          shop -> mails (contracts MailSent, triggeredBy own)
        `,
      },
    ],
  },
  mend: [
    'Give every message a correlation id, and copy it from the message that caused it.',
    'Let each message carry the id of its cause.',
    'For a saga, match by a field of the business, such as the id of the booking, and put it into every answer.',
    'Carry a trace context, which tracing tools understand.',
  ],
  notWhen: [
    'While nobody has said what the metadata is, nothing is said.',
    'A queue for the replies to one single request needs no correlation; such a queue is not drawn, and can’t be seen.',
    'A header of your own that serves as the correlation id: tick the correlation id in the metadata.',
  ],
  sources: [
    sources['CESP-correlation-identifier'],
    sources['CE-correlation'],
    sources['EIP-correlation-identifier'],
    sources['NSB-sagas'],
    sources['AAPI-correlation'],
  ],
});
