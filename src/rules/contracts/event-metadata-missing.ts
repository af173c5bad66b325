import type { Id } from '#base/ids.ts';
import { wordsOf } from '#base/text.ts';
import type { Field } from '#model/kinds/index.ts';
import { set } from '../helpers/build.ts';
import { carriersOf, readsOf } from '../helpers/carries.ts';
import { contractId, fieldsOf, namedBy } from '../helpers/contracts.ts';
import { all, any, conclude, is, not } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

type Attribute = 'id' | 'sequence' | 'type' | 'source' | 'time' | 'schemaVersion';

interface MetadataMissing extends Fact {
  readonly contract: Id;
  readonly lacks: readonly Attribute[];
  /** Nodes that cannot do without. */
  readonly needing: readonly Id[];
}

const envelope: readonly Attribute[] = ['type', 'source', 'time', 'schemaVersion'];
const counters: ReadonlySet<string> = new Set(['version', 'sequence', 'seq', 'revision', 'rev', 'counter']);

/** A number that goes up with every change of the entity, told by its name. */
function isVersionCounter({ name, type }: Field): boolean {
  return (type === 'int' || type === 'long' || type === '?') && wordsOf(name).some((word) => counters.has(word));
}

/** A field can serve as the id of the message: it differs in every message, and is no clock. */
function isEventId({ unique, type }: Field): boolean {
  return unique === 'perEvent' && type !== 'timestamp';
}

const labels: Readonly<Record<Attribute, string>> = {
  id: 'id',
  sequence: 'sequence',
  type: 'type',
  source: 'source',
  time: 'time',
  schemaVersion: 'schema version',
};

/**
 * Differences from the catalogue: a field that is marked as different in every message counts as the id, wherever it
 * stands; and an unknown way of telling deletions (`deleteAs ?`) leaves the question about the sequence open, as
 * every unknown does.
 */
