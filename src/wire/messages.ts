import { failure, type Result, success } from '#base/result.ts';
import { blockSize, integerSize, Reader, Writer } from './bytes.ts';
import { type Role, roles } from './roles.ts';

/** One presence entry: `state` is JSON in UTF-8, `null` when the client has left. The server never parses it. */
export interface PresenceEntry {
  readonly client: number;
  readonly clock: number;
  readonly state: Uint8Array;
}

/** What the server says to one connection beside the document. */
export type Notice =
  /** Sent first: what this connection may do. */
  | { readonly kind: 'welcome'; readonly role: Role }
  /** The update with this number (counted from 1 on this connection) and all later ones were not applied. */
  | { readonly kind: 'refused'; readonly update: number; readonly sentence: string }
  /** Something to show to the person. */
  | { readonly kind: 'message'; readonly sentence: string };

export type Message =
  | { readonly type: 'syncStep1'; readonly stateVector: Uint8Array }
  | { readonly type: 'syncStep2'; readonly update: Uint8Array }
  | { readonly type: 'update'; readonly update: Uint8Array }
  | { readonly type: 'presence'; readonly entries: readonly PresenceEntry[] }
  | { readonly type: 'queryPresence' }
  | { readonly type: 'acknowledged'; readonly count: number }
  | { readonly type: 'notice'; readonly notice: Notice }
  | { readonly type: 'heartbeat' };

/** Numbers of messages [P5]: 0, 1 and 3 are y-websocket's, 100 and above are ours. */
export const messageNumbers = { sync: 0, presence: 1, queryPresence: 3, acknowledged: 100, notice: 101, heartbeat: 102 } as const;

const syncNumbers = { step1: 0, step2: 1, update: 2 } as const;
const noticeNumbers = { welcome: 0, refused: 1, message: 2 } as const;

const encoder = new TextEncoder();

/** The JSON text `null`: a client that has left. */
export const absent: Uint8Array = encoder.encode('null');

/**
 * Reads one frame, which holds exactly one message [P4]. Views into `bytes` are returned, not copies. Never throws: a
 * frame that is not a message gives one fault that says what is wrong with it.
 */
export function decode(bytes: Uint8Array): Result<Message> {
  const reader = new Reader(bytes);
  const message = read(reader);
  if (typeof message === 'string') return failure({ message });
  if (!reader.atEnd()) return failure({ message: 'The frame holds more than one message.' });
  return success(message);
}

function read(reader: Reader): Message | string {
  const number = reader.integer();
  switch (number) {
    case undefined:
      return 'The frame is empty or its first number is cut off.';
    case messageNumbers.sync:
      return readSync(reader);
    case messageNumbers.presence:
      return readPresence(reader);
    case messageNumbers.queryPresence:
      return { type: 'queryPresence' };
    case messageNumbers.acknowledged: {
      const count = reader.integer();
      return count === undefined ? 'The acknowledgement is cut off.' : { type: 'acknowledged', count };
    }
    case messageNumbers.notice:
      return readNotice(reader);
    case messageNumbers.heartbeat:
      return { type: 'heartbeat' };
    default:
      return `There is no message number ${number}.`;
  }
}

function readSync(reader: Reader): Message | string {
  const number = reader.integer();
  const block = reader.block();
  if (block === undefined) return 'The sync message is cut off.';
  switch (number) {
    case syncNumbers.step1:
      return { type: 'syncStep1', stateVector: block };
    case syncNumbers.step2:
      return { type: 'syncStep2', update: block };
    case syncNumbers.update:
      return { type: 'update', update: block };
    default:
      return `There is no sync message number ${number}.`;
  }
}

function readPresence(reader: Reader): Message | string {
  const block = reader.block();
  if (block === undefined) return 'The presence message is cut off.';
  const inner = new Reader(block);
  const count = inner.integer();
  if (count === undefined) return 'The presence message has no count.';
  // No array of the claimed size is made: the loop ends where the bytes end.
  const entries: PresenceEntry[] = [];
  for (let i = 0; i < count; i++) {
    const client = inner.integer();
    const clock = inner.integer();
    const state = inner.block();
    if (client === undefined || clock === undefined || state === undefined) return 'A presence entry is cut off.';
    entries.push({ client, clock, state });
  }
  return inner.atEnd() ? { type: 'presence', entries } : 'The presence message is longer than its count says.';
}

