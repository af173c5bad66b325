import type { Id } from '#base/ids.ts';
import { wordsOf } from '#base/text.ts';
import { rowOrders } from '#model/row-order.ts';
import { query, type Reads } from '../context.ts';
import { alongside } from '../helpers/alongside.ts';
import { addElement, addFields } from '../helpers/build.ts';
import { fieldsOf, namedBy } from '../helpers/contracts.ts';
import { isField } from '../helpers/keys.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';
import { coreWords } from '../words.ts';

interface NoCorrection extends Fact {
  readonly contract: Id;
  readonly entity: string;
  readonly field: string;
  /** The others about the same thing. */
  readonly siblings: readonly Id[];
}

const measures: ReadonlySet<string> = new Set(['amount', 'price', 'quantity', 'total', 'balance']);
const numbers: ReadonlySet<string> = new Set(['int', 'long', 'double']);

/** Beginnings of the words of events that take something back: PaymentReversed, OrderCancellation, Refund. */
const corrections = /^(correct|revers|cancel|adjust|refund|rectif|amend|void|revok|credit(ed|ing)?$)/;

interface Summary {
  readonly entity: string;
  /** Tells of an amount that may turn out wrong: the field with it. */
  readonly field: string;
  readonly corrects: boolean;
}

/** What one contract says to this rule, so that other changes of it disturb nobody. */
const summaryOf = query((read: Reads, id: Id): Summary => {
  const named = namedBy(read, id);
  if (named?.contract.props.kind !== 'event') return { entity: '', field: '', corrects: false };
  const { name, entity, category } = named.contract.props;
  const tells = category === 'sourced' || category === 'domain';
  const field = (fieldsOf(named.version) ?? []).find(
    (each) => numbers.has(each.type) && wordsOf(each.name).some((word) => measures.has(word)),
  );
  return {
    entity: entity.trim().toLowerCase(),
    field: tells && field ? field.name : '',
    corrects: coreWords(name).some((word) => corrections.test(word)),
  };
});

/** Contracts about one entity, by its name. */
const contractsAbout = query((read: Reads, entity: string): readonly Id[] =>
  read.all('contract').filter((id) => summaryOf(read, id).entity === entity),
);

