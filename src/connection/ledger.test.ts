import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ledger } from './ledger.ts';

describe('the ledger', () => {
  it('[P8] [P9] counts a change as saved when its update is acknowledged', () => {
    const ledger = new Ledger();
    ledger.connected();
    ledger.sent(true);
    ledger.changed();
    ledger.sent(false);
    ledger.changed();
    ledger.sent(false);
    expect(ledger.unsaved).toBe(2);
    ledger.acknowledged(2);
    expect(ledger.unsaved).toBe(1);
    ledger.acknowledged(3);
    expect(ledger.unsaved).toBe(0);
  });

  it('[P9] does not count changes made offline as saved before their step 2 is', () => {
    const ledger = new Ledger(2);
    ledger.changed();
    ledger.connected();
    // An edit between the opening of the socket and the server's step 1: it goes out alone, before the step 2.
    ledger.changed();
    ledger.sent(false);
    ledger.acknowledged(1);
    expect(ledger.unsaved).toBe(4);
    ledger.sent(true);
    ledger.acknowledged(2);
    expect(ledger.unsaved).toBe(0);
  });

  it('[P8] begins to count again on a new connection, and keeps what was not acknowledged', () => {
    const ledger = new Ledger();
    ledger.connected();
    ledger.sent(true);
    ledger.changed();
    ledger.sent(false);
    ledger.acknowledged(1);
    ledger.connected();
    ledger.sent(true);
    expect(ledger.unsaved).toBe(1);
    ledger.acknowledged(1);
    expect(ledger.unsaved).toBe(0);
  });

  it('never says less than what may be lost, whatever is acknowledged in whatever order', () => {
    type Event = 'change' | 'connect' | 'step2' | 'acknowledge';
    const events = fc.array(fc.constantFrom<Event>('change', 'connect', 'step2', 'acknowledge'), { maxLength: 60 });
    fc.assert(
      fc.property(events, fc.infiniteStream(fc.nat(8)), (list, numbers) => {
        const ledger = new Ledger();
        // The server, as simply as can be said: which changes each frame of this connection holds, and which are on disk.
        let frames: Set<number>[] = [];
        const onDisk = new Set<number>();
        let made = 0;
        let connected = false;
        let stepped = false;
        for (const event of list) {
          if (event === 'change') {
            made++;
            ledger.changed();
            if (connected) {
              frames.push(new Set([made]));
              ledger.sent(false);
            }
          } else if (event === 'connect') {
            frames = [];
            connected = true;
            stepped = false;
            ledger.connected();
          } else if (event === 'step2' && connected && !stepped) {
            stepped = true;
            frames.push(new Set(Array.from({ length: made }, (_, i) => i + 1)));
            ledger.sent(true);
          } else if (event === 'acknowledge') {
            const count = numbers.next().value;
            if (count <= frames.length)
              for (const frame of frames.slice(0, count)) for (const change of frame) onDisk.add(change);
            ledger.acknowledged(count);
          }
          expect(ledger.unsaved).toBeGreaterThanOrEqual(made - onDisk.size);
        }
      }),
      { numRuns: 500 },
    );
  });
});
