import type { Id } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { readsOf } from '../helpers/carries.ts';
import { contractId, contractOf } from '../helpers/contracts.ts';
import { stepWrites } from '../helpers/sagas.ts';
import { triggerOf } from '../helpers/trig.ts';
import { conclude, holds } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface WithoutIsolation extends Fact {
  readonly saga: Id;
  readonly store: Id;
  /** Other sagas that change the same data, and nodes that do so on a command of their own. */
  readonly sagas: readonly Id[];
  readonly nodes: readonly Id[];
  readonly writes: readonly Id[];
}

type Saga = ElementOf<'saga'>;
type Write = EdgeOf<'writes'>;

/** Adding rows changes nothing that others have read. */
const addsRows = ({ props: { mode } }: Write): boolean => mode === 'insert' || mode === 'insertUnique' || mode === 'append';

/** One of the two can undo, unseen, what the other did. */
function disturb(a: Write, b: Write): boolean {
  if (a.to !== b.to || a.props.target !== b.props.target) return false;
  if (a.props.expectedVersion === 'yes' || b.props.expectedVersion === 'yes') return false;
  if (addsRows(a) || addsRows(b)) return false;
  // Sums come out the same in any order.
  return a.props.mode !== 'increment' || b.props.mode !== 'increment';
}

function writesIn(read: Reads, saga: Saga): readonly Write[] {
  const writes = saga.props.steps.flatMap((step) => stepWrites(read, step));
  return [...new Map(writes.map((write) => [write.id, write])).values()];
}

/** The write also happens on a command, or a request, that is no part of any saga. */
function alsoOutside(read: Reads, saga: Saga, write: Write): boolean {
  const sagas = read.referrers(write.from).flatMap((id) => read.of(id, 'saga') ?? []);
  const steps = sagas.flatMap(({ props }) => props.steps);
  const inSagas = new Set(steps.flatMap((step) => [step.do, step.undo].map(contractId)));
  const { own, inputs } = triggerOf(read, write);
  const callers = read.into(write.from, 'calls').filter((call) => call.props.purpose === 'command');
  if (own && callers.some((call) => call.from !== saga.props.orchestrator)) return true;
  return inputs.some((input) =>
    readsOf(read, input).some((each) => contractOf(read, each)?.props.kind === 'command' && !inSagas.has(contractId(each))),
  );
}

/** Other sagas in which the node that writes takes part, and of which a step does the write. */
function sagasOf(read: Reads, saga: Saga, write: Write): readonly Id[] {
  return read.referrers(write.from).filter((id) => {
    const other = id === saga.id ? undefined : read.of(id, 'saga');
    return other !== undefined && writesIn(read, other).some((each) => each.id === write.id);
  });
}

/**
 * Follows the catalogue. Two ways of writing that cannot disturb each other are left out: new rows, and sums that come out the
 * same in any order.
 */
