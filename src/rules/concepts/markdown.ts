import { compareForPeople } from '#base/order.ts';
import { count, list } from '#base/text.ts';
import type { Rule } from '../rule.ts';
import type { Card } from './cards.ts';
import { hintOf } from './glossary.ts';

const common = 'any';
const headings = { use: 'When to use it', not: 'When not', wrong: 'What goes wrong' } as const;

/** File name → text: a page for each kind with its properties, one for what all elements have, and the list of terms. */
export function conceptPages(cards: ReadonlyMap<string, Card>, rules: readonly Rule[]): ReadonlyMap<string, string> {
  const titles = new Map(rules.map(({ id, title }) => [id, title]));
  const page = (card: Card) => {
    const properties = card.properties.flatMap((id) => cards.get(id) ?? []);
    return [
      `# ${card.title}`,
      `${hintOf(card, cards)} · \`${card.id}\``,
      ...body(card, cards, titles, '##'),
      ...(properties.length > 0 ? ['## Properties', ...properties.flatMap((each) => property(each, cards, titles))] : []),
    ];
  };
  const shared = [...cards.values()].filter(({ is, of }) => is === 'property' && of === undefined);
  const text = (parts: readonly string[]) => `${parts.join('\n\n')}\n`;
  return new Map([
    ['README.md', text(index(cards))],
    ...[...cards.values()].filter(({ is }) => is !== 'property').map((card) => [`${card.id}.md`, text(page(card))] as const),
    [
      `${common}.md`,
      text(['# Any element', 'What all elements have, and arrows.', ...shared.flatMap((each) => property(each, cards, titles))]),
    ],
  ]);
}

function property(card: Card, cards: ReadonlyMap<string, Card>, titles: ReadonlyMap<string, string>): string[] {
  return [`<a id="${anchor(card.id)}"></a>\n\n### ${card.title}`, ...body(card, cards, titles, '####')];
}

function body(card: Card, cards: ReadonlyMap<string, Card>, titles: ReadonlyMap<string, string>, level: string): string[] {
  const links = (ids: readonly string[]) => ids.map((id) => link(id, cards)).join(', ');
  const ruleLinks = (ids: readonly string[]) => ids.map((id) => `[${titles.get(id) ?? id}](../rules/${id}.md)`).join(', ');
  const { joins, sections, options } = card;
  return [
    card.what,
    ...(joins ? [`From ${links(joins.from)} to ${links(joins.to)}.`] : []),
    ...(options.length > 0
      ? [options.map(({ label, help }) => `- **${label}**${help === undefined ? '' : `: ${help}`}`).join('\n')]
      : []),
    ...(sections ? (['use', 'not', 'wrong'] as const).flatMap((name) => [`${level} ${headings[name]}`, sections[name]]) : []),
    ...(sections ? [`${level} How Millrace checks it`] : []),
    ...(card.examinedBy.length > 0 ? [`Rules that look at each one: ${ruleLinks(card.examinedBy)}.`] : []),
    ...(card.readBy.length > 0
      ? [
          card.examinedBy.length > 0
            ? `${count(card.readBy.length, 'other rule reads', 'other rules read')} its properties, as each of them says.`
            : `Rules that read it: ${ruleLinks(card.readBy)}.`,
        ]
      : []),
    ...(sections && card.examinedBy.length + card.readBy.length === 0 ? ['No rule judges it.'] : []),
    ...(card.see.length > 0 ? [`See also: ${links(card.see)}.`] : []),
    ...(card.sources.length > 0
      ? [
          `${level} To read more`,
          card.sources.map(({ title, url }) => `- ${url === undefined ? title : `[${title}](${url})`}`).join('\n'),
        ]
      : []),
  ];
}

const anchor = (id: string) => id.replace('.', '-').toLowerCase();

function address(id: string): string {
  const [kind = '', property] = id.split('.');
  const page = kind === 'arrow' ? common : kind;
  return property === undefined ? `${page}.md` : `${page}.md#${anchor(id)}`;
}

function link(id: string, cards: ReadonlyMap<string, Card>): string {
  return `[${cards.get(id)?.title ?? id}](${address(id)})`;
}

function index(cards: ReadonlyMap<string, Card>): string[] {
  const all = [...cards.values()];
  const section = (is: Card['is'], title: string) => [
    `## ${title}`,
    all
      .filter((card) => card.is === is)
      .map((card) => `- ${link(card.id, cards)}${card.synonyms.length > 0 ? `: ${list(card.synonyms)}` : ''}`)
      .join('\n'),
  ];
  const properties = all.filter(({ is }) => is === 'property');
  properties.sort((a, b) => compareForPeople(a.title, b.title) || compareForPeople(hintOf(a, cards), hintOf(b, cards)));
  return [
    '# Concepts',
    'What the elements, arrows and properties of a design mean, and what the rules make of them. Made from the kinds and the ' +
      'rules by `npm run generate`; the rules themselves are in [their own list](../rules/README.md).',
    ...section('element', 'Elements'),
    ...section('edge', 'Arrows'),
    ...section('row', 'Parts of lists'),
    '## Properties',
    properties.map((card) => `- ${link(card.id, cards)} (${hintOf(card, cards)})`).join('\n'),
  ];
}
