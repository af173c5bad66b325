import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as Y from 'yjs';
import type { Role } from '#wire/roles.ts';
import type { Design, Link, NewDesign, Snapshot, StoredWorkshop } from './journal.ts';

/** Several byte strings as one, so that one buffer moves between threads instead of many. */
export interface Packed {
  readonly lengths: readonly number[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function pack(parts: readonly Uint8Array[]): Packed {
  const lengths = parts.map((part) => part.length);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { lengths, bytes };
}

export function unpack({ lengths, bytes }: Packed): Uint8Array[] {
  let end = 0;
  return lengths.map((length) => {
    end += length;
    return bytes.subarray(end - length, end);
  });
}

/** One group commit: `designs[i]` and `sessions[i]` belong to the i-th update. */
export interface Batch {
  readonly designs: readonly string[];
  readonly sessions: readonly number[];
  readonly updates: Packed;
}

/**
 * A design is compacted when it has this many rows: loading stays quick (about 10 ms), and the people of a busy room feel the
 * compaction, which keeps a core busy for a moment, seldom.
 */
const compactAtRows = 2000;

const schemaVersion = 2;

const schema = `
  CREATE TABLE designs (id TEXT PRIMARY KEY, title TEXT, created_at TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE links (
    number INTEGER PRIMARY KEY, design TEXT NOT NULL REFERENCES designs, hash TEXT NOT NULL, role TEXT NOT NULL,
    created_at TEXT NOT NULL, revoked INTEGER NOT NULL DEFAULT 0, UNIQUE (design, hash));
  CREATE TABLE updates (number INTEGER PRIMARY KEY AUTOINCREMENT, design TEXT NOT NULL REFERENCES designs, bytes BLOB NOT NULL);
  CREATE INDEX updates_of_design ON updates (design, number);
  CREATE TABLE snapshots (
    number INTEGER PRIMARY KEY, design TEXT NOT NULL REFERENCES designs, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    created_at TEXT NOT NULL, bytes BLOB NOT NULL);
`;

/** Steps from one version of the schema to the next; the first makes version 2 out of version 1. */
const steps: readonly string[] = [
  `CREATE TABLE workshops (
    id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, instructor TEXT NOT NULL, observer TEXT NOT NULL, state TEXT NOT NULL) WITHOUT ROWID;`,
];

/**
 * The SQLite file, synchronously. Runs in a worker thread (sqlite-worker.ts), because every commit waits for the disk.
 * `synchronous=FULL` with WAL: one fsync a commit, and what was committed survives the end of the process at any instant.
 */
export class SqliteStore {
  readonly #db: Database.Database;
  readonly #lock: Database.Database;
  readonly #rows = new Map<string, number>();
  readonly #failedSessions = new Set<number>();
  readonly #insertUpdate: Database.Statement<[string, Buffer]>;
  readonly #begin: Database.Statement<[]>;
  readonly #commit: Database.Statement<[]>;
  readonly #rollback: Database.Statement<[]>;

  /** Opens or makes `millrace.db` in a folder. Throws an error with a sentence for people when that can't be done. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    // Two processes on one file would each broadcast to half of a room. The operating system lets go of this lock when
    // the process ends in any way, and it does not keep backup tools from the real file.
    this.#lock = new Database(join(folder, 'millrace.lock'), { timeout: 0 });
    try {
      this.#lock.exec('BEGIN EXCLUSIVE');
    } catch {
      throw new Error(
        `Another Millrace is already using the data folder ${folder}. Stop it, or set MILLRACE_DATA to another folder.`,
      );
    }
    this.#db = new Database(join(folder, 'millrace.db'));
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = FULL');
    this.#db.pragma('foreign_keys = ON');
    const version = this.#db.pragma('user_version', { simple: true }) as number;
    if (version > schemaVersion) throw new Error(`The data folder ${folder} was written by a newer Millrace. Update this one.`);
    if (version < schemaVersion) {
      this.#db.transaction(() => {
        if (version === 0) this.#db.exec(schema);
        for (const step of steps.slice(Math.max(version - 1, 0))) this.#db.exec(step);
        this.#db.exec(`PRAGMA user_version = ${schemaVersion};`);
      })();
    }
    this.#insertUpdate = this.#db.prepare('INSERT INTO updates (design, bytes) VALUES (?, ?)');
    this.#begin = this.#db.prepare('BEGIN IMMEDIATE');
    this.#commit = this.#db.prepare('COMMIT');
    this.#rollback = this.#db.prepare('ROLLBACK');
  }

  create({ id, title, createdAt, links, update }: NewDesign): void {
    this.#db.transaction(() => {
      this.#db.prepare('INSERT INTO designs VALUES (?, ?, ?)').run(id, title ?? null, createdAt);
      for (const link of links) this.addLink(id, link);
      if (update !== undefined) this.#insertUpdate.run(id, asBuffer(update));
    })();
  }

  design(id: string): Design | undefined {
    const row = this.#db
      .prepare<[string], { title: string | null; created_at: string }>('SELECT * FROM designs WHERE id = ?')
      .get(id);
    if (row === undefined) return undefined;
    return { id, ...(row.title === null ? {} : { title: row.title }), createdAt: row.created_at };
  }

  roleOf(design: string, hash: string): Role | undefined {
    const sql = 'SELECT role FROM links WHERE design = ? AND hash = ? AND revoked = 0';
    return this.#db.prepare<[string, string], { role: Role }>(sql).get(design, hash)?.role;
  }

  links(design: string): Link[] {
    this.#mustExist(design);
    const sql = 'SELECT hash, role, created_at, revoked FROM links WHERE design = ? ORDER BY number';
    const rows = this.#db.prepare<[string], { hash: string; role: Role; created_at: string; revoked: number }>(sql).all(design);
    return rows.map(({ hash, role, created_at, revoked }) => ({ hash, role, createdAt: created_at, revoked: revoked === 1 }));
  }

  addLink(design: string, { hash, role, createdAt }: Omit<Link, 'revoked'>): void {
    this.#db.prepare('INSERT INTO links (design, hash, role, created_at) VALUES (?, ?, ?, ?)').run(design, hash, role, createdAt);
  }

  revokeLinks(design: string, role: Role, except?: string): string[] {
    this.#mustExist(design);
    const sql = 'UPDATE links SET revoked = 1 WHERE design = ? AND role = ? AND revoked = 0 AND hash <> ? RETURNING hash';
    return this.#db
      .prepare<[string, string, string], { hash: string }>(sql)
      .all(design, role, except ?? '')
      .map(({ hash }) => hash);
  }

  /** One transaction for all rooms. Returns the sessions whose updates are not stored; throws when nothing was stored. */
  append({ designs, sessions, updates }: Batch): number[] {
    const failed = new Set<number>();
    this.#begin.run();
    try {
      let at = 0;
      for (let i = 0; i < designs.length; i++) {
        const design = designs[i] ?? '';
        const session = sessions[i] ?? 0;
        const length = updates.lengths[i] ?? 0;
        const bytes = Buffer.from(updates.bytes.buffer, updates.bytes.byteOffset + at, length);
        at += length;
        if (this.#failedSessions.has(session)) {
          failed.add(session);
          continue;
        }
        try {
          this.#insertUpdate.run(design, bytes);
        } catch (error) {
          // A row of a design that is gone must not take the other rooms' rows with it. Anything else concerns all.
          if (!(error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT'))) throw error;
          this.#failedSessions.add(session);
          failed.add(session);
        }
      }
      this.#commit.run();
    } catch (error) {
      if (this.#db.inTransaction) this.#rollback.run();
      for (const session of sessions) this.#failedSessions.add(session);
      throw error;
    }
    for (const design of designs) this.#rows.set(design, (this.#rows.get(design) ?? this.#countRows(design)) + 1);
    return [...failed];
  }

  /** Designs that have enough rows to be worth a compaction. */
  designsToCompact(): string[] {
    return [...this.#rows].filter(([, rows]) => rows >= compactAtRows).map(([design]) => design);
  }

  /** Replaces a design's rows by one row with the same document, pending structs included. */
  compact(design: string): void {
    // Counted from here again even if it fails: a design that can't be compacted costs one attempt per 2,000 edits.
    this.#rows.set(design, 1);
    const rows = this.#updateRows(design);
    const last = rows.at(-1);
    if (last === undefined) return;
    const doc = new Y.Doc();
    // In one transaction: `Y.mergeUpdates` needs 50 times as long.
    doc.transact(() => {
      for (const { bytes } of rows) Y.applyUpdate(doc, bytes);
    });
    const state = Y.encodeStateAsUpdate(doc);
    doc.destroy();
    this.#db.transaction(() => {
      this.#db.prepare('DELETE FROM updates WHERE design = ? AND number <= ?').run(design, last.number);
      this.#insertUpdate.run(design, asBuffer(state));
    })();
  }

  load(design: string): Packed {
    this.#mustExist(design);
    return pack(this.#updateRows(design).map(({ bytes }) => bytes));
  }

  addSnapshot(design: string, { id, name, createdAt }: Snapshot, bytes: Uint8Array): void {
    const sql = 'INSERT INTO snapshots (design, id, name, created_at, bytes) VALUES (?, ?, ?, ?, ?)';
    this.#db.prepare(sql).run(design, id, name, createdAt, asBuffer(bytes));
  }

  snapshots(design: string): Snapshot[] {
    this.#mustExist(design);
    const sql = 'SELECT id, name, created_at FROM snapshots WHERE design = ? ORDER BY number';
    const rows = this.#db.prepare<[string], { id: string; name: string; created_at: string }>(sql).all(design);
    return rows.map(({ id, name, created_at }) => ({ id, name, createdAt: created_at }));
  }

  snapshot(design: string, id: string): Uint8Array | undefined {
    this.#mustExist(design);
    const sql = 'SELECT bytes FROM snapshots WHERE design = ? AND id = ?';
    return this.#db.prepare<[string, string], { bytes: Buffer }>(sql).get(design, id)?.bytes;
  }

  saveWorkshop({ id, code, instructor, observer, state }: StoredWorkshop): void {
    const sql =
      'INSERT INTO workshops VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET code = excluded.code, ' +
      'instructor = excluded.instructor, observer = excluded.observer, state = excluded.state';
    this.#db.prepare(sql).run(id, code, instructor, observer, state);
  }

  workshops(): StoredWorkshop[] {
    return this.#db.prepare<[], StoredWorkshop>('SELECT id, code, instructor, observer, state FROM workshops ORDER BY id').all();
  }

  deleteWorkshop(id: string): void {
    this.#db.prepare('DELETE FROM workshops WHERE id = ?').run(id);
  }

  close(): void {
    this.#db.close();
    this.#lock.close();
  }

  #updateRows(design: string): { number: number; bytes: Buffer }[] {
    const sql = 'SELECT number, bytes FROM updates WHERE design = ? ORDER BY number';
    return this.#db.prepare<[string], { number: number; bytes: Buffer }>(sql).all(design);
  }

  #countRows(design: string): number {
    const sql = 'SELECT count(*) AS rows FROM updates WHERE design = ?';
    // The row that was just added is counted by the caller.
    return (this.#db.prepare<[string], { rows: number }>(sql).get(design)?.rows ?? 1) - 1;
  }

  #mustExist(design: string): void {
    if (this.design(design) === undefined) throw new Error(`There is no design ${design}.`);
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