function readNotice(reader: Reader): Message | string {
  const number = reader.integer();
  switch (number) {
    case noticeNumbers.welcome: {
      const role = roles[reader.integer() ?? -1];
      return role === undefined ? 'The welcome names no role.' : { type: 'notice', notice: { kind: 'welcome', role } };
    }
    case noticeNumbers.refused: {
      const update = reader.integer();
      const sentence = readText(reader);
      if (update === undefined || sentence === undefined) return 'The refusal is cut off.';
      return { type: 'notice', notice: { kind: 'refused', update, sentence } };
    }
    case noticeNumbers.message: {
      const sentence = readText(reader);
      return sentence === undefined ? 'The notice is cut off.' : { type: 'notice', notice: { kind: 'message', sentence } };
    }
    default:
      return `There is no notice number ${number}.`;
  }
}

const decoder = new TextDecoder();

function readText(reader: Reader): string | undefined {
  const block = reader.block();
  return block === undefined ? undefined : decoder.decode(block);
}

/** Sync step 1: "this is what I have, send me the rest". `stateVector` as `Y.encodeStateVector` gives it. */
export function encodeSyncStep1(stateVector: Uint8Array): Uint8Array {
  return encodeSync(syncNumbers.step1, stateVector);
}

/** Sync step 2: the answer to a step 1, a Yjs update in V1. */
export function encodeSyncStep2(update: Uint8Array): Uint8Array {
  return encodeSync(syncNumbers.step2, update);
}

/** One change, a Yjs update in V1. */
export function encodeUpdate(update: Uint8Array): Uint8Array {
  return encodeSync(syncNumbers.update, update);
}

function encodeSync(number: number, block: Uint8Array): Uint8Array {
  return new Writer(2 + blockSize(block)).integer(messageNumbers.sync).integer(number).block(block).bytes;
}

/** Presence of several clients in one message. */
export function encodePresence(entries: readonly PresenceEntry[]): Uint8Array {
  const inner = encodePresenceEntries(entries);
  return new Writer(1 + blockSize(inner)).integer(messageNumbers.presence).block(inner).bytes;
}

/** The inside of a presence message, as `applyAwarenessUpdate` of y-protocols reads it. */
export function encodePresenceEntries(entries: readonly PresenceEntry[]): Uint8Array {
  let size = integerSize(entries.length);
  for (const { client, clock, state } of entries) size += integerSize(client) + integerSize(clock) + blockSize(state);
  const writer = new Writer(size).integer(entries.length);
  for (const { client, clock, state } of entries) writer.integer(client).integer(clock).block(state);
  return writer.bytes;
}

/** "Tell me who is here." */
export function encodeQueryPresence(): Uint8Array {
  return Uint8Array.of(messageNumbers.queryPresence);
}

/** "The first `count` of your updates on this connection are settled": on disk, or refused with a notice [P9]. */
export function encodeAcknowledged(count: number): Uint8Array {
  return new Writer(1 + integerSize(count)).integer(messageNumbers.acknowledged).integer(count).bytes;
}

/** Something said to one connection. */
export function encodeNotice(notice: Notice): Uint8Array {
  const number = noticeNumbers[notice.kind];
  switch (notice.kind) {
    case 'welcome':
      return Uint8Array.of(messageNumbers.notice, number, roles.indexOf(notice.role));
    case 'refused': {
      const sentence = encoder.encode(notice.sentence);
      const size = 2 + integerSize(notice.update) + blockSize(sentence);
      return new Writer(size).integer(messageNumbers.notice).integer(number).integer(notice.update).block(sentence).bytes;
    }
    case 'message': {
      const sentence = encoder.encode(notice.sentence);
      return new Writer(2 + blockSize(sentence)).integer(messageNumbers.notice).integer(number).block(sentence).bytes;
    }
  }
}

/** Nothing but a sign of life. */
export function encodeHeartbeat(): Uint8Array {
  return Uint8Array.of(messageNumbers.heartbeat);
}

/** True for a frame that counts as an update of its sender [P8]: sync step 2 and update. */
export function isUpdateFrame(bytes: Uint8Array): boolean {
  return bytes[0] === messageNumbers.sync && (bytes[1] === syncNumbers.step2 || bytes[1] === syncNumbers.update);
}
