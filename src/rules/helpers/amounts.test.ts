import { describe, expect, it } from 'vitest';
import { bytesOf, durationMs } from '#model/property.ts';
import { durationValue, sizeInWords, sizeValue, spanInWords } from './amounts.ts';

describe('amounts', () => {
  it.each([
    ['4MiB', '4 MiB'],
    ['1.5KiB', '1.5 KiB'],
    ['1048588B', '1 MiB'],
    ['256000B', '256 kB'],
    ['1000000B', '1 MB'],
    ['300B', '300 bytes'],
  ])('a size of %s is %s in a sentence', (written, words) => {
    expect(sizeInWords(bytesOf(written) as number)).toBe(words);
  });

  it.each([
    ['7d', '7 days'],
    ['1h', '1 hour'],
    ['90s', '1.5 minutes'],
    ['500ms', '500 ms'],
    ['forever', 'for ever'],
  ])('a time of %s is %s in a sentence', (written, words) => {
    expect(spanInWords(durationMs(written) as number)).toBe(words);
  });

  it.each(['4MiB', '3KiB', '1GiB', '1048588B', '300B'])('a size of %s is written back as it was', (written) => {
    expect(sizeValue(bytesOf(written) as number)).toBe(written);
  });

  it.each(['7d', '36h', '5min', '90s', '500ms', 'forever'])('a time of %s is written back as it was', (written) => {
    expect(durationValue(durationMs(written) as number)).toBe(written);
  });
});
