import type { Id } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { carriersOf, readsOf } from '../helpers/carries.ts';
import { contractId, isNamedByVersion } from '../helpers/contracts.ts';
import { alsoMend, type Mend, mendEdits, mendsFor } from '../helpers/mend-fields.ts';
import { rebuilds, startsEarly } from '../helpers/replays.ts';
import { all, any, type Claim, conclude, is, said } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

/** Why a reader meets old versions. */
type Reason = 'rebuild' | 'earliest' | 'state' | 'forever';

/** What people mean to do comes before what happens to be so. */
const reasons: readonly Reason[] = ['rebuild', 'earliest', 'state', 'forever'];

interface CompatNotTransitive extends Fact {
  readonly contract: Id;
  readonly compat: string;
  /** What the last version would have to change to keep the promise of each fix. */
  readonly mends: { readonly backward: readonly Mend[]; readonly full: readonly Mend[] };
  readonly reason: Reason;
  readonly channels: readonly Id[];
  readonly handlers: readonly Id[];
  readonly readers: readonly Id[];
}

/** A processor that remembers what it made of earlier messages. */
function keepsState(read: Reads, consumes: EdgeOf<'consumes'>): boolean {
  const processor = read.of(consumes.to, 'processor');
  if (!processor) return false;
  const { op, state } = processor.props;
  return op === 'aggregate' || op === 'join' || state === 'memory' || state === 'durable';
}

/** There are versions before the one before the last. */
function hasHistory({ props: { versions } }: ElementOf<'contract'>): boolean {
  const minor = Number((versions.at(-1)?.version ?? '').split('.')[1] ?? 0);
  return versions.length > 2 || minor >= 2;
}

/**
 * Differences from the catalogue: starting from the oldest message, and keeping messages for ever, count on logs only,
 * and nobody can rebuild from a queue. Of what nobody has said, the mode is asked first, then whether data is rebuilt.
 * FULL gets the same hint as BACKWARD: both look one version back. Three versions are as good a sign of a history as a
 * minor version of two. None is right for a contract whose name holds its version.
 */
