import type { Id, MakeId } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, addElement, set } from '../helpers/build.ts';
import { contractOf } from '../helpers/contracts.ts';
import { handlersAt } from '../helpers/hearing.ts';
import { orchestratorOf } from '../helpers/sagas.ts';
import { triggers } from '../helpers/trig.ts';
import { all, type Claim, conclude, holds, is, said, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import type { Severity } from '../severity.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface StateUnsafe extends Fact {
  readonly saga: Id;
  readonly how: 'forgets' | 'early' | 'calls';
  readonly leader: Id | undefined;
  /** The answers that may come too early, and the message that starts a run. */
  readonly early: readonly string[];
  readonly start: string;
  /** The call that the leader makes itself. */
  readonly call: Id | undefined;
  readonly called: Id | undefined;
}

type Saga = ElementOf<'saga'>;

/** Answers that reach the leader on another way than the message that starts a run. */
function overtaking(read: Reads, saga: Saga, leader: Id): string[] {
  const waysOf = (reference: string) => handlersAt(read, reference, leader).map(({ from }) => from);
  const begun = waysOf(saga.props.start);
  if (begun.length === 0) return [];
  const answers = saga.props.steps.flatMap(({ ok, fail }) => [ok, fail]).filter((each) => contractOf(read, each));
  return [...new Set(answers)].filter((each) => waysOf(each).some((channel) => !begun.includes(channel)));
}

/** What the leader does to others itself, because of a message of the saga. */
function ownCalls(read: Reads, saga: Saga, leader: Id): readonly EdgeOf<'calls'>[] {
  const messages = [saga.props.start, ...saga.props.steps.flatMap(({ ok, fail }) => [ok, fail])];
  const handlers = messages.flatMap((each) => (contractOf(read, each) ? handlersAt(read, each, leader) : []));
  return read
    .out(leader, 'calls')
    .filter((call) => call.props.purpose === 'command' && handlers.some((handler) => triggers(read, call, handler.id)));
}

function remember({ saga, leader }: StateUnsafe, read: Reads, makeId: MakeId): Edit[] {
  const found = read.of(saga, 'saga');
  if (!found) return [];
  const node = leader === undefined ? undefined : read.of(leader, 'service');
  const known = node && read.out(node.id, 'writes').find((write) => read.of(write.to, 'store')?.props.role === 'state');
  if (known) return [set(saga, 'stateStore', known.to)];
  const store = makeId();
  const owner = node ?? found;
  const { name, context } = owner.props;
  return [
    addElement('store', store, { name: `${name}-state`, role: 'state', context }),
    ...(node ? [addEdge('writes', makeId(), node.id, store, { mode: 'upsert', expectedVersion: 'yes' })] : []),
    set(saga, 'stateStore', store),
  ];
}

/** A queue between the leader and whom it called. */
function sendInstead({ saga, leader, call, called }: StateUnsafe, read: Reads, makeId: MakeId): Edit[] {
  const found = read.of(saga, 'saga');
  const target = called === undefined ? undefined : read.element(called);
  if (!found || !target || leader === undefined || call === undefined) return [];
  const asked = found.props.steps.filter(({ participant }) => participant === called).map((step) => step.do);
  const contracts = [...new Set(asked)].filter((each) => contractOf(read, each));
  const queue = makeId();
  const { name, context } = target.props;
  return [
    { op: 'removeEdge', id: call },
    addElement('channel', queue, { name: `${name}-commands`, type: 'queue', context }),
    addEdge('publishes', makeId(), leader, queue, { contracts }),
    addEdge('consumes', makeId(), queue, target.id),
  ];
}

/**
 * Follows the catalogue. That the leader makes calls itself is a hint, and asks nothing; a workflow engine that remembers which
 * calls it made does so on purpose.
 */
