import { closeCodes } from '#wire/close-codes.ts';
import { Content } from './content.ts';
import type { Journal } from './journal/journal.ts';
import type { Limits } from './limits.ts';
import { type Meter, Room } from './room.ts';

interface Opened {
  readonly room: Promise<Room>;
  /** How many hold it: while anybody does, it stays in memory. */
  holds: number;
}

/** The server has as many rooms open as it may. */
export class TooManyRooms extends Error {}

/** The rooms that are in memory. A room is loaded before anybody gets it, and leaves after its last commit. */
export class Rooms {
  readonly #journal: Journal;
  readonly #limits: Limits;
  readonly #meter: Meter;
  readonly #opened = new Map<string, Opened>();

  constructor(journal: Journal, limits: Limits, meter: Meter) {
    this.#journal = journal;
    this.#limits = limits;
    this.#meter = meter;
  }

  get size(): number {
    return this.#opened.size;
  }

  /**
   * The room of a design, loaded. Whoever opens it must `release` it once, with the room that was given. Rejects with
   * TooManyRooms, or when the design does not exist or can't be read.
   */
  async open(design: string): Promise<Room> {
    let opened = this.#opened.get(design);
    if (opened === undefined) {
      if (this.#opened.size >= this.#limits.rooms) throw new TooManyRooms();
      const fresh: Opened = { room: this.#load(design, () => this.#forget(design, fresh)), holds: 0 };
      opened = fresh;
      this.#opened.set(design, fresh);
      fresh.room.catch(() => this.#forget(design, fresh));
    }
    opened.holds++;
    return opened.room;
  }

  /** The document of a design as it is now, as an update V2. */
  async stateOf(design: string): Promise<Uint8Array> {
    const room = await this.open(design);
    try {
      return room.snapshot();
    } finally {
      await this.release(design, room);
    }
  }

  /** Gives back a room that was opened. */
  async release(design: string, room: Room): Promise<void> {
    const opened = this.#opened.get(design);
    // A failed room is not in the list any more; another one of that design may be.
    if (opened === undefined || (await opened.room) !== room) return;
    opened.holds--;
    if (opened.holds > 0) return;
    await room.settled();
    if (opened.holds === 0 && this.#opened.get(design) === opened) {
      this.#opened.delete(design);
      room.close(closeCodes.unavailable);
    }
  }

  /** Waits until everything received is on disk and acknowledged, then ends all rooms. */
  async close(): Promise<void> {
    const rooms = (await Promise.allSettled([...this.#opened.values()].map(({ room }) => room))).flatMap((outcome) =>
      outcome.status === 'fulfilled' ? [outcome.value] : [],
    );
    await Promise.all(rooms.map((room) => room.settled()));
    for (const room of rooms) room.close(closeCodes.unavailable, 'The server is restarting. Trying again.');
    this.#opened.clear();
  }

  async #load(design: string, onDead: () => void): Promise<Room> {
    const content = new Content(await this.#journal.load(design), this.#limits);
    return new Room(design, content, this.#journal, this.#limits, this.#meter, onDead);
  }

  #forget(design: string, opened: Opened): void {
    if (this.#opened.get(design) === opened) this.#opened.delete(design);
  }
}
