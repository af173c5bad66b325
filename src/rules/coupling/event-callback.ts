import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import { ratePerSecond } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { meeting, readsOf } from '../helpers/carries.ts';
import { contractId, contractOf, fieldsOf, namedBy } from '../helpers/contracts.ts';
import { contextOf } from '../helpers/ctx.ts';
import { callsBy } from '../helpers/eff.ts';
import { entityKeyFor } from '../helpers/entity-key.ts';
import { isField, partsOf } from '../helpers/keys.ts';
import { triggerOf } from '../helpers/trig.ts';
import { all, any, type Claim, conclude, holds, is, likely } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface EventCallback extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly contracts: readonly Id[];
  readonly calls: readonly Id[];
  readonly callees: readonly Id[];
}

/** Contexts of those who own or publish a contract that the handler reads. */
function sourcesOf(read: Reads, consumes: EdgeOf<'consumes'>, contract: Id): ReadonlySet<Id> {
  const owner = contractOf(read, contract)?.props.owner ?? 'none';
  const from = read
    .into(consumes.from, 'publishes')
    .filter((publishes) => meeting(read, publishes, consumes)?.contracts.some((each) => contractId(each) === contract))
    .map((publishes) => contextOf(read, publishes.from));
  return new Set([...from, ...(read.element(owner) ? [contextOf(read, owner)] : [])]);
}

/**
 * A notification does little harm where it is rare and says which version it is about, so that the answer can be asked for by
 * it; and it is meant so where the content must not travel.
 */
function isMild(read: Reads, contract: Id): boolean {
  const named = namedBy(read, contract);
  if (!named) return false;
  const { rate, meta, classification, payload } = named.contract.props;
  const versioned =
    (Array.isArray(meta) && meta.includes('sequence')) ||
    (named.version?.fields ?? []).some(({ name }) => /version|revision|sequence/i.test(name));
  const rare = (ratePerSecond(rate) ?? Number.POSITIVE_INFINITY) <= 1;
  return (rare && versioned) || classification === 'confidential' || classification === 'restricted' || payload === 'claimCheck';
}

/** State is that of one thing: a field that is there and identifies it is named as its key. */
function keyedEdits(read: Reads, contract: Id): readonly Edit[] {
  const named = namedBy(read, contract);
  if (!named || isField(named.contract.props.entityKey)) return [];
  const key = entityKeyFor(read, named.contract);
  const names = (fieldsOf(named.version) ?? []).map(({ name }) => name);
  return partsOf(key).every((part) => names.includes(part)) ? [set(contract, 'entityKey', key)] : [];
}

/**
 * Differences from the catalogue: also a hint, no more, where the content is confidential or lies in a store: then the event
 * is small on purpose.
 */
