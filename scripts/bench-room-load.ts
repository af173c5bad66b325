/**
 * The load of bench-room.ts, in a process of its own: raw WebSocket clients that send updates made beforehand, so that
 * what is measured is the server. It speaks with its parent over IPC.
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { prng } from '#base/prng.ts';
import { decode, encodePresence, encodeUpdate, isUpdateFrame } from '#wire/messages.ts';

export interface LoadOptions {
  readonly url: string;
  readonly protocols: readonly string[];
  readonly clients: number;
  readonly editsPerSecond: number;
  readonly presencePerSecond: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** Begins every key, so that runs on one document do not overwrite each other. */
  readonly prefix: string;
  readonly seed: number;
}

export type LoadReport =
  | { readonly kind: 'measuring' }
  | { readonly kind: 'measured'; readonly latenciesMs: number[]; readonly sent: number; readonly received: number }
  /** All sockets are closed: the keys whose updates were acknowledged, and how many were sent. */
  | { readonly kind: 'cut'; readonly acknowledged: string[]; readonly sent: number };

/** Stands in every edit's value: `@@` client, edit, so that a receiver finds edits in a frame without reading Yjs. */
const marker = Buffer.from('@@');
const markerLength = 9;

const options = JSON.parse(process.argv[2] ?? '{}') as LoadOptions;
const report = (message: LoadReport) => process.send?.(message);
const random = prng(options.seed);
const editsPerClient = Math.ceil((options.warmUpSeconds + options.seconds + 1) * options.editsPerSecond) + 1;

const sentAt = Array.from({ length: options.clients }, () => new Float64Array(editsPerClient));
const latenciesMs: number[] = [];
let measuring = false;
let sent = 0;
let received = 0;

class Client {
  readonly ws: WebSocket;
  readonly #index: number;
  readonly #frames: Uint8Array[];
  readonly #clientId: number;
  #next = 0;
  #clock = 0;
  acknowledged = 0;

  constructor(index: number) {
    this.#index = index;
    const doc = new Y.Doc();
    this.#clientId = doc.clientID;
    this.#frames = [];
    doc.on('update', (update: Uint8Array) => this.#frames.push(encodeUpdate(update)));
    const map = doc.getMap('m');
    for (let n = 0; n < editsPerClient; n++) {
      map.set(this.key(n), `@@${String(index).padStart(2, '0')}${String(n).padStart(5, '0')}${'.'.repeat(40)}`);
    }
    this.ws = new WebSocket(options.url, [...options.protocols], { perMessageDeflate: false });
    this.ws.on('message', (data: Buffer) => this.#receive(data));
    this.ws.on('error', () => {});
  }

  key(n: number): string {
    return `${options.prefix}${this.#index}-${n}`;
  }

  start(): void {
    const every = (perSecond: number, act: () => void) => {
      if (perSecond === 0) return;
      const periodMs = 1000 / perSecond;
      setTimeout(() => setInterval(act, periodMs), random.below(Math.round(periodMs)));
    };
    every(options.editsPerSecond, () => this.#edit());
    every(options.presencePerSecond, () => this.#move());
  }

  #edit(): void {
    const frame = this.#frames[this.#next];
    if (frame === undefined || this.ws.readyState !== WebSocket.OPEN) return;
    const times = sentAt[this.#index];
    if (times !== undefined) times[this.#next] = performance.now();
    this.#next++;
    if (measuring) sent++;
    this.ws.send(frame);
  }

  #move(): void {
    if (this.ws.readyState !== WebSocket.OPEN) return;
    const state = {
      user: { name: `Client ${this.#index}`, color: '#3366cc' },
      cursor: [random.below(2000), random.below(1000)],
      selection: [],
    };
    this.ws.send(encodePresence([{ client: this.#clientId, clock: ++this.#clock, state: Buffer.from(JSON.stringify(state)) }]));
  }

  #receive(data: Buffer): void {
    if (data[0] === 100) {
      const read = decode(data);
      if (read.ok && read.value.type === 'acknowledged') this.acknowledged = read.value.count;
      return;
    }
    if (!isUpdateFrame(data)) return;
    const now = performance.now();
    for (let at = data.indexOf(marker); at !== -1; at = data.indexOf(marker, at + markerLength)) {
      const author = Number(data.toString('latin1', at + 2, at + 4));
      if (author === this.#index || !measuring) continue;
      const time = sentAt[author]?.[Number(data.toString('latin1', at + 4, at + 9))];
      if (time === undefined || time === 0) continue;
      received++;
      latenciesMs.push(now - time);
    }
  }
}

const clients = Array.from({ length: options.clients }, (_, index) => new Client(index));
const closed = Promise.all(clients.map(({ ws }) => once(ws, 'close')));
await Promise.all(clients.map(({ ws }) => once(ws, 'open')));
for (const client of clients) client.start();
closed.then(() => {
  const acknowledged = clients.flatMap((client) => Array.from({ length: client.acknowledged }, (_, n) => client.key(n)));
  report({ kind: 'cut', acknowledged, sent });
  setTimeout(() => process.exit(0), 50);
});
setTimeout(() => {
  measuring = true;
  report({ kind: 'measuring' });
  setTimeout(() => {
    measuring = false;
    report({ kind: 'measured', latenciesMs, sent, received });
  }, options.seconds * 1000);
}, options.warmUpSeconds * 1000);
