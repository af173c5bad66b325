import { expect, it } from 'vitest';
import { createStore } from '../store.ts';
import { choicesOf } from './choices.ts';
import { recentFirst, withRecent } from './recent.ts';

it('puts what was used last first, each once, and leaves the others in their order', () => {
  const items = ['command undo', 'element abc', 'choice wheel mouse', 'command fit'].map((id) => ({ id }));
  let kept: string | undefined;
  for (const id of ['command fit', 'element abc', 'command fit']) kept = withRecent(kept, id);
  expect(recentFirst(items, kept).map((item) => item.id)).toEqual([
    'command fit',
    'element abc',
    'command undo',
    'choice wheel mouse',
  ]);
  for (let i = 0; i < 30; i++) kept = withRecent(kept, `element ${i}`);
  expect(kept?.split('\n')).toHaveLength(8);
});

it('offers every choice with what is chosen now, and takes no value that is not offered', () => {
  const theme = createStore<'system' | 'light' | 'dark'>('system');
  const [colours, ...others] = choicesOf({ theme });
  expect(others.map((choice) => choice.store.get())).toEqual(['auto', 'on']);
  colours?.choose('dark');
  colours?.choose('plaid');
  expect(theme.get()).toBe('dark');
});
