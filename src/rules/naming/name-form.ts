import type { Id } from '#base/ids.ts';
import { capital, normalName, wordsOf } from '#base/text.ts';
import type { ElementOf } from '#model/design.ts';
import { query, type Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { carries } from '../helpers/carries.ts';
import { contractOf } from '../helpers/contracts.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';
import { asFact, asRequest, beginsWithThing, coreWords, english, imperative, past } from '../words.ts';

type Form = 'tense' | 'request' | 'happened' | 'generic' | 'bare' | 'twin' | 'spelling' | 'consumer';

interface NameForm extends Fact {
  readonly element: Id;
  readonly form: Form;
  readonly kind: string;
  /** What it could be called instead. */
  readonly renamed?: string;
  /** The consumer, or the contract that is called nearly the same. */
  readonly other?: Id;
}

const bare: ReadonlySet<string> = new Set(['updated', 'changed', 'event', 'data', 'message', 'notification']);
const vague: ReadonlySet<string> = new Set(['updated', 'changed', 'modified', 'edited']);
const stem = (word: string) => (word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.replace(/s$/, ''));
const plural = (word: string) => (word.endsWith('s') ? word : word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`);

/** Each contract's name without case and separators; kept, so that a rename of one looks at that one only. */
const plainName = query((read: Reads, id: Id): string => normalName(read.of(id, 'contract')?.props.name ?? ''));

/** Contracts that are called the same but for case and separators, by the plain name; few designs have any. */
const twins = query((read: Reads): readonly (readonly [string, readonly Id[]])[] => {
  const named = new Map<string, Id[]>();
  for (const id of read.all('contract')) {
    const name = plainName(read, id);
    const same = named.get(name);
    if (same) same.push(id);
    else named.set(name, [id]);
  }
  return [...named].filter(([name, ids]) => name !== '' && ids.length > 1);
});

/** The first contract that is spelt differently; it keeps its name. */
function twinOf(read: Reads, { id, props }: ElementOf<'contract'>): Id | undefined {
  const same = twins(read, '').find(([name]) => name === plainName(read, id))?.[1] ?? [];
  const first = same[0];
  if (first === undefined || first === id || !same.includes(id)) return undefined;
  return read.of(first, 'contract')?.props.name === props.name ? undefined : first;
}

/** An event of the business says in its name what has happened; states and documents are things. */
function formOfEvent({ props: { name, category, entity, lossTolerated } }: ElementOf<'contract'>): Form | undefined {
  const words = coreWords(name);
  const [only] = words;
  if (words.length === 1 && bare.has(only as string)) return 'bare';
  if (category === 'state' || category === 'cdc') return undefined;
  if (past(name)) {
    const about = words.slice(0, -1);
    const whole = entity === '' ? about.length === 1 : normalName(about.join('')) === normalName(entity);
    return category === 'domain' && vague.has(words.at(-1) as string) && whole ? 'generic' : undefined;
  }
  if (lossTolerated === 'yes' || !english(name)) return undefined;
  return category !== '?' || imperative(name) ? 'tense' : undefined;
}

function* namesOfContract(contract: ElementOf<'contract'>, read: Reads): Generator<NameForm> {
  const { id } = contract;
  const { name, kind, entity } = contract.props;
  const fact = (form: Form, rest: Partial<NameForm> = {}) => ({
    severity: 'hint' as const,
    assumes: [],
    about: [form],
    element: id,
    form,
    kind,
    ...rest,
  });
  const called = (renamed: string | undefined) => (renamed === undefined ? {} : { renamed });
  if (kind === 'event') {
    const form = formOfEvent(contract);
    const renamed = form === 'tense' && imperative(name) ? asFact(name) : undefined;
    const subject = wordsOf(entity).map(capital).join('');
    if (form === 'bare') yield fact(form, called(subject === '' ? undefined : `${subject}${capital(name)}`));
    else if (form) yield fact(form, called(renamed));
  } else if (kind === 'command' || kind === 'query') {
    if (past(name)) yield fact('happened', called(asRequest(name)));
    else if (!imperative(name) && beginsWithThing(name))
      yield fact('request', called(asRequest(name) ?? (kind === 'query' ? `Get${capital(name)}` : undefined)));
  }
  const other = twinOf(read, contract);
  if (other !== undefined) yield fact('twin', { other, ...called(read.of(other, 'contract')?.props.name) });
}

function isMisspelt(name: string): boolean {
  return /\s/.test(name) || /^\.|\.$/.test(name) || (/\p{Lu}/u.test(name) && /[._-]/.test(name));
}

/** Lower case, words joined by hyphens; dots go on separating the parts of a name. */
function respelt(name: string): string {
  const parts = name.split('.').map((part) => wordsOf(part).join('-'));
  return parts.filter((part) => part !== '').join('.') || 'channel';
}

/** Words for what a channel is about: the entities and names of what it carries. */
function subjectsOf(read: Reads, channel: Id): readonly string[] {
  return carries(read, channel).flatMap((each) => {
    const contract = contractOf(read, each);
    return contract ? [...wordsOf(contract.props.entity), ...coreWords(contract.props.name)].map(stem) : [];
  });
}

/** A consumer whose name stands in the name of the channel, unless that is also what the channel is about. */
function consumerIn(read: Reads, channel: ElementOf<'channel'>): Id | undefined {
  const { name, type, role } = channel.props;
  if (type === 'queue' || role !== 'main') return undefined;
  const asked = carries(read, channel.id).some((each) => {
    const kind = contractOf(read, each)?.props.kind;
    return kind === 'command' || kind === 'query';
  });
  if (asked) return undefined;
  const words = wordsOf(name).map(stem);
  const publishers = new Set(read.into(channel.id, 'publishes').map((edge) => edge.from));
  for (const { to } of read.out(channel.id, 'consumes')) {
    const consumer = wordsOf(read.element(to)?.props.name ?? '').map(stem);
    if (consumer.length === 0 || publishers.has(to)) continue;
    const there = words.some((_, i) => consumer.every((word, j) => words[i + j] === word));
    const subjects = there ? subjectsOf(read, channel.id) : [];
    if (there && !consumer.every((word) => subjects.includes(word))) return to;
  }
  return undefined;
}

const empty: ReadonlySet<string> = new Set(
  'to for from in out input output inbox outbox topic channel stream bus event message data'.split(' '),
);

/** What is left of the name without the consumer; else after what the channel carries, or who publishes. */
function namedBySubject(read: Reads, channel: ElementOf<'channel'>, consumer: Id): string {
  const reader = wordsOf(read.element(consumer)?.props.name ?? '').map(stem);
  const rest = wordsOf(channel.props.name).filter((word) => !reader.includes(stem(word)) && !empty.has(stem(word)));
  if (rest.length > 0) return rest.join('-');
  const entity = carries(read, channel.id)
    .map((each) => contractOf(read, each)?.props.entity ?? '')
    .find((each) => each !== '');
  if (entity !== undefined) return plural(wordsOf(entity).join('-'));
  const publisher = read.into(channel.id, 'publishes')[0]?.from;
  const name = publisher === undefined ? '' : wordsOf(read.element(publisher)?.props.name ?? '').join('-');
  return name === '' ? 'messages' : `${name}-events`;
}

/**
 * Differences from the catalogue. A name is judged only if a word of it is known to be English. Nouns are left alone while
 * nobody has said that an event is no state; so are commands and queries that begin with a word which may be a verb. A
 * channel may be called like its consumer if that is also what its messages are about, if it is a queue or carries
 * commands (both belong to their receiver), or if it is a retry, dead-letter or reply channel.
 */
export const nameForm = defineRule<'contract' | 'channel', NameForm>({
  id: 'name-form',
  category: 'naming',
  severity: 'hint',
  title: 'Form of a name',
  summary:
    'Events whose name does not say that something happened, requests whose name does not ask, names that say nothing, and ' +
    'channels that are called after a consumer.',
  why:
    'The name is the first contract: a fact in the past tense, a request as an order, a channel by its subject. “OrderUpdated” ' +
    'says nothing about the business, and a channel that is called after its consumer is wrong as soon as there are two.',
  behavioural: { not: 'Messages travel in the same way, whatever they are called.' },
  subject: ['contract', 'channel'],
  *check(subject, read) {
    if (subject.props.name === '') return;
    if (subject.kind === 'contract') {
      yield* namesOfContract(subject, read);
      return;
    }
    const fact = { severity: 'hint' as const, assumes: [], element: subject.id, kind: 'channel' };
    if (isMisspelt(subject.props.name))
      yield { ...fact, about: ['spelling'], form: 'spelling', renamed: respelt(subject.props.name) };
    const other = consumerIn(read, subject);
    if (other === undefined) return;
    yield { ...fact, about: ['consumer'], form: 'consumer', other, renamed: namedBySubject(read, subject, other) };
  },
  explain({ element, form, kind, renamed, other }, say) {
    const name = say.name(element);
    const example = renamed === undefined ? '' : `, for example ${say.word(renamed)}`;
    const at = [element, ...(other === undefined ? [] : [other])] as const;
    switch (form) {
      case 'tense':
        return {
          at,
          what: `${name} is an event, but its name does not say that something has happened.`,
          next: `Name it after what has happened${example}. If it hands over a state or a document, say so.`,
        };
      case 'request':
        return {
          at,
          what: `${name} is a ${kind}, but its name does not ask for anything.`,
          next: `Begin its name with what is to be done${example}.`,
        };
      case 'happened':
        return {
          at,
          what: `${name} is a ${kind}, but its name says that something has happened already.`,
          next: `Begin its name with what is to be done${example}. If it tells what has happened, make it an event.`,
        };
      case 'generic':
        return {
          at,
          what: `${name} says that something changed, but not what happened.`,
          next: 'Name the step of the business, such as OrderPaid or OrderCancelled. If it carries the whole state, say so.',
        };
      case 'bare':
        return {
          at,
          what: `${name} does not say what it is about.`,
          next: `Name the thing, and what happened to it${example}.`,
        };
      case 'twin':
        return {
          at,
          what: `${name} and ${say.name(other as Id)} differ only in how they are spelt.`,
          why: 'People, registries and generated code take them for one or for two, as it happens.',
          next: 'If they are the same, keep one of them. If not, give them names that tell them apart.',
        };
      case 'spelling':
        return {
          at,
          what: `The name ${name} mixes spaces, capital letters and separators, or begins or ends with a dot.`,
          why: 'Tools for metrics, access rights and the command line treat such names badly, and people mistype them.',
          next: `Use small letters and one separator${example}.`,
        };
      case 'consumer':
        return {
          at,
          what: `${name} is called after ${say.name(other as Id)}, which reads it.`,
          why: 'Such a name is wrong as soon as somebody else reads the channel too.',
          next: `Name it after what its messages are about${example}.`,
        };
    }
  },
  fixes: [
    {
      id: 'rename',
      fits: ({ renamed }) => renamed !== undefined,
      title: ({ element, renamed }, say) => `Rename ${say.name(element)} to ${say.word(renamed as string)}`,
      kind: 'suggestion',
      edits: ({ element, renamed }) => (renamed === undefined ? [] : [set(element, 'name', renamed)]),
    },
    {
      id: 'make-event',
      fits: ({ form }) => form === 'happened',
      title: ({ element }, say) => `Make ${say.name(element)} an event, if it says what has happened`,
      kind: 'suggestion',
      edits: ({ element }) => [set(element, 'kind', 'event')],
    },
    {
      id: 'make-state',
      fits: ({ form }) => form === 'generic',
      title: ({ element }, say) => `Say that ${say.name(element)} carries the whole state`,
      kind: 'suggestion',
      edits: ({ element }) => [set(element, 'category', 'state')],
    },
    {
      id: 'make-document',
      fits: ({ form }) => form === 'tense' || form === 'bare' || form === 'request',
      title: ({ element }, say) => `Say that ${say.name(element)} hands over a document`,
      kind: 'suggestion',
      edits: ({ element }) => [set(element, 'kind', 'document')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'an event that asks, and a topic that is called after its reader',
        sketch: sketch`
          service billing
          topic Billing_In
          contract CreateOrder 1.0.0 event (entity order)
          shop -> Billing_In (contracts CreateOrder) -> billing
        `,
        expects: [
          { severity: 'hint', what: '“Billing_In” is called after “billing”, which reads it.' },
          {
            severity: 'hint',
            what: 'The name “Billing_In” mixes spaces, capital letters and separators, or begins or ends with a dot.',
          },
          { severity: 'hint', what: '“CreateOrder” is an event, but its name does not say that something has happened.' },
        ],
      },
      {
        name: 'a domain event that is called like a thing',
        sketch: sketch`contract OrderCreation 1.0.0 event (category domain)`,
      },
      {
        name: 'a command in the past tense',
        sketch: sketch`contract OrderPlaced 1.0.0 command`,
        expects: [
          { severity: 'hint', what: '“OrderPlaced” is a command, but its name says that something has happened already.' },
        ],
      },
      {
        name: 'a query that is called like a thing',
        sketch: sketch`
          contract CustomerStatus 1.0.0 query
          contract PaymentStep 1.0.0 command
        `,
        expects: [
          { severity: 'hint', what: '“CustomerStatus” is a query, but its name does not ask for anything.' },
          { severity: 'hint' },
        ],
      },
      {
        name: 'a change, but which?',
        sketch: sketch`
          contract OrderUpdated 1.0.0 event (category domain, entity order)
          contract Changed 1.0.0 event (entity order)
          contract Notification 1.0.0 event
        `,
        expects: [
          { severity: 'hint', what: '“Changed” does not say what it is about.' },
          { severity: 'hint' },
          { severity: 'hint', what: '“OrderUpdated” says that something changed, but not what happened.' },
        ],
      },
      {
        name: 'two contracts that are spelt differently',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event
          contract order-placed 1.0.0 event
        `,
        expects: [{ severity: 'hint', what: '“OrderPlaced” and “order-placed” differ only in how they are spelt.' }],
      },
      {
        name: 'called after its consumer: with nothing else, with its producer, and with its subject',
        sketch: sketch`
          service billing
          topic to-billing
          topic billing-topic
          topic orders-for-billing
          to-billing -> billing
          shop -> billing-topic -> billing
          shop -> orders-for-billing -> billing
        `,
        expects: [{ severity: 'hint' }, { severity: 'hint' }, { severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'a fact on a topic that is called by its subject',
        sketch: sketch`
          service billing
          contract OrderCreated 1.0.0 event
          shop -> orders (contracts OrderCreated) -> billing
        `,
      },
      {
        name: 'states, documents and readings are things',
        sketch: sketch`
          contract Customer 1.0.0 event (category state)
          contract CustomerUpdated 1.0.0 event (category state)
          contract PaymentRequest 1.0.0 document
          contract TemperatureReading 1.0.0 event (category notification, lossTolerated yes)
          contract Order 1.0.0 event
        `,
      },
      {
        name: 'suffixes, versions, namespaces, and other languages',
        sketch: sketch`
          contract OrderCreatedEvent 1.0.0 event (category domain)
          contract roundCreatedPayloadV1 1.0.0 event (category domain)
          contract com.acme.order-created.v1 1.0.0 event (category domain)
          contract Bestellung 1.0.0 event (category domain)
          contract handlaggning.klar 1.0.0 command
        `,
      },
      {
        name: 'a change of one part, told by its name',
        sketch: sketch`contract AddressChanged 1.0.0 event (category domain, entity customer)`,
      },
      {
        name: 'requests, also such as begin with a word that may be a thing',
        sketch: sketch`
          contract PlaceOrder 1.0.0 command
          contract OrderPizza 1.0.0 command
          contract GetCustomer 1.0.0 query
        `,
      },
      {
        name: 'names of channels that belong to their reader, or to the subject',
        sketch: sketch`
          service billing
          service payments
          queue billing-jobs
          topic billing-commands
          topic billing-retry (role retry)
          topic payments-topic
          contract SendInvoice 1.0.0 command
          contract PaymentTaken 1.0.0 event (entity payment)
          shop -> billing-jobs -> billing
          shop -> billing-commands (contracts SendInvoice) -> billing
          shop -> billing-retry -> billing
          shop -> payments-topic (contracts PaymentTaken) -> payments
        `,
      },
    ],
  },
  mend: [
    'Call an event by what has happened, in the past tense: OrderPlaced.',
    'Call a command or query by what is asked for: PlaceOrder, GetOrder.',
    'Call a channel by its subject, in small letters with one separator: orders, sales.orders.',
    'Keep one spelling of a name.',
  ],
  notWhen: [
    'States, documents and readings are things, and are called so.',
    'Names in other languages are not judged.',
    'A queue, a retry channel and a channel for commands belong to their receiver, and may be called after it.',
  ],
  sources: [sources['OTTO-past'], sources['OTTO-topic-names'], sources.Z213, sources['KAFKA-ops'], sources['NSB-messages']],
});
