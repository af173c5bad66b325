import type { Id } from '#base/ids.ts';
import type { ElementOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { carriersOf, readsOf, writesOf } from '../helpers/carries.ts';
import { failuresOf, historyOf, plainly } from '../helpers/changes.ts';
import { contractId } from '../helpers/contracts.ts';
import { ownName, ownNameEdits } from '../helpers/own-name.ts';
import { spokenVersion } from '../helpers/spoken.ts';
import { cannotRead, type Pair, pairsOf } from '../helpers/version-pairs.ts';
import { all, any, type Claim, conclude, holds, is, supposing } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface WithoutUpcaster extends Fact {
  readonly contract: Id;
  readonly store: Id;
  /** Nobody has said whether old events are converted. */
  readonly unsaid: boolean;
  readonly pairs: readonly Pair[];
  readonly version: string;
  readonly ownName: string;
}

interface Holding {
  readonly store: ElementOf<'store'>;
  /** That this store keeps events of the contract. */
  readonly claim: Claim;
}

/**
 * The event stores that keep events of a contract: what a connector captures and publishes, what a handler appends, and, if
 * the events are the record, what its producer appends to.
 */
function holdersOf(read: Reads, contract: ElementOf<'contract'>): readonly Holding[] {
  const claims = new Map<Id, Claim[]>();
  const note = (store: Id, claim: Claim) => {
    if (read.of(store, 'store')?.props.type === 'eventStore') claims.set(store, [...(claims.get(store) ?? []), claim]);
  };
  const names = (references: readonly string[]) => references.some((each) => contractId(each) === contract.id);
  for (const channel of carriersOf(read, contract.id)) {
    for (const publishes of read.into(channel, 'publishes')) {
      if (!names(writesOf(read, publishes))) continue;
      for (const captures of read.into(publishes.from, 'captures')) note(captures.from, holds);
      for (const write of read.out(publishes.from, 'writes')) note(write.to, is(contract, 'category', 'sourced'));
    }
    for (const consumes of read.out(channel, 'consumes')) {
      if (!names(readsOf(read, consumes))) continue;
      for (const write of read.out(consumes.to, 'writes')) if (write.props.mode === 'append') note(write.to, holds);
    }
  }
  return [...claims].flatMap(([id, each]) => {
    const store = read.of(id, 'store');
    return store ? [{ store, claim: any(...each) }] : [];
  });
}

/**
 * Differences from the catalogue: all earlier versions count, as all of them are in the store. A store holds a contract if a
 * connector publishes it from there, if a handler appends it there, or, for events that are the record, if its producer
 * appends there; what a service publishes besides its own record need not be in it. Where the log itself is the record,
 * there is no store that could convert, and the rules on replay look at it.
 */
export const storedEventsWithoutUpcaster = defineRule<'contract', WithoutUpcaster>({
  id: 'stored-events-without-upcaster',
  category: 'evolution',
  severity: 'warning',
  title: 'Stored events that new code cannot read',
  summary:
    'An event store with events of earlier versions that the last version of their contract cannot read, and nothing converts ' +
    'them.',
  why:
    'Stored events are never rewritten. Code that knows only the new form fails at the first old event, or gives its fields the ' +
    'wrong meaning, as soon as an old entity is loaded or a projection is built again.',
  behavioural: { invariants: ['contract-readable', 'replay-safe'], faults: ['replay', 'upgrade of one side'] },
  subject: ['contract'],
  *check(contract, read) {
    const history = historyOf(contract);
    if (!history) return;
    const failures = plainly(failuresOf(history, 'BACKWARD_TRANSITIVE'));
    if (failures.length === 0) return;
    for (const { store, claim } of holdersOf(read, contract)) {
      const unconverted = supposing(is(store, 'upcaster', 'no'));
      yield* conclude('warning', all(claim, unconverted), (found) => ({
        ...found,
        about: [store.id],
        contract: contract.id,
        store: store.id,
        unsaid: store.props.upcaster === '?',
        pairs: pairsOf(history, failures),
        version: spokenVersion(contract.props.versions.at(-1)?.version ?? ''),
        ownName: ownName(read, contract),
      }));
    }
  },
  explain({ contract, store, unsaid, pairs }, say) {
    const [first] = pairs;
    const trouble = first ? cannotRead(first, say) : '';
    const converted = unsaid ? 'nobody has said whether old events are converted' : 'nothing converts old events';
    return {
      at: [contract, store],
      what: `${say.name(store)} keeps old events of ${say.name(contract)}, and ${converted}: ${trouble}.`,
      next: `Convert old events of ${say.name(contract)} to the new form as they are read, or keep code that handles each version.`,
    };
  },
  fixes: [
    {
      id: 'upcast',
      title: ({ store }, say) => `Let ${say.name(store)} convert old events as they are read (upcasting)`,
      kind: 'suggestion',
      edits: ({ store }) => [set(store, 'upcaster', 'yes')],
    },
    {
      id: 'own-name',
      title: ({ contract, version, ownName: name }, say) =>
        `Make ${version} of ${say.name(contract)} an event of its own, ${say.word(name)}, and keep handling the old one`,
      kind: 'suggestion',
      edits: ({ contract, ownName: name }, read, makeId) => ownNameEdits(read, contract, name, makeId),
    },
  ],
  examples: {
    bad: [
      {
        name: 'a name that is split in the second version',
        sketch: sketch`
          service orders-api
          store orders-log eventStore (upcaster no)
          topic orders
          contract OrderPlaced 1.0.0 event (category sourced) { orderId string, name string }
          contract OrderPlaced 2.0.0 { orderId string, firstName string, lastName string }
          orders-api -> orders-log (mode append)
          orders-api -> orders (contracts OrderPlaced)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“orders-log” keeps old events of “OrderPlaced”, and nothing converts old events: readers of 2.0.0 cannot read messages ' +
              'of 1.0.0: “firstName” is new, needed and without a default and “lastName” is new, needed and without a default.',
          },
        ],
      },
      {
        name: 'nobody has said whether old events are converted',
        sketch: sketch`
          store orders-log eventStore
          connector subscription relay
          contract OrderPlaced 1.0.0 event { orderId string }
          contract OrderPlaced 1.1.0 { orderId string, total long }
          orders-log -> subscription -> orders (contracts OrderPlaced)
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'a log of everything that a handler appends',
        sketch: sketch`
          service audit
          store audit-log eventStore (upcaster no)
          contract OrderPlaced 1.0.0 event { orderId string }
          contract OrderPlaced 2.0.0 { orderId long }
          orders-api -> orders (contracts OrderPlaced) -> audit
          audit -> audit-log (mode append)
        `,
      },
    ],
    good: [
      {
        name: 'old events are converted',
        sketch: sketch`
          service orders-api
          store orders-log eventStore (upcaster yes)
          topic orders
          contract OrderPlaced 1.0.0 event (category sourced) { orderId string, name string }
          contract OrderPlaced 2.0.0 { orderId string, firstName string, lastName string }
          orders-api -> orders-log (mode append)
          orders-api -> orders (contracts OrderPlaced)
        `,
      },
      {
        name: 'new code reads old events',
        sketch: sketch`
          service orders-api
          store orders-log eventStore (upcaster no)
          topic orders
          contract OrderPlaced 1.0.0 event (category sourced) { orderId string }
          contract OrderPlaced 1.1.0 { orderId string, note string optional, total long = 0 }
          orders-api -> orders-log (mode append)
          orders-api -> orders (contracts OrderPlaced)
        `,
      },
      {
        name: 'an event for others, which is not what the store keeps',
        sketch: sketch`
          service orders-api
          store orders-log eventStore (upcaster no)
          topic orders
          contract OrderPlaced 1.0.0 event (category domain) { orderId string }
          contract OrderPlaced 2.0.0 { orderId long }
          orders-api -> orders-log (mode append)
          orders-api -> orders (contracts OrderPlaced)
        `,
      },
      {
        name: 'a database of rows, which can be migrated',
        sketch: sketch`
          service orders-api
          store orders-db relational
          topic orders
          contract OrderPlaced 1.0.0 event (category sourced) { orderId string }
          contract OrderPlaced 2.0.0 { orderId long }
          orders-api -> orders-db (mode insert)
          orders-api -> orders (contracts OrderPlaced)
        `,
      },
    ],
  },
  mend: [
    'Convert old events to the new form as they are read (an upcaster), one small function for each step.',
    'Give the new form a type of its own, and keep the handler of the old one.',
    'Copy the store into a new one, event by event, in the new form.',
    'Change events only in ways that new code can read: optional fields, and defaults.',
  ],
  notWhen: [
    'An event that a service publishes besides its own record need not be in its event store.',
    'Where a topic is the record there is no store that could convert; see the rules on replay.',
    'Only fields, types, defaults and what is required are compared.',
  ],
  sources: [sources['AZ-es'], sources['ES-versioning']],
});
