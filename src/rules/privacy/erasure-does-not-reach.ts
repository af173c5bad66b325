import type { Id } from '#base/ids.ts';
import { wordsOf } from '#base/text.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import { rowOrders } from '#model/row-order.ts';
import type { Reads } from '../context.ts';
import { alongside } from '../helpers/alongside.ts';
import { addEdge, addElement, addFields, set } from '../helpers/build.ts';
import { carriersOf, meeting, readsOf } from '../helpers/carries.ts';
import { contractId, contractOf, fieldsOf, namedBy } from '../helpers/contracts.ts';
import { contextOf } from '../helpers/ctx.ts';
import { writesBy } from '../helpers/eff.ts';
import { isField } from '../helpers/keys.ts';
import { fieldWords, namesOf, needed, type Personal, personalIn } from '../helpers/personal.ts';
import { all, any, type Claim, conclude, holds, is, not, supposing } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';
import { coreWords } from '../words.ts';

interface NotReached extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly contracts: readonly Id[];
  readonly fields: readonly string[];
  readonly stores: readonly Id[];
  /** Nothing tells the reader; or it is told, and can't delete. */
  readonly lacks: 'event' | 'erasing';
}

const erasing = /^(eras(e|ed|ure)|forg(et|otten)|delet(e|ed|ion)|anonymi[sz](e|ed|ation)|purged?)$/;

function tellsErasure(read: Reads, reference: string): boolean {
  const contract = contractOf(read, reference);
  const { kind, name } = contract?.props ?? { kind: 'reply', name: '' };
  return (kind === 'event' || kind === 'command') && coreWords(name).some((word) => erasing.test(word));
}

/** The reader hears of erasure: by a message of its own, or because all of these contracts end in tombstones. */
function isTold(read: Reads, reader: Id, personal: readonly Personal[]): boolean {
  if (personal.every(({ contract }) => contract.props.deleteAs === 'tombstone')) return true;
  return read.into(reader, 'consumes').some((each) => readsOf(read, each).some((reference) => tellsErasure(read, reference)));
}

function standsIn(read: Reads, id: Id, context: Id): boolean {
  const seen = new Set<Id>();
  for (let element = read.element(id); element && !seen.has(element.id); element = read.element(element.props.context)) {
    if (element.id === context) return true;
    seen.add(element.id);
  }
  return false;
}

/** The handler stands outside of where the contract is at home: its owner, or else those who publish it. */
function isForeign(read: Reads, consumes: EdgeOf<'consumes'>, contract: ElementOf<'contract'>): boolean {
  const { owner } = contract.props;
  if (read.of(owner, 'context')) return !standsIn(read, consumes.to, owner);
  const producers = read
    .into(consumes.from, 'publishes')
    .filter((each) => meeting(read, each, consumes)?.contracts.some((reference) => contractId(reference) === contract.id));
  const homes = read.element(owner) ? [owner] : producers.map(({ from }) => from);
  return homes.length > 0 && homes.every((home) => contextOf(read, home) !== contextOf(read, consumes.to));
}

/** Stores that the handler copies into: ids of messages and messages to send are no copies. */
function copiesInto(read: Reads, consumes: EdgeOf<'consumes'>): readonly ElementOf<'store'>[] {
  const kept = writesBy(read, consumes).filter(({ props }) => props.mode !== 'delete');
  const stores = [...new Set(kept.map(({ to }) => to))].flatMap((id) => read.of(id, 'store') ?? []);
  return stores.filter(({ props: { role } }) => role !== 'inbox' && role !== 'outbox');
}

function unprotected({ contract }: Personal): Claim {
  return not(is(contract, 'piiProtection', 'cryptoShred', 'reference', 'tokenised'));
}

/**
 * Differences from the catalogue: tombstones tell a reader as well, if all that it copies ends in them; without an owner the
 * contract is at home with its producers; inboxes and outboxes are no copies.
 */
