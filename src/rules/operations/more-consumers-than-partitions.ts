import type { Id } from '#base/ids.ts';
import { count } from '#base/text.ts';
import type { EdgeOf } from '#model/design.ts';
import { unknown } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { assigned, workersOf } from '../helpers/workers.ts';
import { all, conclude, holds, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface MoreConsumers extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  readonly workers: number;
  readonly partitions: number;
}

/** An instance has nothing to do only if none of the node’s other inputs gives it anything either. */
function elsewhereBusy(read: Reads, consumes: EdgeOf<'consumes'>, workers: number): boolean {
  return read.into(consumes.to, 'consumes').some((other) => {
    if (other.from === consumes.from) return false;
    const partitions = read.of(other.from, 'channel')?.props.partitions;
    const idle = typeof partitions === 'number' && partitions < workers && assigned(read, other, 'exclusivePartition').holds;
    return idle !== true;
  });
}

/**
 * Differences from the catalogue: with one partition for the sake of one order over everything, a second instance stands by
 * on purpose; and instances that have enough to do with another channel are no surplus.
 */
export const moreConsumersThanPartitions = defineRule<'consumes', MoreConsumers>({
  id: 'more-consumers-than-partitions',
  category: 'operations',
  severity: 'warning',
  title: 'More instances than partitions',
  summary: 'A consumer group has more instances than its channel has partitions.',
  why: 'Each partition has one reader in a group. An instance for which no partition is left gets no messages: adding it made nothing faster.',
  behavioural: { not: 'Instances that have nothing to do change no result; a rehearsal would look the same without them.' },
  subject: ['consumes'],
  *check(consumes, read) {
    const workers = workersOf(read, consumes);
    const channel = read.of(consumes.from, 'channel');
    if (workers < 2 || !channel) return;
    const { partitions } = channel.props;
    if (partitions === 1 && consumes.props.orderingNeed === 'global') return;
    if (typeof partitions === 'number' && partitions >= workers) return;
    if (elsewhereBusy(read, consumes, workers)) return;
    const surplus = typeof partitions === 'number' ? holds : unsaid({ id: channel.id, property: 'partitions' });
    yield* conclude('warning', all(assigned(read, consumes, 'exclusivePartition'), surplus), (conclusion) => ({
      ...conclusion,
      about: [],
      consumes: consumes.id,
      reader: consumes.to,
      channel: channel.id,
      workers,
      partitions: partitions === unknown ? 0 : partitions,
    }));
  },
  explain({ consumes, reader, channel, workers, partitions }, say) {
    const idle = workers - partitions;
    return {
      at: [consumes, reader, channel],
      what:
        `${say.name(reader)} runs ${count(workers, 'instance')}, but ${say.name(channel)} has ${count(partitions, 'partition')}: ` +
        `${count(idle, 'instance')} ${idle === 1 ? 'gets' : 'get'} no messages.`,
      next:
        'Add partitions, which moves keys to other partitions, or run fewer instances. If order does not matter, a queue or a ' +
        'share group lets any instance take the next message.',
    };
  },
  fixes: [
    {
      id: 'more-partitions',
      title: ({ channel, workers }, say) => `Give ${say.name(channel)} ${count(workers, 'partition')}`,
      kind: 'suggestion',
      edits: ({ channel, workers }) => [set(channel, 'partitions', workers)],
    },
    {
      id: 'fewer-instances',
      title: ({ reader, partitions }, say) => `Run ${count(partitions, 'instance')} of ${say.name(reader)}`,
      kind: 'suggestion',
      edits: ({ reader, partitions }) => [set(reader, 'instances', partitions)],
    },
  ],
  examples: {
    bad: [
      {
        name: 'three partitions, eight instances',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (partitions 3)
          service billing (instances 8)
          shop -> orders -> billing
        `,
        expects: [
          {
            severity: 'warning',
            what: '“billing” runs 8 instances, but “orders” has 3 partitions: 5 instances get no messages.',
          },
        ],
      },
      {
        name: 'one partition, though nobody needs one order over everything',
        sketch: sketch`
          service shop
          topic orders (partitions 1)
          processor totals aggregate (instances 2)
          shop -> orders -> totals (assignment exclusivePartition)
        `,
        expects: [{ severity: 'warning' }],
      },
    ],
    good: [
      {
        name: 'a partition for each instance',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (partitions 8)
          service billing (instances 8)
          shop -> orders -> billing
        `,
      },
      {
        name: 'a queue lets any instance take the next message',
        sketch: sketch`
          broker rabbit rabbitmq
          service shop
          queue orders on rabbit
          service billing (instances 8)
          shop -> orders -> billing
        `,
      },
      {
        name: 'a share group does so too',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (partitions 3, variant share)
          service billing (instances 8)
          shop -> orders -> billing
        `,
      },
      {
        name: 'one order over everything: the second instance stands by',
        sketch: sketch`
          broker main kafka
          service shop
          topic bookings on main (partitions 1)
          service ledger (instances 2)
          shop -> bookings -> ledger (orderingNeed global)
        `,
      },
      {
        name: 'eight instances for a busy topic, which read a small one besides',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (partitions 8)
          topic settings on main (partitions 1)
          service billing (instances 8)
          shop -> orders -> billing
          shop -> settings -> billing
        `,
      },
      {
        name: 'nobody has said how many partitions there are',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main
          service billing (instances 8)
          shop -> orders -> billing
        `,
      },
    ],
  },
  mend: [
    'Add partitions; mind that keys then move to other partitions.',
    'Run as many instances as there are partitions.',
    'Use a queue or a share group, if order does not matter.',
  ],
  notWhen: [
    'Queues and share groups give the next message to any instance that is free.',
    'An instance that stands by on purpose takes over at once when another one dies.',
  ],
  sources: [sources['KAFKA-design'], sources['EH-features'], sources['KIP-932']],
});
