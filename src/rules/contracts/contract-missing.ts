import type { Id } from '#base/ids.ts';
import { wordsOf } from '#base/text.ts';
import { rowOrders } from '#model/row-order.ts';
import type { Reads } from '../context.ts';
import { addElement, addFields, set } from '../helpers/build.ts';
import { carriersOf, carries } from '../helpers/carries.ts';
import { fieldsOf, namedBy } from '../helpers/contracts.ts';
import { crossingsOf } from '../helpers/crosses.ts';
import { isField, partsOf } from '../helpers/keys.ts';
import { conclude, said, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface ContractMissing extends Fact {
  readonly lacks: 'contract' | 'fields' | 'registry';
  readonly channels: readonly Id[];
  /** Where there is one. */
  readonly contract?: Id;
  readonly producers: readonly Id[];
  readonly readers: readonly Id[];
}

function isInUse(read: Reads, id: Id): boolean {
  const channel = read.of(id, 'channel');
  if (!channel || (channel.props.role !== 'main' && channel.props.role !== 'reply')) return false;
  return read.into(id, 'publishes').length > 0 && read.out(id, 'consumes').length > 0;
}

/**
 * Differences from the catalogue. A contract without fields is reported once, on the contract, and not once for every
 * channel that carries it. "None plus a note" is read as a comment on the contract. The hint about the registry is
 * given only where somebody has said that there is none: without drawn contexts every service is its own, and an
 * unknown registry is a question, not a mark.
 */
export const contractMissing = defineRule<'channel' | 'contract', ContractMissing>({
  id: 'contract-missing',
  category: 'contracts',
  severity: 'warning',
  title: 'Contract missing',
  summary:
    'A channel that is written and read although nothing says what its messages contain, and contracts that are no ' +
    'more than a name.',
  why:
    'Without an explicit contract the shape of a message lives in two programs, and one of them will change first. ' +
    'Events are part of a service’s interface, just as an API is.',
  behavioural: { not: 'The rehearsal plays deliveries; what a message contains is compared by the rules about contracts.' },
  subject: ['channel', 'contract'],
  *check(subject, read) {
    if (subject.kind === 'channel') {
      if (!isInUse(read, subject.id) || carries(read, subject.id).length > 0) return;
      yield {
        severity: 'warning',
        assumes: [],
        about: ['contract'],
        lacks: 'contract',
        channels: [subject.id],
        producers: read.into(subject.id, 'publishes').map((edge) => edge.from),
        readers: read.out(subject.id, 'consumes').map((edge) => edge.to),
      };
      return;
    }
    const channels = carriersOf(read, subject.id).filter((each) => isInUse(read, each));
    if (channels.length === 0) return;
    const about = (lacks: 'fields' | 'registry') => ({
      about: [lacks],
      lacks,
      channels,
      contract: subject.id,
      producers: [],
      readers: [],
    });
    const version = namedBy(read, subject.id)?.version;
    if (fieldsOf(version)?.length === 0) {
      const onPurpose = subject.props.comment !== '';
      const path = version ? ['versions', version.id, 'format'] : ['versions'];
      const schemaless =
        version && version.format !== '?'
          ? said(version.format === 'none')
          : supposing(unsaid({ id: subject.id, property: path.at(-1) as string, path }));
      yield* conclude(onPurpose ? 'hint' : 'warning', schemaless, (found) => ({ ...found, ...about('fields') }));
    }
    const { registry } = subject.props;
    if (registry === 'none' && crossingsOf(read, subject.id, channels).length > 0)
      yield { ...about('registry'), severity: 'hint', assumes: [] };
  },
  explain({ lacks, channels, contract, producers, readers, assumes }, say) {
    const channel = channels[0] as Id;
    if (lacks === 'contract') {
      return {
        at: [channel, ...producers, ...readers],
        what:
          `${say.names(producers)} and ${say.names(readers)} exchange messages through ${say.name(channel)}, but no ` +
          'contract says what is in them.',
        next: `Draw an event or a command, attach it to ${say.name(channel)}, and name its fields.`,
      };
    }
    const name = say.name(contract as Id);
    if (lacks === 'fields') {
      return {
        at: [contract as Id, ...channels],
        what:
          assumes.length > 0
            ? `${name} is only a name so far: nothing says which fields it has.`
            : `${name} is sent without a schema, so its readers have to know from elsewhere what is in it.`,
        next: `Name the fields of ${name}, or paste its schema. If it has none on purpose, say why in a comment.`,
      };
    }
    return {
      at: [contract as Id, ...channels],
      what: `${name} leaves its context, but stands in no schema registry.`,
      why: 'A registry checks every change before it reaches readers in other teams.',
      next: `Register ${name}, and draw the registry as a store of that type.`,
    };
  },
  fixes: [
    {
      id: 'draw-contract',
      fits: (fact) => fact.lacks === 'contract',
      title: ({ channels }, say) => `Draw an event for ${say.name(channels[0] as Id)}`,
      kind: 'suggestion',
      edits({ channels }, read, makeId) {
        const channel = read.of(channels[0] as Id, 'channel');
        if (!channel) return [];
        const id = makeId();
        const name = wordsOf(channel.props.name)
          .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
          .join('');
        return [
          addElement('contract', id, { name: `${name}Event`, context: channel.props.context }),
          set(channel.id, 'contracts', [id]),
        ];
      },
    },
    {
      id: 'begin-fields',
      fits: (fact) => fact.lacks === 'fields',
      title: ({ contract }, say) => `Begin the list of fields of ${say.name(contract as Id)}`,
      kind: 'suggestion',
      edits({ contract, channels }, read, makeId) {
        const named = namedBy(read, contract as Id);
        if (!named || fieldsOf(named.version)?.length !== 0) return [];
        const keys = channels.flatMap((channel) => read.into(channel, 'publishes').map((edge) => edge.props.key));
        const key = [named.contract.props.entityKey, ...keys].find(isField);
        const names = key === undefined ? ['id'] : partsOf(key);
        const orders = rowOrders(names.length);
        return addFields(
          named,
          names.map((name, i) => ({ name, type: 'string', order: orders[i] as string })),
          makeId,
        );
      },
    },
    {
      id: 'register',
      fits: (fact) => fact.lacks === 'registry',
      title: ({ contract }, say) => `Register ${say.name(contract as Id)} in a schema registry`,
      kind: 'suggestion',
      edits({ contract }, read, makeId) {
        if (!read.of(contract as Id, 'contract')) return [];
        const known = read.all('store').find((id) => read.of(id, 'store')?.props.type === 'schemaRegistry');
        if (known !== undefined) return [set(contract as Id, 'registry', known)];
        const id = makeId();
        return [
          addElement('store', id, { name: 'schema-registry', type: 'schemaRegistry' }),
          set(contract as Id, 'registry', id),
        ];
      },
    },
  ],
  examples: {
    bad: [
      {
        name: 'nothing says what is in the messages',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          orders-api -> orders -> billing
        `,
        expects: [
          {
            severity: 'warning',
            what: '“orders-api” and “billing” exchange messages through “orders”, but no contract says what is in them.',
          },
        ],
      },
      {
        name: 'a contract without a schema',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event (format none)
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a contract that is only a name so far',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
        expects: [{ severity: 'hint', what: '“OrderPlaced” is only a name so far: nothing says which fields it has.' }],
      },
      {
        name: 'a shared contract that is in no registry',
        sketch: sketch`
          context Sales { orders-api }
          context Finance { billing }
          service orders-api
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event (registry none) {
            orderId string
          }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'an explicit contract',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event {
            orderId string
            amount double
          }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
      },
      {
        name: 'an explicit contract inside one context, which needs no registry',
        sketch: sketch`
          context Sales { orders-api billing }
          service orders-api
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event (registry none) {
            orderId string
          }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
      },
      {
        name: 'a topic that nobody reads yet',
        sketch: sketch`
          service orders-api
          topic orders
          orders-api -> orders
        `,
      },
    ],
  },
  mend: [
    'Draw a contract, attach it to the channel or the arrow, and name its fields.',
    'Paste the schema that exists already.',
    'Register it, so that its changes are checked.',
    'If it has no schema on purpose, set its format to none and say why in a comment: then it is only a hint.',
  ],
  notWhen: [
    'Retry, dead-letter, changelog and archive channels carry what others have defined.',
    'A channel that is not both written and read is not asked for a contract yet.',
  ],
  sources: [
    sources.Z194,
    sources.Z195,
    sources.Z197,
    sources['OTTO-asyncapi'],
    sources['CESP-data-contract'],
    sources['ADIDAS-schemas'],
  ],
});
