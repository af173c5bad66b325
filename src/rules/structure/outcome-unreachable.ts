import type { Id } from '#base/ids.ts';
import type { Reads } from '../context.ts';
import { addEdge, addElement, set } from '../helpers/build.ts';
import { carries } from '../helpers/carries.ts';
import { contractOf } from '../helpers/contracts.ts';
import { triggerOf } from '../helpers/trig.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface OutcomeUnreachable extends Fact {
  readonly element: Id;
  readonly kind: 'outcome' | 'readModel';
  /** What leads there, nearest first; empty if nothing does. */
  readonly dead: readonly Id[];
  /** Of those, where the way begins without a cause. */
  readonly begins?: Id;
}

const wide: readonly string[] = ['company', 'partner', 'public'];

/** Those from which an arrow leads to this element. */
function before(read: Reads, id: Id): readonly Id[] {
  return [
    ...(['publishes', 'consumes', 'writes', 'calls', 'captures', 'reads'] as const).flatMap((kind) =>
      read.into(id, kind).map(({ from }) => from),
    ),
  ];
}

/** Something begins here: somebody outside acts, a service acts for a reason of its own, or messages come from another board. */
function isCause(read: Reads, id: Id, goal: Id): boolean {
  const element = read.element(id);
  switch (element?.kind) {
    case 'external':
      return id !== goal && read.out(id, 'publishes').length + read.out(id, 'calls').length > 0;
    case 'service':
    case 'processor':
    case 'connector': {
      const captured = read.into(id, 'captures');
      if (captured.length > 0) return captured.some(({ from }) => read.into(from, 'writes').length === 0);
      const effects = [...read.out(id, 'publishes'), ...read.out(id, 'writes'), ...read.out(id, 'calls')];
      const called = read.into(id, 'calls').some((call) => call.props.purpose !== 'query');
      return effects.some((effect) => effect.props.triggeredBy === 'own' || (triggerOf(read, effect).own && !called));
    }
    case 'channel':
      return carries(read, id).some((each) => wide.includes(contractOf(read, each)?.props.audience ?? '?'));
    default:
      return false;
  }
}

/** Walks back until something begins; undefined if something does, else all that leads there, nearest first. */
function deadWay(read: Reads, goal: Id): readonly Id[] | undefined {
  const way: Id[] = [];
  const seen = new Set([goal]);
  const waiting = [goal];
  for (const id of waiting) {
    for (const from of before(read, id)) {
      if (seen.has(from)) continue;
      if (isCause(read, from, goal)) return undefined;
      seen.add(from);
      waiting.push(from);
      way.push(from);
    }
  }
  return way;
}

/**
 * Differences from the catalogue. A read by an external system counts as a way too: who looks at a page is reached. A way begins also
 * with a call from outside, and with a captured store that nobody on the board writes. Where a service is called by another
 * to do something, the way goes on to that one; a question makes it do nothing. What has no other beginning than a channel
 * without a producer is dead.
 */
