import { once } from 'node:events';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import {
  decode,
  encodeSyncStep1,
  encodeSyncStep2,
  encodeUpdate,
  isUpdateFrame,
  type Message,
  type Notice,
  type PresenceEntry,
} from '#wire/messages.ts';
import { subprotocol } from '#wire/roles.ts';

/** A client for tests that speaks the protocol by hand, so that it can also break it. */
export class RawClient {
  readonly ws: WebSocket;
  readonly doc = new Y.Doc();
  readonly messages: Message[] = [];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  /** The last acknowledgement, and how many updates were sent. */
  acknowledged = 0;
  sent = 0;
  closeCode: number | undefined;
  /** Present: client id → JSON. */
  readonly present = new Map<number, string>();

  constructor(url: string, token: string | undefined, headers: Record<string, string> = {}) {
    this.ws = new WebSocket(url, token === undefined ? [subprotocol] : [subprotocol, token], { headers });
    this.closed = new Promise((resolve) => {
      this.ws.on('close', (code, reason) => {
        this.closeCode = code;
        resolve({ code, reason: reason.toString() });
      });
    });
    this.ws.on('error', () => {});
    this.ws.on('message', (data: Buffer) => this.#receive(data));
  }

  get notices(): Notice[] {
    return this.messages.flatMap((message) => (message.type === 'notice' ? [message.notice] : []));
  }

  get content(): Record<string, unknown> {
    return this.doc.getMap('m').toJSON();
  }

  /** Opened, greeted, and in step with the server. */
  async ready(): Promise<this> {
    if (this.ws.readyState === WebSocket.CONNECTING) await once(this.ws, 'open');
    this.send(encodeSyncStep1(Y.encodeStateVector(this.doc)));
    await until(() => this.messages.some(({ type }) => type === 'syncStep2') || this.closeCode !== undefined);
    return this;
  }

  send(frame: Uint8Array | string): void {
    if (typeof frame !== 'string' && isUpdateFrame(frame)) this.sent++;
    this.ws.send(frame);
  }

  /** Sets one key in the shared map `m` and sends the update, which it returns. */
  set(key: string, value: unknown): Uint8Array {
    const [update = new Uint8Array()] = updatesOf(this.doc, (map) => map.set(key, value));
    this.send(encodeUpdate(update));
    return update;
  }

  /** Everything that was sent is settled. */
  async saved(): Promise<void> {
    await until(() => this.acknowledged === this.sent);
  }

  close(): void {
    this.ws.terminate();
  }

  #receive(data: Buffer): void {
    const read = decode(data);
    if (!read.ok) throw new Error(`The server sent something malformed: ${read.faults[0]?.message}`);
    const message = read.value;
    this.messages.push(message);
    if (message.type === 'acknowledged') this.acknowledged = message.count;
    if (message.type === 'update' || message.type === 'syncStep2') Y.applyUpdate(this.doc, message.update);
    if (message.type === 'syncStep1') this.send(encodeSyncStep2(Y.encodeStateAsUpdate(this.doc, message.stateVector)));
    if (message.type === 'presence') for (const entry of message.entries) this.#see(entry);
  }

  #see({ client, state }: PresenceEntry): void {
    const text = Buffer.from(state).toString();
    if (text === 'null') this.present.delete(client);
    else this.present.set(client, text);
  }
}

/** The updates that a change of the shared map `m` makes. */
export function updatesOf(doc: Y.Doc, change: (map: Y.Map<unknown>) => void): Uint8Array[] {
  const made: Uint8Array[] = [];
  const listen = (update: Uint8Array) => made.push(update);
  doc.on('update', listen);
  change(doc.getMap('m'));
  doc.off('update', listen);
  return made;
}

/** Waits for a condition, with a deadline. */
export async function until(holds: () => boolean | Promise<boolean>, deadlineMs = 5000): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Waited ${deadlineMs} ms in vain for: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
