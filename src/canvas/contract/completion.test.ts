import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { noSuggestions, type Suggestions } from '#contracts/suggestion.ts';
import { completionFrom, taking } from './completion.ts';

const typed = '{"ty"}';
const found: Suggestions = {
  from: 2,
  to: 4,
  over: { from: 1, to: 5 },
  options: [
    { label: 'type', kind: 'key', insert: '"type": ""', caret: 9 },
    { label: 'title', kind: 'key', insert: '"title": ""', caret: 10 },
  ],
  eager: false,
};

const asked = (answer: Suggestions | undefined, at: number, explicit: boolean) =>
  completionFrom(async () => answer)(new CompletionContext(EditorState.create({ doc: typed }), at, explicit));

describe('suggestions in the editor', () => {
  it('are filtered by the word without its quotes, the likeliest first', async () => {
    expect(await asked(found, 4, false)).toMatchObject({
      from: 2,
      to: 4,
      options: [
        { label: 'type', boost: 99 },
        { label: 'title', boost: 98 },
      ],
    });
  });

  it('stay away between two words, unless they are asked for or worth it', async () => {
    const empty = { ...found, from: 4 };
    expect(await asked(empty, 4, false)).toBeNull();
    expect(await asked(empty, 4, true)).not.toBeNull();
    expect(await asked({ ...empty, eager: true }, 4, false)).not.toBeNull();
    expect(await asked(noSuggestions(4), 4, true)).toBeNull();
    expect(await asked(undefined, 4, true)).toBeNull();
  });

  it('take the place of the word with its quotes, and leave the caret where writing goes on', () => {
    const [type] = found.options;
    if (!type) throw new Error('no option');
    const state = EditorState.create({ doc: typed });
    const { newDoc, newSelection } = state.update(taking(type, 1, 5));
    expect(newDoc.toString()).toBe('{"type": ""}');
    expect(newSelection.main.head).toBe(10);
  });

  it('bring what has to stand elsewhere', () => {
    const state = EditorState.create({ doc: 'package a;\nTime' });
    const also = { at: 10, insert: '\nimport "time.proto";' };
    const { newDoc, newSelection } = state.update(
      taking({ label: 'Timestamp', kind: 'name', insert: 'Timestamp', also }, 11, 15),
    );
    expect(newDoc.toString()).toBe('package a;\nimport "time.proto";\nTimestamp');
    expect(newSelection.main.head).toBe(newDoc.length);
  });
});
