import { describe, expect, it } from 'vitest';
import { wireLimits } from '#wire/limits.ts';
import { defaultLimits, TokenBucket } from './limits.ts';

describe('a token bucket', () => {
  it('lets a burst pass, then its rate, and never saves up more than a burst', () => {
    const bucket = new TokenBucket(10, 5, 1000);
    expect(Array.from({ length: 6 }, () => bucket.take(1, 1000))).toEqual([true, true, true, true, true, false]);
    expect(bucket.take(1, 1100)).toBe(true);
    expect(bucket.take(1, 1150)).toBe(false);
    expect(bucket.take(5, 100_000)).toBe(true);
    expect(bucket.take(1, 100_000)).toBe(false);
  });
});

describe('the default limits', () => {
  it('[P18] let a slow reader receive one whole document, and an honest sender its largest message', () => {
    expect(defaultLimits.bufferedBytes).toBeGreaterThan(2 * defaultLimits.documentBytes);
    expect(defaultLimits.byteBurst).toBeGreaterThan(wireLimits.messageBytes);
  });
});