export const outcomeUnreachable = defineRule<'external' | 'store', OutcomeUnreachable>({
  id: 'outcome-unreachable',
  category: 'structure',
  severity: 'warning',
  title: 'Business outcome that nothing brings about',
  summary: 'A business outcome, or a read model, to which no way leads from anything that begins by itself.',
  why: 'A need of the business that no event reaches is not met, however well everything else works. A read model that nothing feeds stays empty.',
  behavioural: { not: 'What nothing leads to takes no part in any run.' },
  subject: ['external', 'store'],
  waits: true,
  *check(subject, read) {
    const wanted = subject.kind === 'external' ? subject.props.outcome === 'yes' : subject.props.role === 'readModel';
    if (!wanted) return;
    const dead = deadWay(read, subject.id);
    if (!dead) return;
    const begins = dead.findLast((id) => before(read, id).length === 0);
    yield {
      severity: 'warning',
      assumes: [],
      about: [],
      element: subject.id,
      kind: subject.kind === 'external' ? 'outcome' : 'readModel',
      dead,
      ...(begins !== undefined && { begins }),
    };
  },
  explain({ element, kind, dead, begins }, say) {
    const name = say.name(element);
    const at = [element, ...dead] as const;
    const need = kind === 'outcome' ? `${name} is a business outcome` : `${name} is a read model`;
    if (dead.length === 0) {
      return {
        at,
        what: `${need}, but nothing leads to it.`,
        next:
          kind === 'outcome'
            ? `Draw the event that should reach ${name}, who publishes it, and who passes it on.`
            : `Draw the handler that writes ${name}, and the events from which it is made.`,
      };
    }
    return {
      at,
      what: begins
        ? `${need}, but the way to it begins at ${say.name(begins)}, where nothing comes in.`
        : `${need}, but all that leads to it waits for each other, and nothing begins.`,
      next: begins
        ? `Draw what causes ${say.name(begins)}: who publishes, writes or calls there.`
        : 'Draw what sets it going: a request, a timer, or an event from elsewhere.',
    };
  },
  fixes: [
    {
      id: 'draw-way',
      title: ({ element, begins }, say) =>
        begins
          ? `Add a service that begins the way at ${say.name(begins)}`
          : `Add an event and a service that leads to ${say.name(element)}`,
      kind: 'suggestion',
      edits({ element, begins, dead }, read, makeId) {
        const goal = read.element(element);
        if (!goal) return [];
        const { name, context } = goal.props;
        const producer = makeId();
        const service = addElement('service', producer, { name: `${name}-producer`, context });
        const start = begins === undefined ? undefined : read.element(begins);
        if (start?.kind === 'channel') return [service, addEdge('publishes', makeId(), producer, start.id)];
        if (start?.kind === 'store') return [service, addEdge('writes', makeId(), producer, start.id)];
        const reached = dead.map((id) => read.element(id)).find((each) => each?.kind === 'service');
        if (reached) {
          const channel = makeId();
          return [
            service,
            addElement('channel', channel, { name: `${reached.props.name}-events`, context }),
            addEdge('publishes', makeId(), producer, channel),
            addEdge('consumes', makeId(), channel, reached.id),
          ];
        }
        const [channel, handler] = [makeId(), makeId()];
        const last =
          goal.kind === 'store'
            ? addEdge('writes', makeId(), handler, element, { mode: 'upsert' })
            : addEdge('calls', makeId(), handler, element, { purpose: 'command' });
        return [
          service,
          addElement('channel', channel, { name: `${name}-events`, context }),
          addElement('service', handler, { name: `${name}-${goal.kind === 'store' ? 'projector' : 'notifier'}`, context }),
          addEdge('publishes', makeId(), producer, channel),
          addEdge('consumes', makeId(), channel, handler),
          last,
        ];
      },
    },
    {
      id: 'no-outcome',
      fits: ({ kind }) => kind === 'outcome',
      title: ({ element }, say) => `Say that ${say.name(element)} is no outcome that has to be reached`,
      kind: 'suggestion',
      edits: ({ element }) => [set(element, 'outcome', 'no')],
    },
    {
      id: 'record',
      fits: ({ kind }) => kind === 'readModel',
      title: ({ element }, say) => `Say that ${say.name(element)} is a record of its own, and no read model`,
      kind: 'suggestion',
      edits: ({ element }) => [set(element, 'role', 'record')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'the customer should be told, and nobody does it',
        sketch: sketch`
          service orders
          service billing
          external customer person (outcome yes)
          orders -> order-events -> billing
        `,
        expects: [{ severity: 'warning', what: '“customer” is a business outcome, but nothing leads to it.' }],
      },
      {
        name: 'a mailer that waits for an event which nobody publishes',
        sketch: sketch`
          topic order-paid
          service mailer
          external customer person (outcome yes)
          order-paid -> mailer -> customer
        `,
        expects: [
          {
            severity: 'warning',
            what: '“customer” is a business outcome, but the way to it begins at “order-paid”, where nothing comes in.',
          },
        ],
      },
      {
        name: 'a read model that nothing feeds',
        sketch: sketch`
          store order-list search (role readModel)
          service web
          order-list -> web
        `,
        expects: [{ severity: 'warning', what: '“order-list” is a read model, but nothing leads to it.' }],
      },
      {
        name: 'two services that wait for each other',
        sketch: sketch`
          service mailer
          external customer person (outcome yes)
          packing -> packed (triggeredBy shipped) -> shipping -> shipped (triggeredBy packed) -> packing
          shipped -> mailer -> customer
        `,
      },
    ],
    good: [
      {
        name: 'a paid order reaches the customer',
        sketch: sketch`
          service orders
          service mailer
          external customer person (outcome yes)
          orders -> order-paid -> mailer -> customer
        `,
      },
      {
        name: 'what a person does comes back to another',
        sketch: sketch`
          external shopper client
          service orders
          service shipping
          external courier partner (outcome yes)
          topic parcels
          shopper -> orders (purpose command) -> order-events -> shipping -> parcels -> courier
        `,
      },
      {
        name: 'a list that is made from events, and looked at',
        sketch: sketch`
          service orders
          service projector
          store order-list search (role readModel)
          external clerk person (outcome yes)
          orders -> order-events -> projector -> order-list -> clerk
        `,
      },
      {
        name: 'changes of a database that others fill',
        sketch: sketch`
          store erp-db relational
          connector capture cdc
          service projector
          store stock-list kv (role readModel)
          erp-db -> capture -> stock-rows -> projector -> stock-list
        `,
      },
      {
        name: 'a cache that asks back whoever announced the change',
        sketch: sketch`
          service menus
          service app
          store menu-cache cache (role readModel)
          menus -> menu-changes -> app -> menu-cache
          app -> menus (purpose query)
        `,
      },
      {
        name: 'the event comes from another board',
        sketch: sketch`
          topic order-paid (contracts OrderPaid)
          service mailer
          external customer person (outcome yes)
          contract OrderPaid 1.0.0 event (audience company)
          order-paid -> mailer -> customer
        `,
      },
    ],
  },
  mend: [
    'Design the missing services and events on the way, from what begins to the outcome.',
    'Say that the event comes from another board, by the audience of its contract.',
    'If nothing has to be reached, take the mark of an outcome away.',
  ],
  notWhen: [
    'While somebody is still working on the element, nothing is said.',
    'Whether the right message arrives is not looked at, only whether any way leads there.',
  ],
  sources: [sources.Z201],
});
