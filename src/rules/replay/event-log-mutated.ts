import type { Id } from '#base/ids.ts';
import { wordsOf } from '#base/text.ts';
import { set } from '../helpers/build.ts';
import { all, any, conclude, is, likely, said } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface LogMutated extends Fact {
  readonly writes: Id;
  readonly writer: Id;
  readonly store: Id;
  readonly mode: string;
  readonly what: 'event store' | 'archive';
}

const deeds: Readonly<Record<string, string>> = {
  update: 'changes what stands in',
  upsert: 'overwrites what stands in',
  increment: 'changes values in',
  delete: 'deletes from',
};

/** Snapshots stand beside the events, and are replaced. */
function isSnapshot(target: string): boolean {
  return wordsOf(target).some((word) => word === 'snapshot' || word === 'snapshots');
}

/**
 * Differences from the catalogue. An upsert into an archive is a warning: a sink that stores each message under its id
 * overwrites it with itself. Snapshots in an event store may be replaced; they are told by the target of the arrow.
 */
export const eventLogMutated = defineRule<'writes', LogMutated>({
  id: 'event-log-mutated',
  category: 'replay',
  severity: 'error',
  title: 'History is changed',
  summary: 'An arrow that changes or deletes what stands in an event store or in an archive.',
  why:
    'Events are facts of the past. Whoever read them before the change knows another history than who reads them afterwards, ' +
    'and a replay no longer gives what was there.',
  behavioural: { invariants: ['replay-safe'], faults: ['replay'] },
  subject: ['writes'],
  *check(writes, read) {
    const store = read.of(writes.to, 'store');
    if (!store || isSnapshot(writes.props.target)) return;
    const { type, role } = store.props;
    if (type !== 'eventStore' && role !== 'archive') return;
    const replaced = said(type === 'eventStore' || writes.props.mode !== 'upsert');
    const claim = all(is(writes, 'mode', 'update', 'upsert', 'increment', 'delete'), any(replaced, likely));
    yield* conclude('error', claim, (conclusion) => ({
      ...conclusion,
      about: [],
      writes: writes.id,
      writer: writes.from,
      store: store.id,
      mode: writes.props.mode,
      what: type === 'eventStore' ? 'event store' : 'archive',
    }));
  },
  explain({ writes, writer, store, mode, what }, say) {
    return {
      at: [writes, writer, store],
      what: `${say.name(writer)} ${deeds[mode] ?? 'changes what stands in'} ${say.name(store)}, although it is an ${what}.`,
      next:
        mode === 'delete'
          ? 'Append an event that says what no longer counts. To erase the data of a person, encrypt it with a key of that ' +
            'person’s own, and delete the key.'
          : mode === 'upsert' && what === 'archive'
            ? 'Insert each message once, under its id.'
            : 'Append an event that corrects the earlier one, and leave that as it is.',
    };
  },
  fixes: [
    {
      id: 'insert-once',
      fits: ({ mode, what }) => mode === 'upsert' && what === 'archive',
      title: ({ store }, say) => `Insert each message into ${say.name(store)} once, under its id`,
      kind: 'suggestion',
      edits: ({ writes }) => [set(writes, 'mode', 'insertUnique')],
    },
    {
      id: 'append',
      title: ({ store, mode }, say) =>
        `Append to ${say.name(store)} an event that ${mode === 'delete' ? 'says what no longer counts' : 'corrects the earlier one'}`,
      kind: 'suggestion',
      edits: ({ writes }) => [set(writes, 'mode', 'append')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'a wrong price that is corrected in place',
        sketch: sketch`
          service shop
          store order-events eventStore
          shop -> order-events (mode update)
        `,
        expects: [
          {
            severity: 'error',
            what: '“shop” changes what stands in “order-events”, although it is an event store.',
          },
        ],
      },
      {
        name: 'events of a customer who left are deleted',
        sketch: sketch`
          service crm
          store customer-events eventStore
          crm -> customer-events (mode delete)
        `,
        expects: [{ severity: 'error', what: '“crm” deletes from “customer-events”, although it is an event store.' }],
      },
      {
        name: 'an archive that is changed later',
        sketch: sketch`
          service support
          store orders-archive object (role archive)
          support -> orders-archive (mode update)
        `,
        expects: [{ severity: 'error', what: '“support” changes what stands in “orders-archive”, although it is an archive.' }],
      },
      {
        name: 'a sink that overwrites what is archived',
        sketch: sketch`
          service shop
          topic orders
          connector to-archive sink
          store orders-archive object (role archive)
          shop -> orders -> to-archive -> orders-archive (mode upsert)
        `,
        expects: [{ severity: 'warning' }],
      },
    ],
    good: [
      {
        name: 'an event that corrects the price',
        sketch: sketch`
          service shop
          store order-events eventStore
          contract PriceCorrected 1.0.0 event (category sourced)
          shop -> order-events (mode append)
        `,
      },
      {
        name: 'each message is archived once, under its id',
        sketch: sketch`
          service shop
          topic orders
          connector to-archive sink
          store orders-archive object (role archive)
          shop -> orders -> to-archive -> orders-archive (mode insertUnique)
        `,
      },
      {
        name: 'snapshots beside the events are replaced',
        sketch: sketch`
          service accounts
          store accounts-log eventStore
          accounts -> accounts-log (mode append, expectedVersion yes)
          accounts -> accounts-log (mode upsert, target snapshots)
        `,
      },
      {
        name: 'a read model may change as it likes',
        sketch: sketch`
          service shop
          store order-view relational (role readModel)
          shop -> order-view (mode update)
        `,
      },
      {
        name: 'nobody has said how it writes',
        sketch: sketch`
          service shop
          store order-events eventStore
          shop -> order-events
        `,
      },
    ],
  },
  mend: [
    'Append an event that corrects or reverses the earlier one.',
    'Encrypt personal data with a key for each person, and delete the key to erase it.',
    'If history must be mended, copy the stream into a new one, and let readers move over.',
  ],
  notWhen: [
    'Read models, and snapshots beside the events, are made from the events, and may be replaced.',
    'What a database is called is not looked at, only its type and its role.',
  ],
  sources: [sources['AZ-es'], sources['ESDB-redaction']],
});
