import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dark, light, presenceColours, type Tokens, tokensCss } from './tokens.ts';

/** WCAG 2.2: relative luminance and contrast. */
function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].toSorted((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

describe('tokens', () => {
  it('[G7] the style sheet is made from this list and is fresh', () => {
    expect(readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')).toBe(tokensCss());
    expect(Object.keys(light)).toEqual(Object.keys(dark));
  });

  it.each([
    ['light', light],
    ['dark', dark],
  ] as [string, Tokens][])('[G8] %s: text can be read and lines can be seen', (_, tokens) => {
    const grounds = [tokens.surface, tokens.canvas];
    for (const ground of grounds) {
      for (const ink of ['ink', 'muted', 'service', 'channel', 'asset', 'external', 'neutral'] as const)
        expect(contrast(tokens[ink], ground), ink).toBeGreaterThanOrEqual(4.5);
    }
    for (const family of ['service', 'channel', 'asset', 'external'] as const)
      for (const ink of ['ink', family] as const)
        expect(contrast(tokens[ink], tokens[`${family}Tint`]), family).toBeGreaterThanOrEqual(4.5);
    for (const solid of ['event', 'command', 'query', 'reply', 'document', 'policy', 'actor', 'hotspot', 'plainNote'] as const)
      expect(contrast(tokens.noteInk, tokens[solid]), solid).toBeGreaterThanOrEqual(4.5);
    for (const tone of ['error', 'warning', 'info', 'ok'] as const)
      expect(contrast(tokens[tone], tokens[`${tone}Tint`]), tone).toBeGreaterThanOrEqual(4.5);
    for (const line of [
      'publishes',
      'consumes',
      'calls',
      'captures',
      'deadLetters',
      'writes',
      'reads',
      'referenceLine',
      'border',
      'focus',
    ] as const)
      expect(contrast(tokens[line], tokens.canvas), line).toBeGreaterThanOrEqual(3);
  });

  it('[G8] names of people can be read on their colours', () => {
    for (const colour of presenceColours) expect(contrast(colour, '#ffffff')).toBeGreaterThanOrEqual(4.5);
  });
});