export const eventCallback = defineRule<'consumes', EventCallback>({
  id: 'event-callback',
  category: 'coupling',
  severity: 'warning',
  title: 'Event whose readers have to ask back',
  summary: 'A handler that, for each notification, asks the one who sent it for the data.',
  why:
    'Every reader calls the producer for every event, so that load and dependence are back. And the answer may already be newer ' +
    'than the event: states are skipped, and two events can get the same answer.',
  behavioural: { invariants: ['converge'], faults: ['slow consumer'] },
  subject: ['consumes'],
  *check(consumes, read) {
    const calls = callsBy(read, consumes);
    if (calls.length === 0) return;
    const ids = [...new Set(readsOf(read, consumes).map(contractId))];
    const cases = ids.flatMap((contract) => {
      const found = contractOf(read, contract);
      const from = sourcesOf(read, consumes, contract);
      const back = calls.filter((call) => from.has(contextOf(read, call.to)) && call.to !== consumes.to);
      if (!found || back.length === 0) return [];
      const asks = back.map((call): Claim => is(call, 'purpose', 'query'));
      const claim = all(is(found, 'category', 'notification'), any(...asks), isMild(read, contract) ? likely : holds);
      return [{ contract, claim, asking: back.filter((_, i) => asks[i]?.holds) }];
    });
    yield* conclude('warning', any(...cases.map(({ claim }) => claim)), (conclusion) => {
      const found = cases.filter(({ claim }) => claim.holds);
      const asking = [...new Set(found.flatMap((each) => each.asking))];
      return {
        ...conclusion,
        about: [],
        consumes: consumes.id,
        reader: consumes.to,
        contracts: found.map(({ contract }) => contract),
        calls: asking.map(({ id }) => id),
        callees: asking.map(({ to }) => to),
      };
    });
  },
  explain({ consumes, reader, contracts, calls, callees, severity }, say) {
    const [name, events, other] = [say.name(reader), say.names(contracts), say.names(callees)];
    const only = say.agree(contracts, 'only says', 'only say');
    return {
      at: [consumes, reader, ...contracts, ...calls, ...callees],
      what: `${events} ${only} that something has happened: for each one ${name} asks ${other} what it was.`,
      next:
        severity === 'hint'
          ? `Ask for the version that ${events} ${say.agree(contracts, 'is', 'are')} about, and not for the latest.`
          : `Let ${events} carry what the readers need, or the version to ask for.`,
    };
  },
  fixes: [
    {
      id: 'carry-state',
      title: ({ contracts, reader }, say) =>
        `Let ${say.names(contracts)} carry the whole state, so that ${say.name(reader)} need not ask`,
      kind: 'suggestion',
      edits: ({ consumes, contracts, calls }, read) => [
        ...contracts.flatMap((contract) => [set(contract, 'category', 'state'), ...keyedEdits(read, contract)]),
        ...calls.flatMap((id): Edit[] => {
          const call = read.edge(id);
          if (call?.kind !== 'calls') return [];
          const { own, inputs } = triggerOf(read, call);
          const others = inputs.filter((input) => input.id !== consumes).map((input) => input.id);
          if (others.length > 0) return [set(id, 'triggeredBy', others)];
          return own ? [set(id, 'triggeredBy', 'own')] : [{ op: 'removeEdge', id }];
        }),
      ],
    },
    {
      id: 'domain-event',
      title: ({ contracts }, say) => `Let ${say.names(contracts)} say what has changed (domain events)`,
      kind: 'suggestion',
      edits: ({ contracts }) => contracts.map((contract) => set(contract, 'category', 'domain')),
    },
  ],
  examples: {
    bad: [
      {
        name: 'an id only, and the address has to be fetched',
        sketch: sketch`
          service crm
          service shop
          contract CustomerChanged 1.0.0 event (category notification) { customerId string }
          crm -> customers (contracts CustomerChanged) -> shop
          shop -> crm (purpose query)
        `,
        expects: [
          {
            severity: 'warning',
            what: '“CustomerChanged” only says that something has happened: for each one “shop” asks “crm” what it was.',
          },
        ],
      },
      {
        name: 'another service of the owner’s context answers',
        sketch: sketch`
          context Customers { crm customer-api }
          service crm
          service customer-api
          service shop
          contract CustomerChanged 1.0.0 event (category notification, owner Customers) { customerId string }
          crm -> customers (contracts CustomerChanged) -> shop
          shop -> customer-api (purpose query)
        `,
      },
      {
        name: 'rare, and the version can be asked for',
        sketch: sketch`
          service crm
          service shop
          contract CustomerChanged 1.0.0 event (category notification, rate 10/min) { customerId string, version long }
          crm -> customers (contracts CustomerChanged) -> shop
          shop -> crm (purpose query)
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'the event carries the state',
        sketch: sketch`
          service crm
          service shop
          contract CustomerChanged 1.0.0 event (category state) { customerId string, version long, address string }
          crm -> customers (contracts CustomerChanged) -> shop
          shop -> crm (purpose query)
        `,
      },
      {
        name: 'somebody else is asked',
        sketch: sketch`
          service crm
          service shop
          service maps
          contract CustomerChanged 1.0.0 event (category notification) { customerId string }
          crm -> customers (contracts CustomerChanged) -> shop
          shop -> maps (purpose query)
        `,
      },
      {
        name: 'the question comes from elsewhere: somebody looks at a page',
        sketch: sketch`
          service crm
          service shop
          contract CustomerChanged 1.0.0 event (category notification) { customerId string }
          crm -> customers (contracts CustomerChanged) -> shop
          shop -> crm (purpose query, triggeredBy own)
        `,
      },
      {
        name: 'an order to the producer is no question',
        sketch: sketch`
          service crm
          service shop
          contract CustomerChanged 1.0.0 event (category notification) { customerId string }
          crm -> customers (contracts CustomerChanged) -> shop
          shop -> crm (purpose command)
        `,
      },
      {
        name: 'nobody has said how much the event tells',
        sketch: sketch`
          service crm
          service shop
          contract CustomerChanged 1.0.0 event { customerId string }
          crm -> customers (contracts CustomerChanged) -> shop
          shop -> crm (purpose query)
        `,
      },
    ],
  },
  mend: [
    'Carry the state that readers need (event-carried state transfer).',
    'Carry the version, and let readers ask for that version.',
    'If only a view is to be refreshed, ask when somebody looks at it.',
  ],
  notWhen: [
    'A notification is right where the data is large, secret or changes all the time: then this is a hint at most.',
    'A reader that asks when somebody looks, and not for each event, is not meant; say so by what triggers the call.',
  ],
  sources: [sources['FOWLER-eda'], sources['AZ-eda'], sources['ADIDAS-events']],
});