export const sagaStateUnsafe = defineRule<'saga', StateUnsafe>({
  id: 'saga-state-unsafe',
  category: 'consistency',
  severity: 'warning',
  title: 'Saga state unsafe',
  summary:
    'An orchestrated saga does not store how far each run is, throws away answers that come before the start, or does the ' +
    'work itself between two messages.',
  why:
    'An orchestrator that keeps its runs in memory forgets them when it restarts. An answer that overtakes the start and ' +
    'is thrown away never comes again.',
  behavioural: { invariants: ['saga-closed'], faults: ['crash of a worker', 'slow partition'] },
  subject: ['saga'],
  *check(saga, read) {
    const { steps, stateStore, start } = saga.props;
    if (steps.length === 0) return;
    const leader = orchestratorOf(read, saga);
    const fact = { saga: saga.id, leader, early: [] as string[], start, call: undefined, called: undefined };
    const cases: (readonly [StateUnsafe['how'], Severity, Claim, Partial<StateUnsafe>])[] = [];
    const style = is(saga, 'style', 'orchestration');
    const forgets = stateStore === '?' ? unsaid({ id: saga.id, property: 'stateStore' }) : said(stateStore === 'none');
    cases.push(['forgets', 'warning', all(style, supposing(forgets)), {}]);
    if (leader !== undefined) {
      const early = overtaking(read, saga, leader);
      cases.push(['early', 'warning', all(style, said(early.length > 0), is(saga, 'notFound', 'discard')), { early }]);
      if (saga.props.style === 'orchestration')
        for (const call of ownCalls(read, saga, leader)) cases.push(['calls', 'hint', holds, { call: call.id, called: call.to }]);
    }
    for (const [how, severity, claim, detail] of cases) {
      yield* conclude(severity, claim, (conclusion) => ({
        ...conclusion,
        ...fact,
        ...detail,
        about: [how, ...(detail.call ? [detail.call] : [])],
        how,
      }));
    }
  },
  explain({ saga, how, leader, early, start, call, called, assumes }, say) {
    const name = say.name(saga);
    const who = leader === undefined ? 'its orchestrator' : say.name(leader);
    const what = {
      forgets:
        assumes.length > 0
          ? `Nobody has said where ${name} stores how far each run is; without a store, a restart forgets all runs.`
          : `${name} stores nowhere how far each run is: when ${who} restarts, all runs are forgotten.`,
      early:
        `${say.names(early)} ${say.agree(early, 'comes', 'come')} to ${who} by another channel than ${say.name(start)}, ` +
        `which starts ${name}, and may overtake it. Then the run is not known yet, and the answer is discarded.`,
      calls:
        `${who} leads ${name} and calls ${called === undefined ? 'others' : say.name(called)} itself while it handles a ` +
        'message. If it dies in between, it cannot know whether the call was made.',
    }[how];
    const next = {
      forgets: 'Store the state of each run before the next command is sent.',
      early: 'Try such an answer again later, or let whatever comes first begin the run.',
      calls: 'Let it send a command, and let a handler of its own make the call.',
    }[how];
    const at = [leader, call, called].filter((id): id is Id => id !== undefined);
    return { at: [saga, ...at], what, next };
  },
  fixes: [
    {
      id: 'remember',
      fits: ({ how }) => how === 'forgets',
      title: ({ saga }, say) => `Store the state of ${say.name(saga)} in a database`,
      kind: 'suggestion',
      edits: remember,
    },
    {
      id: 'try-later',
      fits: ({ how }) => how === 'early',
      title: ({ early }, say) => `Try ${say.names(early, 'or')} again later if the run is not known yet`,
      kind: 'suggestion',
      edits: ({ saga }) => [set(saga, 'notFound', 'retry')],
    },
    {
      id: 'begin',
      fits: ({ how }) => how === 'early',
      title: ({ saga }, say) => `Let whatever comes first begin a run of ${say.name(saga)}`,
      kind: 'suggestion',
      edits: ({ saga }) => [set(saga, 'notFound', 'create')],
    },
    {
      id: 'send-instead',
      fits: ({ how }) => how === 'calls',
      title: ({ leader, called }, say) =>
        `Let ${say.name(leader as Id)} send commands to ${say.name(called as Id)} through a queue`,
      kind: 'suggestion',
      edits: sendInstead,
    },
  ],
  examples: {
    bad: [
      {
        name: 'an orchestrator without a store',
        sketch: sketch`
          service booking
          service payments
          contract Charge command
          saga Booking orchestration (orchestrator booking, stateStore none) {
            step payments do Charge
          }
        `,
        expects: [
          {
            severity: 'warning',
            what: '“Booking” stores nowhere how far each run is: when “booking” restarts, all runs are forgotten.',
          },
        ],
      },
      {
        name: 'nobody has said where it stores its runs',
        sketch: sketch`
          service booking
          service payments
          contract Charge command
          saga Booking orchestration (orchestrator booking) {
            step payments do Charge
          }
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'an answer that overtakes the start is discarded',
        sketch: sketch`
          service shop
          service booking
          service payments
          store runs relational (role state)
          topic order-events
          topic payment-events
          contract OrderPlaced event
          contract Charged event
          contract Charge command
          shop -> order-events (contracts OrderPlaced) -> booking
          order-events -> payments -> payment-events (contracts Charged) -> booking
          saga Booking orchestration (orchestrator booking, stateStore runs, start OrderPlaced, notFound discard) {
            step payments do Charge ok Charged
          }
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“Charged” comes to “booking” by another channel than “OrderPlaced”, which starts “Booking”, and may overtake ' +
              'it. Then the run is not known yet, and the answer is discarded.',
          },
        ],
      },
      {
        name: 'the orchestrator makes the call itself',
        sketch: sketch`
          service shop
          service booking
          external PayCo payment
          store runs relational (role state)
          topic order-events
          contract OrderPlaced event
          contract Charge command
          shop -> order-events (contracts OrderPlaced) -> booking
          booking -> PayCo (purpose command)
          saga Booking orchestration (orchestrator booking, stateStore runs, start OrderPlaced) {
            step PayCo do Charge
          }
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'state in a store, early answers tried again, commands sent to handlers',
        sketch: sketch`
          service shop
          service booking
          service payments
          store runs relational (role state)
          topic order-events
          queue payment-commands
          topic payment-events
          contract OrderPlaced event
          contract Charge command
          contract Charged event
          shop -> order-events (contracts OrderPlaced) -> booking
          booking -> payment-commands (contracts Charge) -> payments
          payments -> payment-events (contracts Charged) -> booking
          booking -> runs (mode upsert, expectedVersion yes)
          saga Booking orchestration (orchestrator booking, stateStore runs, start OrderPlaced, notFound retry) {
            step payments do Charge ok Charged
          }
        `,
      },
      {
        name: 'late answers to finished runs are discarded, and all come by one channel',
        sketch: sketch`
          service booking
          service payments
          store runs relational (role state)
          topic booking-events
          contract OrderPlaced event
          contract Charge command
          contract Charged event
          payments -> booking-events (contracts [OrderPlaced, Charged]) -> booking
          saga Booking orchestration (orchestrator booking, stateStore runs, start OrderPlaced, notFound discard) {
            step payments do Charge ok Charged
          }
        `,
      },
      {
        name: 'in a choreography nobody keeps the state of the whole',
        sketch: sketch`
          service payments
          contract OrderPlaced event
          saga Booking choreography (stateStore none) {
            step payments do OrderPlaced
          }
        `,
      },
      {
        name: 'it asks for information only',
        sketch: sketch`
          service shop
          service booking
          service prices
          service payments
          store runs relational (role state)
          topic order-events
          contract OrderPlaced event
          contract Charge command
          shop -> order-events (contracts OrderPlaced) -> booking
          booking -> prices (purpose query)
          saga Booking orchestration (orchestrator booking, stateStore runs, start OrderPlaced) {
            step payments do Charge
          }
        `,
      },
    ],
  },
  mend: [
    'Keep the state of each run in a database.',
    'Try again later what belongs to no known run, or let every message that may come first begin one.',
    'Send commands to handlers instead of calling others from the orchestrator.',
  ],
  notWhen: [
    'In a choreography nobody keeps the state of the whole.',
    'Workflow engines that record each call before and after it make calls on purpose.',
    'Late answers to runs that have ended may be discarded.',
  ],
  sources: [sources['NSB-sagas'], sources['AZ-saga']],
});
