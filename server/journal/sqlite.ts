import { Worker } from 'node:worker_threads';
import type { Role } from '#wire/roles.ts';
import type { Design, Journal, Link, NewDesign, Snapshot, StoredWorkshop } from './journal.ts';
import { type Packed, pack, type SqliteStore, unpack } from './sqlite-store.ts';
import type { Answer, Call } from './sqlite-worker.ts';

/** At most one commit in this time: all rooms' updates of 12 ms share one fsync. */
const groupMs = 12;

interface Append {
  readonly design: string;
  readonly session: number;
  readonly updates: readonly Uint8Array[];
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

interface Pending {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

type Method = {
  [K in keyof SqliteStore]: SqliteStore[K] extends (...args: never) => unknown ? K : never;
}[keyof SqliteStore];

/**
 * The journal in a SQLite file, in a worker thread: the thread that serves people never waits for the disk.
 * Open it with `openSqlite`.
 */
class SqliteJournal implements Journal {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #calls = 0;
  #group: Append[] = [];
  #timer: NodeJS.Timeout | undefined;
  #committing = false;
  #gone: Error | undefined;

  constructor(worker: Worker, warn: (sentence: string) => void) {
    this.#worker = worker;
    worker.on('message', (answer: Answer) => {
      if (answer.id === undefined) return warn(answer.warning);
      const pending = this.#pending.get(answer.id);
      this.#pending.delete(answer.id);
      if ('error' in answer) pending?.reject(new Error(answer.error));
      else pending?.resolve(answer.value as never);
    });
    worker.on('error', (error) => this.#end(error));
    worker.on('exit', () => this.#end(new Error('The journal is closed.')));
  }

  create(design: NewDesign): Promise<void> {
    return this.#call('create', design);
  }

  design(id: string): Promise<Design | undefined> {
    return this.#call('design', id);
  }

  roleOf(design: string, hash: string): Promise<Role | undefined> {
    return this.#call('roleOf', design, hash);
  }

  links(design: string): Promise<Link[]> {
    return this.#call('links', design);
  }

  addLink(design: string, link: Omit<Link, 'revoked'>): Promise<void> {
    return this.#call('addLink', design, link);
  }

  revokeLinks(design: string, role: Role, except?: string): Promise<string[]> {
    return this.#call('revokeLinks', design, role, except);
  }

  append(design: string, session: number, updates: readonly Uint8Array[]): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#gone !== undefined) return reject(this.#gone);
      this.#group.push({ design, session, updates, resolve, reject });
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        // While a commit is under way the group grows: a slow disk gets larger commits, not a longer queue.
        if (!this.#committing) this.#commit();
      }, groupMs);
    });
  }

  async load(design: string): Promise<Uint8Array[]> {
    return unpack(await this.#call('load', design));
  }

  addSnapshot(design: string, snapshot: Snapshot, bytes: Uint8Array): Promise<void> {
    return this.#call('addSnapshot', design, snapshot, bytes.slice());
  }

  snapshots(design: string): Promise<Snapshot[]> {
    return this.#call('snapshots', design);
  }

  snapshot(design: string, id: string): Promise<Uint8Array | undefined> {
    return this.#call('snapshot', design, id);
  }

  saveWorkshop(workshop: StoredWorkshop): Promise<void> {
    return this.#call('saveWorkshop', workshop);
  }

  workshops(): Promise<StoredWorkshop[]> {
    return this.#call('workshops');
  }

  deleteWorkshop(id: string): Promise<void> {
    return this.#call('deleteWorkshop', id);
  }

  async close(): Promise<void> {
    await this.#call('close');
    await new Promise<void>((resolve) => {
      if (this.#worker.threadId === -1) resolve();
      else this.#worker.once('exit', () => resolve());
    });
  }

  /** Calls take effect in order, so appends that wait for their group go first. */
  #call<M extends Method>(method: M, ...args: Parameters<SqliteStore[M]>): Promise<ReturnType<SqliteStore[M]>> {
    if (this.#group.length > 0) this.#commit();
    return this.#post(method, args);
  }

  #post<M extends Method>(
    method: M,
    args: Parameters<SqliteStore[M]>,
    moved: ArrayBuffer[] = [],
  ): Promise<ReturnType<SqliteStore[M]>> {
    return new Promise((resolve, reject) => {
      if (this.#gone !== undefined) return reject(this.#gone);
      const id = ++this.#calls;
      this.#pending.set(id, { resolve: resolve as Pending['resolve'], reject });
      this.#worker.postMessage({ id, method, args } satisfies Call, moved);
    });
  }

  #commit(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const group = this.#group;
    this.#group = [];
    const designs: string[] = [];
    const sessions: number[] = [];
    const parts: Uint8Array[] = [];
    for (const { design, session, updates } of group) {
      for (const update of updates) {
        designs.push(design);
        sessions.push(session);
        parts.push(update);
      }
    }
    const updates: Packed = pack(parts);
    this.#committing = true;
    this.#post('append', [{ designs, sessions, updates }], [updates.bytes.buffer]).then(
      (failed) => {
        for (const { session, resolve, reject } of group) {
          if (failed.includes(session))
            reject(new Error('The design is gone, or an earlier change of this session is not stored.'));
          else resolve();
        }
        this.#afterCommit();
      },
      (error: Error) => {
        for (const { reject } of group) reject(error);
        this.#afterCommit();
      },
    );
  }

  #afterCommit(): void {
    this.#committing = false;
    if (this.#group.length > 0 && this.#timer === undefined) this.#commit();
  }

  #end(error: Error): void {
    this.#gone ??= error;
    clearTimeout(this.#timer);
    for (const { reject } of this.#pending.values()) reject(error);
    for (const { reject } of this.#group) reject(error);
    this.#pending.clear();
    this.#group = [];
  }
}

/**
 * Opens (or makes) the journal in a folder. Rejects with a sentence when the folder is in use, can't be written, or was
 * written by a newer version. `warn` hears of what is not lost but should be looked at.
 */
export async function openSqlite(folder: string, warn: (sentence: string) => void = () => {}): Promise<Journal> {
  const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { workerData: { folder }, name: 'journal' });
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
  });
  worker.removeAllListeners('error');
  return new SqliteJournal(worker, warn);
}
