import type { Id } from '#base/ids.ts';
import { list } from '#base/text.ts';
import type { Edge, Element } from '#model/design.ts';
import { propertyAt } from '#model/integrity.ts';
import type { Property } from '#model/property.ts';
import { propertiesOf } from '#model/values.ts';
import type { Reads } from '../context.ts';
import type { Question } from '../finding.ts';
import { set } from '../helpers/build.ts';
import { defineRule, type Fact, type Fix } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface Answer {
  readonly value: string | number;
  /** As people are asked: the words of the option, or the name of an element. */
  readonly label: string;
}

interface Undetermined extends Fact {
  readonly record: Id;
  /** The property that is asked for first, and what may be said of it. */
  readonly path: readonly string[];
  readonly question: string;
  readonly answers: readonly Answer[];
  /** All that is open: label and ids of the rules that wait for it. */
  readonly open: readonly { readonly label: string; readonly rules: readonly string[] }[];
}

const most = 6;

/** Answers of people who have no better one at hand: a start, to be corrected. */
const usual: Readonly<Record<string, readonly (string | number)[]>> = {
  integer: [1, 6],
  duration: ['1h', '7d'],
  bytes: ['1MiB'],
  rate: ['10/s'],
};

function answersTo(read: Reads, property: Property): readonly Answer[] {
  const options = property.options?.map(({ value, label }): Answer => ({ value, label })) ?? [];
  // A list of several values is no answer of one click.
  if (property.valueType === 'choice') return options.slice(0, most);
  if (property.valueType === 'reference') {
    const known = (property.refersTo ?? []).flatMap((kind) => read.all(kind));
    return known.slice(0, most).map((id) => ({ value: id, label: read.element(id)?.props.name ?? '' }));
  }
  const written = [...(usual[property.valueType] ?? []), ...(property.words ?? []).filter((word) => word !== '')];
  return written.slice(0, most).map((value) => ({ value, label: String(value) }));
}

function declared(record: Element | Edge, path: readonly string[]): Property | undefined {
  return propertyAt(propertiesOf(record.kind), path);
}

/** One fix for each place in the list of answers. */
const answerFix = (at: number): Fix<Undetermined> => ({
  id: `answer-${at + 1}`,
  fits: ({ answers }) => at < answers.length,
  title: ({ answers }, say) => `Answer ${say.word(answers[at]?.label ?? '')}`,
  kind: 'suggestion',
  edits: ({ record, path, answers }, read) => {
    const answer = answers[at];
    return answer && (read.element(record) ?? read.edge(record)) ? [set(record, path, answer.value)] : [];
  },
});

/**
 * Differences from the catalogue. What is open, and decides, is known already: rules say what they wait for, and nothing is
 * probed with values. This rule makes marks of it, and only where it is named; elsewhere open questions are a number to show.
 * “Not relevant here” is no answer of its own: where a property does not matter, no rule waits for it.
 */
export const guaranteeUndetermined = defineRule<never, Undetermined>({
  id: 'guarantee-undetermined',
  category: 'structure',
  severity: 'hint',
  title: 'Guarantee that nobody has stated',
  summary:
    'An element or arrow of which nobody has said what would decide an error or a warning. It is used only where it is named.',
  why:
    'Silence is no guarantee. Most designs that are brought in from elsewhere say nothing of keys, repeats, order and retention, and ' +
    'a rule that waits for an answer finds nothing.',
  behavioural: { not: 'What is not known is rehearsed both ways by each rule that asks for it.' },
  subject: [],
  *check() {},
  onQuestion({ id, properties }: Question, read) {
    const record = read.element(id) ?? read.edge(id);
    if (!record) return undefined;
    const known = properties.flatMap(({ property, path = [property], rules }) => {
      const found = declared(record, path);
      return found ? [{ path, property: found, rules }] : [];
    });
    for (const { path, property } of known) {
      const answers = answersTo(read, property);
      if (answers.length === 0) continue;
      return {
        severity: 'hint',
        assumes: [],
        about: [path.join('/')],
        record: id,
        path,
        question: property.question ?? property.label,
        answers,
        open: known.map((each) => ({ label: each.property.label, rules: each.rules })),
      };
    }
    return undefined;
  },
  explain({ record, question, open }, say) {
    const shown = open.slice(0, 3).map(({ label, rules }) => `${say.word(label)} (${rules.join(', ')})`);
    const more = open.length > shown.length ? [`${open.length - shown.length} more`] : [];
    return {
      at: [record],
      what: `Nobody has said of ${say.name(record)} what decides other rules: ${list([...shown, ...more])}.`,
      next: `Answer first: ${say.word(question)}.`,
    };
  },
  fixes: [0, 1, 2, 3, 4, 5].map(answerFix),
  examples: {
    with: ['consumer-not-idempotent', 'key-missing-for-order'],
    bad: [
      {
        name: 'a handler that adds up, and nobody has said what a repeat does',
        sketch: sketch`
          store points relational
          shop -> orders -> loyalty (orderingNeed none)
          loyalty -> points (mode increment)
        `,
        expects: [
          {
            severity: 'hint',
            what: 'Nobody has said of “orders” → “loyalty” what decides other rules: “Idempotency” (consumer-not-idempotent).',
          },
        ],
      },
      {
        name: 'two arrows of which nobody has said anything',
        sketch: sketch`
          broker main kafka
          topic orders on main (partitions 6)
          store points relational
          shop -> orders (key none) -> loyalty
          loyalty -> points (mode increment)
          orders -> billing (orderingNeed none)
          orders -> mailer
        `,
        expects: [
          {
            severity: 'hint',
            what:
              'Nobody has said of “orders” → “loyalty” what decides other rules: “Idempotency” (consumer-not-idempotent) and “Ordering ' +
              'need” (key-missing-for-order).',
          },
          { severity: 'hint' },
        ],
      },
    ],
    good: [
      {
        name: 'the answer that decides is given',
        sketch: sketch`
          store points relational
          shop -> orders -> loyalty (idempotency dedupStore, orderingNeed none)
          loyalty -> points (mode increment)
        `,
      },
      {
        name: 'a service and a store, of which nothing has to be said',
        sketch: sketch`
          service shop
          store orders-db relational
          shop -> orders-db
        `,
      },
    ],
  },
  mend: [
    'Answer what you know; the rest can wait, and stays a question.',
    'Ask whoever runs it: most answers stand in a configuration.',
  ],
  notWhen: [
    'What decides nothing is not asked: another condition fails, or the answer follows from the product.',
    'Hints ask nothing.',
    'In the canvas open questions stand beside the element without this rule.',
  ],
  sources: [sources['AAPI-kafka']],
});
