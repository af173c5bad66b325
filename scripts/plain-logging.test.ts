import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { standIn } from './plain-logging.ts';

interface Logging {
  print(...args: unknown[]): void;
  warn(...args: unknown[]): void;
  readonly BOLD: unknown;
}

const yjs = readFileSync(join(import.meta.dirname, '../node_modules/yjs/dist/yjs.mjs'), 'utf8');

describe('lib0/logging without colours', () => {
  it('has all that Yjs names of it', () => {
    const named = new Set([...yjs.matchAll(/\blogging\.(\w+)/g)].map((match) => match[1]));
    const offered = [...standIn.matchAll(/export const (\w+)/g)].map((match) => match[1]);
    expect([...named].sort()).toEqual(offered.sort());
  });

  it('writes the words and leaves the signs out', async () => {
    const logging = (await import(`data:text/javascript,${encodeURIComponent(standIn)}`)) as Logging;
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    logging.print(logging.BOLD, '[yjs] ', 'Changed the client-id', 0);
    logging.warn('Invalid access');
    expect([log.mock.calls, warn.mock.calls]).toEqual([[['[yjs] ', 'Changed the client-id', 0]], [['Invalid access']]]);
    vi.restoreAllMocks();
  });
});
