import type { WebSocket } from 'ws';
import { closeCodes, closeSentences } from '#wire/close-codes.ts';
import { tokenPattern } from '#wire/roles.ts';
import { hashOf } from '../connection.ts';
import type { Asker } from './state.ts';
import type { Workshops } from './workshops.ts';

interface Listener {
  readonly ws: WebSocket;
  readonly asker: Asker;
  sent: number;
}

/** Pushes what each person may know of a workshop, as JSON, at once and after every change. Nothing is taken in. */
export class Feed {
  readonly #workshops: Workshops;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #waiting = new Set<string>();

  constructor(workshops: Workshops) {
    this.#workshops = workshops;
    workshops.subscribe((id) => this.#soon(id));
  }

  /** A window that has been let in: `token` is what it offered. */
  accept(ws: WebSocket, id: string, token: string | undefined): void {
    ws.on('error', () => {});
    const asker =
      token !== undefined && new RegExp(tokenPattern).test(token) ? this.#workshops.asker(id, hashOf(token)) : undefined;
    if (!this.#workshops.has(id)) return void ws.close(closeCodes.notFound, 'There is no such workshop on this server.');
    if (!asker) return void ws.close(closeCodes.badToken, closeSentences[closeCodes.badToken]);
    const listener: Listener = { ws, asker, sent: 0 };
    const all = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, all.add(listener));
    const leave = this.#workshops.enter(id, asker);
    // A window has nothing to say here; commands are asked for over HTTP, where they are answered.
    ws.on('message', () => ws.close(closeCodes.malformed, 'Nothing is taken in here.'));
    ws.on('close', () => {
      all.delete(listener);
      if (all.size === 0) this.#listeners.delete(id);
      leave();
    });
    this.#send(id, listener);
  }

  /** Several changes of one moment are told once. */
  #soon(id: string): void {
    if (this.#waiting.has(id)) return;
    this.#waiting.add(id);
    setImmediate(() => {
      this.#waiting.delete(id);
      for (const listener of [...(this.#listeners.get(id) ?? [])]) this.#send(id, listener);
    });
  }

  #send(id: string, listener: Listener): void {
    const told = this.#workshops.told(id, listener.asker);
    if (!told) return void listener.ws.close(closeCodes.badToken, 'You were taken out of this workshop, or it was deleted.');
    if (told.version === listener.sent) return;
    listener.sent = told.version;
    listener.ws.send(JSON.stringify(told));
  }
}
