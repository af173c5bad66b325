import type { Id } from '#base/ids.ts';
import { normalName, quoted } from '#base/text.ts';
import { adjacency, type Design, type Element, isKind } from '#model/design.ts';
import { type Alignment, isUnsure, type Row } from './alignment.ts';
import { type Compared, type Draft, one } from './difference.ts';
import { channelNouns, contractNouns, nouns, roleNouns } from './nouns.ts';
import { type AnswerGroup, groupAnswers, haveOrNot, sentenceOf, who } from './wording.ts';

/** Missing and extra elements, kinds and names that differ. */
export function* elementDifferences({ designs, alignment }: Compared): Generator<Draft> {
  for (const row of alignment.rows) {
    const elements = row.cells.map((id, d) => (id === undefined ? undefined : designs[d]?.elements.get(id)));
    const have = [...elements.keys()].filter((d) => elements[d] !== undefined);
    const lack = [...elements.keys()].filter((d) => elements[d] === undefined);
    const minor = row.kind === 'note' || row.kind === 'context';
    const base = { row: row.id, ids: row.cells.map(one), unsure: isUnsure(row), conflict: true };
    if (lack.length > 0) {
      const d = have[0] as number;
      yield {
        ...base,
        id: `missing ${row.id}`,
        category: row.kind === 'note' ? 'organisation' : row.kind === 'contract' ? 'contracts' : 'structure',
        importance: minor ? 3 : 1,
        // A row of which no design but one has a part is sure: it compares nothing.
        sentence: haveOrNot(have, lack, ['has', 'have'], thing(designs, alignment, elements[d] as Element, d, row)),
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
function thing(designs: readonly Design[], alignment: Alignment, element: Element, d: number, row: Row): string {
  const noun = nounOf(element);
  if (isKind(element, 'channel') && element.props.role === 'dlq') {
    const [source, ...more] = deadLetterSources(designs[d] as Design, element.id);
    const sourceRow = source === undefined ? undefined : alignment.rowOf[d]?.get(source);
    // Of several for one channel each is called by its name, or it would seem that the others have none at all.
    const elsewhere = alignment.rows.some((other) =>
      other.cells.some(
        (id, e) =>
          id !== undefined &&
          other !== row &&
          isDeadLetterQueue(designs[e], id) &&
          deadLetterSources(designs[e] as Design, id).some((each) => alignment.rowOf[e]?.get(each) === sourceRow),
      ),
    );
    if (source !== undefined && more.length === 0 && !elsewhere)
      return `a dead-letter queue for ${quoted(designs[d]?.elements.get(source)?.props.name ?? '')}`;
  }
  if (element.kind === 'note') return `the note ${quoted(shortened(element.props.name || element.props.text), 'without words')}`;
  return row.label === '' ? article(`unnamed ${noun}`) : `the ${noun} ${quoted(row.label)}`;
}

function isDeadLetterQueue(design: Design | undefined, id: Id): boolean {
  const element = design?.elements.get(id);
  return element !== undefined && isKind(element, 'channel') && element.props.role === 'dlq';
}

/** The channels whose failed messages end up in a dead-letter queue. */
function deadLetterSources(design: Design, dlq: Id): Id[] {
  const { into } = adjacency(design);
  const sources = new Set<Id>();
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
  return [...sources];
}

function article(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

function shortened(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
