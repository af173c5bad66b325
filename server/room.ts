import * as Y from 'yjs';
import { never } from '#base/assert.ts';
import { type CloseCode, closeCodes } from '#wire/close-codes.ts';
import {
  decode,
  encodeAcknowledged,
  encodeNotice,
  encodePresence,
  encodeSyncStep1,
  encodeSyncStep2,
  encodeUpdate,
  type PresenceEntry,
} from '#wire/messages.ts';
import type { Role } from '#wire/roles.ts';
import { type Act, decide, type State } from './access.ts';
import { type Holder, newHolder, PresenceTable } from './awareness.ts';
import { Content, readUpdate } from './content.ts';
import { type Journal, nextSession } from './journal/journal.ts';
import type { Limits } from './limits.ts';

/** Presence waits this long for company: 33 messages a second to everybody, however many people move. */
const presenceMs = 30;

/** It goes along with an edit when the last one is this long ago: one write to each socket instead of two. */
const presenceAlongMs = 20;

/** More updates of one turn than this go out in several frames: merging is super-linear. */
const mergeAtMost = 64;

/** What a room knows of a connection. Frames are shared between members and must not be changed. */
export interface Member {
  /** May change while it is here: `reconsider` then tells the member. */
  readonly role: Role;
  /** Why a viewer can't change anything, where that is not its link. */
  readonly because?: string | undefined;
  /** Sends one message, or two at once. */
  send(frame: Uint8Array, along?: Uint8Array): void;
  close(code: CloseCode, sentence?: string): void;
  /** Finds out whether the other side still answers, and ends the connection if it does not. */
  probe(): void;
}

/** What a room reports for the metrics. */
export interface Meter {
  updated(): void;
  refused(): void;
  committed(seconds: number): void;
}

/** A member's place in a room: made by `join`, handed back with everything it sends. */
export interface Seat {
  readonly member: Member;
  readonly presence: Holder;
  /** Updates received on this connection, refused ones too ([P8]). */
  received: number;
  /** After a refusal, until the browser comes back with a new document ([P13]). */
  rebuilding: boolean;
  /** Was told that its presence is above the limit. */
  toldAbove: boolean;
}

interface Arrival {
  readonly seat: Seat;
  readonly update: Uint8Array;
  /** The frame to pass on when the update goes out alone. */
  readonly frame: Uint8Array;
}

/**
 * One design that people are in. It knows no socket: members hand it frames and are handed frames. It broadcasts at once
 * and acknowledges after the commit ([P10]). `onDead` is called when it must not be used any more.
 */
export class Room {
  readonly #design: string;
  readonly #journal: Journal;
  readonly #limits: Limits;
  readonly #meter: Meter;
  readonly #onDead: () => void;
  readonly #session = nextSession();
  readonly #seats = new Set<Seat>();
  readonly #presence = new PresenceTable();
  #content: Content;
  /** Updates that came together, and whose counts move when they (or earlier ones) are committed. */
  #turn: Arrival[] = [];
  #counts = new Map<Seat, number>();
  #turnScheduled = false;
  #acknowledgements = new Map<Seat, number>();
  #lastCommit: Promise<void> = Promise.resolve();
  #presenceTimer: NodeJS.Timeout | undefined;
  #presenceAt = 0;
  /** While the content is read again: what came in meanwhile. */
  #waiting: { readonly seat: Seat; readonly frame: Uint8Array }[] | undefined;
  #dead = false;

  constructor(design: string, content: Content, journal: Journal, limits: Limits, meter: Meter, onDead: () => void) {
    this.#design = design;
    this.#content = content;
    this.#journal = journal;
    this.#limits = limits;
    this.#meter = meter;
    this.#onDead = onDead;
  }

  get size(): number {
    return this.#seats.size;
  }

