import type { Id } from '#base/ids.ts';
import type { ElementOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { addElement, set } from '../helpers/build.ts';
import { carriersOf, writesOf } from '../helpers/carries.ts';
import { contractId, contractOf } from '../helpers/contracts.ts';
import { handlersAt, isCarried } from '../helpers/hearing.ts';
import { connect } from '../helpers/routes.ts';
import { participantOf } from '../helpers/sagas.ts';
import { conclude, holds } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface TooWide extends Fact {
  readonly saga: Id;
  readonly participants: readonly Id[];
  /** Those that wait for each other in a circle, in its order; empty if there are just too many. */
  readonly circle: readonly Id[];
}

/** So many take part without anybody losing sight of the whole. */
const most = 4;
/** Two that ask and answer are no circle. */
const smallest = 3;

type Saga = ElementOf<'saga'>;

/** Who reads what whom sends: only messages by which the saga goes on, not those by which it turns back. */
function followers(read: Reads, saga: Saga, participants: readonly Id[]): ReadonlyMap<Id, ReadonlySet<Id>> {
  const next = new Map<Id, Set<Id>>(participants.map((id) => [id, new Set()]));
  const { steps } = saga.props;
  const onward = new Set(steps.flatMap((step) => [step.do, step.ok]).filter((each) => contractOf(read, each)));
  for (const message of onward) {
    const id = contractId(message);
    const senders = participants.filter(
      (node) =>
        steps.some((step) => step.participant === node && step.ok === message) ||
        carriersOf(read, id).some((channel) =>
          read
            .into(channel, 'publishes')
            .some((publishes) => publishes.from === node && writesOf(read, publishes).some((each) => contractId(each) === id)),
        ),
    );
    const readers = participants.filter(
      (node) =>
        steps.some((step) => step.participant === node && step.do === message) || handlersAt(read, message, node).length > 0,
    );
    for (const sender of senders) for (const reader of readers) if (reader !== sender) next.get(sender)?.add(reader);
  }
  return next;
}

/** A circle of at least three, if there is one. Only asked of few participants, so that every path may be walked. */
function circleIn(next: ReadonlyMap<Id, ReadonlySet<Id>>): readonly Id[] {
  const walk = (path: readonly Id[]): readonly Id[] => {
    for (const id of next.get(path.at(-1) as Id) ?? []) {
      if (id === path[0] && path.length >= smallest) return path;
      const circle = path.includes(id) ? [] : walk([...path, id]);
      if (circle.length > 0) return circle;
    }
    return [];
  };
  for (const id of next.keys()) {
    const circle = walk([id]);
    if (circle.length > 0) return circle;
  }
  return [];
}

/** Follows the catalogue: more than four participants, or a circle of three or more. */
export const choreographyTooWide = defineRule<'saga', TooWide>({
  id: 'choreography-too-wide',
  category: 'consistency',
  severity: 'hint',
  title: 'Choreography too wide',
  summary: 'A workflow without a leader runs through many participants, or round in a circle of them.',
  why:
    'In a choreography the workflow stands nowhere: each participant knows only its own piece. With many of them nobody ' +
    'sees the whole, and in a circle each comes to depend on all the others.',
  behavioural: { not: 'Nothing goes wrong in a run; the workflow is hard to see and to change.' },
  subject: ['saga'],
  waits: true,
  *check(saga, read) {
    if (saga.props.style !== 'choreography') return;
    const participants = [...new Set(saga.props.steps.flatMap((step) => participantOf(read, step) ?? []))];
    const circle = participants.length > most ? [] : circleIn(followers(read, saga, participants));
    if (participants.length <= most && circle.length === 0) return;
    yield* conclude('hint', holds, (conclusion) => ({
      ...conclusion,
      about: [],
      saga: saga.id,
      participants,
      circle,
    }));
  },
  explain: ({ saga, participants, circle }, say) => ({
    at: [saga, ...(circle.length > 0 ? circle : participants)],
    what:
      circle.length > 0
        ? `In ${say.name(saga)}, ${say.names(circle)} react to each other’s messages in a circle, and nobody leads.`
        : `${say.name(saga)} runs through ${participants.length} participants that react to each other, and nobody leads: the ` +
          'workflow as a whole can be seen nowhere.',
    next: 'Let one service lead: it sends commands and waits for the answers. Or split the workflow into smaller ones.',
  }),
  fixes: [
    {
      id: 'orchestrate',
      title: ({ saga }, say) => `Give ${say.name(saga)} an orchestrator that reads the answers of all steps`,
      kind: 'suggestion',
      edits({ saga }, read, makeId) {
        const found = read.of(saga, 'saga');
        if (!found) return [];
        const leader = makeId();
        const { name, context, steps } = found.props;
        const answers = steps.flatMap((step) =>
          [step.ok, step.fail]
            .filter((each) => contractOf(read, each) && isCarried(read, each))
            .map((each) => ({ contract: contractId(each), from: participantOf(read, step), to: leader })),
        );
        return [
          addElement('service', leader, { name: `${name === '' ? 'workflow' : name}-orchestrator`, context }),
          ...connect(read, makeId, answers),
          set(saga, 'style', 'orchestration'),
          set(saga, 'orchestrator', leader),
        ];
      },
    },
  ],
  examples: {
    bad: [
      {
        name: 'five services pass events on',
        sketch: sketch`
          service orders
          service stock
          service payments
          service packing
          service shipping
          contract OrderPlaced event
          contract StockReserved event
          contract Paid event
          contract Packed event
          topic stock-events (contracts StockReserved)
          stock -> stock-events -> payments
          saga Ordering choreography {
            step orders ok OrderPlaced
            step stock do OrderPlaced ok StockReserved
            step payments do StockReserved ok Paid
            step packing do Paid ok Packed
            step shipping do Packed
          }
        `,
        expects: [
          {
            severity: 'hint',
            what:
              '“Ordering” runs through 5 participants that react to each other, and nobody leads: the workflow as a whole can ' +
              'be seen nowhere.',
          },
        ],
      },
      {
        name: 'three services in a circle',
        sketch: sketch`
          service orders
          service stock
          service payments
          topic payment-events
          contract OrderPlaced event
          contract StockReserved event
          contract Paid event
          payments -> payment-events (contracts Paid) -> orders
          saga Ordering choreography {
            step orders ok OrderPlaced
            step stock do OrderPlaced ok StockReserved
            step payments do StockReserved ok Paid
          }
        `,
        expects: [
          {
            severity: 'hint',
            what: 'In “Ordering”, “orders”, “payments” and “stock” react to each other’s messages in a circle, and nobody leads.',
          },
        ],
      },
    ],
    good: [
      {
        name: 'three services in a line',
        sketch: sketch`
          service orders
          service stock
          service payments
          contract OrderPlaced event
          contract StockReserved event
          contract Paid event
          saga Ordering choreography {
            step orders ok OrderPlaced
            step stock do OrderPlaced ok StockReserved
            step payments do StockReserved ok Paid
          }
        `,
      },
      {
        name: 'a question and its answer are no circle',
        sketch: sketch`
          service orders
          service payments
          contract OrderPlaced event
          contract Paid event
          contract OrderConfirmed event
          saga Ordering choreography {
            step orders ok OrderPlaced
            step payments do OrderPlaced ok Paid
            step orders do Paid ok OrderConfirmed
          }
        `,
      },
      {
        name: 'failures lead back, and do not count',
        sketch: sketch`
          service orders
          service stock
          service payments
          topic payment-events
          contract OrderPlaced event
          contract StockReserved event
          contract Paid event
          contract Declined event
          payments -> payment-events (contracts Declined)
          payment-events -> orders
          payment-events -> stock
          saga Ordering choreography {
            step orders ok OrderPlaced undo Declined
            step stock do OrderPlaced ok StockReserved undo Declined
            step payments do StockReserved ok Paid fail Declined
          }
        `,
      },
      {
        name: 'many participants, and one that leads',
        sketch: sketch`
          service process
          service orders
          service stock
          service payments
          service packing
          service shipping
          saga Ordering orchestration (orchestrator process) {
            step orders
            step stock
            step payments
            step packing
            step shipping
          }
        `,
      },
    ],
  },
  mend: ['Let one service lead (orchestration).', 'Split the workflow into smaller ones.'],
  notWhen: [
    'A few participants in a line are what choreography is good at.',
    'Messages by which the workflow turns back do not count, nor do a question and its answer between two.',
  ],
  sources: [sources['AZ-saga']],
});
