import type { Id } from '#base/ids.ts';
import type { ElementOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { carriersOf, readsOf } from '../helpers/carries.ts';
import { changesBetween } from '../helpers/changes.ts';
import { contractId, fieldsOf } from '../helpers/contracts.ts';
import { alsoMend, type Mend, mendEdits, mendsFor } from '../helpers/mend-fields.ts';
import { rereads } from '../helpers/replays.ts';
import { spokenVersion } from '../helpers/spoken.ts';
import { all, any, type Claim, conclude, holds, likely, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

type Order = 'consumersFirst' | 'producersFirst' | 'together';

interface RolloutWrong extends Fact {
  readonly contract: Id;
  readonly before: string;
  readonly after: string;
  readonly compat: string;
  /** The order that is planned; left out while nobody has said. */
  readonly plan?: Order;
  /** The order that goes with the mode. */
  readonly fitting: Order;
  /** Fields because of which somebody cannot read what arrives; empty if the change happens to be readable. */
  readonly breaking: readonly string[];
  /** The mode that would allow any order, and what the last version would have to change to keep it. */
  readonly full: 'FULL' | 'FULL_TRANSITIVE';
  readonly mends: readonly Mend[];
  readonly readers: readonly Id[];
}

const labels: Readonly<Record<Order, string>> = {
  consumersFirst: 'consumers first',
  producersFirst: 'producers first',
  together: 'all at once, with an empty channel',
};

const modes: Readonly<Record<string, string>> = {
  BACKWARD: 'is compatible backward only',
  FORWARD: 'is compatible forward only',
  NONE: 'promises no compatibility',
};

function fittingOf(compat: string): Order {
  if (compat.startsWith('BACKWARD')) return 'consumersFirst';
  return compat.startsWith('FORWARD') ? 'producersFirst' : 'together';
}

/** Readers of the contract that meet messages of long ago. */
function rereaders(read: Reads, contract: ElementOf<'contract'>): readonly { readonly reader: Id; readonly claim: Claim }[] {
  return carriersOf(read, contract.id).flatMap((id) => {
    const channel = read.of(id, 'channel');
    if (!channel) return [];
    return read
      .out(id, 'consumes')
      .filter((handler) => readsOf(read, handler).some((each) => contractId(each) === contract.id))
      .map((handler) => ({ reader: handler.to, claim: rereads(channel, handler) }));
  });
}

/**
 * Differences from the catalogue. The version before is the row above, and only the last step is looked at. It is an error
 * only if the fields show that somebody cannot read what arrives; where the change happens to be readable in the planned
 * order, but nobody promises it, it is a warning. Moving all at once is never wrong under backward compatibility; under
 * the other modes it is a warning if old messages are read again, and a hint if those happen to be readable. A mode
 * that nobody has named is a question. A change of the key is not looked at: the key belongs to the contract, not to a
 * version.
 */
export const rolloutOrderWrong = defineRule<'contract', RolloutWrong>({
  id: 'rollout-order-wrong',
  category: 'evolution',
  severity: 'error',
  title: 'Order of the upgrade does not fit the compatibility',
  summary:
    'A new version of a contract whose upgrade is planned in an order that its mode of compatibility does not cover, or not ' +
    'planned at all.',
  why:
    'Backward means that new readers can read old messages, so readers move first. Forward means that old readers can read ' +
    'new messages, so producers move first. The other way round, readers meet messages that they do not understand.',
  behavioural: { invariants: ['contract-readable'], faults: ['upgrade of one side', 'replay'] },
  subject: ['contract'],
  *check(contract, read) {
    const { versions, compat, rollout, openContent } = contract.props;
    const before = versions.at(-2);
    const after = versions.at(-1);
    if (!before || !after || compat.startsWith('FULL')) return;
    if (!fieldsOf(before)?.length || !fieldsOf(after)?.length) return;
    const changes = changesBetween(before, after, openContent);
    if (!changes.any) return;
    if (compat === '?') {
      yield { open: [{ id: contract.id, property: 'compat' }] };
      return;
    }
    const fitting = fittingOf(compat);
    const transitive = compat.endsWith('_TRANSITIVE') || rollout === 'together';
    const full = transitive ? ('FULL_TRANSITIVE' as const) : ('FULL' as const);
    const fact = {
      contract: contract.id,
      full,
      mends: mendsFor(contract, full),
      before: spokenVersion(before.version),
      after: spokenVersion(after.version),
      compat,
      fitting,
    };
    if (rollout === '?') {
      const claim = supposing(unsaid({ id: contract.id, property: 'rollout' }));
      yield* conclude('hint', claim, (found) => ({ ...found, ...fact, about: ['unplanned'], breaking: [], readers: [] }));
      return;
    }
    if (rollout === 'together') {
      if (compat.startsWith('BACKWARD')) return;
      const again = rereaders(read, contract);
      const breaking = changes.newReadsOld;
      const claim = all(any(...again.map((each) => each.claim)), breaking.length > 0 ? holds : likely);
      yield* conclude('warning', claim, (found) => ({
        ...found,
        ...fact,
        about: ['together'],
        plan: rollout,
        breaking,
        readers: again.filter((each) => each.claim.holds).map(({ reader }) => reader),
      }));
      return;
    }
    if (rollout === fitting) return;
    const breaking = rollout === 'consumersFirst' ? changes.newReadsOld : changes.oldReadsNew;
    yield* conclude('error', breaking.length > 0 ? holds : likely, (found) => ({
      ...found,
      ...fact,
      about: ['order'],
      plan: rollout,
      breaking,
      readers: [],
    }));
  },
  explain({ contract, before, after, compat, plan, fitting, breaking, readers }, say) {
    const name = say.name(contract);
    const mode = modes[compat.replace('_TRANSITIVE', '')] as string;
    const step = `from ${before} to ${after}`;
    const fields = [...breaking.slice(0, 3).map(say.word), ...(breaking.length > 3 ? ['others'] : [])].join(', ');
    const at = [contract, ...readers] as const;
    if (plan === undefined) {
      return {
        at,
        what: `${name} changes ${step} and ${mode}, but nobody has said who moves first.`,
        next: `Plan the upgrade: ${labels[fitting]}.`,
      };
    }
    const trouble = breaking.length > 0 ? `cannot read them (${fields})` : 'can read them only by luck';
    if (plan === 'together') {
      return {
        at,
        what:
          `${name} ${mode}, and all are to move ${step} at once, but ${say.names(readers)} ` +
          `${say.agree(readers, 'reads', 'read')} old messages again and ${trouble}.`,
        why: 'Moving all at once is safe only while no old message is left to be read.',
        next: `Choose a mode by which new readers can read old messages of ${name}, or translate those messages.`,
      };
    }
    const meeting =
      plan === 'consumersFirst'
        ? `consumers are to move ${step} first: they meet messages of ${before} and ${trouble}`
        : `producers are to move ${step} first: consumers of ${before} meet messages of ${after} and ${trouble}`;
    return {
      at,
      what: `${name} ${mode}, but its ${meeting}.`,
      next:
        compat === 'NONE'
          ? 'Let all old messages be read and move everybody at once, or choose a mode of compatibility and keep to it.'
          : `Change the plan: ${labels[fitting]}. Or make the change readable both ways, and promise full compatibility.`,
    };
  },
  fixes: [
    {
      id: 'set-order',
      fits: ({ plan, fitting }) => plan !== fitting,
      title: ({ contract, fitting }, say) => `Plan the upgrade of ${say.name(contract)}: ${labels[fitting]}`,
      kind: 'suggestion',
      edits: ({ contract, fitting }) => [set(contract, 'rollout', fitting)],
    },
    {
      id: 'full',
      // A promise that the fields break would only move the trouble; where there is no other order, it is the way to go.
      fits: ({ plan, fitting, breaking }) => breaking.length === 0 || plan === fitting,
      title: ({ contract, mends }, say) =>
        `Promise that versions of ${say.name(contract)} can be read both ways${alsoMend(mends, say)}`,
      kind: 'suggestion',
      edits: ({ contract, full, mends }, read, makeId) => [
        set(contract, 'compat', full),
        ...mendEdits(read, contract, mends, makeId),
      ],
    },
  ],
  examples: {
    bad: [
      {
        name: 'forward, and consumers are to move first',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event (compat FORWARD, rollout consumersFirst) {
            orderId string
          }
          contract OrderPlaced 1.1.0 {
            orderId string
            total long
          }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“OrderPlaced” is compatible forward only, but its consumers are to move from 1.0.0 to 1.1.0 first: they meet ' +
              'messages of 1.0.0 and cannot read them (“total”).',
          },
        ],
      },
      {
        name: 'backward, and producers are to leave out what old readers need',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event (compat BACKWARD_TRANSITIVE, rollout producersFirst) {
            orderId string
            total long
          }
          contract OrderPlaced 1.1.0 {
            orderId string
          }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'nothing is promised, a type changes, and producers are to move first',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event (compat NONE, rollout producersFirst) {
            orderId string
          }
          contract OrderPlaced 2.0.0 {
            orderId long
          }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'closed JSON: old readers refuse a field that they do not know',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event (format jsonschema, openContent no, compat BACKWARD, rollout producersFirst) {
            orderId string
          }
          contract OrderPlaced 1.1.0 (format jsonschema) {
            orderId string
            note string optional
          }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'the wrong order for a change that happens to be readable both ways',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event (compat BACKWARD, rollout producersFirst) {
            orderId string
          }
          contract OrderPlaced 1.1.0 {
            orderId string
            note string optional
          }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'all at once, but a projection reads everything again',
        sketch: sketch`
          service orders-api
          topic orders
          service order-history
          contract OrderPlaced 1.0.0 event (compat NONE, rollout together) {
            orderId string
          }
          contract OrderPlaced 2.0.0 {
            orderId string
            total long
          }
          orders-api -> orders (contracts OrderPlaced) -> order-history (rebuild yes)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“OrderPlaced” promises no compatibility, and all are to move from 1.0.0 to 2.0.0 at once, but “order-history” ' +
              'reads old messages again and cannot read them (“total”).',
          },
        ],
      },
      {
        name: 'all at once under forward compatibility, with a reader that starts from the oldest message',
        sketch: sketch`
          service orders-api
          topic orders
          service order-history
          contract OrderPlaced 1.0.0 event (compat FORWARD, rollout together) {
            orderId string
          }
          contract OrderPlaced 1.1.0 {
            orderId string
            note string optional
          }
          orders-api -> orders (contracts OrderPlaced) -> order-history (startFrom earliest, rebuild no)
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'nobody has said who moves first',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event (compat BACKWARD) {
            orderId string
          }
          contract OrderPlaced 1.1.0 {
            orderId string
            note string optional
          }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
        expects: [
          {
            severity: 'hint',
            what:
              '“OrderPlaced” changes from 1.0.0 to 1.1.0 and is compatible backward only, but nobody has said who moves ' +
              'first.',
          },
        ],
      },
    ],
    good: [
      {
        name: 'forward, and producers move first',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event (compat FORWARD, rollout producersFirst) {
            orderId string
          }
          contract OrderPlaced 1.1.0 {
            orderId string
            total long
          }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
      },
      {
        name: 'backward, and consumers move first',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event (compat BACKWARD_TRANSITIVE, rollout consumersFirst) {
            orderId string
            total long
          }
          contract OrderPlaced 1.1.0 {
            orderId string
          }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
      },
      {
        name: 'full: any order',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event (compat FULL, rollout producersFirst) {
            orderId string
          }
          contract OrderPlaced 1.1.0 {
            orderId string
            note string optional
          }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
      },
      {
        name: 'nothing is promised, and all move at once after the queue has been emptied',
        sketch: sketch`
          service orders-api
          queue orders
          service billing
          contract OrderPlaced 1.0.0 event (compat NONE, rollout together) {
            orderId string
          }
          contract OrderPlaced 2.0.0 {
            orderId long
          }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
      },
      {
        name: 'backward, all at once: what waits is read by new readers',
        sketch: sketch`
          service orders-api
          topic orders
          service order-history
          contract OrderPlaced 1.0.0 event (compat BACKWARD, rollout together) {
            orderId string
          }
          contract OrderPlaced 1.1.0 {
            orderId string
            note string optional
          }
          orders-api -> orders (contracts OrderPlaced) -> order-history (rebuild yes)
        `,
      },
      {
        name: 'the fields stay as they are',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event (compat FORWARD, rollout consumersFirst) {
            orderId string
          }
          contract OrderPlaced 1.0.1 {
            orderId string
          }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
      },
      {
        name: 'one version needs no upgrade',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event (compat FORWARD, rollout consumersFirst) {
            orderId string
          }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
      },
      {
        name: 'nobody has named a mode',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event (rollout producersFirst) {
            orderId string
          }
          contract OrderPlaced 1.1.0 {
            orderId string
            total long
          }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
      },
    ],
  },
  mend: [
    'Change the plan: consumers first for backward, producers first for forward, all at once with an empty channel for none.',
    'Make the change readable both ways, by optional fields and defaults, and promise full compatibility.',
    'Publish both versions for a while, under two names.',
  ],
  notWhen: [
    'With full compatibility any order is right.',
    'Only fields, types, defaults and what is required are compared. The comparison of the versions says more: about names that ' +
      'stand for each other, values of an enumeration and bounds.',
    'Only the step from the version before the last to the last one is looked at.',
  ],
  sources: [sources['CONF-compat'], sources['STREAMNATIVE-sr'], sources['CESP-schema-compatibility']],
});
