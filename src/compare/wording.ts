import { list } from '#base/text.ts';
import type { Answer } from './answers.ts';
import { letterOf } from './difference.ts';
import type { Phrase, SubjectWords } from './phrases.ts';

/** "A and C". */
export function who(designs: readonly number[]): string {
  return list(designs.map(letterOf));
}

/** "Only A lets … ." or "A and B let …; C does not." */
export function haveOrNot(
  have: readonly number[],
  lack: readonly number[],
  verb: readonly [string, string],
  rest: string,
): string {
  const total = have.length + lack.length;
  if (have.length === 1 && total > 1) return `Only ${who(have)} ${verb[0]} ${rest}.`;
  return `${who(have)} ${have.length === 1 ? verb[0] : verb[1]} ${rest}; ${who(lack)} ${lack.length === 1 ? 'does' : 'do'} not.`;
}

export interface AnswerGroup {
  readonly designs: readonly number[];
  readonly answer: Answer;
}

/** Designs with the same answer together [D2]; the largest group last, so that the odd one out is named first. */
export function groupAnswers(answers: readonly (Answer | undefined)[]): {
  readonly said: readonly AnswerGroup[];
  readonly unsaid: readonly number[];
} {
  const groups = new Map<string, { designs: number[]; answer: Answer }>();
  const unsaid: number[] = [];
  for (const [d, answer] of answers.entries()) {
    if (answer === undefined) unsaid.push(d);
    else {
      const group = groups.get(answer.key);
      if (group) group.designs.push(d);
      else groups.set(answer.key, { designs: [d], answer });
    }
  }
  const said = [...groups.values()].sort(
    (a, b) => a.designs.length - b.designs.length || (a.designs[0] as number) - (b.designs[0] as number),
  );
  return { said, unsaid };
}

/** "Only B lets “orders” carry “OrderCancelled”.": two lists that have something in common differ in the rest. */
export function listsSentence(
  phrase: Phrase,
  subject: SubjectWords,
  [one, other]: readonly [AnswerGroup, AnswerGroup],
): string | undefined {
  const mine = one.answer.items ?? [];
  const theirs = other.answer.items ?? [];
  const without = (items: readonly Answer[], others: readonly Answer[]) =>
    items.filter((item) => others.every(({ key }) => key !== item.key));
  const [left, right] = [without(mine, theirs), without(theirs, mine)];
  if (!phrase.each || left.length === mine.length) return undefined;
  const words = (items: readonly Answer[]) => list(items.map((item) => item.words));
  if (right.length === 0) return haveOrNot(one.designs, other.designs, phrase.verb, phrase.each(subject, words(left)));
  if (left.length === 0) return haveOrNot(other.designs, one.designs, phrase.verb, phrase.each(subject, words(right)));
  const verb = phrase.verb[one.designs.length === 1 ? 0 : 1];
  return `${who(one.designs)} ${verb} ${phrase.each(subject, words(left))}; ${who(other.designs)} ${words(right)} instead.`;
}

/** "B keys “orders” by customerId; A and C by orderId (not said in D)." */
export function sentenceOf(
  phrase: Phrase,
  subject: SubjectWords,
  said: readonly AnswerGroup[],
  unsaid: readonly number[],
): string {
  const clauses = said.map(({ designs, answer }, i) => {
    const number = designs.length === 1 ? 0 : 1;
    const apart = phrase.apart?.[answer.value];
    if (apart) return `${who(designs)} ${apart.verb[number]} ${i === 0 ? apart.first(subject) : apart.later}`;
    const value = phrase.values?.[answer.value] ?? phrase.otherwise?.(answer.words) ?? answer.words;
    // The verb and its object are said once; after a clause with another verb they are said again, shorter.
    const alone = said.slice(0, i).every((before) => phrase.apart?.[before.answer.value]);
    if (!alone) return `${who(designs)} ${value}`;
    return `${who(designs)} ${phrase.verb[number]} ${i === 0 ? phrase.object(subject) : 'it'} ${value}`;
  });
  const silent = unsaid.length > 0 ? ` (not said in ${who(unsaid)})` : '';
  return `${clauses.join('; ')}${silent}.`;
}
