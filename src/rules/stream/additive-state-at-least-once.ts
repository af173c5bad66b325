import type { Id } from '#base/ids.ts';
import { unknown } from '#model/property.ts';
import { set } from '../helpers/build.ts';
import { repeats } from '../helpers/dup.ts';
import { guarded } from '../helpers/eff.ts';
import { all, any, type Claim, conclude, is, said, supposing } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface CountsTwice extends Fact {
  readonly processor: Id;
  readonly kind: string;
  readonly inputs: readonly Id[];
  readonly channels: readonly Id[];
  readonly open: boolean;
}

const doing: Readonly<Record<string, string>> = { additive: 'adds up', list: 'lists' };

/**
 * Differences from the catalogue: one finding a processor, for all of its inputs. Only an aggregate keeps such a result.
 * An input whose position is saved with the result is not counted again either. consumer-not-idempotent tells the same of
 * the handler as an error; both go away together.
 */
export const additiveStateAtLeastOnce = defineRule<'processor', CountsTwice>({
  id: 'additive-state-at-least-once',
  category: 'stream',
  severity: 'warning',
  title: 'Sum counts repeated messages twice',
  summary: 'A processor keeps a sum, a count or a list, runs at-least-once, and nothing takes repeated messages out.',
  why:
    'If the processor dies after it has saved its result and before it has saved how far it had read, it reads the last messages ' +
    'again, and counts them again. At-least-once is what most frameworks do unless told otherwise.',
  behavioural: { invariants: ['effect-once'], faults: ['crash of a worker', 'duplicate delivery'] },
  subject: ['processor'],
  *check(processor, read) {
    const { op, aggregateKind, guarantee } = processor.props;
    if (op !== 'aggregate') return;
    const cases = read.into(processor.id, 'consumes').map((input): { readonly input: typeof input; readonly claim: Claim } => ({
      input,
      claim: all(
        said(['none', unknown].includes(input.props.idempotency) && guarded(read, input).holds !== true),
        repeats(read, input),
      ),
    }));
    const claim = all(
      is(processor, 'aggregateKind', 'additive', 'list'),
      any(...cases.map((each) => each.claim)),
      supposing(is(processor, 'guarantee', 'atLeastOnce')),
    );
    const found = cases.filter((each) => each.claim.holds).map(({ input }) => input);
    yield* conclude('warning', claim, (conclusion) => ({
      ...conclusion,
      about: [],
      processor: processor.id,
      kind: aggregateKind,
      inputs: found.map(({ id }) => id),
      channels: found.map(({ from }) => from),
      open: guarantee === unknown,
    }));
  },
  explain({ processor, kind, channels, open }, say) {
    const name = say.name(processor);
    const what = `${name} ${doing[kind] ?? 'collects'} messages from ${say.names(channels)}`;
    return {
      at: [processor, ...channels],
      what: open
        ? `${what}, and nobody has said whether it reads some of them twice after a crash.`
        : `${what}, and reads some of them twice after a crash (at-least-once): they count twice.`,
      next: `Let ${name} run with an exactly-once guarantee, or keep a result that a repeat does not change, such as a set of ids.`,
    };
  },
  fixes: [
    {
      id: 'exactly-once',
      title: ({ processor }, say) => `Run ${say.name(processor)} with an exactly-once guarantee`,
      kind: 'suggestion',
      edits: ({ processor }) => [set(processor, 'guarantee', 'exactlyOnce')],
    },
    {
      id: 'set-of-ids',
      title: ({ processor }, say) => `Let ${say.name(processor)} keep a set of event ids and make its result from that`,
      kind: 'suggestion',
      edits: ({ processor }) => [set(processor, 'aggregateKind', 'set')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'sales per hour, at-least-once',
        sketch: sketch`
          service shop
          topic sales
          processor totals aggregate (aggregateKind additive, window tumbling, guarantee atLeastOnce)
          shop -> sales -> totals
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“totals” adds up messages from “sales”, and reads some of them twice after a crash (at-least-once): they count ' +
              'twice.',
          },
        ],
      },
      {
        name: 'a list, of two inputs',
        sketch: sketch`
          service shop
          service web
          topic sales
          topic clicks
          processor journal aggregate (aggregateKind list, guarantee atLeastOnce)
          shop -> sales -> journal (idempotency none)
          web -> clicks -> journal (idempotency none)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'nobody has said what the framework promises',
        sketch: sketch`
          service shop
          topic sales
          processor totals aggregate (aggregateKind additive)
          shop -> sales -> totals
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'exactly-once: result and position are saved together',
        sketch: sketch`
          broker main kafka
          service shop
          topic sales on main
          processor totals aggregate (aggregateKind additive, guarantee exactlyOnce)
          shop -> sales -> totals
        `,
      },
      {
        name: 'the same maximum, however often it is taken',
        sketch: sketch`
          service shop
          topic sales
          processor highest aggregate (aggregateKind maxmin, guarantee atLeastOnce)
          shop -> sales -> highest
        `,
      },
      {
        name: 'a set of ids, and its size',
        sketch: sketch`
          service web
          topic visits
          processor visitors aggregate (aggregateKind set, guarantee atLeastOnce)
          web -> visits -> visitors
        `,
      },
      {
        name: 'repeats are taken out before they are counted',
        sketch: sketch`
          service shop
          topic sales
          store seen kv (role inbox)
          processor totals aggregate (aggregateKind additive, guarantee atLeastOnce)
          shop -> sales -> totals (idempotency dedupStore, dedupStore seen)
        `,
      },
      {
        name: 'the position is saved in the same transaction as the sum',
        sketch: sketch`
          service shop
          topic sales
          processor totals aggregate (aggregateKind additive, guarantee atLeastOnce)
          shop -> sales -> totals (ack withEffect)
        `,
      },
      {
        name: 'a count that may miss some, but counts none twice',
        sketch: sketch`
          service sensors
          topic readings
          processor counter aggregate (aggregateKind additive, guarantee atLeastOnce)
          sensors -> readings (retries no) -> counter (ack beforeEffect, rebuild no)
        `,
      },
    ],
  },
  mend: [
    'Let the framework run with an exactly-once guarantee.',
    'Take repeats out by their id before they are counted.',
    'Keep a set or a maximum instead of a sum, or compute each window anew from the log.',
  ],
  notWhen: [
    'A maximum, the latest value and a set of distinct values stay the same when a message is counted twice.',
    'If the producer sends the same fact as two messages with two ids, no guarantee of the framework helps.',
  ],
  sources: [sources['KSTREAMS-concepts'], sources['KSQL-eos'], sources['CESP-idempotent-reader']],
});
