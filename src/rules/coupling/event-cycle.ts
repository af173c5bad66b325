import type { Id } from '#base/ids.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { removeEdgeEdits } from '../helpers/remove.ts';
import { cycleAt } from '../helpers/trigger-graph.ts';
import { all, conclude, holds, is, supposing } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import type { Say } from '../say.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface EventCycle extends Fact {
  readonly certain: 'always' | 'sometimes' | 'perhaps';
  readonly steps: readonly { readonly publishes: Id; readonly node: Id; readonly channel: Id }[];
  /** Bridges on the way that don't drop what came from the other side, as far as anybody has said. */
  readonly bridges: readonly Id[];
  /** A service on the way that could have another cause, and its place in the steps. */
  readonly service?: number;
  /** The handlers through which the last message comes back to the first node. */
  readonly back: readonly Id[];
}

const most = 5;

function way({ steps }: EventCycle, say: Say): string {
  const shown = steps.length > most ? steps.slice(0, most - 1) : steps;
  const names = shown.flatMap(({ node, channel }) => [say.name(node), say.name(channel)]);
  return [...names, ...(shown.length < steps.length ? ['…'] : []), say.name((steps[0] as EventCycle['steps'][number]).node)].join(
    ' → ',
  );
}

/** The inputs of a step by which the one before it makes it publish. */
function causes(read: Reads, steps: EventCycle['steps'], at: number): readonly Id[] {
  const step = steps[at];
  const before = steps[(at + steps.length - 1) % steps.length];
  if (!step || !before) return [];
  return read
    .into(step.node, 'consumes')
    .filter(({ from }) => from === before.channel)
    .map(({ id }) => id);
}

/**
 * Differences from the catalogue. A service that says nothing of its triggers publishes, by default, for each of its inputs;
 * in most drawings of question and answer that is not meant. So such a circle is a hint at most, and only if a message from
 * elsewhere enters it: one that nothing enters cannot begin, which means that a cause is missing in the drawing. A service
 * that somebody calls, that reads its own messages back, or that leads a saga, has another cause. What processors and connectors publish is made
 * of what they read. The way also goes through an outbox, and through a database whose changes are captured: that is how two
 * systems that are kept in step echo each other.
 */
