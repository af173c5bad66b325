import * as idb from 'lib0/indexeddb';
import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';

/** Work that the server refused, kept on this device until its author decides. */
export interface Draft {
  /** Why the server refused it. */
  readonly sentence: string;
  /** When, ISO 8601. */
  readonly at: string;
  /** The whole document as its author last saw it, a Yjs update V1: what the server has already is in it too. */
  readonly update: Uint8Array;
}

/** What stands beside the document on this device. */
export interface Aside {
  readonly draft: Draft | undefined;
  /** Changes that the server had not acknowledged when the page was last open. */
  readonly unsaved: number;
}

export interface Loading {
  /** The origin that loaded content has in the document's update events; `undefined` when nothing is kept. */
  readonly origin: unknown;
  /** Resolves when everything is loaded, or when that takes too long. */
  readonly done: Promise<unknown>;
}

/** What this device remembers of one room. Nothing here rejects: where nothing can be kept, nothing is. */
export interface Keeper {
  read(): Promise<Aside>;
  keepDraft(draft: Draft | undefined): Promise<void>;
  keepUnsaved(unsaved: number): Promise<void>;
  /** Loads what is kept into a fresh document and keeps its later changes. */
  attach(doc: Y.Doc): Loading;
  /** Forgets the document's content, and stops keeping the document that was attached. */
  forget(): Promise<void>;
  close(): void;
}

/** Keeps nothing: a browser without IndexedDB, a private window, a test. */
const nothing: Keeper = {
  read: async () => ({ draft: undefined, unsaved: 0 }),
  keepDraft: async () => {},
  keepUnsaved: async () => {},
  attach: () => ({ origin: undefined, done: Promise.resolve() }),
  forget: async () => {},
  close: () => {},
};

/** A database that another tab holds up must not keep this page from opening. */
const loadMs = 3000;

/** The keeper of a room: IndexedDB where there is one, else one that keeps nothing. */
export async function openKeeper(room: string): Promise<Keeper> {
  if (typeof indexedDB === 'undefined') return nothing;
  try {
    const opening = idb.openDB(`millrace-aside:${room}`, (db) => idb.createStores(db, [['aside']]));
    const db = await within(opening, loadMs);
    return db === undefined ? nothing : new BrowserKeeper(room, db);
  } catch {
    return nothing;
  }
}

class BrowserKeeper implements Keeper {
  readonly #room: string;
  readonly #aside: IDBDatabase;
  #content: IndexeddbPersistence | undefined;

  constructor(room: string, aside: IDBDatabase) {
    this.#room = room;
    this.#aside = aside;
  }

  async read(): Promise<Aside> {
    try {
      const [store] = idb.transact(this.#aside, ['aside'], 'readonly');
      if (store === undefined) return nothing.read();
      const [draft, unsaved] = await Promise.all([idb.get(store, 'draft'), idb.get(store, 'unsaved')]);
      return { draft: asDraft(draft), unsaved: typeof unsaved === 'number' ? unsaved : 0 };
    } catch {
      return nothing.read();
    }
  }

  keepDraft(draft: Draft | undefined): Promise<void> {
    return this.#put('draft', draft);
  }

  keepUnsaved(unsaved: number): Promise<void> {
    return this.#put('unsaved', unsaved === 0 ? undefined : unsaved);
  }

  attach(doc: Y.Doc): Loading {
    const content = new IndexeddbPersistence(`millrace:${this.#room}`, doc);
    this.#content = content;
    return { origin: content, done: within(content.whenSynced, loadMs) };
  }

  async forget(): Promise<void> {
    const content = this.#content;
    this.#content = undefined;
    if (content === undefined) return;
    try {
      await within(content.whenSynced, loadMs);
      // The rows are cleared, not the database deleted: another tab may have it open, and its edits would throw.
      if (content.db !== null) {
        const [store] = idb.transact(content.db, ['updates']);
        if (store !== undefined) await idb.rtop(store.clear());
      }
      await content.destroy();
    } catch {
      // Where clearing fails, the old content is loaded again next time and refused again: nothing is lost.
    }
  }

  close(): void {
    this.#content?.destroy().catch(() => {});
    this.#aside.close();
  }

  async #put(key: string, value: object | number | undefined): Promise<void> {
    try {
      const [store] = idb.transact(this.#aside, ['aside']);
      if (store === undefined) return;
      await (value === undefined ? idb.del(store, key) : idb.put(store, value as number, key));
    } catch {
      // A full disk or a closed database: the page goes on without.
    }
  }
}

/** What stands in a browser's store can be older than this code. */
function asDraft(value: unknown): Draft | undefined {
  const { sentence, at, update } = (value ?? {}) as Partial<Record<keyof Draft, unknown>>;
  return typeof sentence === 'string' && typeof at === 'string' && update instanceof Uint8Array
    ? { sentence, at, update }
    : undefined;
}

function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  return Promise.race([promise, new Promise<undefined>((resolve) => setTimeout(resolve, ms))]);
}
