/** Something that may be written at the caret. */
export interface Suggestion {
  /** What it is found by, and how it is shown. */
  readonly label: string;
  /** What it means, in few words. */
  readonly detail?: string;
  readonly kind: 'key' | 'value' | 'type' | 'name' | 'number';
  /** What takes the place of `over`. */
  readonly insert: string;
  /** Where the caret goes, counted from the start of what is put in; behind it where this is left out. */
  readonly caret?: number;
  /** What has to be put in elsewhere besides, such as an import: behind an offset that lies before the caret. */
  readonly also?: { readonly at: number; readonly insert: string };
}

/** What may be written at a caret. */
export interface Suggestions {
  /** The word at the caret, without quotes: what is typed so far begins at `from`. */
  readonly from: number;
  readonly to: number;
  /** What a suggestion takes the place of: the word, with its quotes where it has some. */
  readonly over: { readonly from: number; readonly to: number };
  /** All that fits, unfiltered and in the order in which it is most likely meant: the editor filters by what is typed. */
  readonly options: readonly Suggestion[];
  /** Worth showing before a letter is typed. */
  readonly eager: boolean;
}

export const noSuggestions = (offset: number): Suggestions => ({
  from: offset,
  to: offset,
  over: { from: offset, to: offset },
  options: [],
  eager: false,
});

/** Puts `|` out of a text: there the caret goes. */
export function withCaret(text: string): Pick<Suggestion, 'insert' | 'caret'> {
  const caret = text.indexOf('|');
  return caret < 0 ? { insert: text } : { insert: text.slice(0, caret) + text.slice(caret + 1), caret };
}
