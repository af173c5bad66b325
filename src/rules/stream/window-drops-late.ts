import type { Id } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import { durationMs, unknown } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { spoken } from '../helpers/spoken.ts';
import { triggerOf } from '../helpers/trig.ts';
import { all, type Claim, conclude, holds, said, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

/** What holds messages up, and for how long. */
interface Delay {
  readonly how: 'outage' | 'device';
  readonly delay: string;
  /** The channel that late messages come by, and who sends them late. */
  readonly channel: Id;
  readonly late: Id;
}

interface DropsLate extends Fact {
  readonly processor: Id;
  readonly grace: string;
  /** The longest delay that is known and not covered. */
  readonly behind?: Delay;
}

/** How long a device may be without a network, where nobody has said. */
const offline = '1h';
/** What a fix proposes where nothing is known about delays. */
const usual = '5min';

function ms(duration: string): number {
  return durationMs(duration) ?? 0;
}

function isDevice(read: Reads, id: Id): boolean {
  return read.of(id, 'external')?.props.type === 'device';
}

/** What can hold messages up before they come to a processor: a producer that may itself be down, a device out of reach. */
function delaysBefore(read: Reads, input: EdgeOf<'consumes'>): readonly Delay[] {
  const channel = input.from;
  return read.into(channel, 'publishes').flatMap((publishes) => {
    const outages = triggerOf(read, publishes)
      .inputs.filter(({ props }) => props.maxOutage !== unknown)
      .map(({ props, to }): Delay => ({ how: 'outage', delay: props.maxOutage, channel, late: to }));
    const devices = [publishes.from, ...read.into(publishes.from, 'calls').map(({ from }) => from)].filter((id) =>
      isDevice(read, id),
    );
    return [...outages, ...devices.map((late): Delay => ({ how: 'device', delay: offline, channel, late }))];
  });
}

/** Frameworks go by event time unless told otherwise, so an unknown clock is not a step down. */
function byEventTime({ id, props: { timeBasis } }: ElementOf<'processor'>): Claim {
  return timeBasis === unknown ? { ...holds, assumes: [{ id, property: 'timeBasis' }] } : said(timeBasis === 'event');
}

/**
 * Differences from the catalogue: a device may also be behind the service that it calls. The cause that is known best is
 * told: the longest delay that the grace period does not cover, else that there is none.
 */
export const windowDropsLate = defineRule<'processor', DropsLate>({
  id: 'window-drops-late',
  category: 'stream',
  severity: 'warning',
  title: 'Window drops late messages',
  summary: 'A window by event time that is closed before late messages can have arrived.',
  why:
    'A window is closed when its end and the grace period have passed. What arrives after that, because a device was offline or ' +
    'a service before it was down, is left out of the result without an error.',
  behavioural: { invariants: ['join-complete'], faults: ['late event'] },
  subject: ['processor'],
  *check(processor, read) {
    const { window, grace } = processor.props;
    if (window === 'none') return;
    const longest = read
      .into(processor.id, 'consumes')
      .flatMap((input) => delaysBefore(read, input))
      .filter(({ delay }) => grace === unknown || ms(delay) > ms(grace))
      .sort((a, b) => ms(b.delay) - ms(a.delay))[0];
    const short =
      grace === unknown ? supposing(unsaid({ id: processor.id, property: 'grace' })) : said(ms(grace) === 0 || !!longest);
    yield* conclude('warning', all(byEventTime(processor), short), (conclusion) => ({
      ...conclusion,
      about: [],
      processor: processor.id,
      grace,
      ...(longest && { behind: longest }),
    }));
  },
  explain({ processor, grace, behind }, say) {
    const name = say.name(processor);
    const zero = ms(grace) === 0;
    const held = !behind
      ? ''
      : behind.how === 'outage'
        ? `${say.name(behind.late)}, which sends what comes by ${say.name(behind.channel)}, may be down for ${spoken(behind.delay)}`
        : `${say.name(behind.late)} may be offline for ${zero ? 'a while' : 'longer'} before it sends what it has`;
    const what =
      grace === unknown
        ? `Nobody has said how long ${name} waits for late messages${held === '' ? '' : `, and ${held}`}.`
        : held === ''
          ? `${name} closes each window at its end: a message that is late by a moment is left out.`
          : zero
            ? `${name} does not wait for late messages, and ${held}.`
            : `${name} waits ${spoken(grace)} for late messages, but ${held}.`;
    return {
      at: [processor, ...(behind ? [behind.channel, behind.late] : [])],
      what,
      next:
        `Give ${name} a grace period that covers ${behind ? spoken(behind.delay) : 'real delays'}, or collect late messages ` +
        'in a channel of their own and correct the result later.',
    };
  },
  fixes: [
    {
      id: 'grace',
      title: ({ processor, behind }, say) =>
        `Let ${say.name(processor)} wait ${spoken(behind?.delay ?? usual)} for late messages`,
      kind: 'suggestion',
      edits: ({ processor, behind }) => [set(processor, 'grace', behind?.delay ?? usual)],
    },
    {
      id: 'ingestion-time',
      title: ({ processor }, say) =>
        `Let ${say.name(processor)} go by the time at which the broker stored a message, so that none is late`,
      kind: 'suggestion',
      edits: ({ processor }) => [set(processor, 'timeBasis', 'ingestion')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'windows of five minutes, phones that are offline for an hour, and no grace',
        sketch: sketch`
          external phones device
          topic positions
          processor traffic aggregate (aggregateKind additive, window tumbling, windowSize 5min, grace 0s, timeBasis event)
          phones -> positions -> traffic
        `,
        expects: [
          {
            severity: 'warning',
            what: '“traffic” does not wait for late messages, and “phones” may be offline for a while before it sends what it has.',
          },
        ],
      },
      {
        name: 'phones behind a service, and a grace of ten minutes',
        sketch: sketch`
          external phones device
          service gateway
          topic positions
          processor traffic aggregate (window tumbling, grace 10min, timeBasis event)
          phones -> gateway -> positions -> traffic
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a bridge may be down for longer than late messages are waited for',
        sketch: sketch`
          service shop
          topic sales-eu
          connector mirror bridge
          topic sales
          processor revenue aggregate (window tumbling, grace 10min, timeBasis event)
          shop -> sales-eu -> mirror (maxOutage 2h) -> sales -> revenue
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“revenue” waits 10 minutes for late messages, but “mirror”, which sends what comes by “sales”, may be down for ' +
              '2 hours.',
          },
        ],
      },
      {
        name: 'no grace at all',
        sketch: sketch`
          service shop
          topic sales
          processor revenue aggregate (window hopping, grace 0s)
          shop -> sales -> revenue
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'nobody has said how long it waits',
        sketch: sketch`
          service shop
          topic sales
          processor revenue aggregate (window tumbling)
          shop -> sales -> revenue
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'two hours of grace for phones',
        sketch: sketch`
          external phones device
          topic positions
          processor traffic aggregate (window tumbling, windowSize 5min, grace 2h, timeBasis event)
          phones -> positions -> traffic
        `,
      },
      {
        name: 'grace that covers the longest outage of the bridge',
        sketch: sketch`
          service shop
          topic sales-eu
          connector mirror bridge
          topic sales
          processor revenue aggregate (window tumbling, grace 2h, timeBasis event)
          shop -> sales-eu -> mirror (maxOutage 2h) -> sales -> revenue
        `,
      },
      {
        name: 'by the time of the broker nothing is late',
        sketch: sketch`
          external phones device
          topic positions
          processor traffic aggregate (window tumbling, grace 0s, timeBasis ingestion)
          phones -> positions -> traffic
        `,
      },
      {
        name: 'by its own clock nothing is late, though a replay gives another result',
        sketch: sketch`
          service shop
          topic sales
          processor alarm aggregate (window tumbling, grace 0s, timeBasis processing)
          shop -> sales -> alarm
        `,
      },
      {
        name: 'no window, nothing to be late for',
        sketch: sketch`
          external phones device
          topic positions
          processor latest aggregate (aggregateKind latest)
          phones -> positions -> latest
        `,
      },
    ],
  },
  mend: [
    'Give the window a grace period that covers real delays: outages, and devices without a network.',
    'Collect what comes too late in a channel of its own, and correct the result later.',
    'Publish results early, and correct them as late messages come in.',
  ],
  notWhen: [
    'Where the broker sets the time of a message (ingestion time), no message is late.',
    'A window may leave out late messages on purpose, for example for alerts that nobody needs an hour later.',
    'How long a device is offline is not drawn; an hour is assumed.',
  ],
  sources: [sources['KSTREAMS-concepts'], sources['CESP-event-time']],
});
