import { describe, expect, it } from 'vitest';
import { codeIn } from './seats.ts';
import { clockWords, sinceWords } from './time.ts';

describe('what is typed as a code', () => {
  it.each([
    ['abc234', 'ABC234'],
    [' ABC 234 ', 'ABC234'],
    ['abc-234', 'ABC234'],
    ['http://192.168.0.7:4100/join/ABC234', 'ABC234'],
  ])('%s', (typed, code) => {
    expect(codeIn(typed)).toBe(code);
  });

  it.each(['', 'ABC23', 'ABC2345', 'ABC10O', 'http://x/d/abc#token'])('%s is none', (typed) => {
    expect(codeIn(typed)).toBeUndefined();
  });
});

it('says how long a phase still lasts, and how long it is over', () => {
  expect([600_000, 65_000, 59_001, 0, -500, -30_000].map(clockWords)).toEqual([
    '10:00',
    '1:05',
    '1:00',
    '0:00',
    '−0:01',
    '−0:30',
  ]);
});

it('says how long somebody has waited', () => {
  expect([0, 70_000, 300_000].map(sinceWords)).toEqual(['just now', 'for a minute', 'for 5 minutes']);
});