export const erasureDoesNotReach = defineRule<'consumes', NotReached>({
  id: 'erasure-does-not-reach',
  category: 'privacy',
  severity: 'warning',
  title: 'Erasure does not reach a copy',
  summary: 'A consumer in another context stores personal data, and is not told, or not able, to erase it.',
  why: 'Copies that consumers make outlive the source: the person is erased there, and found again in every index and report.',
  behavioural: { invariants: ['erasable'], faults: ['erasure request'] },
  subject: ['consumes'],
  *check(consumes, read) {
    const stores = copiesInto(read, consumes);
    if (stores.length === 0) return;
    const { needs } = consumes.props;
    const personal = personalIn(read, readsOf(read, consumes), ['personal', 'special']).flatMap((each) => {
      const fields = each.fields.filter(({ name }) => typeof needs === 'string' || needed(needs, name));
      return fields.length > 0 && isForeign(read, consumes, each.contract) ? [{ ...each, fields }] : [];
    });
    if (personal.length === 0) return;
    const bare = personal.map(unprotected);
    const copied = personal.filter((_, i) => bare[i]?.holds !== false);
    const told = isTold(read, consumes.to, copied);
    const stuck = stores.map((store) => supposing(is(store, 'erasable', 'no')));
    yield* conclude('warning', all(any(...bare), told ? any(...stuck) : holds), (conclusion) => {
      const found = personal.filter((_, i) => bare[i]?.holds);
      return {
        ...conclusion,
        about: [],
        consumes: consumes.id,
        reader: consumes.to,
        contracts: [...new Set(found.map(({ contract }) => contract.id))],
        fields: namesOf(found),
        stores: stores.filter((_, i) => !told || stuck[i]?.holds).map(({ id }) => id),
        lacks: told ? 'erasing' : 'event',
      };
    });
  },
  explain({ consumes, reader, contracts, fields, stores, lacks, assumes }, say) {
    const copies = `${say.name(reader)} copies ${fieldWords(fields, say)} of ${say.names(contracts)} into ${say.names(stores)}`;
    const what =
      lacks === 'event'
        ? `${copies}, and nothing tells it when a person is to be forgotten.`
        : assumes.length > 0
          ? `${copies}, and nobody has said whether the data of one person can be erased there.`
          : `${copies}, where the data of one person cannot be erased.`;
    return {
      at: [consumes, reader, ...stores, ...contracts],
      what,
      next:
        lacks === 'event'
          ? `Publish an event when a person is erased, and let ${say.name(reader)} erase its copy; or encrypt the data with a key for each person.`
          : 'Make it erasable there, encrypt it with a key for each person, or do not copy it.',
    };
  },
  fixes: [
    {
      id: 'hear',
      fits: ({ lacks }) => lacks === 'event',
      title: ({ reader, stores }, say) =>
        `Tell ${say.name(reader)} by an event when a person is erased, so that it erases the copy in ${say.names(stores)}`,
      kind: 'suggestion',
      edits({ consumes: handler, reader, contracts, stores }, read, makeId) {
        const consumes = read.edge(handler);
        const source = read.of(contracts[0] as Id, 'contract');
        if (consumes?.kind !== 'consumes' || !source) return [];
        const erasable = stores.map((store) => set(store, 'erasable', 'yes'));
        const { entity, entityKey, context, owner } = source.props;
        const about = entity.trim().toLowerCase();
        const known = read.all('contract').find((id) => {
          const other = read.of(id, 'contract');
          return other?.props.entity.trim().toLowerCase() === about && about !== '' && tellsErasure(read, id);
        });
        const carrier = known === undefined ? undefined : carriersOf(read, known)[0];
        const { contracts: chosen, idempotency, ack } = consumes.props;
        const also = (id: Id) => (typeof chosen === 'string' ? [] : [set(handler, 'contracts', [...chosen, id])]);
        if (carrier !== undefined && known !== undefined) {
          const heard =
            carrier === consumes.from
              ? also(known)
              : [addEdge('consumes', makeId(), carrier, reader, { contracts: [known], idempotency, ack })];
          return [...heard, ...erasable];
        }
        const id = makeId();
        const name = `${wordsOf(entity || 'person')
          .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
          .join('')}Erased`;
        const key = isField(entityKey) ? entityKey : 'personId';
        return [
          addElement('contract', id, { name, entity, entityKey: key, context, owner }),
          ...addFields(
            { contract: { ...source, id }, version: undefined },
            [{ name: key, type: 'string', order: rowOrders(1)[0] as string }],
            makeId,
          ),
          ...alongside(read, source.id, id),
          ...also(id),
          ...erasable,
        ];
      },
    },
    {
      id: 'erasable',
      fits: ({ lacks }) => lacks === 'erasing',
      title: ({ stores }, say) => `Make the data of one person erasable in ${say.names(stores)}`,
      kind: 'suggestion',
      edits: ({ stores }) => stores.map((store) => set(store, 'erasable', 'yes')),
    },
    {
      id: 'crypto-shred',
      title: ({ fields, contracts }, say) =>
        `Encrypt ${fieldWords(fields, say)} of ${say.names(contracts)} with a key for each person`,
      kind: 'suggestion',
      edits: ({ contracts }) => contracts.map((each) => set(each, 'piiProtection', 'cryptoShred')),
    },
    {
      id: 'not-copied',
      title: ({ reader, fields }, say) => `Say that ${say.name(reader)} does not need ${fieldWords(fields, say)}`,
      kind: 'suggestion',
      edits({ consumes: handler }, read) {
        const consumes = read.edge(handler);
        if (consumes?.kind !== 'consumes') return [];
        const references = readsOf(read, consumes);
        const { needs } = consumes.props;
        const personal = namesOf(personalIn(read, references));
        const every = references.flatMap((each) => (fieldsOf(namedBy(read, each)?.version) ?? []).map(({ name }) => name));
        const wanted = typeof needs === 'string' ? [...new Set(every)] : needs;
        // What stands inside of a needed object is needed with it.
        return [
          set(
            handler,
            'needs',
            wanted.filter((name) => !personal.some((each) => needed([name], each))),
          ),
        ];
      },
    },
  ],
  examples: {
    bad: [
      {
        name: 'a search index that keeps names',
        sketch: sketch`
          context Customers { crm }
          context Search { search index }
          service crm
          topic customers
          service search
          store index search
          contract CustomerRegistered 1.0.0 event (piiProtection none, entity customer, entityKey customerId) {
            customerId string
            name string pii personal subject customerId
          }
          crm -> customers (contracts CustomerRegistered) -> search
          search -> index (mode upsert)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“search” copies “name” of “CustomerRegistered” into “index”, and nothing tells it when a person is to be ' +
              'forgotten.',
          },
        ],
      },
      {
        name: 'an event tells of it on another channel, which the index does not read',
        sketch: sketch`
          context Customers { crm }
          service crm
          topic customers
          topic erasures
          service search
          store index search
          contract CustomerRegistered 1.0.0 event (piiProtection none, entity customer, owner Customers) { name string pii personal }
          contract CustomerErased 1.0.0 event (entity customer)
          crm -> customers (contracts CustomerRegistered) -> search (contracts CustomerRegistered)
          crm -> erasures (contracts CustomerErased)
          search -> index (mode upsert)
        `,
      },
      {
        name: 'a warehouse that hears of it, and cannot erase',
        sketch: sketch`
          context Customers { crm }
          context Insight { reports warehouse }
          service crm
          topic customers
          service reports
          store warehouse warehouse (erasable no)
          contract CustomerRegistered 1.0.0 event (piiProtection none) { name string pii personal }
          contract CustomerErased 1.0.0 event
          crm -> customers (contracts [CustomerRegistered, CustomerErased]) -> reports
          reports -> warehouse (mode insertUnique)
        `,
        expects: [
          {
            severity: 'warning',
            what: '“reports” copies “name” of “CustomerRegistered” into “warehouse”, where the data of one person cannot be erased.',
          },
        ],
      },
      {
        name: 'nobody has said whether the copy can be erased',
        sketch: sketch`
          context Customers { crm }
          context Search { search index }
          service crm
          topic customers
          service search
          store index search
          contract CustomerRegistered 1.0.0 event (piiProtection none) { name string pii personal }
          contract EraseCustomer 1.0.0 command
          crm -> customers (contracts [CustomerRegistered, EraseCustomer]) -> search
          search -> index (mode upsert)
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'the indexer consumes an event of erasure',
        sketch: sketch`
          context Customers { crm }
          context Search { search index }
          service crm
          topic customers
          service search
          store index search (erasable yes)
          contract CustomerRegistered 1.0.0 event (piiProtection none) { name string pii personal }
          contract CustomerErased 1.0.0 event
          crm -> customers (contracts [CustomerRegistered, CustomerErased]) -> search
          search -> index (mode upsert)
        `,
      },
      {
        name: 'tombstones tell of it',
        sketch: sketch`
          context Customers { crm }
          context Search { search index }
          service crm
          topic customers (cleanup compact)
          service search
          store index search (erasable yes)
          contract CustomerChanged 1.0.0 event (category state, deleteAs tombstone, piiProtection none) { name string pii personal }
          crm -> customers (contracts CustomerChanged) -> search
          search -> index (mode upsert)
        `,
      },
      {
        name: 'encrypted with a key for each person',
        sketch: sketch`
          context Customers { crm }
          context Search { search index }
          service crm
          topic customers
          service search
          store index search
          contract CustomerRegistered 1.0.0 event (piiProtection cryptoShred) { name string pii personal }
          crm -> customers (contracts CustomerRegistered) -> search
          search -> index (mode upsert)
        `,
      },
      {
        name: 'a consumer that needs none of it',
        sketch: sketch`
          context Customers { crm }
          context Insight { reports warehouse }
          service crm
          topic customers
          service reports
          store warehouse warehouse
          contract CustomerRegistered 1.0.0 event (piiProtection none) {
            country string
            name string pii personal
          }
          crm -> customers (contracts CustomerRegistered) -> reports (needs country)
          reports -> warehouse (mode insertUnique)
        `,
      },
      {
        name: 'a copy within the same context',
        sketch: sketch`
          context Customers { crm search index CustomerRegistered }
          service crm
          topic customers
          service search
          store index search
          contract CustomerRegistered 1.0.0 event (piiProtection none, owner Customers) { name string pii personal }
          crm -> customers (contracts CustomerRegistered) -> search
          search -> index (mode upsert)
        `,
      },
      {
        name: 'only ids of handled messages are kept',
        sketch: sketch`
          context Customers { crm }
          context Care { mailer sent-mails }
          service crm
          topic customers
          service mailer
          store sent-mails relational (role inbox)
          contract CustomerRegistered 1.0.0 event (piiProtection none) { email string pii personal }
          crm -> customers (contracts CustomerRegistered) -> mailer
          mailer -> sent-mails (mode insertUnique)
        `,
      },
    ],
  },
  mend: [
    'Publish an event of erasure that everybody consumes who holds a copy.',
    'Encrypt the data with a key for each person: deleting the key reaches every copy.',
    'Do not copy it: keep a reference, and ask when it is needed.',
  ],
  notWhen: [
    'Events of erasure are told by their names: erased, forgotten, deleted, anonymised.',
    'Whether a consumer really deletes on such an event cannot be seen.',
    'Only fields that are marked as personal are looked at.',
  ],
  sources: [sources['CONDUKTOR-gdpr'], sources['AZ-es']],
});