function pascal(text: string): string {
  return wordsOf(text)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/**
 * Differences from the catalogue: the hint is given once for each entity, on the first of its contracts that tells of an
 * amount, and words such as cancellation, refund and reversal count in any form. Only events are looked at.
 */
export const noCorrectionEvent = defineRule<'contract', NoCorrection>({
  id: 'no-correction-event',
  category: 'replay',
  severity: 'hint',
  title: 'No event corrects a mistake',
  summary:
    'Events tell of amounts, prices or quantities, and none of those about the same thing can take one back or correct it.',
  why:
    'Some day the history will be wrong. Without an event that corrects it, somebody will patch databases, and the next replay ' +
    'brings the mistake back.',
  behavioural: { not: 'The rehearsal plays the events that are drawn; which ones are missing is a question of modelling.' },
  subject: ['contract'],
  waits: true,
  *check(contract, read) {
    const { entity, field } = summaryOf(read, contract.id);
    if (entity === '' || field === '') return;
    const about = contractsAbout(read, entity);
    const summaries = about.map((id) => summaryOf(read, id));
    if (summaries.some(({ corrects }) => corrects)) return;
    if (about[summaries.findIndex((each) => each.field !== '')] !== contract.id) return;
    yield {
      severity: 'hint',
      assumes: [],
      about: [],
      contract: contract.id,
      entity: contract.props.entity.trim(),
      field,
      siblings: about.filter((id) => id !== contract.id),
    };
  },
  explain({ contract, entity, field, siblings }, say) {
    return {
      at: [contract, ...siblings],
      what:
        `${say.name(contract)} tells of ${say.word(field)}, but no event about the same thing (${say.word(entity)}) corrects a ` +
        'mistake or takes it back.',
      next: `Add an event that corrects or reverses what ${say.name(contract)} says, and say how projections apply it.`,
    };
  },
  fixes: [
    {
      id: 'draw-correction',
      title: ({ contract, entity }, say) =>
        `Draw an event ${say.word(`${pascal(entity)}Corrected`)} beside ${say.name(contract)}`,
      kind: 'suggestion',
      edits({ contract, entity, field }, read, makeId) {
        const original = read.of(contract, 'contract');
        const named = namedBy(read, contract);
        if (!original || !named) return [];
        const { category, entityKey, context, owner } = original.props;
        const id = makeId();
        const added = addElement('contract', id, {
          name: `${pascal(entity)}Corrected`,
          category,
          entity: original.props.entity,
          entityKey,
          context,
          owner,
        });
        const type = named.version?.fields.find(({ name }) => name === field)?.type ?? 'long';
        const fields = [
          ...(isField(entityKey) ? [{ name: entityKey, type: 'string' as const }] : []),
          { name: field, type },
          { name: 'reason', type: 'string' as const },
        ];
        const orders = rowOrders(fields.length);
        return [
          added,
          ...addFields(
            { contract: { ...original, id }, version: undefined },
            fields.map((each, i) => ({ ...each, order: orders[i] as string })),
            makeId,
          ),
          ...alongside(read, contract, id),
        ];
      },
    },
  ],
  examples: {
    bad: [
      {
        name: 'payments that can only be taken',
        sketch: sketch`
          service payments
          topic payment-events
          contract PaymentTaken 1.0.0 event (category domain, entity payment, entityKey paymentId) {
            paymentId string
            amount    long
          }
          payments -> payment-events (contracts PaymentTaken)
        `,
        expects: [
          {
            severity: 'hint',
            what: '“PaymentTaken” tells of “amount”, but no event about the same thing (“payment”) corrects a mistake or takes it back.',
          },
        ],
      },
      {
        name: 'several events about one account, said once',
        sketch: sketch`
          service accounts
          topic account-events (contracts [MoneyDeposited, MoneyWithdrawn])
          contract MoneyDeposited 1.0.0 event (category sourced, entity account) { totalCents int }
          contract MoneyWithdrawn 1.0.0 event (category sourced, entity account) { totalCents int }
          accounts -> account-events
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'payments that can be reversed',
        sketch: sketch`
          service payments
          topic payment-events
          contract PaymentTaken 1.0.0 event (category domain, entity payment) { amount long }
          contract PaymentReversed 1.0.0 event (category domain, entity payment) { amount long }
          payments -> payment-events (contracts [PaymentTaken, PaymentReversed])
        `,
      },
      {
        name: 'a cancellation, whatever its form',
        sketch: sketch`
          service shop
          topic orders
          contract OrderPlaced 1.0.0 event (category domain, entity order) { total double }
          contract OrderCancellation 1.0.0 event (category domain, entity Order)
          shop -> orders (contracts [OrderPlaced, OrderCancellation])
        `,
      },
      {
        name: 'whole states replace each other',
        sketch: sketch`
          service catalogue
          topic products
          contract ProductChanged 1.0.0 event (category state, entity product) { price double }
          catalogue -> products (contracts ProductChanged)
        `,
      },
      {
        name: 'nothing is counted or paid',
        sketch: sketch`
          service crm
          topic customers
          contract CustomerMoved 1.0.0 event (category domain, entity customer) { city string }
          crm -> customers (contracts CustomerMoved)
        `,
      },
      {
        name: 'a price as text, and an amount in a command',
        sketch: sketch`
          service shop
          topic orders
          contract OfferMade 1.0.0 event (category domain, entity offer) { price string }
          contract PayInvoice 1.0.0 command (category domain, entity invoice) { amount long }
          shop -> orders (contracts [OfferMade, PayInvoice])
        `,
      },
    ],
  },
  mend: [
    'Add an event that corrects, reverses or cancels, with the reason and the event that it is about.',
    'Say how each projection applies it: as if it had been so from the start, or from now on.',
  ],
  notWhen: [
    'Events that carry the whole state correct themselves with the next one.',
    'Events in other languages, and corrections by other words, are not recognised.',
  ],
  sources: [sources['AZ-es'], sources['FOWLER-es']],
});
