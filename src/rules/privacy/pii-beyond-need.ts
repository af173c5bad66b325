import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { addElement, set } from '../helpers/build.ts';
import { meeting, readsOf } from '../helpers/carries.ts';
import { contractId, fieldsOf, namedBy } from '../helpers/contracts.ts';
import { contextOf } from '../helpers/ctx.ts';
import { detoured } from '../helpers/detour.ts';
import { fieldWords, isMasked, namesOf, needed, type Personal, personalIn } from '../helpers/personal.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface BeyondNeed extends Fact {
  readonly contracts: readonly Id[];
  readonly fields: readonly string[];
  /** The handler that gets more than it needs; else the contract goes too far. */
  readonly consumes?: Id;
  readonly reader?: Id;
  readonly channel?: Id;
  readonly audience: string;
  /** The one contract that the handler reads, as it is named. */
  readonly alone?: string;
}

function comesFromElsewhere(read: Reads, consumes: EdgeOf<'consumes'>, contract: Id): boolean {
  const here = contextOf(read, consumes.to);
  return read
    .into(consumes.from, 'publishes')
    .some(
      (publishes) =>
        contextOf(read, publishes.from) !== here &&
        meeting(read, publishes, consumes)?.contracts.some((each) => contractId(each) === contract),
    );
}

/** Personal fields that a handler in another context gets and says that it does not need. */
function beyond(read: Reads, consumes: EdgeOf<'consumes'>): readonly Personal[] {
  const { needs } = consumes.props;
  if (typeof needs === 'string') return [];
  return personalIn(read, readsOf(read, consumes)).flatMap((each) => {
    if (isMasked(each.contract) || !comesFromElsewhere(read, consumes, each.contract.id)) return [];
    const fields = each.fields.filter(({ name }) => !needed(needs, name));
    return fields.length > 0 ? [{ ...each, fields }] : [];
  });
}

/**
 * Difference from the catalogue: what is replaced by tokens or references says nothing about a person, wherever it goes.
 */