export const eventMetadataMissing = defineRule<'contract', MetadataMissing>({
  id: 'event-metadata-missing',
  category: 'contracts',
  severity: 'warning',
  title: 'Event metadata missing',
  summary: 'A contract whose stated metadata lacks what its readers depend on: an id, a sequence, or the usual envelope.',
  why:
    'The id is what consumers recognise a repeat by, and the sequence is what lets them put messages in order and skip ' +
    'stale ones. ' +
    'Type, source, time and schema version are what routing, tracing and evolution need.',
  behavioural: { invariants: ['effect-once', 'key-order'], faults: ['duplicate delivery', 'replay'] },
  subject: ['contract'],
  *check(contract, read) {
    const { meta } = contract.props;
    if (typeof meta === 'string') return;
    const channels = carriersOf(read, contract.id).filter((id) => read.of(id, 'channel')?.props.role === 'main');
    if (channels.length === 0) return;
    const readers = channels
      .flatMap((channel) => read.out(channel, 'consumes'))
      .filter((consumes) => readsOf(read, consumes).some((each) => contractId(each) === contract.id));
    const fields = fieldsOf(namedBy(read, contract.id)?.version) ?? [];
    const fact = (lacks: readonly Attribute[], about: string, needing: readonly Id[] = []) => ({
      about: [about],
      contract: contract.id,
      lacks,
      needing,
    });

    if (!meta.includes('id') && !fields.some(isEventId)) {
      const needing = readers
        .filter((e) => e.props.idempotency === 'dedupStore' || e.props.claims === 'exactlyOnce')
        .map((e) => e.to);
      yield { ...fact(['id'], 'id', needing), severity: needing.length > 0 ? 'error' : 'warning', assumes: [] };
    }
    if (!meta.includes('sequence') && !fields.some(isVersionCounter)) {
      const checking = readers.map((e) => all(is(e, 'idempotency', 'versionCheck'), is(e, 'versionBy', 'sequence')));
      const needing = readers.filter((_, i) => checking[i]?.holds).map((e) => e.to);
      if (needing.length > 0) yield { ...fact(['sequence'], 'sequence', needing), severity: 'error', assumes: [] };
      else {
        const changing = all(is(contract, 'category', 'state', 'cdc'), not(is(contract, 'deleteAs', 'never')));
        // A reader that checks versions, but has not said by what, is asked; one that checks nothing is not.
        const open = readers.filter((e) => e.props.idempotency === 'versionCheck').map((e) => is(e, 'versionBy', 'sequence'));
        yield* conclude('warning', any(changing, ...open), (found) => ({ ...found, ...fact(['sequence'], 'sequence') }));
      }
    }
    const missing = envelope.filter((each) => !meta.includes(each as never));
    if (missing.length > 0) yield { ...fact(missing, 'envelope'), severity: 'hint', assumes: [] };
  },
  explain({ contract, lacks, needing }, say) {
    const name = say.name(contract);
    const at = [contract, ...needing] as const;
    const who = say.names(needing);
    if (lacks[0] === 'id') {
      return {
        at,
        what:
          needing.length > 0
            ? `${name} carries no id of its own, but ${who} ${say.agree(needing, 'has', 'have')} to recognise repeats of it.`
            : `${name} carries no id of its own, so nobody can tell a repeat from a new one.`,
        why: 'Every broker may deliver a message more than once. Its id is how a consumer knows that it has handled it already.',
        next: `Give ${name} an id that its producer makes once and keeps when it sends again.`,
      };
    }
    if (lacks[0] === 'sequence') {
      return {
        at,
        what:
          needing.length > 0
            ? `${who} ${say.agree(needing, 'skips', 'skip')} messages that are not newer, by their sequence, but ` +
              `${name} carries none.`
            : `${name} says how something is now, but not which of two messages about it is the newer one.`,
        why: 'After a retry or a replay an older message can arrive after a newer one, and then overwrites it.',
        next: `Give ${name} a counter that goes up with every change of the same thing.`,
      };
    }
    return {
      at,
      what: `${name} does not carry ${lacks.length === 1 ? 'its' : 'these'}: ${lacks.map((each) => labels[each]).join(', ')}.`,
      why:
        'Routing, tracing and reading old messages later need to know what a message is, who sent it, when, and in which ' +
        'version.',
      next:
        `Add them to the metadata of ${name}, for example by a CloudEvents envelope, or tick what the broker or the ` +
        'registry adds already.',
    };
  },
  fixes: [
    {
      id: 'add',
      title: ({ contract, lacks }, say) =>
        `Add ${lacks.map((each) => labels[each]).join(', ')} to the metadata of ${say.name(contract)}`,
      kind: 'suggestion',
      edits({ contract, lacks }, read) {
        const meta = read.of(contract, 'contract')?.props.meta;
        return meta === undefined || typeof meta === 'string' ? [] : [set(contract, 'meta', [...new Set([...meta, ...lacks])])];
      },
    },
  ],
  examples: {
    bad: [
      {
        name: 'a ledger that recognises repeats by an id that is not there',
        sketch: sketch`
          service payments
          topic payment-events
          service ledger-service
          store inbox relational (role inbox)
          contract PaymentTaken 1.0.0 event (meta [type, source, time, schemaVersion]) {
            amount double
          }
          payments -> payment-events (contracts PaymentTaken) -> ledger-service (idempotency dedupStore, dedupStore inbox)
        `,
        expects: [
          {
            severity: 'error',
            what: '“PaymentTaken” carries no id of its own, but “ledger-service” has to recognise repeats of it.',
          },
        ],
      },
      {
        name: 'no id, and nobody who depends on it yet',
        sketch: sketch`
          service payments
          topic payment-events
          service reporting
          contract PaymentTaken 1.0.0 event (meta [type, source, time, schemaVersion])
          payments -> payment-events (contracts PaymentTaken) -> reporting
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a version check without a sequence',
        sketch: sketch`
          service crm
          topic customers
          service shop
          contract CustomerChanged 1.0.0 event (category state, meta [id, type, source, time, schemaVersion])
          crm -> customers (contracts CustomerChanged) -> shop (idempotency versionCheck, versionBy sequence)
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'a state event without a sequence',
        sketch: sketch`
          service crm
          topic customers
          service shop
          contract CustomerChanged 1.0.0 event (category state, deleteAs tombstone, meta [id, type, source, time, schemaVersion])
          crm -> customers (contracts CustomerChanged) -> shop
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'an envelope with only an id',
        sketch: sketch`
          service payments
          topic payment-events
          service reporting
          contract PaymentTaken 1.0.0 event (meta [id, time])
          payments -> payment-events (contracts PaymentTaken) -> reporting
        `,
        expects: [{ severity: 'hint', what: '“PaymentTaken” does not carry these: type, source, schema version.' }],
      },
    ],
    good: [
      {
        name: 'id, sequence and envelope',
        sketch: sketch`
          service payments
          topic payment-events
          service ledger-service
          store inbox relational (role inbox)
          contract PaymentTaken 1.0.0 event (meta [id, type, source, time, schemaVersion, sequence]) {
            amount double
          }
          payments -> payment-events (contracts PaymentTaken) -> ledger-service (idempotency dedupStore, dedupStore inbox)
        `,
      },
      {
        name: 'a field of the message is its id, another one its version',
        sketch: sketch`
          service crm
          topic customers
          service shop
          contract CustomerChanged 1.0.0 event (category state, deleteAs event, meta [type, source, time, schemaVersion]) {
            eventId string unique perEvent
            customerVersion long
          }
          crm -> customers (contracts CustomerChanged) -> shop
        `,
      },
      {
        name: 'nobody has said yet what it carries',
        sketch: sketch`
          service payments
          topic payment-events
          service ledger-service
          contract PaymentTaken 1.0.0 event
          payments -> payment-events (contracts PaymentTaken) -> ledger-service (idempotency dedupStore)
        `,
      },
    ],
  },
  mend: [
    'Wrap the message in a CloudEvents envelope.',
    'Add an id that the producer makes once, stores, and keeps when it sends again.',
    'Add a counter per entity.',
    'Tick the attributes that the broker or the schema registry already supplies.',
  ],
  notWhen: ['Where nobody has said which metadata a contract carries, nothing is assumed.', 'Only main channels are looked at.'],
  sources: [
    sources.Z211,
    sources.Z247,
    sources.Z203,
    sources.Z242,
    sources['CE-spec'],
    sources['CE-sequence'],
    sources['OTTO-ids'],
    sources['OTTO-sequence'],
  ],
});
