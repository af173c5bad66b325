import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, addElement, set } from '../helpers/build.ts';
import { deadLetteredFrom, servedBy } from '../helpers/dead-letters.ts';
import { publishesBy } from '../helpers/eff.ts';
import { all, type Claim, conclude, fails, holds, is, likely, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface DeadLetterLoop extends Fact {
  readonly edge: Id;
  readonly queue: Id;
  /** The channels that dead letters come from, and go back to. */
  readonly channels: readonly Id[];
  /** Who sends them back, if it is drawn. */
  readonly redrivers: readonly Id[];
  /** The arrows by which messages are taken out of the dead-letter queue. */
  readonly steps: readonly Id[];
  readonly takers: readonly Id[];
  /** It sends them back only on some condition. */
  readonly conditional: boolean;
}

/** A way from the dead-letter queue back: the handlers on it, and whether one of them publishes on a condition only. */
interface Way {
  readonly steps: readonly EdgeOf<'consumes'>[];
  readonly conditional: boolean;
}

const rounds = 3;

/** The ways from a channel to one of the goals, directly or over retry channels; each channel is entered once. */
function waysBack(read: Reads, from: Id, goals: ReadonlySet<Id>): readonly Way[] {
  const ways: Way[] = [];
  const seen = new Set<Id>([from]);
  const walk = (channel: Id, before: Way): void => {
    for (const consumes of read.out(channel, 'consumes')) {
      // A person decides about each round.
      if (read.of(consumes.to, 'external')?.props.type === 'person') continue;
      for (const publishes of publishesBy(read, consumes)) {
        const way = {
          steps: [...before.steps, consumes],
          conditional: before.conditional || publishes.props.when !== '',
        };
        if (goals.has(publishes.to)) ways.push(way);
        else if (read.of(publishes.to, 'channel')?.props.role === 'retry' && !seen.has(publishes.to)) {
          seen.add(publishes.to);
          walk(publishes.to, way);
        }
      }
    }
  };
  walk(from, { steps: [], conditional: false });
  return ways;
}

/** Nobody on the way counts the rounds. An unknown number of tries is taken to be no limit, one step down in all. */
function unbounded({ steps, conditional }: Way): Claim {
  if (steps.some(({ props }) => typeof props.retryMax === 'number')) return fails;
  const open = steps.filter(({ props }) => props.retryMax === '?');
  const counted = open.length === 0 ? holds : supposing(unsaid(...open.map(({ id }) => ({ id, property: 'retryMax' }))));
  return all(counted, conditional ? likely : holds);
}

/** Sent back by the broker itself: its handlers' own limits begin anew with each round, unless the count goes along. */
function byItself(served: readonly EdgeOf<'consumes'>[]): Claim {
  const unlimited = served.some(({ props }) => (props.retryMax as unknown) === 'unlimited');
  if (unlimited) return holds;
  const open = served.filter(({ props }) => props.retryMax === '?');
  return open.length === 0 ? likely : supposing(unsaid(...open.map(({ id }) => ({ id, property: 'retryMax' }))));
}

/**
 * Differences from the catalogue: the limit of the handler that fails leads into the dead-letter queue, and does not bound
 * the rounds; only the limits of those who send back do. Where the broker sends back by itself, such a limit makes it a
 * warning, since some products carry the count along. A redriver that publishes on a condition goes one step down. Where a
 * person sends back, or starts the redriver (`redrive manual`), there is no loop.
 */
export const dlqLoop = defineRule<'deadLetters', DeadLetterLoop>({
  id: 'dlq-loop',
  category: 'delivery',
  severity: 'error',
  title: 'Dead letters go round for ever',
  summary: 'Dead letters are sent back to be handled again, and nothing counts the rounds.',
  why:
    'A message that can never be handled circulates without end. It takes capacity from the others, and the dead-letter ' +
    'queue never shows that something is wrong.',
  behavioural: { invariants: ['settles'], faults: ['poison message'] },
  subject: ['deadLetters'],
  *check(edge, read) {
    if (edge.props.redrive === 'manual') return;
    const channels = deadLetteredFrom(read, edge);
    if (channels.length === 0) return;
    const ways = waysBack(read, edge.to, new Set(channels)).map((way) => ({ way, claim: unbounded(way) }));
    const worst = ways.filter(({ claim }) => claim.holds).sort((a, b) => a.claim.lowered - b.claim.lowered)[0];
    const loop =
      worst?.claim ?? (ways.length > 0 ? fails : all(is(edge, 'redrive', 'automatic'), byItself(servedBy(read, edge))));
    const first = ways.flatMap(({ way, claim }) => (claim.holds ? way.steps.slice(0, 1) : []));
    yield* conclude('error', loop, (conclusion) => ({
      ...conclusion,
      about: [],
      edge: edge.id,
      queue: edge.to,
      channels,
      redrivers: [...new Set(worst?.way.steps.map(({ to }) => to))],
      steps: [...new Set(first.map(({ id }) => id))],
      takers: [...new Set(first.map(({ to }) => to))],
      conditional: worst?.way.conditional ?? false,
    }));
  },
  explain({ edge, queue, channels, redrivers, conditional, assumes }, say) {
    const from = say.name(queue);
    const to = say.names(channels);
    const what =
      redrivers.length === 0
        ? `Dead letters in ${from} are sent back to ${to} by themselves. A message that can never be handled goes round ` +
          'without end, unless its rounds are counted.'
        : `${say.names(redrivers)} ${say.agree(redrivers, 'sends', 'send')} messages from ${from} back to ${to}, and ` +
          `${assumes.length > 0 ? 'nobody has said' : conditional ? 'only a condition decides' : 'nothing decides'} when that ` +
          'ends. A message that can never be handled goes round without end.';
    return {
      at: [edge, queue, ...redrivers],
      what,
      next: `Count the rounds in the message and put it aside after ${rounds}, or let somebody send it back by hand.`,
    };
  },
  fixes: [
    {
      id: 'count',
      fits: ({ steps }) => steps.length > 0,
      title: ({ takers, queue }, say) =>
        `Let ${say.names(takers)} count the rounds, and leave a message in ${say.name(queue)} after ${rounds}`,
      kind: 'suggestion',
      edits: ({ steps }) => steps.map((step) => set(step, 'retryMax', rounds)),
    },
    {
      id: 'redriver',
      fits: ({ redrivers }) => redrivers.length === 0,
      title: ({ queue }, say) =>
        `Let a service send messages from ${say.name(queue)} back, that counts the rounds and stops after ${rounds}`,
      kind: 'suggestion',
      edits({ queue, channels }, read, makeId) {
        const found = read.of(queue, 'channel');
        if (!found) return [];
        const { name, context } = found.props;
        const [redriver, step] = [makeId(), makeId()];
        const edits: Edit[] = [
          addElement('service', redriver, { name: `${name}-redriver`, context }),
          addEdge('consumes', step, queue, redriver, { retryMax: rounds, onExhausted: 'stop' }),
        ];
        for (const channel of channels) edits.push(addEdge('publishes', makeId(), redriver, channel, { idSource: 'stable' }));
        return edits;
      },
    },
    {
      id: 'by-hand',
      title: ({ queue }, say) => `Let somebody send messages from ${say.name(queue)} back by hand`,
      kind: 'suggestion',
      edits: ({ edge }) => [set(edge, 'redrive', 'manual')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'a redriver without a counter',
        sketch: sketch`
          service shop
          topic orders
          topic orders-dlq (role dlq)
          service billing
          service redriver
          shop -> orders -> billing (retryMax 5, onExhausted dlq)
          billing -x orders-dlq -> redriver (retryMax unlimited) -> orders
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“redriver” sends messages from “orders-dlq” back to “orders”, and nothing decides when that ends. A message ' +
              'that can never be handled goes round without end.',
          },
        ],
      },
      {
        name: 'nobody has said whether the redriver counts',
        sketch: sketch`
          service shop
          topic orders
          topic orders-dlq (role dlq)
          service billing
          service redriver
          shop -> orders -> billing
          billing -x orders-dlq -> redriver -> orders
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“redriver” sends messages from “orders-dlq” back to “orders”, and nobody has said when that ends. A message ' +
              'that can never be handled goes round without end.',
          },
        ],
      },
      {
        name: 'sent back by itself, and tried without limit',
        sketch: sketch`
          service shop
          topic orders
          service billing
          shop -> orders -> billing (retryMax unlimited)
          billing -x orders-dlq (redrive automatic)
        `,
      },
      {
        name: 'sent back by itself, after five tries in each round',
        sketch: sketch`
          service shop
          topic orders
          service billing
          shop -> orders -> billing (retryMax 5, onExhausted dlq)
          billing -x orders-dlq (redrive automatic)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              'Dead letters in “orders-dlq” are sent back to “orders” by themselves. A message that can never be handled goes ' +
              'round without end, unless its rounds are counted.',
          },
        ],
      },
      {
        name: 'over a retry channel',
        sketch: sketch`
          service shop
          topic orders
          topic orders-dlq (role dlq)
          topic orders-later (role retry)
          service billing
          service redriver
          service delayer
          shop -> orders -> billing
          billing -x orders-dlq -> redriver (retryMax unlimited) -> orders-later
          orders-later -> delayer (retryMax unlimited) -> orders
        `,
      },
      {
        name: 'on a condition that may always hold',
        sketch: sketch`
          service shop
          topic orders
          topic orders-dlq (role dlq)
          service billing
          service redriver
          shop -> orders -> billing
          billing -x orders-dlq -> redriver (retryMax unlimited) -> orders (when "the customer exists")
        `,
        expects: [{ severity: 'warning' }],
      },
    ],
    good: [
      {
        name: 'a redriver that parks a message after three rounds',
        sketch: sketch`
          service shop
          topic orders
          topic orders-dlq (role dlq)
          topic orders-parked (role dlq)
          service billing
          service redriver
          shop -> orders -> billing
          billing -x orders-dlq -> redriver (retryMax 3, onExhausted dlq) -> orders
          redriver -x orders-parked
        `,
      },
      {
        name: 'somebody presses the button',
        sketch: sketch`
          service shop
          topic orders
          topic orders-dlq (role dlq)
          service billing
          service redriver
          shop -> orders -> billing
          billing -x orders-dlq (redrive manual) -> redriver -> orders
        `,
      },
      {
        name: 'a person reads dead letters and sends them again',
        sketch: sketch`
          service shop
          topic orders
          topic orders-dlq (role dlq)
          service billing
          external clerk person
          shop -> orders -> billing
          billing -x orders-dlq
          orders-dlq -> clerk
          clerk -> orders
        `,
      },
      {
        name: 'a limit on the way over the retry channel',
        sketch: sketch`
          service shop
          topic orders
          topic orders-dlq (role dlq)
          topic orders-later (role retry)
          service billing
          service redriver
          service delayer
          shop -> orders -> billing
          billing -x orders-dlq -> redriver -> orders-later
          orders-later -> delayer (retryMax 3) -> orders
        `,
      },
      {
        name: 'dead letters that stay, and a report about them',
        sketch: sketch`
          service shop
          topic orders
          topic orders-dlq (role dlq)
          topic reports
          service billing
          service report
          shop -> orders -> billing
          billing -x orders-dlq (redrive none) -> report -> reports
        `,
      },
      {
        name: 'a redriver of another service’s dead letters, which publishes for reasons of its own',
        sketch: sketch`
          service shop
          topic orders
          topic orders-dlq (role dlq)
          service billing
          shop -> orders (triggeredBy own) -> billing
          billing -x orders-dlq -> shop
        `,
      },
    ],
  },
  mend: [
    `Count the rounds in a header of the message, and put it aside after ${rounds}.`,
    'Send dead letters back by hand, once their cause is mended.',
  ],
  notWhen: [
    'A person who looks at each message ends the loop.',
    'A limit on whoever sends back bounds the rounds; the limit of the handler that fails does not.',
  ],
  sources: [sources['RMQ-dlx'], sources['CONF-errors'], sources['AWS-sqs-dlq']],
});
