import { describe, expect, it } from 'vitest';
import { linkFrom, linkWords, pathOf, readLink } from './links.ts';

const origin = 'http://192.168.0.7:4100';
const link = { design: 'abc123', token: 'A'.repeat(32) };

describe('links', () => {
  it('are read as they are pasted: whole, without a scheme, or from the slash on', () => {
    for (const text of [origin + pathOf(link), `  ${origin}${pathOf(link)}\n`, pathOf(link), `192.168.0.7:4100${pathOf(link)}`]) {
      expect(readLink(text, origin)).toEqual({ kind: 'design', link });
    }
  });

  it('of another server lead there', () => {
    expect(readLink(`https://millrace.example${pathOf(link)}`, origin)).toEqual({
      kind: 'elsewhere',
      address: `https://millrace.example${pathOf(link)}`,
    });
  });

  it('that lack something say what', () => {
    expect(readLink('', origin)).toEqual({ kind: 'fault', sentence: linkWords.empty });
    expect(readLink('hello', origin)).toEqual({ kind: 'fault', sentence: linkWords.noLink });
    expect(readLink('javascript:alert(1)', origin)).toEqual({ kind: 'fault', sentence: linkWords.noLink });
    expect(readLink(`${origin}/d/abc123`, origin)).toEqual({ kind: 'fault', sentence: linkWords.noToken });
    expect(readLink(`${origin}/d/abc123#short`, origin)).toEqual({ kind: 'fault', sentence: linkWords.noToken });
  });

  it('of the page itself need both parts', () => {
    expect(linkFrom('abc123', `#${link.token}`)).toEqual(link);
    expect(linkFrom('abc123', '')).toBe(undefined);
    expect(linkFrom('no room', `#${link.token}`)).toBe(undefined);
  });
});