  /** Lets a member in and greets it ([P3]); `undefined` when it was closed instead. */
  join(member: Member): Seat | undefined {
    if (this.#dead) return void member.close(closeCodes.failed);
    if (this.#seats.size >= this.#limits.socketsPerRoom) {
      return void member.close(closeCodes.unavailable, 'This design has as many visitors as the server allows. Trying again.');
    }
    const seat: Seat = { member, presence: newHolder(), received: 0, rebuilding: false, toldAbove: false };
    this.#seats.add(seat);
    member.send(encodeNotice({ kind: 'welcome', role: member.role }));
    member.send(encodeSyncStep1(this.#content.stateVector()));
    const present = this.#presence.entries();
    if (present.length > 0) member.send(encodePresence(present));
    return seat;
  }

  /** Tells a member that it may do something else from now on. */
  reconsider({ member }: Seat): void {
    member.send(encodeNotice({ kind: 'welcome', role: member.role }));
  }

  leave(seat: Seat): void {
    if (!this.#seats.delete(seat)) return;
    this.#presence.leave(seat.presence);
    this.#schedulePresence();
  }

  /** One frame from a member. Never throws: what can't be read or applied closes that member's connection. */
  receive(seat: Seat, frame: Uint8Array): void {
    if (!this.#seats.has(seat)) return;
    if (this.#waiting !== undefined) return void this.#waiting.push({ seat, frame });
    try {
      this.#handle(seat, frame);
    } catch {
      // Yjs threw, in the middle of something that a stranger contrived: the document can't be trusted any more.
      this.#readAgain(seat);
    }
  }

  #handle(seat: Seat, frame: Uint8Array): void {
    const read = decode(frame);
    if (!read.ok) {
      this.#malformed(seat, read.faults[0]?.message);
      return;
    }
    const message = read.value;
    switch (message.type) {
      case 'syncStep1': {
        if (!this.#may(seat, 'read')) return;
        const update = this.#content.missing(message.stateVector);
        if (update === undefined) {
          this.#malformed(seat, 'The state vector can’t be read.');
          return;
        }
        seat.member.send(encodeSyncStep2(update));
        return;
      }
      case 'syncStep2':
        // Passed on to the others as an update: a step 2 would tell them that they are in step.
        this.#change(seat, message.update, undefined);
        return;
      case 'update':
        this.#change(seat, message.update, frame);
        return;
      case 'presence':
        this.#bePresent(seat, message.entries);
        return;
      case 'queryPresence':
        if (this.#may(seat, 'read')) seat.member.send(encodePresence(this.#presence.entries()));
        return;
      case 'heartbeat':
        return;
      case 'acknowledged':
      case 'notice':
        this.#malformed(seat, `A browser does not send “${message.type}”.`);
        return;
      default:
        never(message);
        return;
    }
  }

  /** The document as a Yjs update V2, with everything that was broadcast. */
  snapshot(): Uint8Array {
    return this.#content.snapshot();
  }

  /** Resolves when everything that came in so far is on disk and acknowledged, or the room has failed. Never rejects. */
  async settled(): Promise<void> {
    this.#flush();
    await this.#lastCommit;
    this.#acknowledge();
  }

  /** Ends all connections of a room that nobody should use any more. */
  close(code: CloseCode, sentence?: string): void {
    this.#dead = true;
    clearTimeout(this.#presenceTimer);
    for (const seat of [...this.#seats]) seat.member.close(code, sentence);
    this.#seats.clear();
    this.#waiting = undefined;
  }

  #may(seat: Seat, act: Act): boolean {
    return decide(seat.member.role, 'open', act).allow;
  }

  #change(seat: Seat, update: Uint8Array, frame: Uint8Array | undefined): void {
    const number = ++seat.received;
    const reading = readUpdate(update);
    if (reading === undefined) {
      this.#malformed(seat, 'The change can’t be read.');
      return;
    }
    const decision = decide(seat.member.role, this.#stateFor(seat, update, reading), 'change', seat.member.because);
    // Every browser answers our step 1, viewers too, and each answer holds all deletions there ever were: what is known
    // already is neither refused nor stored again.
    if ((frame === undefined || !decision.allow) && !seat.rebuilding && this.#content.has(reading)) {
      this.#settle(seat, number);
      return;
    }
    if (!decision.allow) {
      if (!seat.rebuilding) {
        seat.rebuilding = true;
        this.#meter.refused();
        seat.member.send(encodeNotice({ kind: 'refused', update: number, sentence: decision.sentence }));
      }
      this.#settle(seat, number);
      return;
    }
    this.#content.apply(update, reading);
    this.#meter.updated();
    this.#turn.push({ seat, update, frame: frame ?? encodeUpdate(update) });
    this.#settle(seat, number);
  }

  #stateFor(seat: Seat, update: Uint8Array, reading: Parameters<Content['fits']>[1]): State {
    if (seat.rebuilding) return 'rebuilding';
    if (!this.#content.fits(update, reading)) return 'full';
    return this.#content.overstrains(update, reading) ? 'incomplete' : 'open';
  }

  /** This member's first `number` updates are acknowledged when this turn and all before it are on disk. */
  #settle(seat: Seat, number: number): void {
    this.#counts.set(seat, number);
    if (this.#turnScheduled) return;
    this.#turnScheduled = true;
    queueMicrotask(() => this.#flush());
  }

  /** After what one read of a socket brought: out to the others in one frame, and to the journal. */
  #flush(): void {
    this.#turnScheduled = false;
    const turn = this.#turn;
    const counts = this.#counts;
    if (counts.size === 0) return;
    this.#turn = [];
    this.#counts = new Map();
    if (this.#dead) return;
    if (turn.length > 0) {
      this.#pass(turn);
      const begun = performance.now();
      const commit = this.#journal.append(
        this.#design,
        this.#session,
        turn.map(({ update }) => update),
      );
      this.#lastCommit = commit.then(
        () => this.#meter.committed((performance.now() - begun) / 1000),
        () => this.#fail(),
      );
    }
    this.#lastCommit = this.#lastCommit.then(() => {
      if (this.#dead) return;
      // Several turns can share a commit; their counts go out as one acknowledgement a member.
      if (this.#acknowledgements.size === 0) queueMicrotask(() => this.#acknowledge());
      for (const [seat, count] of counts) this.#acknowledgements.set(seat, count);
    });
  }

  #pass(turn: readonly Arrival[]): void {
    const first = turn[0];
    if (first === undefined) return;
    if (turn.length === 1) {
      this.#broadcast(first.frame, first.seat);
      return;
    }
    for (let at = 0; at < turn.length; at += mergeAtMost) {
      const part = turn.slice(at, at + mergeAtMost);
      const merged = merge(part.map(({ update }) => update));
      if (merged === undefined) {
        for (const { frame, seat } of part) this.#broadcast(frame, seat);
        continue;
      }
      // One's own change comes back when it travels with another's: Yjs sees that it has it.
      const only = part.every(({ seat }) => seat === first.seat) ? first.seat : undefined;
      this.#broadcast(encodeUpdate(merged), only);
    }
  }

  #acknowledge(): void {
    const counts = this.#acknowledgements;
    this.#acknowledgements = new Map();
    for (const [seat, count] of counts) {
      if (this.#seats.has(seat)) seat.member.send(encodeAcknowledged(count));
    }
  }

  #bePresent(seat: Seat, entries: readonly PresenceEntry[]): void {
    if (!this.#may(seat, 'be seen')) return;
    for (const entry of entries) {
      const outcome = this.#presence.put(seat.presence, entry);
      if (outcome.kind === 'held') {
        // Most often a browser that came back before its old connection was noticed to be dead.
        for (const other of this.#seats) if (other.presence === outcome.by) other.member.probe();
      } else if (outcome.kind === 'above' && !seat.toldAbove) {
        seat.toldAbove = true;
        const sentence = 'Your cursor and selection are too large to be shown to others.';
        seat.member.send(encodeNotice({ kind: 'message', sentence }));
      }
    }
    this.#schedulePresence();
  }

  #schedulePresence(): void {
    this.#presenceTimer ??= setTimeout(() => {
      const presence = this.#takePresence();
      if (presence === undefined) return;
      for (const seat of this.#seats) if (seat.presence !== presence.only) seat.member.send(presence.frame);
    }, presenceMs);
  }

  /** What changed of everybody's presence, as a frame, and who needs not be told because all of it is theirs. */
  #takePresence(): { readonly frame: Uint8Array; readonly only: Holder | undefined } | undefined {
    clearTimeout(this.#presenceTimer);
    this.#presenceTimer = undefined;
    const { entries, only } = this.#presence.takeChanges();
    if (entries.length === 0) return undefined;
    this.#presenceAt = performance.now();
    return { frame: encodePresence(entries), only };
  }

  #broadcast(frame: Uint8Array, except: Seat | undefined): void {
    const due = this.#presenceTimer !== undefined && performance.now() - this.#presenceAt >= presenceAlongMs;
    const presence = due ? this.#takePresence() : undefined;
    for (const seat of this.#seats) {
      const along = presence !== undefined && seat.presence !== presence.only ? presence.frame : undefined;
      if (seat !== except) seat.member.send(frame, along);
      else if (along !== undefined) seat.member.send(along);
    }
  }

  #malformed(seat: Seat, sentence: string | undefined): void {
    this.leave(seat);
    seat.member.close(closeCodes.malformed, sentence);
  }

  /** Yjs threw halfway through an update: its author goes, and the document is made again from the journal ([P16]). */
  #readAgain(seat: Seat): void {
    this.#malformed(seat, 'The change can’t be applied.');
    this.#flush();
    this.#waiting = [];
    this.#load().catch(() => this.#fail());
  }

  async #load(): Promise<void> {
    const rows = await this.#journal.load(this.#design);
    if (this.#dead) return;
    this.#content = new Content(rows, this.#limits);
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const { seat, frame } of waiting) this.receive(seat, frame);
  }

  /** A commit failed: nothing of it is acknowledged, and everybody starts again from what is on disk ([P11]). */
  #fail(): void {
    if (this.#dead) return;
    this.close(closeCodes.failed);
    this.#onDead();
  }
}

/** Several updates as one; `undefined` if Yjs can apply but not merge them, which a stranger might contrive. */
function merge(updates: Uint8Array[]): Uint8Array | undefined {
  try {
    return Y.mergeUpdates(updates);
  } catch {
    return undefined;
  }
}
