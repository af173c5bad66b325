import { assert } from '#base/assert.ts';
import type { Suggestions } from './suggestion.ts';

type Complete = (text: string, offset: number) => Suggestions;

/** A text with `|` where the caret is. */
function split(marked: string): readonly [text: string, offset: number] {
  const offset = marked.indexOf('|');
  assert(offset >= 0, `the text of a test has a caret: ${marked}`);
  return [marked.slice(0, offset) + marked.slice(offset + 1), offset];
}

/** What is offered at the caret, by label, of what begins with the word there. */
export function offered(complete: Complete, marked: string): string[] {
  const [text, offset] = split(marked);
  const { from, options } = complete(text, offset);
  const typed = text.slice(from, offset);
  return options.map(({ label }) => label).filter((label) => label.startsWith(typed));
}

/** The text, with `|` at the caret, after a suggestion was taken. */
export function taken(complete: Complete, marked: string, label: string): string {
  const [text, offset] = split(marked);
  const { over, options } = complete(text, offset);
  const option = options.find((each) => each.label === label);
  assert(option !== undefined, `“${label}” is offered in ${marked}`);
  const { insert, caret = insert.length } = option;
  const whole = text.slice(0, over.from) + insert + text.slice(over.to);
  const at = over.from + caret;
  return `${whole.slice(0, at)}|${whole.slice(at)}`;
}
