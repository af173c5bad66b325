import type { Id } from '#base/ids.ts';
import { unknown } from '#model/property.ts';
import { set } from '../helpers/build.ts';
import { contextOf } from '../helpers/ctx.ts';
import { conclude, holds } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface Unwatched extends Fact {
  readonly channel: Id;
  readonly how: 'deadLetters' | 'lag';
  readonly open: boolean;
  /** Who puts dead letters there, or reads it from another context. */
  readonly nodes: readonly Id[];
}

/** Difference from the catalogue: a dead-letter queue into which nothing is put yet is left alone. */
export const backlogUnwatched = defineRule<'channel', Unwatched>({
  id: 'backlog-unwatched',
  category: 'operations',
  severity: 'warning',
  title: 'Nobody watches what waits',
  summary: 'A dead-letter queue that nobody reads or watches, or a shared channel on whose waiting messages there is no alarm.',
  why:
    'A dead letter that nobody looks at is a lost message, only later. And whatever goes wrong with a consumer, the first sign ' +
    'of it is that messages wait.',
  behavioural: { not: 'Whether somebody looks at a queue changes nothing in what the messages do.' },
  subject: ['channel'],
  waits: true,
  *check(channel, read) {
    const { role, watched } = channel.props;
    if (watched === 'yes') return;
    const fact = { about: [], channel: channel.id, open: watched === unknown };
    const readers = read.out(channel.id, 'consumes');
    if (role === 'dlq') {
      const nodes = [...read.into(channel.id, 'deadLetters'), ...read.into(channel.id, 'publishes')].map(({ from }) => from);
      if (readers.length > 0 || nodes.length === 0) return;
      yield* conclude('warning', holds, (conclusion) => ({
        ...conclusion,
        ...(watched === unknown && { assumes: [{ id: channel.id, property: 'watched' }] }),
        ...fact,
        how: 'deadLetters',
        nodes: [...new Set(nodes)],
      }));
      return;
    }
    if ((role !== 'main' && role !== 'retry') || watched !== 'no') return;
    const homes = new Set(read.into(channel.id, 'publishes').map(({ from }) => contextOf(read, from)));
    const nodes = readers.map(({ to }) => to).filter((reader) => homes.size > 0 && !homes.has(contextOf(read, reader)));
    if (nodes.length === 0) return;
    yield* conclude('hint', holds, (conclusion) => ({ ...conclusion, ...fact, how: 'lag', nodes: [...new Set(nodes)] }));
  },
  explain({ channel, how, open, nodes }, say) {
    const name = say.name(channel);
    if (how === 'lag')
      return {
        at: [channel, ...nodes],
        what: `${say.names(nodes)} ${say.agree(nodes, 'reads', 'read')} ${name} from another context, and there is no alarm on messages that wait.`,
        next: `Raise an alarm when messages in ${name} wait for too long, and say who answers it.`,
      };
    return {
      at: [channel, ...nodes],
      what: `What fails in ${say.names(nodes)} goes to ${name}, where nobody reads it, and ${open ? 'nobody has said who notices' : 'nobody notices'}.`,
      next: `Raise an alarm as soon as a message arrives in ${name}, say who answers it, and how messages are sent again.`,
    };
  },
  fixes: [
    {
      id: 'watch',
      title: ({ channel, how }, say) =>
        how === 'lag'
          ? `Raise an alarm on waiting messages in ${say.name(channel)}, which somebody answers`
          : `Raise an alarm on each message in ${say.name(channel)}, which somebody answers`,
      kind: 'suggestion',
      edits: ({ channel }) => [set(channel, 'watched', 'yes')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'a dead-letter queue on its own',
        sketch: sketch`
          service shop
          topic orders
          service billing
          shop -> orders -> billing
          billing -x orders-dlq
        `,
        expects: [
          {
            severity: 'warning',
            what: 'What fails in “billing” goes to “orders-dlq”, where nobody reads it, and nobody has said who notices.',
          },
        ],
      },
      {
        name: 'two handlers, and nobody watches',
        sketch: sketch`
          broker aws sns-sqs
          service shop
          queue orders on aws
          queue returns on aws
          queue failed on aws (role dlq, watched no)
          service billing
          shop -> orders -> billing
          shop -> returns -> billing
          orders -x failed
          returns -x failed
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'another team reads the topic, without an alarm',
        sketch: sketch`
          context Sales { shop }
          context Finance { billing }
          service shop
          service billing
          topic orders (watched no)
          shop -> orders -> billing
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'an alarm, and messages are sent again by hand',
        sketch: sketch`
          service shop
          topic orders
          service billing
          topic orders-dlq (role dlq, watched yes)
          shop -> orders -> billing
          billing -x orders-dlq (redrive manual)
        `,
      },
      {
        name: 'somebody reads the dead letters',
        sketch: sketch`
          service shop
          topic orders
          service billing
          service repair
          topic orders-dlq (role dlq)
          shop -> orders -> billing
          billing -x orders-dlq -> repair
        `,
      },
      {
        name: 'a dead-letter queue that is not used yet',
        sketch: sketch`
          topic orders-dlq (role dlq)
        `,
      },
      {
        name: 'nobody has said whether there is an alarm on a shared topic',
        sketch: sketch`
          context Sales { shop }
          context Finance { billing }
          service shop
          service billing
          topic orders
          shop -> orders -> billing
        `,
      },
      {
        name: 'a topic inside one context',
        sketch: sketch`
          context Sales { shop billing }
          service shop
          service billing
          topic orders (watched no)
          shop -> orders -> billing
        `,
      },
    ],
  },
  mend: [
    'Raise an alarm when a dead-letter queue is not empty, and when messages elsewhere wait for too long.',
    'Say who answers it.',
    'Give dead letters a way back: by hand, or by a service that repairs them.',
  ],
  notWhen: [
    'A dead-letter queue that a service reads is looked after by that service.',
    'Some products keep dead letters inside the queue; those are not drawn, and have to be watched all the same.',
  ],
  sources: [sources['DAPR-dlt'], sources['NSB-recoverability'], sources['AWS-sqs-dlq']],
});
