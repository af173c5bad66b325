import type { Id } from '#base/ids.ts';
import { addEdge, addElement } from '../helpers/build.ts';
import { carries, readsOf } from '../helpers/carries.ts';
import { contractOf } from '../helpers/contracts.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface HalfConnected extends Fact {
  readonly element: Id;
  readonly lacks: 'producer' | 'reader' | 'deadLetters' | 'edges';
  /** Readers of a channel without a producer, producers of one without a reader. */
  readonly others: readonly Id[];
}

const wide: readonly string[] = ['company', 'partner', 'public'];

/**
 * Beyond the catalogue: an element without an arrow is left alone if something refers to it (an inbox that a handler
 * names as its de-duplication store, a schema registry, the orchestrator of a saga): it has its place in the design.
 */
export const elementHalfConnected = defineRule<
  'channel' | 'service' | 'processor' | 'store' | 'connector' | 'external',
  HalfConnected
>({
  id: 'element-half-connected',
  category: 'structure',
  severity: 'warning',
  title: 'Element half connected',
  summary: 'A channel that is read but never written, or written but never read, and elements that no arrow touches.',
  why: 'An event that nobody publishes never arrives, and an event that nobody reads costs without being of use.',
  behavioural: { not: 'What is not connected takes no part in any run, so there is nothing to play.' },
  subject: ['channel', 'service', 'processor', 'store', 'connector', 'external'],
  waits: true,
  *check(subject, read) {
    const { id } = subject;
    const found = (severity: Fact['severity'], lacks: HalfConnected['lacks'], others: readonly Id[] = []): HalfConnected => ({
      severity,
      assumes: [],
      about: [],
      element: id,
      lacks,
      others,
    });
    if (subject.kind !== 'channel') {
      if (read.edgesAt(id).length === 0 && read.referrers(id).length === 0) yield found('hint', 'edges');
      return;
    }
    const { role } = subject.props;
    if (role === 'dlq') {
      if (read.into(id, 'deadLetters').length === 0) yield found('hint', 'deadLetters');
      return;
    }
    if (role !== 'main' && role !== 'reply') return;
    const handlers = read.out(id, 'consumes');
    // Where the producer stands on another board, only its readers name the contract.
    const named = new Set([...carries(read, id), ...handlers.flatMap((edge) => readsOf(read, edge))]);
    if ([...named].some((each) => wide.includes(contractOf(read, each)?.props.audience ?? '?'))) return;
    const producers = read.into(id, 'publishes').map((edge) => edge.from);
    const readers = handlers.map((edge) => edge.to);
    if (readers.length > 0 && producers.length === 0) yield found('warning', 'producer', readers);
    else if (producers.length > 0 && readers.length === 0) yield found('hint', 'reader', producers);
  },
  explain({ element, lacks, others }, say) {
    const name = say.name(element);
    const at = [element, ...others] as const;
    switch (lacks) {
      case 'producer':
        return {
          at,
          what:
            `${say.names(others)} ${say.agree(others, 'reads', 'read')} from ${name}, but nothing on the board ` +
            'publishes to it.',
          next:
            `Draw who publishes to ${name}. If that is outside this board, set the audience of its contract to company, ` +
            'partner or public.',
        };
      case 'reader':
        return {
          at,
          what:
            `${say.names(others)} ${say.agree(others, 'publishes', 'publish')} to ${name}, but nothing on the board ` +
            'reads from it.',
          next:
            `Draw who reads from ${name}, or set the audience of its contract if its readers are elsewhere. If nobody ` +
            'needs it, leave it out.',
        };
      case 'deadLetters':
        return {
          at,
          what: `${name} is a dead-letter queue, but no failed messages are sent there.`,
          next: `Draw a dead-letter arrow from the consumer that ${name} is for.`,
        };
      case 'edges':
        return { at, what: `${name} is not connected to anything yet.`, next: `Connect ${name} with an arrow, or remove it.` };
    }
  },
  fixes: [
    {
      id: 'add-producer',
      fits: (fact) => fact.lacks === 'producer',
      title: ({ element }, say) => `Add a service that publishes to ${say.name(element)}`,
      kind: 'suggestion',
      edits({ element }, read, makeId) {
        const channel = read.of(element, 'channel');
        if (!channel) return [];
        const producer = makeId();
        return [
          addElement('service', producer, { name: `${channel.props.name}-producer`, context: channel.props.context }),
          addEdge('publishes', makeId(), producer, element),
        ];
      },
    },
    {
      id: 'add-reader',
      fits: (fact) => fact.lacks === 'reader',
      title: ({ element }, say) => `Add a service that reads from ${say.name(element)}`,
      kind: 'suggestion',
      edits({ element }, read, makeId) {
        const channel = read.of(element, 'channel');
        if (!channel) return [];
        const reader = makeId();
        return [
          addElement('service', reader, { name: `${channel.props.name}-consumer`, context: channel.props.context }),
          addEdge('consumes', makeId(), element, reader),
        ];
      },
    },
    {
      id: 'remove',
      fits: (fact) => fact.lacks === 'edges' || fact.lacks === 'deadLetters',
      title: ({ element }, say) => `Remove ${say.name(element)}`,
      kind: 'suggestion',
      edits: ({ element }, read) => (read.element(element) ? [{ op: 'removeElement', id: element }] : []),
    },
  ],
  examples: {
    bad: [
      {
        name: 'a topic that nobody publishes to',
        sketch: sketch`
          topic orders
          service billing
          orders -> billing
        `,
        expects: [{ severity: 'warning', what: '“billing” reads from “orders”, but nothing on the board publishes to it.' }],
      },
      {
        name: 'a topic that nobody reads',
        sketch: sketch`
          service orders-api
          topic orders
          orders-api -> orders
        `,
        expects: [{ severity: 'hint', what: '“orders-api” publishes to “orders”, but nothing on the board reads from it.' }],
      },
      {
        name: 'a service that no arrow touches',
        sketch: sketch`
          service reporting
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'a dead-letter queue for nobody',
        sketch: sketch`
          queue orders-dlq (role dlq)
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'a topic with both ends',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          orders-api -> orders -> billing
        `,
      },
      {
        name: 'a public event whose readers are elsewhere',
        sketch: sketch`
          service orders-api
          topic orders
          contract OrderPlaced 1.0.0 event (audience public)
          orders-api -> orders (contracts OrderPlaced)
        `,
      },
      {
        name: 'a public event whose producer is elsewhere: only its reader names it',
        sketch: sketch`
          topic prices
          service shop
          contract PriceSet 1.0.0 event (audience company)
          prices -> shop (contracts PriceSet)
        `,
      },
      {
        name: 'an archive that may have no reader',
        sketch: sketch`
          service orders-api
          topic orders-archive (role archive)
          orders-api -> orders-archive
        `,
      },
      {
        name: 'an inbox that only a handler names',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          store inbox relational (role inbox)
          orders-api -> orders -> billing (idempotency dedupStore, dedupStore inbox)
        `,
      },
    ],
  },
  mend: [
    'Draw the missing end.',
    'Say that the other end is outside this board: give the contract the audience company, partner or public.',
    'Remove what nobody needs.',
  ],
  notWhen: [
    'While somebody is still working on the element, nothing is said.',
    'Archive and changelog channels may have no reader.',
    'Contracts for a company, for partners or for the public have readers that stand on other boards.',
  ],
  sources: [sources.Z199, sources['AAPI-rules']],
});
