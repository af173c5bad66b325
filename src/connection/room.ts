import { Awareness } from 'y-protocols/awareness';
import type { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { closeCodes, closeSentence, isFinal } from '#wire/close-codes.ts';
import { wireLimits } from '#wire/limits.ts';
import type { Notice } from '#wire/messages.ts';
import { type Role, roomPattern, tokenPattern } from '#wire/roles.ts';
import { Ledger } from './ledger.ts';
import { type Draft, type Keeper, openKeeper } from './offline.ts';
import { makeProvider } from './provider.ts';

export type { Draft } from './offline.ts';

export interface RoomOptions {
  /** `ws://host/ws` or `wss://host/ws`. */
  readonly server: string;
  /** The design's id. */
  readonly room: string;
  /** The secret of the link. */
  readonly token: string;
  /** Keep the design on this device (IndexedDB); default true. */
  readonly offline?: boolean;
}

export interface RoomStatus {
  /** `connecting` at first, `offline` while it is tried again, `refused` when trying again is of no use. */
  readonly link: 'connecting' | 'online' | 'offline' | 'refused';
  /** What the server lets us do; known from the first answer on. */
  readonly role: Role | undefined;
  /** The first load is done: from the server, or from this device while the server can't be reached. */
  readonly synced: boolean;
  /** Changes that are not on the server's disk. 0 = everything is saved. */
  readonly unsaved: number;
  /** Why the server closed the connection, when it did; `final` when it is not tried again. */
  readonly refusal?: { readonly code: number; readonly sentence: string; readonly final: boolean };
  /** The last thing that the server had to say. A new object each time. */
  readonly notice?: { readonly sentence: string };
  /** Refused work is kept here: see `Room.draft`. */
  readonly hasDraft: boolean;
}

/** One design that this page has open together with others. */
export interface Room {
  /** The shared document. It is replaced after a refusal: see `onRebuilt`. */
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** A new object whenever anything in it changes. */
  readonly status: RoomStatus;
  /** Called after every change of the status; returns the function that ends it. */
  subscribe(listener: (status: RoomStatus) => void): () => void;
  /** Called when the document was replaced by the server's state. The old one is destroyed soon after. */
  onRebuilt(listener: (doc: Y.Doc, awareness: Awareness) => void): () => void;
  readonly draft: Draft | undefined;
  /** Puts the refused work into the document again, as one change. If it is refused again, it is a draft again. */
  reapplyDraft(): void;
  discardDraft(): void;
  /** Leaves the room. What was not saved stays on this device and is sent on the next visit. */
  close(): void;
}

/** After this time without an answer a person may as well look at what this device has. */
const patienceMs = 5000;

/** Saving takes a few hundredths of a second: only what takes longer is noted on this device. */
const noteUnsavedMs = 500;

/** Opens a room: at once with an empty document, which fills from this device and from the server. Never throws. */
export function openRoom(options: RoomOptions): Room {
  return new ConnectedRoom(options);
}

/** A document with everything that hangs on it; a refusal replaces all of it. */
interface Generation {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  ledger: Ledger;
  provider: WebsocketProvider | undefined;
  /** Origin of what came from this device's store. */
  kept: unknown;
  patience: ReturnType<typeof setTimeout> | undefined;
  /** It was replaced or left: nothing of it concerns the status any more. */
  over: boolean;
}

class ConnectedRoom implements Room {
  readonly #options: RoomOptions;
  readonly #listeners = new Set<(status: RoomStatus) => void>();
  readonly #rebuilt = new Set<(doc: Y.Doc, awareness: Awareness) => void>();
  readonly #offEvents: () => void;
  #keeper: Keeper | undefined;
  #generation: Generation;
  #draft: Draft | undefined;
  #status: RoomStatus = { link: 'connecting', role: undefined, synced: false, unsaved: 0, hasDraft: false };
  #noteTimer: ReturnType<typeof setTimeout> | undefined;
  #noted = 0;
  #closed = false;

  constructor(options: RoomOptions) {
    this.#options = options;
    this.#generation = this.#begin({});
    this.#offEvents = this.#watchPage();
    void this.#open();
  }

  get doc(): Y.Doc {
    return this.#generation.doc;
  }

  get awareness(): Awareness {
    return this.#generation.awareness;
  }

  get status(): RoomStatus {
    return this.#status;
  }

  get draft(): Draft | undefined {
    return this.#draft;
  }

  subscribe(listener: (status: RoomStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onRebuilt(listener: (doc: Y.Doc, awareness: Awareness) => void): () => void {
    this.#rebuilt.add(listener);
    return () => this.#rebuilt.delete(listener);
  }

  reapplyDraft(): void {
    const draft = this.#draft;
    if (draft === undefined) return;
    this.discardDraft();
    Y.applyUpdate(this.doc, draft.update, 'draft');
  }

  discardDraft(): void {
    this.#draft = undefined;
    void this.#keeper?.keepDraft(undefined);
    this.#set({ hasDraft: false });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#noteUnsaved();
    this.#offEvents();
    this.#end(this.#generation);
    this.#keeper?.close();
    this.#listeners.clear();
    this.#rebuilt.clear();
  }

  /** A fresh document with a new client id, not yet connected to anything. */
  #begin(presence: Readonly<Record<string, unknown>> | null): Generation {
    const doc = new Y.Doc();
    const awareness = new Awareness(doc);
    awareness.setLocalState(presence);
    const generation: Generation = {
      doc,
      awareness,
      ledger: new Ledger(),
      provider: undefined,
      kept: undefined,
      patience: undefined,
      over: false,
    };
    // Before the provider's own listener, so that a change is counted before its message is sent.
    doc.on('update', (_update: Uint8Array, origin: unknown) => {
      if (origin === generation.provider && origin !== undefined) return;
      if (origin === generation.kept && origin !== undefined) return;
      generation.ledger.changed();
      this.#showUnsaved(generation);
    });
    return generation;
  }

  async #open(): Promise<void> {
    const generation = this.#generation;
    if (this.#options.offline ?? true) {
      const keeper = await openKeeper(this.#options.room);
      if (this.#closed) return keeper.close();
      this.#keeper = keeper;
      const { draft, unsaved } = await keeper.read();
      if (this.#closed) return;
      this.#draft = draft;
      this.#noted = unsaved;
      for (let i = 0; i < unsaved; i++) generation.ledger.changed();
      this.#set({ hasDraft: draft !== undefined, unsaved: generation.ledger.unsaved });
      await this.#load(generation);
    }
    this.#connect(generation);
  }

  /** Fills a document from this device, before it meets the server: then only what the server lacks has to be sent. */
  async #load(generation: Generation): Promise<void> {
    const loading = this.#keeper?.attach(generation.doc);
    generation.kept = loading?.origin;
    await loading?.done;
  }

  #connect(generation: Generation): void {
    if (this.#closed || generation.over) return;
    const { doc, awareness } = generation;
    const { server, room, token } = this.#options;
    /** Events of a generation that is over are nobody's business any more. */
    const alive = <A extends unknown[]>(act: (...args: A) => void) => {
      return (...args: A) => {
        if (!generation.over) act(...args);
      };
    };
    if (!new RegExp(roomPattern).test(room)) {
      this.#dropped(generation, closeCodes.notFound, '');
      return;
    }
    if (!new RegExp(tokenPattern).test(token)) {
      this.#dropped(generation, closeCodes.badToken, '');
      return;
    }
    const provider = makeProvider({
      server,
      room,
      token,
      doc,
      awareness,
      events: {
        opened: alive(() => generation.ledger.connected()),
        sent: alive((isSyncStep2) => generation.ledger.sent(isSyncStep2)),
        synced: alive(() => this.#set({ synced: true })),
        acknowledged: alive((count) => {
          generation.ledger.acknowledged(count);
          this.#showUnsaved(generation);
        }),
        notice: alive((notice) => this.#hear(generation, notice)),
        tooLarge: alive((bytes) => {
          const size = `${(bytes / 1024 / 1024).toFixed(1)} MiB, the server takes ${wireLimits.messageBytes / 1024 / 1024} MiB`;
          this.#refused(generation, `This change is too large to be sent at once (${size}). Do it in smaller parts.`);
        }),
        dropped: alive((code, reason) => this.#dropped(generation, code, reason)),
      },
    });
    generation.provider = provider;
    generation.patience = setTimeout(() => {
      if (this.#status.link === 'connecting') this.#offline();
    }, patienceMs);
    provider.connect();
  }

  #hear(generation: Generation, notice: Notice): void {
    switch (notice.kind) {
      case 'welcome':
        this.#set({ link: 'online', role: notice.role, refusal: undefined });
        return;
      case 'refused':
        this.#refused(generation, notice.sentence);
        return;
      case 'message':
        this.#set({ notice: { sentence: notice.sentence } });
        return;
    }
  }

  #dropped(generation: Generation, code: number | undefined, reason: string): void {
    const sentence = code === undefined ? undefined : reason || closeSentence(code);
    const named = code !== undefined && closeSentence(code) !== undefined && sentence !== undefined;
    if (code !== undefined && isFinal(code)) {
      this.#set({ link: 'refused', refusal: { code, sentence: sentence ?? 'The server refused the connection.', final: true } });
      // Whatever the server can't read would be sent again on every visit: it is set aside, and the next visit is clean.
      if ((code === closeCodes.malformed || code === closeCodes.tooLarge) && generation.ledger.unsaved > 0) {
        void this.#setAside(generation, sentence ?? '');
      }
      return;
    }
    this.#offline();
    if (named) this.#set({ refusal: { code, sentence, final: false } });
  }

  #offline(): void {
    if (this.#status.link === 'refused') return;
    const hasContent = this.#generation.doc.store.clients.size > 0;
    this.#set({ link: 'offline', synced: this.#status.synced || hasContent });
  }

  /** Decision of the server (or of its limits): this work is not taken over. Begins again from the server's state ([P13]). */
  #refused(generation: Generation, sentence: string): void {
    if (generation.over) return;
    generation.over = true;
    this.#set({ notice: { sentence } });
    // Not in the middle of a message that y-websocket is handling.
    queueMicrotask(() => void this.#rebuild(generation, sentence));
  }

  async #rebuild(old: Generation, sentence: string): Promise<void> {
    if (this.#closed) return;
    const presence = old.awareness.getLocalState();
    old.provider?.destroy();
    const aside = this.#setAside(old, sentence);
    const fresh = this.#begin(presence);
    this.#generation = fresh;
    this.#set({ link: 'connecting', synced: false, unsaved: 0 });
    for (const listener of this.#rebuilt) listener(fresh.doc, fresh.awareness);
    await aside;
    this.#end(old);
    await this.#load(fresh);
    this.#connect(fresh);
  }

  /** Keeps a document as a draft, and makes this device forget it otherwise: in this order, so that nothing is lost. */
  async #setAside({ doc }: Generation, sentence: string): Promise<void> {
    const update = Y.encodeStateAsUpdate(doc);
    const earlier = this.#draft?.update;
    this.#draft = {
      sentence,
      at: new Date().toISOString(),
      update: earlier === undefined ? update : Y.mergeUpdates([earlier, update]),
    };
    this.#set({ hasDraft: true });
    await this.#keeper?.keepDraft(this.#draft);
    await this.#keeper?.keepUnsaved(0);
    this.#noted = 0;
    await this.#keeper?.forget();
  }

  #end(generation: Generation): void {
    generation.over = true;
    clearTimeout(generation.patience);
    generation.provider?.destroy();
    // The awareness and this device's store listen to it and end with it.
    generation.doc.destroy();
  }

  #showUnsaved({ ledger, over }: Generation): void {
    if (over) return;
    const { unsaved } = ledger;
    this.#set({ unsaved });
    if (unsaved === 0) {
      clearTimeout(this.#noteTimer);
      this.#noteTimer = undefined;
      if (this.#noted > 0) this.#noteUnsaved();
    } else {
      this.#noteTimer ??= setTimeout(() => this.#noteUnsaved(), noteUnsavedMs);
    }
  }

  /** So that the next visit can say how much of this one is only here. */
  #noteUnsaved(): void {
    clearTimeout(this.#noteTimer);
    this.#noteTimer = undefined;
    const { unsaved } = this.#generation.ledger;
    if (unsaved === this.#noted) return;
    this.#noted = unsaved;
    void this.#keeper?.keepUnsaved(unsaved);
  }

  #watchPage(): () => void {
    if (typeof globalThis.addEventListener !== 'function') return () => {};
    // The browser knows at once that the cable is out; a socket needs up to 30 s. A new attempt shows which is true.
    const reconnect = () => {
      const { provider } = this.#generation;
      if (provider === undefined || this.#status.link === 'refused') return;
      provider.disconnect();
      provider.connect();
    };
    const note = () => this.#noteUnsaved();
    globalThis.addEventListener('offline', reconnect);
    globalThis.addEventListener('online', reconnect);
    globalThis.addEventListener('pagehide', note);
    return () => {
      globalThis.removeEventListener('offline', reconnect);
      globalThis.removeEventListener('online', reconnect);
      globalThis.removeEventListener('pagehide', note);
    };
  }

  #set(change: { readonly [K in keyof RoomStatus]?: RoomStatus[K] | undefined }): void {
    const before = this.#status;
    const keys = Object.keys(change) as (keyof RoomStatus)[];
    if (this.#closed || keys.every((key) => before[key] === change[key])) return;
    this.#status = { ...before, ...change } as RoomStatus;
    for (const listener of [...this.#listeners]) listener(this.#status);
  }
}