export const piiBeyondNeed = defineRule<'consumes' | 'contract', BeyondNeed>({
  id: 'pii-beyond-need',
  category: 'privacy',
  severity: 'hint',
  title: 'Personal data beyond need',
  summary:
    'A consumer in another context gets personal data that it does not need, or personal data goes to partners or the public.',
  why: 'What somebody does not need they should not get: they would store it, have to protect it and erase it, and may lose it.',
  behavioural: { not: 'The rehearsal plays what happens to messages; who may know what is a question of the design.' },
  subject: ['consumes', 'contract'],
  *check(subject, read) {
    if (subject.kind === 'contract') {
      const { audience } = subject.props;
      if ((audience !== 'partner' && audience !== 'public') || isMasked(subject)) return;
      const fields = namesOf(personalIn(read, [subject.id]));
      if (fields.length > 0)
        yield { severity: 'warning', assumes: [], about: ['audience'], contracts: [subject.id], fields, audience };
      return;
    }
    const found = beyond(read, subject);
    if (found.length === 0) return;
    const [alone, ...others] = readsOf(read, subject);
    yield {
      severity: 'hint',
      assumes: [],
      about: ['needs'],
      contracts: [...new Set(found.map(({ contract }) => contract.id))],
      fields: namesOf(found),
      audience: '',
      consumes: subject.id,
      reader: subject.to,
      channel: subject.from,
      ...(alone !== undefined && others.length === 0 && { alone }),
    };
  },
  explain({ contracts, fields, consumes, reader, audience }, say) {
    const data = `${fieldWords(fields, say)} of ${say.names(contracts)}`;
    const them = fields.length === 1 ? 'it' : 'them';
    if (consumes === undefined || reader === undefined) {
      return {
        at: [contracts[0] as Id],
        what: `${audience === 'public' ? 'Anybody' : 'Partners'} may read ${data}, which ${fields.length === 1 ? 'is' : 'are'} marked as personal data.`,
        next: `Split the event into a part for all and a protected one, or send tokens or a reference instead.`,
      };
    }
    return {
      at: [consumes, reader, ...contracts],
      what: `${say.name(reader)} gets ${data}, but does not need ${them}.`,
      next: `Leave ${them} out of what ${say.name(reader)} reads: split the event, mask it on the way, or send a reference.`,
    };
  },
  fixes: [
    {
      id: 'mask',
      fits: ({ alone }) => alone !== undefined,
      title: ({ reader, fields }, say) =>
        `Give ${say.name(reader as Id)} a channel of its own, in which ${fieldWords(fields, say)} ${fields.length === 1 ? 'is' : 'are'} left out`,
      kind: 'suggestion',
      edits({ consumes: handler, alone, fields }, read, makeId) {
        const consumes = read.edge(handler as Id);
        const named = namedBy(read, alone as string);
        if (consumes?.kind !== 'consumes' || !named?.version) return [];
        const { contract, version } = named;
        const kept = (fieldsOf(version) ?? []).filter(({ name }) => !fields.includes(name));
        const masked = makeId();
        const channel = read.of(consumes.from, 'channel')?.props.name ?? '';
        return [
          addElement('contract', masked, {
            ...contract.props,
            name: `${contract.props.name}Masked`,
            versions: [{ ...version, fields: kept, text: '' }],
            comment: '',
          }),
          ...detoured(
            read,
            consumes,
            { processor: `mask-${channel}`, op: 'map', channel: `${channel}-masked`, contracts: [masked] },
            makeId,
          ),
        ];
      },
    },
    {
      id: 'tokenise',
      title: ({ fields, contracts }, say) => `Replace ${fieldWords(fields, say)} of ${say.names(contracts)} by tokens`,
      kind: 'suggestion',
      edits: ({ contracts }) => contracts.map((each) => set(each, 'piiProtection', 'tokenised')),
    },
    {
      id: 'narrow',
      fits: ({ audience }) => audience !== '',
      title: ({ contracts }, say) => `Keep ${say.names(contracts)} inside the company`,
      kind: 'suggestion',
      edits: ({ contracts }) => contracts.map((each) => set(each, 'audience', 'company')),
    },
    {
      id: 'needed',
      fits: ({ consumes }) => consumes !== undefined,
      title: ({ reader, fields }, say) => `Say that ${say.name(reader as Id)} needs ${fieldWords(fields, say)}`,
      kind: 'suggestion',
      edits({ consumes: handler, fields }, read) {
        const consumes = read.edge(handler as Id);
        if (consumes?.kind !== 'consumes' || typeof consumes.props.needs === 'string') return [];
        return [set(consumes.id, 'needs', [...consumes.props.needs, ...fields])];
      },
    },
  ],
  examples: {
    bad: [
      {
        name: 'analytics reads addresses that it never uses',
        sketch: sketch`
          context Sales { shop }
          context Insight { analytics }
          service shop
          topic orders
          service analytics
          contract OrderPlaced 1.0.0 event {
            orderId string
            totalCents long
            email string pii personal
          }
          shop -> orders (contracts OrderPlaced, key orderId) -> analytics (needs [orderId, totalCents])
        `,
        expects: [{ severity: 'hint', what: '“analytics” gets “email” of “OrderPlaced”, but does not need it.' }],
      },
      {
        name: 'one of several contracts holds more than is needed',
        sketch: sketch`
          context Sales { shop }
          context Insight { analytics }
          service shop
          topic orders (contracts [OrderPlaced, OrderCancelled])
          service analytics
          contract OrderPlaced 1.0.0 event {
            orderId string
            customer.name string pii personal
            customer.email string pii personal
          }
          contract OrderCancelled 1.0.0 event { orderId string }
          shop -> orders -> analytics (needs orderId)
        `,
        expects: [
          {
            severity: 'hint',
            what: '“analytics” gets “customer.name” and “customer.email” of “OrderPlaced”, but does not need them.',
          },
        ],
      },
      {
        name: 'an event with addresses that partners may read',
        sketch: sketch`
          service shop
          topic orders
          contract OrderPlaced 1.0.0 event (audience partner) {
            orderId string
            email string pii personal
          }
          shop -> orders (contracts OrderPlaced)
        `,
        expects: [{ severity: 'warning', what: 'Partners may read “email” of “OrderPlaced”, which is marked as personal data.' }],
      },
    ],
    good: [
      {
        name: 'a masked topic for analytics',
        sketch: sketch`
          context Sales { shop mask }
          context Insight { analytics }
          service shop
          processor mask map
          topic orders
          topic orders-masked
          service analytics
          contract OrderPlaced 1.0.0 event {
            orderId string
            email string pii personal
          }
          contract OrderPlacedMasked 1.0.0 event { orderId string }
          shop -> orders (contracts OrderPlaced) -> mask -> orders-masked (contracts OrderPlacedMasked) -> analytics (needs orderId)
        `,
      },
      {
        name: 'a mailer needs the address',
        sketch: sketch`
          context Sales { shop }
          context Care { mailer }
          service shop
          topic orders
          service mailer
          contract OrderPlaced 1.0.0 event {
            customer object
            customer.email string pii personal
          }
          shop -> orders (contracts OrderPlaced) -> mailer (needs customer)
        `,
      },
      {
        name: 'nobody has said what is needed, or who may read it',
        sketch: sketch`
          context Sales { shop }
          context Insight { analytics }
          service shop
          topic orders
          service analytics
          contract OrderPlaced 1.0.0 event { email string pii personal }
          shop -> orders (contracts OrderPlaced) -> analytics
        `,
      },
      {
        name: 'inside one context',
        sketch: sketch`
          context Sales { shop billing }
          service shop
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event {
            orderId string
            email string pii personal
          }
          shop -> orders (contracts OrderPlaced) -> billing (needs orderId)
        `,
      },
      {
        name: 'partners get tokens',
        sketch: sketch`
          service shop
          topic orders
          contract OrderPlaced 1.0.0 event (audience partner, piiProtection tokenised) { email string pii personal }
          shop -> orders (contracts OrderPlaced)
        `,
      },
    ],
  },
  mend: [
    'Split the event: a public core, and a protected part for those who need it.',
    'Send a reference, and let those who need the data ask for it.',
    'Filter or mask in a processor on the way.',
  ],
  notWhen: [
    'Consumers that have not said which fields they need are not looked at.',
    'Only fields that are marked as personal or secret are looked at.',
  ],
  sources: [sources.Z200, sources['CE-dataclassification'], sources['OTTO-retention']],
});