export const compatNotTransitiveForReplay = defineRule<'contract', CompatNotTransitive>({
  id: 'compat-not-transitive-for-replay',
  category: 'evolution',
  severity: 'warning',
  title: 'Compatibility does not reach back far enough for a replay',
  summary:
    'A reader that meets old messages again, although the mode of compatibility does not promise that new programs can read ' +
    'all earlier versions.',
  why:
    'Whoever reads from the start meets every version that was ever written, not only the last one. Forward compatibility ' +
    'promises nothing about old messages, and a mode that is not transitive looks back one version only.',
  behavioural: { invariants: ['contract-readable', 'replay-safe'], faults: ['replay', 'upgrade of one side'] },
  subject: ['contract'],
  *check(contract, read) {
    const { compat } = contract.props;
    const short = compat === 'BACKWARD' || compat === 'FULL';
    if (short && !hasHistory(contract)) return;
    if (compat === 'NONE' && isNamedByVersion(contract)) return;
    const mode = is(contract, 'compat', 'BACKWARD', 'FULL', 'FORWARD', 'FORWARD_TRANSITIVE', 'NONE');
    if (mode.holds === false) return;
    const cases: { reason: Reason; handler: EdgeOf<'consumes'>; claim: Claim }[] = [];
    for (const id of carriersOf(read, contract.id)) {
      const channel = read.of(id, 'channel');
      if (!channel) continue;
      const handlers = read.out(id, 'consumes').filter((each) => readsOf(read, each).some((c) => contractId(c) === contract.id));
      for (const handler of handlers) {
        const forever = all(said(channel.props.retention === 'forever'), is(channel, 'type', 'log'));
        cases.push(
          { reason: 'rebuild', handler, claim: rebuilds(channel, handler) },
          { reason: 'earliest', handler, claim: startsEarly(channel, handler) },
          { reason: 'state', handler, claim: said(keepsState(read, handler)) },
          { reason: 'forever', handler, claim: forever },
        );
      }
    }
    const claim = all(mode, any(...cases.map((each) => each.claim)));
    yield* conclude(short ? 'hint' : 'warning', claim, (conclusion) => {
      const found = cases.filter((each) => each.claim.holds);
      const reason = reasons.find((each) => found.some((one) => one.reason === each)) as Reason;
      const handlers = found.filter((each) => each.reason === reason).map(({ handler }) => handler);
      return {
        ...conclusion,
        about: [],
        contract: contract.id,
        compat,
        mends: { backward: mendsFor(contract, 'BACKWARD_TRANSITIVE'), full: mendsFor(contract, 'FULL_TRANSITIVE') },
        reason,
        channels: [...new Set(handlers.map(({ from }) => from))],
        handlers: handlers.map(({ id }) => id),
        readers: handlers.map(({ to }) => to),
      };
    });
  },
  explain({ contract, compat, reason, channels, handlers, readers }, say) {
    const name = say.name(contract);
    const who = say.names(readers);
    const meets = {
      rebuild: `${who} ${say.agree(readers, 'rebuilds its data', 'rebuild their data')} from all messages of ${name} that are kept`,
      earliest: `${who} ${say.agree(readers, 'starts', 'start')} with the oldest message of ${name}`,
      state: `${who} ${say.agree(readers, 'keeps', 'keep')} state that earlier versions of ${name} went into`,
      forever: `${say.names(channels)} ${say.agree(channels, 'keeps', 'keep')} ${name} for ever, for any reader that comes later`,
    }[reason];
    const promise =
      compat === 'NONE'
        ? 'nothing promises that old versions can be read'
        : compat.startsWith('FORWARD')
          ? 'forward compatibility does not promise that old versions can be read'
          : `${compat === 'FULL' ? 'full' : 'backward'} compatibility looks back one version only`;
    return {
      at: [contract, ...handlers],
      what: `${meets}, but ${promise}.`,
      next:
        `Choose a mode for ${name} that holds for all earlier versions, or translate old messages into the new version ` +
        'before they are handled.',
    };
  },
  fixes: [
    {
      id: 'backward',
      fits: ({ compat }) => compat === 'BACKWARD' || compat === 'NONE',
      title: ({ contract, mends }, say) =>
        `Promise that new readers of ${say.name(contract)} can read all earlier versions${alsoMend(mends.backward, say)}`,
      kind: 'suggestion',
      edits: ({ contract, mends }, read, makeId) => [
        set(contract, 'compat', 'BACKWARD_TRANSITIVE'),
        ...mendEdits(read, contract, mends.backward, makeId),
      ],
    },
    {
      id: 'full',
      title: ({ contract, mends }, say) =>
        `Promise that all versions of ${say.name(contract)} can be read by each other${alsoMend(mends.full, say)}`,
      kind: 'suggestion',
      edits: ({ contract, mends }, read, makeId) => [
        set(contract, 'compat', 'FULL_TRANSITIVE'),
        ...mendEdits(read, contract, mends.full, makeId),
      ],
    },
  ],
  examples: {
    bad: [
      {
        name: 'a projection that is rebuilt, under forward compatibility',
        sketch: sketch`
          service orders-api
          topic orders
          service order-history
          contract OrderPlaced 1.0.0 event (compat FORWARD) {
            orderId string
          }
          contract OrderPlaced 1.1.0 {
            orderId string
            total long
          }
          orders-api -> orders (contracts OrderPlaced) -> order-history (rebuild yes)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“order-history” rebuilds its data from all messages of “OrderPlaced” that are kept, but forward ' +
              'compatibility does not promise that old versions can be read.',
          },
        ],
      },
      {
        name: 'a new reader that starts with the oldest message, and nothing is checked',
        sketch: sketch`
          service orders-api
          topic orders
          service order-history
          contract OrderPlaced 1.0.0 event (compat NONE) {
            orderId string
          }
          orders-api -> orders (contracts OrderPlaced) -> order-history (startFrom earliest, rebuild no)
        `,
      },
      {
        name: 'a topic that is kept for ever',
        sketch: sketch`
          service orders-api
          topic orders (retention forever)
          service order-history
          contract OrderPlaced 1.0.0 event (compat FORWARD_TRANSITIVE) {
            orderId string
          }
          orders-api -> orders (contracts OrderPlaced) -> order-history
        `,
      },
      {
        name: 'a processor whose state was made with earlier versions',
        sketch: sketch`
          service orders-api
          topic orders
          processor totals aggregate (state durable)
          contract OrderPlaced 1.0.0 event (compat FORWARD) {
            orderId string
          }
          orders-api -> orders (contracts OrderPlaced) -> totals
        `,
      },
      {
        name: 'the third version, and the mode looks back one version only',
        sketch: sketch`
          service orders-api
          topic orders
          service order-history
          contract OrderPlaced 1.2.0 event (compat BACKWARD) {
            orderId string
          }
          orders-api -> orders (contracts OrderPlaced) -> order-history (rebuild yes)
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'the same, both ways',
        sketch: sketch`
          service orders-api
          topic orders
          service order-history
          contract OrderPlaced 1.0.0 event (compat FULL)
          contract OrderPlaced 1.1.0
          contract OrderPlaced 2.0.0 {
            orderId string
          }
          orders-api -> orders (contracts OrderPlaced) -> order-history (rebuild yes)
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'all versions can be read by each other',
        sketch: sketch`
          service orders-api
          topic orders (retention forever)
          service order-history
          contract OrderPlaced 1.5.0 event (compat FULL_TRANSITIVE) {
            orderId string
          }
          orders-api -> orders (contracts OrderPlaced) -> order-history (rebuild yes)
        `,
      },
      {
        name: 'the second version looks back to the first',
        sketch: sketch`
          service orders-api
          topic orders
          service order-history
          contract OrderPlaced 1.1.0 event (compat BACKWARD) {
            orderId string
          }
          orders-api -> orders (contracts OrderPlaced) -> order-history (rebuild yes)
        `,
      },
      {
        name: 'a reader of new messages only',
        sketch: sketch`
          service orders-api
          topic orders (retention 7d)
          service mailer
          contract OrderPlaced 1.0.0 event (compat FORWARD) {
            orderId string
          }
          orders-api -> orders (contracts OrderPlaced) -> mailer (startFrom latest, rebuild no)
        `,
      },
      {
        name: 'what has been taken from a queue does not come back',
        sketch: sketch`
          service orders-api
          queue orders (retention forever)
          service mailer
          contract OrderPlaced 1.0.0 event (compat FORWARD) {
            orderId string
          }
          orders-api -> orders (contracts OrderPlaced) -> mailer (startFrom earliest)
        `,
      },
      {
        name: 'nobody has said yet whether its data is rebuilt',
        sketch: sketch`
          service orders-api
          topic orders
          service order-history
          contract OrderPlaced 1.0.0 event (compat FORWARD) {
            orderId string
          }
          orders-api -> orders (contracts OrderPlaced) -> order-history
        `,
      },
      {
        name: 'each version is a type with a name of its own',
        sketch: sketch`
          service orders-api
          topic orders
          service order-history
          contract OrderPlacedV2 1.0.0 event (compat NONE) {
            orderId string
          }
          orders-api -> orders (contracts OrderPlacedV2) -> order-history (rebuild yes)
        `,
      },
    ],
  },
  mend: [
    'Choose a transitive mode: backward, or full, with all earlier versions.',
    'Translate old messages into the new version when they are read (upcasters).',
    'Copy the log into a new one in the new version, and replay that.',
  ],
  notWhen: [
    'A reader that is never replayed meets at most what waits in the channel during an upgrade.',
    'Where old versions are translated before they are handled, the mode matters less; this cannot be seen in a drawing.',
    'The first two versions need no transitive mode yet.',
  ],
  sources: [sources['CONF-compat'], sources['CONF-kstreams-compat'], sources['AZ-es']],
});
