import { normalName, quoted } from '#base/text.ts';
import { adjacency, type Design, type Element, isKind } from '#model/design.ts';
import { isUnsure, type Row } from './alignment.ts';
import { type Compared, type Draft, one } from './difference.ts';
import { channelNouns, contractNouns, nouns, roleNouns } from './phrases.ts';
import { type AnswerGroup, groupAnswers, haveOrNot, sentenceOf, who } from './wording.ts';

/** Missing and extra elements, kinds and names that differ. */
export function* elementDifferences({ designs, alignment }: Compared): Generator<Draft> {
  for (const row of alignment.rows) {
    const elements = row.cells.map((id, d) => (id === undefined ? undefined : designs[d]?.elements.get(id)));
    const have = [...elements.keys()].filter((d) => elements[d] !== undefined);
    const lack = [...elements.keys()].filter((d) => elements[d] === undefined);
    const minor = row.kind === 'note' || row.kind === 'context' || row.kind === 'broker';
    const base = { row: row.id, ids: row.cells.map(one), unsure: isUnsure(row), conflict: true };
    if (lack.length > 0) {
      const d = have[0] as number;
      yield {
        ...base,
        id: `missing ${row.id}`,
        category: row.kind === 'note' ? 'organisation' : row.kind === 'contract' ? 'contracts' : 'structure',
        importance: minor ? 3 : 1,
        // A row of which no design but one has a part is sure: it compares nothing.
        sentence: haveOrNot(have, lack, ['has', 'have'], thing(designs[d] as Design, elements[d] as Element, row)),
      };
    }
    if (have.length < 2) continue;
    yield* kindDifference(row, elements, base);
    yield* nameDifference(row, elements, base);
  }
}

type Base = Pick<Draft, 'row' | 'ids' | 'unsure' | 'conflict'>;

function* kindDifference(row: Row, elements: readonly (Element | undefined)[], base: Base): Generator<Draft> {
  const answers = elements.map((each) => each && { key: each.kind, value: each.kind, words: article(nouns[each.kind]) });
  const { said } = groupAnswers(answers);
  if (said.length < 2) return;
  const phrase = { verb: ['draws', 'draw'] as const, object: () => subject(row), otherwise: (noun: string) => `as ${noun}` };
  yield {
    ...base,
    id: `kind ${row.id}`,
    category: 'structure',
    importance: 1,
    sentence: sentenceOf(phrase, { name: subject(row), from: '', to: '' }, said, []),
  };
}

function* nameDifference(row: Row, elements: readonly (Element | undefined)[], base: Base): Generator<Draft> {
  const answers = elements.map((each) =>
    each && each.props.name !== ''
      ? { key: normalName(each.props.name), value: each.props.name, words: quoted(each.props.name) }
      : undefined,
  );
  const { said } = groupAnswers(answers);
  if (said.length < 2) return;
  const [odd, most] = [said.slice(0, -1), said.at(-1) as AnswerGroup];
  const call = ({ designs }: AnswerGroup) => `${who(designs)} ${designs.length > 1 ? 'call' : 'calls'}`;
  const noun = nounOf(elements.find((each) => each !== undefined) as Element);
  yield {
    ...base,
    id: `name ${row.id}`,
    category: 'naming',
    importance: 3,
    sentence: `${call(most)} the ${noun} ${most.answer.words}; ${odd.map((group) => `${call(group)} it ${group.answer.words}`).join('; ')}.`,
  };
}

/** What people call the row in a sentence. */
export function subject(row: Row): string {
  return quoted(row.label, `the unnamed ${nouns[row.kind]}`);
}

function nounOf(element: Element): string {
  switch (element.kind) {
    case 'channel':
      return roleNouns[element.props.role] ?? channelNouns[element.props.type] ?? nouns.channel;
    case 'contract':
      return contractNouns[element.props.kind] ?? nouns.contract;
    default:
      return nouns[element.kind];
  }
}

/** "a dead-letter queue for “orders”", "the service “billing”", "an unnamed store". */
function thing(design: Design, element: Element, row: Row): string {
  const noun = nounOf(element);
  if (isKind(element, 'channel') && element.props.role === 'dlq') {
    const sources = deadLetterSources(design, element.id);
    if (sources.length === 1) return `a dead-letter queue for ${sources[0]}`;
  }
  if (element.kind === 'note') return `the note ${quoted(shortened(element.props.name || element.props.text), 'without words')}`;
  return row.label === '' ? article(`unnamed ${noun}`) : `the ${noun} ${quoted(row.label)}`;
}

/** The channels whose failed messages end up in a dead-letter queue, quoted. */
function deadLetterSources(design: Design, dlq: string): string[] {
  const { into } = adjacency(design);
  const sources = new Set<string>();
  for (const edge of into(dlq)) {
    if (edge.kind !== 'deadLetters') continue;
    const from = design.elements.get(edge.from);
    if (from?.kind === 'channel') sources.add(from.id);
    else {
      const served = edge.props.for;
      for (const read of into(edge.from)) {
        if (read.kind === 'consumes' && (!Array.isArray(served) || served.includes(read.id))) sources.add(read.from);
      }
    }
  }
  return [...sources].map((id) => quoted(design.elements.get(id)?.props.name ?? ''));
}

function article(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

function shortened(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
