import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { closeCodes } from '#wire/close-codes.ts';
import { decode, encodePresence, encodeSyncStep1, encodeUpdate, type Message } from '#wire/messages.ts';
import type { Role } from '#wire/roles.ts';
import { readUpdate } from './content.ts';
import { MemoryJournal } from './journal/memory.ts';
import { defaultLimits } from './limits.ts';
import type { Member, Meter } from './room.ts';
import { Rooms } from './rooms.ts';
import { until, updatesOf } from './testing/raw-client.ts';

/** A journal whose commits the test lets through, or fails. */
class HeldJournal extends MemoryJournal {
  loads = 0;
  held: { readonly commit: () => void; readonly fail: () => void }[] = [];
  holding = false;

  override load(design: string): Promise<Uint8Array[]> {
    this.loads++;
    return super.load(design);
  }

  override append(design: string, session: number, updates: readonly Uint8Array[]): Promise<void> {
    if (!this.holding) return super.append(design, session, updates);
    return new Promise((resolve, reject) => {
      this.held.push({
        commit: () => super.append(design, session, updates).then(resolve, reject),
        fail: () => reject(new Error('The disk is full.')),
      });
    });
  }
}

class FakeMember implements Member {
  readonly role: Role;
  readonly messages: Message[] = [];
  closed: number | undefined;
  probed = 0;

  constructor(role: Role = 'editor') {
    this.role = role;
  }

  send(...frames: readonly (Uint8Array | undefined)[]): void {
    for (const frame of frames) {
      const read = frame && decode(frame);
      if (read?.ok) this.messages.push(read.value);
    }
  }

  close(code: number): void {
    this.closed = code;
  }

  probe(): void {
    this.probed++;
  }

  get acknowledged(): number {
    return this.messages.reduce((last, message) => (message.type === 'acknowledged' ? message.count : last), 0);
  }

  of<T extends Message['type']>(type: T): Extract<Message, { type: T }>[] {
    return this.messages.filter((message): message is Extract<Message, { type: T }> => message.type === type);
  }
}

const meter: Meter = { updated() {}, refused() {}, committed() {} };
const createdAt = '2026-01-02T03:04:05.000Z';
let journal = new HeldJournal();

async function openRoom(): Promise<{ rooms: Rooms; join: (role?: Role) => Promise<Joined> }> {
  journal = new HeldJournal();
  await journal.create({ id: 'd', createdAt, links: [] });
  const rooms = new Rooms(journal, defaultLimits, meter);
  return {
    rooms,
    join: async (role) => {
      const room = await rooms.open('d');
      const member = new FakeMember(role);
      const seat = room.join(member);
      if (seat === undefined) throw new Error('There was no seat.');
      return { room, member, seat, send: (frame) => room.receive(seat, frame) };
    },
  };
}

