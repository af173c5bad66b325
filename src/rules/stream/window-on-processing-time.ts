import type { Id } from '#base/ids.ts';
import { set } from '../helpers/build.ts';
import { all, conclude, is, said } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface ProcessingTime extends Fact {
  readonly processor: Id;
  readonly channels: readonly Id[];
}

export const windowOnProcessingTime = defineRule<'processor', ProcessingTime>({
  id: 'window-on-processing-time',
  category: 'stream',
  severity: 'warning',
  title: 'Window goes by the clock of the processor',
  summary: 'A window into which messages fall by the time at which the processor sees them.',
  why:
    'The result then depends on how fast the processor reads. After an outage the messages of hours fall into one window; in ' +
    'a replay those of a month do. The same input gives another result each time.',
  behavioural: { invariants: ['replay-safe'], faults: ['replay', 'slow consumer'] },
  subject: ['processor'],
  *check(processor, read) {
    const claim = all(said(processor.props.window !== 'none'), is(processor, 'timeBasis', 'processing'));
    yield* conclude('warning', claim, (conclusion) => ({
      ...conclusion,
      about: [],
      processor: processor.id,
      channels: [...new Set(read.into(processor.id, 'consumes').map(({ from }) => from))],
    }));
  },
  explain({ processor, channels }, say) {
    const messages = channels.length > 0 ? `messages from ${say.names(channels)}` : 'messages';
    return {
      at: [processor, ...channels],
      what: `${say.name(processor)} puts ${messages} into windows by the time at which it sees them, not by the time at which things happened.`,
      next: 'Go by the time in the message, with a grace period for late ones. For alerts and rate limits your own clock may be right.',
    };
  },
  fixes: [
    {
      id: 'event-time',
      title: ({ processor }, say) => `Let ${say.name(processor)} go by the time at which things happened (event time)`,
      kind: 'suggestion',
      edits: ({ processor }) => [set(processor, 'timeBasis', 'event')],
    },
    {
      id: 'ingestion-time',
      title: ({ processor }, say) => `Let ${say.name(processor)} go by the time at which the broker stored a message`,
      kind: 'suggestion',
      edits: ({ processor }) => [set(processor, 'timeBasis', 'ingestion')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'revenue per hour, by arrival',
        sketch: sketch`
          service shop
          topic sales
          processor revenue aggregate (aggregateKind additive, window tumbling, windowSize 1h, timeBasis processing)
          shop -> sales -> revenue
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“revenue” puts messages from “sales” into windows by the time at which it sees them, not by the time at which ' +
              'things happened.',
          },
        ],
      },
      {
        name: 'pairs that arrive within a minute of each other',
        sketch: sketch`
          service shop
          service cash
          topic orders
          topic payments
          processor match join (joinType streamStream, window sliding, windowSize 1min, timeBasis processing)
          shop -> orders -> match
          cash -> payments -> match
        `,
        expects: [{ severity: 'warning' }],
      },
    ],
    good: [
      {
        name: 'revenue per hour, by the time of the sale',
        sketch: sketch`
          service shop
          topic sales
          processor revenue aggregate (aggregateKind additive, window tumbling, windowSize 1h, timeBasis event, grace 2h)
          shop -> sales -> revenue
        `,
      },
      {
        name: 'by the time of the broker, which a replay does not change',
        sketch: sketch`
          service shop
          topic sales
          processor revenue aggregate (window tumbling, timeBasis ingestion)
          shop -> sales -> revenue
        `,
      },
      {
        name: 'nobody has said which clock it goes by',
        sketch: sketch`
          service shop
          topic sales
          processor revenue aggregate (window tumbling)
          shop -> sales -> revenue
        `,
      },
      {
        name: 'without a window the clock does not matter',
        sketch: sketch`
          service shop
          topic sales
          processor latest aggregate (aggregateKind latest, timeBasis processing)
          shop -> sales -> latest
        `,
      },
    ],
  },
  mend: [
    'Go by the time in the message, with a grace period for late ones.',
    'Keep the own clock for alerts and rate limits only.',
  ],
  notWhen: ['Alerts and rate limits are about now: there the clock of the processor is right, and nobody replays them.'],
  sources: [sources['CESP-wallclock'], sources['KSTREAMS-concepts']],
});
