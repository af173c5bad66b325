import { describe, expect, it } from 'vitest';
import { type Recent, readRecents, withRecent } from './recents.ts';

const recent = (design: string, more: Partial<Recent> = {}): Recent => ({
  design,
  token: 'A'.repeat(32),
  title: design,
  role: 'editor',
  at: 1,
  ...more,
});

describe('recent designs', () => {
  it('stand newest first, once each, and at most twelve', () => {
    let list: readonly Recent[] = [];
    for (let i = 0; i < 20; i++) list = withRecent(list, recent(`d${i % 15}`, { at: i }));
    expect(list).toHaveLength(12);
    expect(list[0]?.design).toBe('d4');
    expect(new Set(list.map(({ design }) => design)).size).toBe(12);
  });

  it('keep the link that allows most', () => {
    const list = withRecent(
      [recent('d', { role: 'owner', token: 'O'.repeat(32) })],
      recent('d', { role: 'viewer', title: 'New title' }),
    );
    expect(list).toEqual([recent('d', { role: 'owner', token: 'O'.repeat(32), title: 'New title' })]);
  });

  it('are read as a stranger’s input', () => {
    expect(readRecents(undefined)).toEqual([]);
    expect(readRecents('{')).toEqual([]);
    expect(readRecents('{"a":1}')).toEqual([]);
    expect(readRecents(JSON.stringify([recent('d'), { ...recent('x'), token: '<script>' }, null, 7]))).toEqual([recent('d')]);
  });
});
