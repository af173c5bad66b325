import type { Id } from '#base/ids.ts';
import { wordsOf } from '#base/text.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Field } from '#model/kinds/index.ts';
import type { Reads } from '../context.ts';
import { addMeta, appendFields, set } from '../helpers/build.ts';
import { carriersOf, readsOf } from '../helpers/carries.ts';
import { contractId, fieldsOf, namedBy } from '../helpers/contracts.ts';
import { writesBy } from '../helpers/eff.ts';
import { entityKeyFor } from '../helpers/entity-key.ts';
import { isField, lacksPart, partsOf } from '../helpers/keys.ts';
import { all, any, type Claim, conclude, fails, holds, is, said, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface StateIncomplete extends Fact {
  readonly contract: Id;
  readonly lacks: 'key' | 'whole' | 'removal';
  readonly entity: string;
  /** The key as it is stated, and a field that would do as one. */
  readonly entityKey: string;
  readonly candidate: string;
  /** The candidate has to be added to the fields, which are listed by hand. */
  readonly add: boolean;
  readonly readers: readonly Id[];
  readonly stores: readonly Id[];
  /** Writes that take the message for the whole; none if it is read as a table. */
  readonly upserts: readonly Id[];
  readonly asTable: boolean;
  /** The metadata is stated, so that an attribute can be added. */
  readonly metaStated: boolean;
}

type Contract = ElementOf<'contract'>;

/** Words of a field that says that the entity is gone, or what was done to it. */
const markers: ReadonlySet<string> = new Set(['deleted', 'removed', 'erased', 'tombstone', 'op', 'operation', 'action']);

function readersOf(read: Reads, contract: Id): readonly EdgeOf<'consumes'>[] {
  return carriersOf(read, contract)
    .flatMap((channel) => read.out(channel, 'consumes'))
    .filter((consumes) => readsOf(read, consumes).some((each) => contractId(each) === contract));
}

/** Something that is there and says which entity is meant; where the fields are not listed, nothing is known. */
function lacksKey(contract: Contract, fields: readonly Field[]): Claim {
  const { entityKey } = contract.props;
  if (fields.length === 0) return fails;
  if (isField(entityKey)) return any(...partsOf(entityKey).map((part) => lacksPart(contract, fields, part)));
  return said(!fields.some((field) => field.unique === 'perEntity'));
}

/** Neither the operation in the envelope nor a field tells that the entity is gone. */
function saysNoRemoval(contract: Contract, names: readonly string[]): Claim {
  const { meta, deleteAs } = contract.props;
  if (deleteAs !== '?' || names.some((name) => wordsOf(name).some((word) => markers.has(word)))) return fails;
  const open = { id: contract.id, property: 'deleteAs' };
  if (typeof meta === 'string') return supposing(unsaid(open));
  return meta.includes('op') ? fails : { holds: true, lowered: 0, assumes: [open] };
}

/**
 * Differences from the catalogue. A contract that is only a name so far is not accused of lacking a key, and a field that
 * is marked as unique for each entity counts as one. How removal is told is one condition and not two: it is open only
 * if nobody has said it, and neither the operation nor a field tells; while nobody has stated the metadata either, it
 * is a hint, and in any case it is asked.
 */
export const stateEventIncomplete = defineRule<'contract', StateIncomplete>({
  id: 'state-event-incomplete',
  category: 'naming',
  severity: 'warning',
  title: 'State event incomplete',
  summary:
    'An event that is to carry the whole state, but lacks the id of its entity, parts of the state, or a way to tell that it is gone.',
  why:
    'Readers of such an event must be able to rebuild the entity from the last one alone. What is missing there is missing in ' +
    'their copies, and nobody notices.',
  behavioural: { invariants: ['converge'], faults: ['replay', 'late event', 'normal load'] },
  subject: ['contract'],
  waits: true,
  *check(contract, read) {
    const { category, entity, entityKey, partialState, meta } = contract.props;
    if (category !== 'state' && category !== 'cdc') return;
    const version = namedBy(read, contract.id)?.version;
    const fields = fieldsOf(version) ?? [];
    const fact = (lacks: StateIncomplete['lacks'], rest: Partial<StateIncomplete> = {}) => ({
      about: [lacks],
      contract: contract.id,
      lacks,
      entity,
      entityKey,
      candidate: '',
      add: false,
      readers: [],
      stores: [],
      upserts: [],
      asTable: false,
      metaStated: typeof meta !== 'string',
      ...rest,
    });

    yield* conclude('error', lacksKey(contract, fields), (found) => {
      const candidate = entityKeyFor(read, contract);
      const there = partsOf(candidate).every((part) => lacksPart(contract, fields, part).holds === false);
      return { ...found, ...fact('key', { candidate: there || version?.text === '' ? candidate : '', add: !there }) };
    });

    if (partialState !== 'no') {
      const handlers = readersOf(read, contract.id);
      const tables = handlers.filter((handler) => handler.props.asTable === 'yes');
      const upserts = handlers.flatMap((handler) => writesBy(read, handler).filter((write) => write.props.mode === 'upsert'));
      const whole = tables.length + upserts.length > 0 ? holds : fails;
      yield* conclude('warning', all(whole, is(contract, 'partialState', 'yes')), (found) => ({
        ...found,
        ...fact('whole', {
          readers: [...new Set([...tables.map(({ to }) => to), ...upserts.map(({ from }) => from)])],
          stores: [...new Set(upserts.map(({ to }) => to))],
          upserts: [...new Set(upserts.map(({ id }) => id))],
          asTable: tables.length > 0,
        }),
      }));
    }

    yield* conclude(
      'warning',
      saysNoRemoval(
        contract,
        fields.map(({ name }) => name),
      ),
      (found) => ({ ...found, ...fact('removal') }),
    );
  },
  explain({ contract, lacks, entity, entityKey, candidate, readers, stores, asTable, metaStated }, say) {
    const name = say.name(contract);
    const thing = entity || 'thing';
    switch (lacks) {
      case 'key':
        return {
          at: [contract],
          what: isField(entityKey)
            ? `${name} carries the state of one ${thing}, but it has no field ${say.word(entityKey)}, which is to say which one.`
            : `${name} carries the state of one ${thing}, but no field says which one.`,
          why: 'Readers cannot tell whose state it is, so they cannot keep it.',
          next:
            candidate === ''
              ? `Add the id of the ${thing} to the schema of ${name}, and name it as its entity key.`
              : `Let ${name} carry ${say.word(candidate)}, and name it as its entity key.`,
        };
      case 'whole':
        return {
          at: [contract, ...readers, ...stores],
          what:
            `${name} holds only the fields that have changed, but ${say.names(readers)} ` +
            `${say.agree(readers, 'takes', 'take')} it for the whole${stores.length > 0 ? ` and ${say.agree(readers, 'writes', 'write')} it to ${say.names(stores)}` : ''}.`,
          why: 'The fields that are not in the message are lost in the copy.',
          next:
            `Let ${name} carry the whole ${thing}, or change only the fields that it holds` +
            `${asTable ? ', which a table of latest messages cannot do' : ''}.`,
        };
      case 'removal':
        return {
          at: [contract],
          what: metaStated
            ? `${name} carries the state of one ${thing}, but neither its metadata nor a field can tell that the ${thing} is gone.`
            : `${name} carries the state of one ${thing}, and nobody has said how readers learn that the ${thing} is gone.`,
          why: 'Copies then keep for ever what was removed long ago.',
          next: `Carry the operation (created, changed, deleted), send a tombstone, or say that no ${thing} is ever removed.`,
        };
    }
  },
  fixes: [
    {
      id: 'add-key',
      fits: ({ lacks, candidate }) => lacks === 'key' && candidate !== '',
      title: ({ contract, candidate, add }, say) =>
        add
          ? `Add the field ${say.word(candidate)} to ${say.name(contract)}, as its entity key`
          : `Make ${say.word(candidate)} the entity key of ${say.name(contract)}`,
      kind: 'suggestion',
      edits({ contract, candidate, entityKey }, read, makeId) {
        const named = namedBy(read, contract);
        if (!named || candidate === '') return [];
        const fields = fieldsOf(named.version) ?? [];
        const missing = partsOf(candidate).filter((part) => lacksPart(named.contract, fields, part).holds !== false);
        return [...appendFields(named, missing, makeId), ...(isField(entityKey) ? [] : [set(contract, 'entityKey', candidate)])];
      },
    },
    {
      id: 'whole-state',
      fits: ({ lacks }) => lacks === 'whole',
      title: ({ contract, entity }, say) => `Let ${say.name(contract)} carry the whole ${entity || 'state'}`,
      kind: 'suggestion',
      edits: ({ contract }) => [set(contract, 'partialState', 'no')],
    },
    {
      id: 'update-fields',
      fits: ({ lacks, asTable }) => lacks === 'whole' && !asTable,
      title: ({ readers, stores }, say) =>
        `Let ${say.names(readers)} change only the fields that the message holds, in ${say.names(stores)}`,
      kind: 'suggestion',
      edits: ({ upserts }) => upserts.map((id) => set(id, 'mode', 'update')),
    },
    {
      id: 'carry-operation',
      fits: ({ lacks, metaStated }) => lacks === 'removal' && metaStated,
      title: ({ contract }, say) => `Carry the operation in the metadata of ${say.name(contract)}`,
      kind: 'suggestion',
      edits: ({ contract }, read) => addMeta(read, contract, 'op'),
    },
    {
      id: 'tombstone',
      fits: ({ lacks }) => lacks === 'removal',
      title: ({ contract, entity }, say) => `Tell by a tombstone that the ${entity || 'thing'} of ${say.name(contract)} is gone`,
      kind: 'suggestion',
      edits: ({ contract }) => [set(contract, 'deleteAs', 'tombstone')],
    },
    {
      id: 'never-removed',
      fits: ({ lacks }) => lacks === 'removal',
      title: ({ contract, entity }, say) => `Say that the ${entity || 'thing'} of ${say.name(contract)} is never removed`,
      kind: 'suggestion',
      edits: ({ contract }) => [set(contract, 'deleteAs', 'never')],
    },
    {
      id: 'domain-event',
      fits: ({ lacks }) => lacks !== 'removal',
      title: ({ contract }, say) => `Say that ${say.name(contract)} tells one step, and not the whole state`,
      kind: 'suggestion',
      edits: ({ contract }) => [set(contract, 'category', 'domain')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'a change of a customer that does not say which',
        sketch: sketch`
          contract CustomerChanged 1.0.0 event (category state, entity customer, deleteAs tombstone) {
            email string
          }
        `,
        expects: [
          { severity: 'error', what: '“CustomerChanged” carries the state of one customer, but no field says which one.' },
        ],
      },
      {
        name: 'a key that is no field, in a schema text',
        sketch: sketch`
          contract CustomerChanged 1.0.0 event (category cdc, format avro, entityKey customerId, deleteAs tombstone) {
            email string
            """
            {"type": "record", "name": "CustomerChanged", "fields": [{"name": "email", "type": "string"}]}
            """
          }
        `,
        expects: [
          {
            severity: 'error',
            what: '“CustomerChanged” carries the state of one thing, but it has no field “customerId”, which is to say which one.',
          },
        ],
      },
      {
        name: 'changed fields that are stored as if they were all',
        sketch: sketch`
          service shop
          store copies
          topic customers
          contract CustomerChanged 1.0.0 event (category state, entity customer, partialState yes, deleteAs never)
          crm -> customers (contracts CustomerChanged) -> shop
          shop -> copies (mode upsert)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“CustomerChanged” holds only the fields that have changed, but “shop” takes it for the whole and writes it to ' +
              '“copies”.',
          },
        ],
      },
      {
        name: 'changed fields that are read as a table',
        sketch: sketch`
          topic customers
          contract CustomerChanged 1.0.0 event (category state, partialState yes, deleteAs never)
          crm -> customers (contracts CustomerChanged) -> shop (asTable yes)
        `,
      },
      {
        name: 'nothing in the message can tell that the customer is gone',
        sketch: sketch`
          contract CustomerChanged 1.0.0 event (category state, entityKey customerId, meta [id, time]) {
            customerId string
            email      string
          }
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'nobody has said how readers learn that the customer is gone',
        sketch: sketch`
          contract CustomerChanged 1.0.0 event (category state, entity customer, entityKey customerId) {
            customerId string
          }
        `,
        expects: [
          {
            severity: 'hint',
            what:
              '“CustomerChanged” carries the state of one customer, and nobody has said how readers learn that the customer is ' +
              'gone.',
          },
        ],
      },
      {
        name: 'no entity key, but messages are keyed by a field of it',
        sketch: sketch`
          topic customers
          contract CustomerChanged 1.0.0 event (category state, deleteAs tombstone) {
            number string
          }
          crm -> customers (contracts CustomerChanged, key number)
        `,
        expects: [{ severity: 'error' }],
      },
    ],
    good: [
      {
        name: 'the whole customer, with its id, its version and the operation',
        sketch: sketch`
          contract CustomerChanged 1.0.0 event (category state, entity customer, entityKey customerId, meta [id, op]) {
            customerId string
            version    int
            email      string
            address    string
          }
        `,
      },
      {
        name: 'changed fields that change only those fields',
        sketch: sketch`
          service shop
          store copies
          topic customers
          contract CustomerChanged 1.0.0 event (category state, partialState yes, deleteAs event)
          crm -> customers (contracts CustomerChanged) -> shop
          shop -> copies (mode update)
        `,
      },
      {
        name: 'a field tells that it is gone, another one which it is',
        sketch: sketch`
          contract CustomerChanged 1.0.0 event (category state, meta [id]) {
            number    string unique perEntity
            isDeleted bool
          }
        `,
      },
      {
        name: 'a step of the business need not carry the whole state',
        sketch: sketch`
          contract EmailConfirmed 1.0.0 event (category domain) {
            email string
          }
        `,
      },
      {
        name: 'a contract that is only a name so far, and a key in the envelope',
        sketch: sketch`
          contract CustomerChanged 1.0.0 event (category state, entityKey customerId, deleteAs tombstone)
          contract PriceSet 1.0.0 event (category state, entityKey partitionKey, meta [id, partitionKey], deleteAs never) {
            cents long
          }
        `,
      },
    ],
  },
  mend: [
    'Carry the complete entity with its id, and name that as the entity key.',
    'Carry the operation: created, changed, deleted, or a snapshot.',
    'Use events of the business for single steps and changed fields.',
    'On a compacted channel, tell by a tombstone that the entity is gone.',
  ],
  notWhen: [
    'Events of the business tell one step and may leave out the rest.',
    'A reader that changes only the fields which it gets does no harm to the others.',
    'Entities that are never removed need no way to tell so; say that they never are.',
  ],
  sources: [sources.Z202, sources.Z198, sources.Z242, sources['OTTO-data-events']],
});
