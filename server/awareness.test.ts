import { describe, expect, it } from 'vitest';
import { absent } from '#wire/messages.ts';
import { newHolder, PresenceTable } from './awareness.ts';

const state = (text: string) => new TextEncoder().encode(JSON.stringify(text));

describe('the presence table', () => {
  it('[P7] keeps the newest state of an id', () => {
    const [table, ann] = [new PresenceTable(), newHolder()];
    expect(table.put(ann, { client: 1, clock: 5, state: state('a') }).kind).toBe('taken');
    expect(table.put(ann, { client: 1, clock: 5, state: state('b') }).kind).toBe('old');
    expect(table.put(ann, { client: 1, clock: 4, state: absent }).kind).toBe('old');
    expect(table.put(ann, { client: 1, clock: 6, state: state('c') }).kind).toBe('taken');
    expect(table.entries()).toEqual([{ client: 1, clock: 6, state: state('c') }]);
  });

  it('[P7] gives an id to one connection, and frees it when that leaves', () => {
    const [table, ann, bob] = [new PresenceTable(), newHolder(), newHolder()];
    table.put(ann, { client: 1, clock: 5, state: state('ann') });
    expect(table.put(bob, { client: 1, clock: 9, state: absent })).toEqual({ kind: 'held', by: ann });
    table.takeChanges();
    table.leave(ann);
    expect(table.takeChanges().entries).toEqual([{ client: 1, clock: 5, state: absent }]);
    expect(table.entries()).toEqual([]);
    expect(table.put(bob, { client: 1, clock: 6, state: state('bob') }).kind).toBe('taken');
  });

  it('[P7] holds at most 4 ids and 4 KiB a connection', () => {
    const [table, ann] = [new PresenceTable(), newHolder()];
    for (let client = 1; client <= 4; client++) table.put(ann, { client, clock: 1, state: state('x'.repeat(1000)) });
    expect(table.put(ann, { client: 5, clock: 1, state: state('') }).kind).toBe('above');
    expect(table.put(ann, { client: 1, clock: 2, state: state('x'.repeat(1100)) }).kind).toBe('above');
    expect(table.put(ann, { client: 1, clock: 3, state: absent }).kind).toBe('taken');
    expect(table.put(ann, { client: 5, clock: 2, state: state('x'.repeat(900)) }).kind).toBe('taken');
    expect(ann.bytes).toBe(3 * 1002 + 902);
  });

  it('[P7] tells changes once, the last of each id, and whose they are when they are one’s own', () => {
    const [table, ann, bob] = [new PresenceTable(), newHolder(), newHolder()];
    table.put(ann, { client: 1, clock: 1, state: state('a') });
    table.put(ann, { client: 1, clock: 2, state: state('b') });
    expect(table.takeChanges()).toEqual({ entries: [{ client: 1, clock: 2, state: state('b') }], only: ann });
    table.put(ann, { client: 1, clock: 3, state: state('c') });
    table.put(bob, { client: 2, clock: 1, state: state('d') });
    expect(table.takeChanges().only).toBeUndefined();
    expect(table.takeChanges().entries).toEqual([]);
  });

  it('[P7] does not keep the frame that an entry came in', () => {
    const [table, ann] = [new PresenceTable(), newHolder()];
    const frame = state('abc');
    table.put(ann, { client: 1, clock: 1, state: frame.subarray(0) });
    frame.fill(0);
    expect(table.entries()[0]?.state).toEqual(state('abc'));
  });
});
