import { wordsOf } from '#base/text.ts';
import type { Element } from '#model/design.ts';
import { labels } from './labels.ts';

const past =
  /(?:ed|en|wn|ne|ght|nt|ld|lt|pt|ft|ut|ost|ent|aid|old|ung|ken|ten|oken|osen|iven|own|rawn|et|ent|ound|ept|eft|oze|ade|un|it)$/;

/** A hint while a name is typed, never more: events are told in the past tense, commands begin with a verb. */
export function nameHint(element: Element | undefined, text: string): string {
  if (element?.kind !== 'contract') return '';
  const words = wordsOf(text);
  if (words.length === 0) return '';
  const { kind } = element.props;
  if (kind === 'event' && words.length > 1 && !words.some((word) => past.test(word))) return labels.hintEvent;
  if (kind === 'command' && words.length > 1 && /ed$/.test(words.at(-1) ?? '')) return labels.hintCommand;
  return '';
}
