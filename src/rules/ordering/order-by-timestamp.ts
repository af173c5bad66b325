import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { addMeta, set } from '../helpers/build.ts';
import { meeting, readsOf } from '../helpers/carries.ts';
import { contractId } from '../helpers/contracts.ts';
import { all, conclude, is } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface ByTimestamp extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  readonly contracts: readonly Id[];
  /** Those whose clocks may differ; none if one clock, or the log of one database, gives the times. */
  readonly writers: readonly Id[];
}

/** The times come in the order of the changes: one writer for each key, or the commit log of one database. */
function isInOrder(read: Reads, publishes: EdgeOf<'publishes'>): boolean {
  if (publishes.props.singleWriter === 'yes') return true;
  const connector = read.of(publishes.from, 'connector')?.props;
  return (
    connector !== undefined && (connector.type === 'cdc' || (connector.type === 'relay' && connector.orderBy === 'commitOrder'))
  );
}

/** One process on one machine has one clock. */
function isAlone(read: Reads, publishes: readonly EdgeOf<'publishes'>[]): boolean {
  const nodes = new Set(publishes.map((edge) => edge.from));
  const [only] = nodes;
  if (only === undefined || nodes.size > 1) return false;
  const node = read.of(only, 'service') ?? read.of(only, 'processor');
  return node?.props.instances === 1;
}

/**
 * Beyond the catalogue: a single producer with a single instance has one clock, and is a hint too. Producers that stand on
 * another board are not known to have several clocks.
 */
export const orderByTimestamp = defineRule<'consumes', ByTimestamp>({
  id: 'order-by-timestamp',
  category: 'ordering',
  severity: 'warning',
  title: 'Order told by timestamps',
  summary: 'A consumer skips messages whose timestamp is older than what it knows.',
  why: 'The clocks of two machines differ. The later change can carry the earlier time, and is then thrown away for good.',
  behavioural: { invariants: ['key-order'], faults: ['clock skew'] },
  subject: ['consumes'],
  *check(consumes, read) {
    const claim = all(is(consumes, 'idempotency', 'versionCheck'), is(consumes, 'versionBy', 'timestamp'));
    if (claim.holds === false || consumes.props.idempotency === '?') return;
    const publishers = read.into(consumes.from, 'publishes').filter((edge) => meeting(read, edge, consumes));
    const apart = isAlone(read, publishers) ? [] : publishers.filter((edge) => !isInOrder(read, edge));
    yield* conclude(apart.length > 0 ? 'warning' : 'hint', claim, (found) => ({
      ...found,
      about: [],
      consumes: consumes.id,
      reader: consumes.to,
      channel: consumes.from,
      contracts: [...new Set(readsOf(read, consumes).map(contractId))],
      writers: [...new Set(apart.map((edge) => edge.from))],
    }));
  },
  explain({ consumes, reader, channel, writers }, say) {
    const skips = `${say.name(reader)} skips messages from ${say.name(channel)} that carry an older time than what it knows`;
    return {
      at: [consumes, reader, channel, ...writers],
      what:
        writers.length > 0
          ? `${skips}, but the clocks at ${say.names(writers)} may differ: a newer change can look older, and is lost.`
          : `${skips}. That holds only as long as a single clock gives the times, and is never set back.`,
      next: 'Let every message carry a counter of its entity, such as the version of the row, and skip what has a lower one.',
    };
  },
  fixes: [
    {
      id: 'by-sequence',
      title: ({ reader }, say) => `Let ${say.name(reader)} tell newer from older by a sequence`,
      kind: 'suggestion',
      edits: ({ consumes, contracts }, read) => [
        set(consumes, 'versionBy', 'sequence'),
        ...contracts.flatMap((contract) => addMeta(read, contract, 'sequence')),
      ],
    },
  ],
  examples: {
    bad: [
      {
        name: 'older by the clock of one of three instances',
        sketch: sketch`
          service crm (instances 3)
          topic customers
          contract CustomerChanged 1.0.0 event (meta [id, time])
          crm -> customers (contracts CustomerChanged) -> shop (idempotency versionCheck, versionBy timestamp)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“shop” skips messages from “customers” that carry an older time than what it knows, but the clocks at “crm” ' +
              'may differ: a newer change can look older, and is lost.',
          },
        ],
      },
      {
        name: 'two producers, of which one has a single writer for each key',
        sketch: sketch`
          service crm
          service app
          topic customers
          crm -> customers (singleWriter yes) -> shop (idempotency versionCheck, versionBy timestamp)
          app -> customers
        `,
      },
      {
        name: 'one writer for each key',
        sketch: sketch`
          service crm (instances 3)
          topic customers
          crm -> customers (singleWriter yes) -> shop (idempotency versionCheck, versionBy timestamp)
        `,
        expects: [
          {
            severity: 'hint',
            what:
              '“shop” skips messages from “customers” that carry an older time than what it knows. That holds only as long as ' +
              'a single clock gives the times, and is never set back.',
          },
        ],
      },
      {
        name: 'the commit times of one database',
        sketch: sketch`
          store crm-db
          connector capture cdc (instances 1)
          topic customers
          crm-db -> capture -> customers -> shop (idempotency versionCheck, versionBy timestamp)
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'one producer with one instance',
        sketch: sketch`
          service crm
          topic customers
          crm -> customers -> shop (idempotency versionCheck, versionBy timestamp)
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'older by its version',
        sketch: sketch`
          service crm (instances 3)
          topic customers
          crm -> customers -> shop (idempotency versionCheck, versionBy sequence)
        `,
      },
      {
        name: 'nobody has said by what',
        sketch: sketch`
          service crm (instances 3)
          topic customers
          crm -> customers -> shop (idempotency versionCheck)
        `,
      },
      {
        name: 'repeats are recognised by their id',
        sketch: sketch`
          service crm (instances 3)
          topic customers
          crm -> customers -> shop (idempotency dedupStore, versionBy timestamp)
        `,
      },
    ],
  },
  mend: [
    'Carry a counter of the entity: the version of its row, or the revision of its stream.',
    'Use the position in the log of the database, which change data capture knows.',
    'Use a hybrid logical clock, if several places may write the same entity.',
  ],
  notWhen: [
    'Times that one database gives under a lock, or positions in its log, are in order: that is only a hint.',
    'Times that are shown to people, and decide nothing, do no harm.',
  ],
  sources: [sources.Z203, sources['CE-sequence'], sources['DBZ-pg']],
});