export const eventCycle = defineRule<'publishes', EventCycle>({
  id: 'event-cycle',
  category: 'coupling',
  severity: 'warning',
  title: 'Events that cause each other without end',
  summary: 'A message that, through others, causes itself again, and nothing on the way says when that ends.',
  why:
    'One message breeds others without end. The channels fill up, and everything that hangs on them works for nothing. Mirrored ' +
    'clusters echo each other in the same way.',
  behavioural: { invariants: ['settles'], faults: ['normal load'] },
  subject: ['publishes'],
  *check(publishes, read) {
    const cycle = cycleAt(read, publishes.id);
    if (!cycle) return;
    const { certain } = cycle;
    const steps = cycle.path.flatMap((id) => {
      const edge = read.edge(id);
      return edge?.kind === 'publishes' ? [{ publishes: id, node: edge.from, channel: edge.to }] : [];
    });
    const connectors = steps.flatMap(({ node }) => read.of(node, 'connector') ?? []);
    const bridges = connectors.filter(({ props }) => props.type === 'bridge');
    const unguarded = all(...bridges.map((bridge) => supposing(is(bridge, 'loopGuard', 'no'))));
    const service = steps.findIndex(({ node }) => read.of(node, 'service'));
    const byDefault = certain === 'perhaps' && connectors.length < steps.length;
    const severity = certain === 'sometimes' ? 'warning' : byDefault ? 'hint' : 'error';
    yield* conclude(severity, certain === 'perhaps' ? unguarded : holds, (found) => ({
      ...found,
      // Several bridges without an answer are one question.
      severity: severity === 'error' && found.severity !== 'error' ? 'warning' : found.severity,
      about: [certain],
      certain,
      steps,
      bridges: bridges.map(({ id }) => id),
      ...(service >= 0 && { service }),
      back: causes(read, steps, 0),
    }));
  },
  explain(fact, say) {
    const { certain, steps, bridges, service } = fact;
    const at = [
      (steps[0] as EventCycle['steps'][number]).publishes,
      ...steps.flatMap(({ node, channel }) => [node, channel]),
    ] as const;
    const circle = way(fact, say);
    if (bridges.length === steps.length) {
      return {
        at,
        what:
          certain === 'perhaps'
            ? `${circle}: nobody has said whether the bridges drop what came from the other side. If not, each message goes round without end.`
            : `${circle}: the bridges send back what came from the other side, so each message goes round without end.`,
        next: 'Let each bridge drop what came from the other side: by the origin in a header, or by a prefix of the topic’s name.',
      };
    }
    switch (certain) {
      case 'always':
        return {
          at,
          what: `${circle}: each message causes the next, without end.`,
          next: 'Say under which condition one of them publishes: for example only if something has really changed.',
        };
      case 'sometimes':
        return {
          at,
          what: `${circle}: each message causes the next, as long as the conditions on the way are met.`,
          next: 'Make sure that the conditions stop it: nothing should be published when nothing has changed.',
        };
      case 'perhaps':
        return {
          at,
          what: `${circle}: if each message causes the next, this never ends, and nobody has said what else causes them.`,
          next: `Say what makes ${say.name((steps[service ?? 0] as EventCycle['steps'][number]).node)} publish: which of its inputs, or a cause of its own.`,
        };
    }
  },
  fixes: [
    {
      id: 'loop-guard',
      fits: ({ bridges }) => bridges.length > 0,
      title: ({ bridges }, say) => `Let ${say.names(bridges)} drop what came from the other side`,
      kind: 'suggestion',
      edits: ({ bridges }) => bridges.map((id) => set(id, 'loopGuard', 'yes')),
    },
    {
      id: 'condition',
      fits: ({ certain, service }) => certain !== 'sometimes' && service !== undefined,
      title: ({ steps, service }, say) => {
        const { node, channel } = steps[service as number] as EventCycle['steps'][number];
        return `Let ${say.name(node)} publish to ${say.name(channel)} only if something has changed`;
      },
      kind: 'suggestion',
      edits: ({ steps, service }) => {
        const step = steps[service as number];
        return step ? [set(step.publishes, 'when', 'only if something has changed')] : [];
      },
    },
    {
      id: 'own-cause',
      fits: ({ service }) => service !== undefined,
      title: ({ steps, service }, say) => {
        const at = service as number;
        const { node, channel } = steps[at] as EventCycle['steps'][number];
        const before = steps[(at + steps.length - 1) % steps.length] as EventCycle['steps'][number];
        return `Say that messages from ${say.name(before.channel)} don’t make ${say.name(node)} publish to ${say.name(channel)}`;
      },
      kind: 'suggestion',
      edits({ steps, service }, read) {
        const step = steps[service as number];
        if (!step) return [];
        const closing = causes(read, steps, service as number);
        const edge = read.edge(step.publishes);
        if (edge?.kind !== 'publishes') return [];
        const { triggeredBy } = edge.props;
        const inputs = typeof triggeredBy === 'string' ? read.into(step.node, 'consumes').map(({ id }) => id) : triggeredBy;
        const others = inputs.filter((id) => !closing.includes(id));
        return [set(step.publishes, 'triggeredBy', others.length > 0 ? others : 'own')];
      },
    },
    {
      id: 'stop-reading',
      fits: ({ back }) => back.length > 0,
      title: ({ steps }, say) =>
        `Let ${say.name((steps[0] as EventCycle['steps'][number]).node)} no longer read ${say.name((steps.at(-1) as EventCycle['steps'][number]).channel)}`,
      kind: 'suggestion',
      edits: ({ back }, read) => back.flatMap((id) => removeEdgeEdits(read, id)),
    },
  ],
  examples: {
    bad: [
      {
        name: 'stock changes orders, and orders change stock',
        sketch: sketch`
          contract OrderChanged 1.0.0 event
          contract StockChanged 1.0.0 event
          orders -> order-changes (contracts OrderChanged, triggeredBy stock-changes)
          order-changes -> stock -> stock-changes (contracts StockChanged, triggeredBy order-changes)
          stock-changes -> orders
        `,
        expects: [
          {
            severity: 'error',
            what: '“orders” → “order-changes” → “stock” → “stock-changes” → “orders”: each message causes the next, without end.',
          },
        ],
      },
      {
        name: 'the same, under a condition',
        sketch: sketch`
          contract OrderChanged 1.0.0 event
          contract StockChanged 1.0.0 event
          orders -> order-changes (contracts OrderChanged, triggeredBy stock-changes, when "the reservation changed")
          order-changes -> stock -> stock-changes (contracts StockChanged, triggeredBy order-changes)
          stock-changes -> orders
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'two clusters that mirror each other',
        sketch: sketch`
          topic orders-eu
          topic orders-us
          connector eu-to-us bridge (loopGuard no)
          connector us-to-eu bridge (loopGuard no)
          shop -> orders-eu -> eu-to-us -> orders-us -> us-to-eu -> orders-eu
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'nobody has said whether the bridges drop what came from the other side',
        sketch: sketch`
          topic orders-eu
          topic orders-us
          connector eu-to-us bridge
          connector us-to-eu bridge
          shop -> orders-eu -> eu-to-us -> orders-us -> us-to-eu -> orders-eu
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'the result is written back to where it was captured',
        sketch: sketch`
          service hub
          service writer
          store crm-db relational
          connector capture cdc
          topic contacts
          topic customers
          crm -> crm-db -> capture -> contacts -> hub -> customers (triggeredBy contacts) -> writer
          writer -> crm-db (triggeredBy customers)
          service crm
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'two services that answer each other through their outboxes',
        sketch: sketch`
          service orders
          service stock
          store outbox relational (role outbox)
          connector relay relay
          topic order-changes
          topic stock-changes
          orders -> outbox (triggeredBy stock-changes)
          outbox -> relay -> order-changes -> stock -> stock-changes (triggeredBy order-changes) -> orders
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'a processor that writes to the topic that it reads',
        sketch: sketch`
          processor enrich enrich
          shop -> orders -> enrich -> orders
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'nobody has said what makes them publish, and messages from elsewhere come in',
        sketch: sketch`
          shop -> carts -> orders -> order-changes -> stock -> stock-changes -> orders
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'question and answer: a request starts it, and the answer ends it',
        sketch: sketch`
          service orders
          external browser client
          contract OrderPlaced 1.0.0 event
          contract PaymentTaken 1.0.0 event
          browser -> orders (purpose command)
          orders -> order-events (contracts OrderPlaced) -> payments -> payment-events (contracts PaymentTaken) -> orders
        `,
      },
      {
        name: 'whoever leads a saga sends the next command, and not the same one again',
        sketch: sketch`
          service process
          service payments
          contract TripRequested 1.0.0 event
          contract ChargeTrip 1.0.0 command
          contract TripCharged 1.0.0 reply
          web -> starts (contracts TripRequested) -> process -> charge-jobs (contracts ChargeTrip) -> payments
          payments -> answers (contracts TripCharged) -> process
          saga Booking orchestration (orchestrator process) {
            step payments do ChargeTrip ok TripCharged
          }
        `,
      },
      {
        name: 'the same, and what starts it is not drawn',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event
          contract PaymentTaken 1.0.0 event
          orders -> order-events (contracts OrderPlaced) -> payments -> payment-events (contracts PaymentTaken) -> orders
        `,
      },
      {
        name: 'bridges that drop what came from the other side',
        sketch: sketch`
          topic orders-eu
          topic orders-us
          connector eu-to-us bridge (loopGuard yes)
          connector us-to-eu bridge (loopGuard yes)
          shop -> orders-eu -> eu-to-us -> orders-us -> us-to-eu -> orders-eu
        `,
      },
      {
        name: 'a cause of its own',
        sketch: sketch`
          shop -> carts -> orders -> order-changes (triggeredBy carts) -> stock -> stock-changes -> orders
        `,
      },
      {
        name: 'a service that reads its own message back',
        sketch: sketch`
          service orders
          contract OrderPlaced 1.0.0 event
          shop -> carts -> orders -> order-events (contracts OrderPlaced, atomicity listenToYourself) -> orders
        `,
      },
      {
        name: 'another type of message than the one that it reads',
        sketch: sketch`
          processor totals aggregate
          contract Sale 1.0.0 event
          contract Total 1.0.0 event
          shop -> sales (contracts Sale) -> totals (contracts Sale)
          totals -> sales (contracts Total)
        `,
      },
      {
        name: 'a retry topic, which ends by counting',
        sketch: sketch`
          topic orders-retry (role retry)
          service billing
          shop -> orders -> billing -> orders-retry (triggeredBy [orders, orders-retry]) -> billing
        `,
      },
    ],
  },
  mend: [
    'Publish only if something has really changed, and say so at the arrow.',
    'Drop events that one has caused oneself, by the causation id or the origin.',
    'In mirrors, drop what came from the other side, or keep remote topics apart by a prefix.',
    'Say what really causes a message: another input, a request, a timer.',
  ],
  notWhen: [
    'A circle of services is no circle of messages: an answer of another type ends it.',
    'External systems and timers break the chain; what happens there is not drawn.',
    'A way through a database (written here, captured there) counts as one with a condition: a write need not change anything.',
    'A condition that stands at an arrow is believed, but it has to be true some day that it fails.',
  ],
  sources: [sources['AZ-es'], sources['AZ-saga'], sources['KAFKA-ops']],
});
