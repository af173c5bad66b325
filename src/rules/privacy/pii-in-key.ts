import type { Id } from '#base/ids.ts';
import { wordsOf } from '#base/text.ts';
import type { Edit } from '#model/edit.ts';
import type { Field } from '#model/kinds/index.ts';
import { orderBetween } from '#model/row-order.ts';
import type { Reads } from '../context.ts';
import { addFields, set } from '../helpers/build.ts';
import { writesOf } from '../helpers/carries.ts';
import { fieldsOf, type Named, namedBy } from '../helpers/contracts.ts';
import { isField, keyOf, partsOf } from '../helpers/keys.ts';
import { fieldWords, isMasked, type Personal, personalIn } from '../helpers/personal.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface PiiInKey extends Fact {
  readonly where: 'key' | 'name';
  readonly publishes: Id;
  readonly producer: Id;
  readonly channel: Id;
  /** The contract as it is named. */
  readonly contract: string;
  readonly fields: readonly string[];
  readonly pii: Field['pii'];
  /** A field that identifies the same thing and says nothing about a person, if all contracts have one. */
  readonly candidate?: string;
  /** The name of a field that could be added to every contract as such. */
  readonly surrogate?: string;
}

const kinds: Readonly<Record<string, string>> = {
  personal: 'personal',
  special: 'especially protected',
  secret: 'secret',
};

