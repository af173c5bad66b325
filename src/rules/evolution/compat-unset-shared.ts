import type { Id } from '#base/ids.ts';
import { set } from '../helpers/build.ts';
import { carriersOf } from '../helpers/carries.ts';
import { isNamedByVersion } from '../helpers/contracts.ts';
import { crossingsOf } from '../helpers/crosses.ts';
import { conclude, fails, holds, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface CompatUnset extends Fact {
  readonly contract: Id;
  /** Somebody has said that nothing is checked; otherwise nobody has said anything. */
  readonly none: boolean;
  /** Those in another context than its producers. */
  readonly readers: readonly Id[];
}

/**
 * Differences from the catalogue: the hint about a mode that nobody has named is given only where both contexts are
 * drawn. Without drawn contexts every node is its own, and it remains a question. None is right for a contract whose name
 * holds its version, as the next one will be another contract.
 */
export const compatUnsetShared = defineRule<'contract', CompatUnset>({
  id: 'compat-unset-shared',
  category: 'evolution',
  severity: 'warning',
  title: 'Shared event without a compatibility mode',
  summary: 'An event that leaves its context, although nothing says which changes of its schema are allowed.',
  why:
    'Readers in other teams are deployed at other times. Without a mode of compatibility nobody can change the event alone, ' +
    'and the first change is an outage that all have to plan together.',
  behavioural: { not: 'A mode is an agreement between people; what a change breaks is shown where an upgrade is planned.' },
  subject: ['contract'],
  *check(contract, read) {
    const { kind, compat } = contract.props;
    if (kind !== 'event' || (compat !== '?' && compat !== 'NONE')) return;
    const crossings = crossingsOf(read, contract.id, carriersOf(read, contract.id));
    if (crossings.length === 0) return;
    const none = compat === 'NONE';
    const asked = { id: contract.id, property: 'compat' };
    const drawn = crossings.some((each) => each.drawn);
    const claim = none ? (isNamedByVersion(contract) ? fails : holds) : drawn ? supposing(unsaid(asked)) : unsaid(asked);
    yield* conclude('warning', claim, (conclusion) => ({
      ...conclusion,
      about: [],
      contract: contract.id,
      none,
      readers: [...new Set(crossings.filter((each) => none || each.drawn).map(({ reader }) => reader))],
    }));
  },
  explain({ contract, none, readers }, say) {
    const name = say.name(contract);
    const elsewhere = `${say.names(readers)} in ${say.agree(readers, 'another context', 'other contexts')}`;
    return {
      at: [contract, ...readers],
      what: none
        ? `${name} is read by ${elsewhere}, but its changes are not checked at all.`
        : `${name} is read by ${elsewhere}, and nobody has said which changes of it are allowed.`,
      next:
        `Choose a mode for ${name}: backward, so that readers move first, or full, so that the order does not matter. Let the ` +
        'registry or the build check it.',
    };
  },
  fixes: [
    {
      id: 'full',
      title: ({ contract }, say) => `Promise that all versions of ${say.name(contract)} can be read by each other`,
      kind: 'suggestion',
      edits: ({ contract }) => [set(contract, 'compat', 'FULL_TRANSITIVE')],
    },
    {
      id: 'backward',
      title: ({ contract }, say) => `Promise that new readers of ${say.name(contract)} can read all earlier versions`,
      kind: 'suggestion',
      edits: ({ contract }) => [set(contract, 'compat', 'BACKWARD_TRANSITIVE')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'a payment that another team reads, and nothing is checked',
        sketch: sketch`
          context Payments { payments }
          context Sales { orders-api }
          service payments
          topic payment-events
          service orders-api
          contract PaymentTaken 1.0.0 event (compat NONE) {
            orderId string
          }
          payments -> payment-events (contracts PaymentTaken) -> orders-api
        `,
        expects: [
          {
            severity: 'warning',
            what: '“PaymentTaken” is read by “orders-api” in another context, but its changes are not checked at all.',
          },
        ],
      },
      {
        name: 'services without drawn contexts, each one its own',
        sketch: sketch`
          service payments
          topic payment-events
          service orders-api
          service ledger
          contract PaymentTaken 1.0.0 event (compat NONE) {
            orderId string
          }
          payments -> payment-events (contracts PaymentTaken) -> orders-api
          payment-events -> ledger
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'nobody has named a mode',
        sketch: sketch`
          context Payments { payments }
          context Sales { orders-api }
          service payments
          topic payment-events
          service orders-api
          contract PaymentTaken 1.0.0 event {
            orderId string
          }
          payments -> payment-events (contracts PaymentTaken) -> orders-api
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'every version can be read by every other',
        sketch: sketch`
          context Payments { payments }
          context Sales { orders-api }
          service payments
          topic payment-events
          service orders-api
          contract PaymentTaken 1.0.0 event (compat FULL_TRANSITIVE) {
            orderId string
          }
          payments -> payment-events (contracts PaymentTaken) -> orders-api
        `,
      },
      {
        name: 'an event that stays in its context',
        sketch: sketch`
          context Payments { payments ledger }
          service payments
          topic payment-events
          service ledger
          contract PaymentTaken 1.0.0 event (compat NONE) {
            orderId string
          }
          payments -> payment-events (contracts PaymentTaken) -> ledger
        `,
      },
      {
        name: 'each version is a type with a name of its own',
        sketch: sketch`
          context Payments { payments }
          context Sales { orders-api }
          service payments
          topic payment-events
          service orders-api
          contract PaymentTakenV1 1.0.0 event (compat NONE) {
            orderId string
          }
          contract PaymentTakenV2 1.0.0 event (compat NONE) {
            orderNumber long
          }
          payments -> payment-events (contracts [PaymentTakenV1, PaymentTakenV2]) -> orders-api
        `,
      },
      {
        name: 'no contexts are drawn yet, and nobody has named a mode',
        sketch: sketch`
          service payments
          topic payment-events
          service orders-api
          contract PaymentTaken 1.0.0 event {
            orderId string
          }
          payments -> payment-events (contracts PaymentTaken) -> orders-api
        `,
      },
      {
        name: 'a command between two contexts, which its one receiver defines',
        sketch: sketch`
          context Payments { payments }
          context Sales { orders-api }
          service orders-api
          queue charges
          service payments
          contract ChargeCard 1.0.0 command (compat NONE) {
            orderId string
          }
          orders-api -> charges (contracts ChargeCard) -> payments
        `,
      },
    ],
  },
  mend: [
    'Choose a mode that holds for all earlier versions: backward, or full.',
    'Check every change against it, in the registry or in the build.',
    'Give an incompatible version a name of its own, and publish both for a while.',
  ],
  notWhen: [
    'A channel that one service or one context has for itself needs no mode: the same people change both sides.',
    'Where each version is a type with its own name, nothing ever changes.',
    'Commands, queries and replies are left to the two sides that know each other.',
  ],
  sources: [sources.Z245, sources['CONF-compat']],
});