interface Joined {
  readonly room: Awaited<ReturnType<Rooms['open']>>;
  readonly member: FakeMember;
  readonly seat: NonNullable<ReturnType<Joined['room']['join']>>;
  readonly send: (frame: Uint8Array) => void;
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Three updates of one client. */
const three = () =>
  updatesOf(new Y.Doc(), (map) => {
    map.set('a', 1);
    map.set('b', 2);
    map.set('c', 3);
  });

async function stored(): Promise<Record<string, unknown>> {
  const doc = new Y.Doc();
  for (const row of await journal.load('d')) Y.applyUpdate(doc, row);
  return doc.getMap('m').toJSON();
}

afterEach(() => journal.close());

describe('a room', () => {
  it('[P10] broadcasts at the end of the turn, and acknowledges only after the commit', async () => {
    const { join } = await openRoom();
    const [ann, bob] = [await join(), await join()];
    journal.holding = true;
    const [one = new Uint8Array()] = three();
    ann.send(encodeUpdate(one));
    await turn();
    expect(bob.member.of('update')).toEqual([{ type: 'update', update: one }]);
    expect([ann.member.of('update'), ann.member.acknowledged]).toEqual([[], 0]);
    journal.held[0]?.commit();
    await until(() => ann.member.acknowledged === 1);
    expect(bob.member.acknowledged).toBe(0);
  });

  it('[P10] sends the updates of one turn as one', async () => {
    const { join } = await openRoom();
    const [ann, bob, eve] = [await join(), await join(), await join()];
    for (const update of three()) ann.send(encodeUpdate(update));
    bob.send(encodeUpdate(updatesOf(new Y.Doc(), (map) => map.set('d', 4))[0] ?? new Uint8Array()));
    await turn();
    expect(eve.member.of('update')).toHaveLength(1);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, eve.member.of('update')[0]?.update ?? new Uint8Array());
    expect(doc.getMap('m').toJSON()).toEqual({ a: 1, b: 2, c: 3, d: 4 });
    await until(() => ann.member.acknowledged === 3 && bob.member.acknowledged === 1);
    // Their numbers came in one acknowledgement each.
    expect([ann.member.of('acknowledged').length, bob.member.of('acknowledged').length]).toEqual([1, 1]);
    expect(await stored()).toEqual({ a: 1, b: 2, c: 3, d: 4 });
  });

  it('[P11] closes everybody when a commit fails, acknowledges nothing, and begins again from what is on disk', async () => {
    const { rooms, join } = await openRoom();
    const [ann, bob] = [await join(), await join()];
    const [one = new Uint8Array(), two = new Uint8Array(), last = new Uint8Array()] = three();
    ann.send(encodeUpdate(one));
    await until(() => ann.member.acknowledged === 1);
    journal.holding = true;
    ann.send(encodeUpdate(two));
    await turn();
    ann.send(encodeUpdate(last));
    await turn();
    journal.held[0]?.fail();
    await until(() => ann.member.closed !== undefined);
    journal.held[1]?.commit();
    await turn();
    expect([ann.member.closed, bob.member.closed]).toEqual([closeCodes.failed, closeCodes.failed]);
    expect(ann.member.acknowledged).toBe(1);
    expect(rooms.size).toBe(0);
    journal.holding = false;
    const again = await join();
    again.send(encodeSyncStep1(Uint8Array.of(0)));
    expect(again.member.of('syncStep2')).toHaveLength(1);
    expect(again.room).not.toBe(ann.room);
  });

  it('[P16] reads itself again from the journal when Yjs throws, and goes on with what came in meanwhile', async () => {
    const { join } = await openRoom();
    const [ann, mallory] = [await join(), await join()];
    const [one = new Uint8Array(), two = new Uint8Array()] = three();
    ann.send(encodeUpdate(one));
    // No structs, and one deletion of length 0 beyond what there is: Yjs reads it, and throws when it puts it aside.
    const bad = Uint8Array.of(0, 1, 1, 1, 40, 0);
    expect(readUpdate(bad)).toBeDefined();
    mallory.send(encodeUpdate(bad));
    ann.send(encodeUpdate(two));
    expect(mallory.member.closed).toBe(closeCodes.malformed);
    await until(() => ann.member.acknowledged === 2);
    expect([ann.member.closed, journal.loads]).toEqual([undefined, 2]);
    ann.send(encodeSyncStep1(Uint8Array.of(0)));
    const doc = new Y.Doc();
    Y.applyUpdate(doc, ann.member.of('syncStep2')[0]?.update ?? new Uint8Array());
    expect(doc.getMap('m').toJSON()).toEqual({ a: 1, b: 2 });
    expect(await stored()).toEqual({ a: 1, b: 2 });
  });

  it('[P7] sends the presence of 30 ms as one message, and nobody’s own alone', async () => {
    const { join } = await openRoom();
    const [ann, bob, eve] = [await join(), await join(), await join()];
    const state = new TextEncoder().encode('{}');
    for (let clock = 1; clock <= 10; clock++) {
      ann.send(encodePresence([{ client: 1, clock, state }]));
      bob.send(encodePresence([{ client: 2, clock, state }]));
    }
    await until(() => eve.member.of('presence').length > 0);
    expect(eve.member.of('presence').map(({ entries }) => entries.map(({ client, clock }) => [client, clock]))).toEqual([
      [
        [1, 10],
        [2, 10],
      ],
    ]);
    ann.send(encodePresence([{ client: 1, clock: 11, state }]));
    await until(() => eve.member.of('presence').length === 2);
    expect(ann.member.of('presence')).toHaveLength(1);
  });

  it('[P7] lets presence that waits go along with an edit, and tells nobody their own alone', async () => {
    const { join } = await openRoom();
    const [ann, bob] = [await join(), await join()];
    ann.send(encodePresence([{ client: 1, clock: 1, state: new TextEncoder().encode('{}') }]));
    ann.send(encodeUpdate(three()[0] ?? new Uint8Array()));
    await turn();
    expect(bob.member.messages.slice(-2).map(({ type }) => type)).toEqual(['update', 'presence']);
    expect(ann.member.of('presence')).toEqual([]);
  });
});

describe('rooms', () => {
  it('leave memory after their last commit, not before', async () => {
    const { rooms, join } = await openRoom();
    const ann = await join();
    journal.holding = true;
    ann.send(encodeUpdate(three()[0] ?? new Uint8Array()));
    ann.room.leave(ann.seat);
    const released = rooms.release('d', ann.room);
    await turn();
    expect(rooms.size).toBe(1);
    journal.held[0]?.commit();
    await released;
    expect(rooms.size).toBe(0);
    expect(await stored()).toEqual({ a: 1 });
  });

  it('stay when somebody comes back before they have left', async () => {
    const { rooms, join } = await openRoom();
    const ann = await join();
    journal.holding = true;
    ann.send(encodeUpdate(three()[0] ?? new Uint8Array()));
    ann.room.leave(ann.seat);
    const released = rooms.release('d', ann.room);
    const bob = await join();
    await turn();
    journal.held[0]?.commit();
    await released;
    expect(bob.room).toBe(ann.room);
    expect([rooms.size, bob.member.closed]).toEqual([1, undefined]);
  });

  it('are loaded once for all who come at the same time', async () => {
    const { join } = await openRoom();
    const joined = await Promise.all(Array.from({ length: 5 }, () => join()));
    expect(new Set(joined.map(({ room }) => room)).size).toBe(1);
  });
});