/** What stands in the name of a channel in place of a value: `customers.{email}`, `customers.<email>`, `customers/:email`. */
function placeholders(name: string): readonly string[] {
  return [...name.matchAll(/\{([^{}]+)\}|<([^<>]+)>|(?:^|[/.]):([A-Za-z_]\w*)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
}

function publishedBy(read: Reads, references: readonly string[]): readonly Named[] {
  return references.flatMap((each) => namedBy(read, each) ?? []);
}

function candidateIn(named: readonly Named[]): string | undefined {
  const fields = named.map(({ version }) => fieldsOf(version) ?? []);
  const keys = named.map(({ contract }) => contract.props.entityKey).filter(isField);
  const marked = fields.flat().flatMap(({ name, unique }) => (unique === 'perEntity' ? [name] : []));
  return [...keys, ...marked].find((key) =>
    partsOf(key).every((part) => fields.every((each) => each.some(({ name, pii }) => name === part && pii === 'none'))),
  );
}

/** `customerId` for events about customers; nothing where a schema text says what the fields are. */
function surrogateFor(named: readonly Named[]): string | undefined {
  if (named.some(({ version }) => version?.text !== '')) return undefined;
  const [first = 'entity', ...rest] = wordsOf(
    named.find(({ contract }) => contract.props.entity !== '')?.contract.props.entity ?? '',
  );
  const name = [first, ...rest, 'id'].map((word, i) => (i === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
  const taken = named.some(({ version }) => version?.fields.some((field) => field.name === name));
  return taken ? undefined : name;
}

function found(personal: readonly Personal[], parts: readonly string[]): readonly (readonly [Personal, Field])[] {
  return personal.flatMap((each) =>
    each.fields.filter(({ name }) => parts.includes(name)).map((field) => [each, field] as const),
  );
}

/** Edits after which messages are keyed, or their channel is named, by another field. */
function identifiedBy({ where, publishes, channel, fields }: PiiInKey, by: string, read: Reads): Edit[] {
  if (where === 'key') return [set(publishes, 'key', by)];
  const name = read.of(channel, 'channel')?.props.name ?? '';
  return [
    set(
      channel,
      'name',
      fields.reduce((text, field) => text.replaceAll(field, by), name),
    ),
  ];
}

/**
 * Differences from the catalogue: tokens and references in place of the data say nothing about a person, so they may be
 * keys. The name of a channel counts where it holds a field in braces, in angle brackets, or behind a colon.
 */
export const piiInKey = defineRule<'publishes', PiiInKey>({
  id: 'pii-in-key',
  category: 'privacy',
  severity: 'warning',
  title: 'Personal data in a key',
  summary: 'Messages are keyed, or their channel is named, by a field that is marked as personal or secret.',
  why:
    'Keys turn up in logs, metrics, tools and tombstones, and are kept when the message is gone. They cannot be encrypted ' +
    'afterwards without breaking order and compaction.',
  behavioural: { invariants: ['erasable'], faults: ['erasure request'] },
  subject: ['publishes'],
  *check(publishes, read) {
    const channel = read.of(publishes.to, 'channel');
    if (!channel) return;
    const key = keyOf(read, publishes);
    const references = writesOf(read, publishes);
    const personal = personalIn(read, references).filter(({ contract }) => !isMasked(contract));
    if (personal.length === 0) return;
    const named = publishedBy(read, references);
    const candidate = candidateIn(named);
    const surrogate = candidate === undefined ? surrogateFor(named) : undefined;
    const places = [
      ['key', isField(key) ? partsOf(key) : []],
      ['name', placeholders(channel.props.name)],
    ] as const;
    for (const [where, parts] of places) {
      const all = found(personal, parts);
      const [first] = all;
      if (!first) continue;
      const [{ reference }, { pii }] = first;
      yield {
        severity: 'warning',
        assumes: [],
        about: [where],
        where,
        publishes: publishes.id,
        producer: publishes.from,
        channel: channel.id,
        contract: reference,
        fields: [...new Set(all.map(([, { name }]) => name))],
        pii,
        ...(candidate !== undefined && { candidate }),
        ...(surrogate !== undefined && { surrogate }),
      };
    }
  },
  explain({ where, publishes, producer, channel, contract, fields, pii, candidate }, say) {
    const data = `${fieldWords(fields, say)}, which is ${kinds[pii] ?? 'personal'} data`;
    return {
      at: [publishes, producer, channel],
      what:
        where === 'key'
          ? `${say.name(producer)} keys ${say.name(contract)} in ${say.name(channel)} by ${data}.`
          : `The name of ${say.name(channel)} holds ${data} of ${say.name(contract)}.`,
      next: `${where === 'key' ? 'Key by' : 'Put into the name'} ${
        candidate === undefined ? 'an id that says nothing about the person' : say.word(candidate)
      }, and keep ${fieldWords(fields, say)} inside the message, where it can be protected.`,
    };
  },
  fixes: [
    {
      id: 'set-key',
      fits: ({ candidate }) => candidate !== undefined,
      title: ({ where, producer, channel, candidate }, say) =>
        where === 'key'
          ? `Key what ${say.name(producer)} publishes to ${say.name(channel)} by ${say.word(candidate as string)}`
          : `Name ${say.name(channel)} by ${say.word(candidate as string)} instead`,
      kind: 'suggestion',
      edits: (fact, read) => (fact.candidate === undefined ? [] : identifiedBy(fact, fact.candidate, read)),
    },
    {
      id: 'add-surrogate',
      fits: ({ surrogate }) => surrogate !== undefined,
      title: ({ where, channel, surrogate }, say) =>
        `Add ${say.word(surrogate as string)} to the messages, and ${where === 'key' ? 'key them' : `name ${say.name(channel)}`} by it`,
      kind: 'suggestion',
      edits(fact, read, makeId) {
        const publishes = read.edge(fact.publishes);
        if (publishes?.kind !== 'publishes' || fact.surrogate === undefined) return [];
        const name = fact.surrogate;
        const added = publishedBy(read, writesOf(read, publishes)).flatMap((named) => {
          const order = orderBetween(named.version?.fields.at(-1)?.order, undefined);
          return order === undefined
            ? []
            : addFields(named, [{ name, type: 'string', unique: 'perEntity', mutable: 'no', order }], makeId);
        });
        return [...added, ...identifiedBy(fact, name, read)];
      },
    },
    {
      id: 'not-personal',
      title: ({ fields, contract }, say) =>
        `Say that ${fieldWords(fields, say)} of ${say.name(contract)} ${fields.length === 1 ? 'says' : 'say'} nothing about a person`,
      kind: 'suggestion',
      edits({ fields: personal, publishes: id }, read) {
        const publishes = read.edge(id);
        if (publishes?.kind !== 'publishes') return [];
        return personalIn(read, writesOf(read, publishes)).flatMap(({ contract, version, fields }) =>
          fields
            .filter(({ name }) => personal.includes(name))
            .map((each) => set(contract.id, ['versions', version?.id ?? '', 'fields', each.id, 'pii'], 'none')),
        );
      },
    },
  ],
  examples: {
    bad: [
      {
        name: 'customers keyed by their e-mail address',
        sketch: sketch`
          service crm
          topic customers
          contract CustomerRegistered 1.0.0 event (entity customer) {
            email string pii personal
          }
          crm -> customers (contracts CustomerRegistered, key email)
        `,
        expects: [
          {
            severity: 'warning',
            what: '“crm” keys “CustomerRegistered” in “customers” by “email”, which is personal data.',
          },
        ],
      },
      {
        name: 'one half of a key, where an id is at hand',
        sketch: sketch`
          service crm
          topic customers
          contract CustomerRegistered 1.0.0 event (entity customer, entityKey customerId) {
            customerId string
            tenantId string
            email string pii personal
          }
          crm -> customers (contracts CustomerRegistered, key "tenantId:email")
        `,
      },
      {
        name: 'a connector that keys by a column',
        sketch: sketch`
          store patients-db relational
          connector capture cdc (keyFrom insuranceNumber)
          topic patients
          contract PatientRow 1.0.0 event (category cdc) {
            patientId long unique perEntity
            insuranceNumber string pii special
          }
          patients-db -> capture -> patients (contracts PatientRow)
        `,
      },
      {
        name: 'a subject that holds a number of a card',
        sketch: sketch`
          service payments
          topic "payments.{cardNumber}"
          contract PaymentTaken 1.0.0 event (entity payment, entityKey paymentId) {
            paymentId string
            cardNumber string pii secret
          }
          payments -> "payments.{cardNumber}" (contracts PaymentTaken)
        `,
        expects: [
          {
            severity: 'warning',
            what: 'The name of “payments.{cardNumber}” holds “cardNumber”, which is secret data of “PaymentTaken”.',
          },
        ],
      },
    ],
    good: [
      {
        name: 'an id that says nothing',
        sketch: sketch`
          service crm
          topic customers
          contract CustomerRegistered 1.0.0 event {
            customerId string
            email string pii personal
          }
          crm -> customers (contracts CustomerRegistered, key customerId)
        `,
      },
      {
        name: 'a token in place of the address',
        sketch: sketch`
          service crm
          topic customers
          contract CustomerRegistered 1.0.0 event (piiProtection tokenised) {
            email string pii personal
          }
          crm -> customers (contracts CustomerRegistered, key email)
        `,
      },
      {
        name: 'a field that nobody has marked',
        sketch: sketch`
          service crm
          topic customers
          contract CustomerRegistered 1.0.0 event {
            customerId string
          }
          crm -> customers (contracts CustomerRegistered, key customerId)
        `,
      },
      {
        name: 'a subject by an id',
        sketch: sketch`
          service crm
          topic "customers.{customerId}"
          contract CustomerRegistered 1.0.0 event {
            customerId string
            email string pii personal
          }
          crm -> "customers.{customerId}" (contracts CustomerRegistered)
        `,
      },
      {
        name: 'no key, and one key for all',
        sketch: sketch`
          service crm
          topic customers
          contract CustomerRegistered 1.0.0 event {
            email string pii personal
          }
          crm -> customers (contracts CustomerRegistered, key none)
          crm -> customers (contracts CustomerRegistered, key const)
        `,
      },
    ],
  },
  mend: [
    'Key by a surrogate id, and keep what it stands for where it can be deleted.',
    'Leave personal data out of subjects, routing keys and headers as well.',
  ],
  notWhen: [
    'Only fields that are marked as personal or secret are looked at.',
    'A hash of an e-mail address is still personal data: whoever knows the address can find its messages.',
  ],
  sources: [sources['CE-spec'], sources['CONDUKTOR-gdpr']],
});