export const sagaWithoutIsolation = defineRule<'saga', WithoutIsolation>({
  id: 'saga-without-isolation',
  category: 'consistency',
  severity: 'hint',
  title: 'Saga without isolation',
  summary: 'Two sagas, or a saga and a command beside it, change the same data, and nothing keeps them apart.',
  why:
    'A saga is not isolated: between two of its steps others see, and may change, half-finished data. Of two changes one ' +
    'can get lost, or be decided on what the other is about to undo.',
  behavioural: { invariants: ['isolation'], faults: ['normal load'] },
  subject: ['saga'],
  *check(saga, read) {
    const { isolation } = saga.props;
    if (isolation !== 'none' && isolation !== '?') return;
    const mine = writesIn(read, saga);
    for (const store of [...new Set(mine.map(({ to }) => to))]) {
      const those = mine.filter((write) => write.to === store);
      const rivals = read
        .into(store, 'writes')
        .filter((other) => those.some((write) => disturb(write, other)))
        .map((write) => ({ write, sagas: sagasOf(read, saga, write), outside: alsoOutside(read, saga, write) }))
        .filter(({ sagas, outside }) => sagas.length > 0 || outside);
      if (rivals.length === 0) continue;
      const involved = those.filter((write) => rivals.some((rival) => disturb(write, rival.write)));
      yield* conclude('hint', holds, (conclusion) => ({
        ...conclusion,
        about: [store],
        saga: saga.id,
        store,
        sagas: [...new Set(rivals.flatMap(({ sagas }) => sagas))],
        nodes: [...new Set(rivals.filter(({ outside }) => outside).map(({ write }) => write.from))],
        writes: [...new Set([...involved, ...rivals.map(({ write }) => write)].map(({ id }) => id))],
      }));
    }
  },
  explain({ saga, store, sagas, nodes }, say) {
    const others = [
      ...(sagas.length > 0 ? [`so ${say.agree(sagas, 'does', 'do')} ${say.names(sagas)}`] : []),
      ...(nodes.length > 0 ? [`so ${say.agree(nodes, 'does', 'do')} ${say.names(nodes)} on other commands`] : []),
    ].join(', and ');
    return {
      at: [saga, store, ...sagas, ...nodes],
      what: `${say.name(saga)} changes ${say.name(store)}, and ${others}: two that run at once can overwrite each other’s changes.`,
      next:
        'Mark data that a saga is working on as pending, check the version when writing, or make changes whose order does ' +
        'not matter.',
    };
  },
  fixes: [
    {
      id: 'lock',
      title: ({ saga, store }, say) =>
        `Let ${say.name(saga)} mark what it changes in ${say.name(store)} as pending (semantic lock)`,
      kind: 'suggestion',
      edits: ({ saga }) => [set(saga, 'isolation', 'semanticLock')],
    },
    {
      id: 'expect-version',
      title: ({ store }, say) => `Write to ${say.name(store)} only if the version is still the one that was read`,
      kind: 'suggestion',
      edits: ({ writes }) => writes.map((write) => set(write, 'expectedVersion', 'yes')),
    },
  ],
  examples: {
    bad: [
      {
        name: 'one saga ships an order while another cancels it',
        sketch: sketch`
          service orders
          store orders-db relational
          queue order-commands
          contract ShipOrder command
          contract CancelOrder command
          order-commands -> orders (contracts [ShipOrder, CancelOrder])
          orders -> orders-db (mode update, target orders)
          saga Shipping orchestration (isolation semanticLock) {
            step orders do ShipOrder
          }
          saga Cancelling orchestration (isolation none) {
            step orders do CancelOrder
          }
        `,
        expects: [
          {
            severity: 'hint',
            what: '“Cancelling” changes “orders-db”, and so does “Shipping”: two that run at once can overwrite each other’s changes.',
          },
        ],
      },
      {
        name: 'a plain command beside a saga',
        sketch: sketch`
          service orders
          store orders-db relational
          queue saga-commands
          queue desk-commands
          contract ShipOrder command
          contract ChangeAddress command
          saga-commands -> orders (contracts ShipOrder)
          desk-commands -> orders (contracts ChangeAddress)
          orders -> orders-db as ship (mode update, triggeredBy saga-commands)
          orders -> orders-db as change (mode update, triggeredBy desk-commands)
          saga Shipping orchestration {
            step orders do ShipOrder
          }
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'requests beside a saga',
        sketch: sketch`
          external desk client
          service process
          service orders
          store orders-db relational
          contract ShipOrder command
          process -> orders (purpose command)
          desk -> orders (purpose command)
          orders -> orders-db (mode update)
          saga Shipping orchestration (orchestrator process, isolation none) {
            step orders do ShipOrder
          }
        `,
        expects: [
          {
            severity: 'hint',
            what:
              '“Shipping” changes “orders-db”, and so does “orders” on other commands: two that run at once can overwrite each ' +
              'other’s changes.',
          },
        ],
      },
    ],
    good: [
      {
        name: 'pending marks and version checks',
        sketch: sketch`
          service orders
          store orders-db relational
          queue order-commands
          contract ShipOrder command
          contract CancelOrder command
          order-commands -> orders (contracts [ShipOrder, CancelOrder])
          orders -> orders-db (mode update, target orders, expectedVersion yes)
          saga Shipping orchestration (isolation none) {
            step orders do ShipOrder
          }
          saga Cancelling orchestration (isolation semanticLock) {
            step orders do CancelOrder
          }
        `,
      },
      {
        name: 'two sagas change different tables',
        sketch: sketch`
          service orders
          service returns
          store orders-db relational
          queue order-commands
          queue return-commands
          contract ShipOrder command
          contract TakeBack command
          order-commands -> orders (contracts ShipOrder)
          return-commands -> returns (contracts TakeBack)
          orders -> orders-db (mode update, target orders)
          returns -> orders-db (mode update, target returns)
          saga Shipping orchestration {
            step orders do ShipOrder
          }
          saga Returning orchestration {
            step returns do TakeBack
          }
        `,
      },
      {
        name: 'both only add',
        sketch: sketch`
          service orders
          store totals relational
          queue order-commands
          contract ShipOrder command
          contract CancelOrder command
          order-commands -> orders (contracts [ShipOrder, CancelOrder])
          orders -> totals (mode increment)
          saga Shipping orchestration {
            step orders do ShipOrder
          }
          saga Cancelling orchestration {
            step orders do CancelOrder
          }
        `,
      },
      {
        name: 'a saga alone with its data',
        sketch: sketch`
          service orders
          store orders-db relational
          queue order-commands
          contract ShipOrder command
          order-commands -> orders (contracts ShipOrder)
          orders -> orders-db (mode update)
          saga Shipping orchestration {
            step orders do ShipOrder
          }
        `,
      },
    ],
  },
  mend: [
    'Mark data that a saga is working on as pending (semantic lock).',
    'Make changes whose order does not matter.',
    'Read again, and check the version, before writing.',
    'Record what came in (version file), and put it in order.',
  ],
  notWhen: [
    'Writes that only add rows, or only add to sums, do not disturb each other.',
    'Two runs of one saga may disturb each other in the same way; they are not looked at.',
  ],
  sources: [sources['AZ-saga'], sources['MSIO-saga']],
});
