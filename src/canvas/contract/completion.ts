import { type Completion, type CompletionResult, type CompletionSource, startCompletion } from '@codemirror/autocomplete';
import type { TransactionSpec } from '@codemirror/state';
import type { Suggestion, Suggestions } from '#contracts/suggestion.ts';

const types = { key: 'property', value: 'enum', type: 'type', name: 'variable', number: 'constant' } as const;

/** Whoever knows what may be written at an offset of a text. */
export type AskSuggestions = (text: string, offset: number) => Promise<Suggestions | undefined>;

/** Suggestions as the editor shows them. Unasked, nothing is shown between two words: it would stand in the way of whoever goes on. */
export function completionFrom(ask: AskSuggestions): CompletionSource {
  return async (context): Promise<CompletionResult | null> => {
    const found = await ask(context.state.doc.toString(), context.pos);
    if (!found || found.options.length === 0 || context.aborted) return null;
    if (found.from === context.pos && !context.explicit && !found.eager) return null;
    return {
      from: found.from,
      to: found.to,
      options: found.options.map((each, i) => completionOf(each, i, found)),
      validFor: /^[\w$./#%-]*$/,
    };
  };
}

function completionOf(suggestion: Suggestion, i: number, found: Suggestions): Completion {
  // Quotes around the word, which stay where they are while it is typed on.
  const quotes = { before: found.from - found.over.from, after: found.over.to - found.to };
  return {
    label: suggestion.label,
    ...(suggestion.detail !== undefined && { detail: suggestion.detail }),
    type: types[suggestion.kind],
    // What is most likely meant stands first; the editor's own order is by letters.
    boost: Math.max(-99, 99 - i),
    apply(view, _, from, to) {
      view.dispatch({
        ...taking(suggestion, from - quotes.before, to + quotes.after),
        userEvent: 'input.complete',
        scrollIntoView: true,
      });
      if (suggestion.caret !== undefined) startCompletion(view);
    },
  };
}

/** What taking a suggestion changes, and where it leaves the caret. */
export function taking({ insert, caret = insert.length, also }: Suggestion, from: number, to: number): TransactionSpec {
  const added = also?.insert.length ?? 0;
  return {
    changes: [...(also ? [{ from: also.at, insert: also.insert }] : []), { from, to, insert }],
    selection: { anchor: from + added + caret },
  };
}
