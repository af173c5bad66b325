import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type Journal, nextSession } from './journal.ts';
import { MemoryJournal } from './memory.ts';
import { openSqlite } from './sqlite.ts';

const folders: string[] = [];
const opened: Journal[] = [];

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'millrace-journal-'));
  folders.push(path);
  return path;
}

async function sqlite(path = folder()): Promise<Journal> {
  const journal = await openSqlite(path);
  opened.push(journal);
  return journal;
}

afterEach(async () => {
  await Promise.allSettled(opened.splice(0).map((journal) => journal.close()));
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

const createdAt = '2026-01-02T03:04:05.000Z';
const links = [
  { hash: 'aa', role: 'owner' as const, createdAt },
  { hash: 'bb', role: 'editor' as const, createdAt },
];

/** Updates of one client that sets `key` to 0, 1, 2, …; each needs the ones before it. */
function updates(count: number, key = 'n'): Uint8Array[] {
  const doc = new Y.Doc();
  const made: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => made.push(update));
  for (let i = 0; i < count; i++) doc.getMap('m').set(key, i);
  return made;
}

function docOf(rows: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const row of rows) Y.applyUpdate(doc, row);
  return doc;
}

for (const [name, open] of [
  ['memory', async () => new MemoryJournal()],
  ['sqlite', () => sqlite()],
] as const) {
  describe(`every journal: ${name}`, () => {
    it('keeps workshops, replaces them by their id, and forgets them', async () => {
      const journal = await open();
      const workshop = { id: 'w', code: 'ABC234', instructor: 'aa', observer: 'bb', state: '{}' };
      await journal.saveWorkshop(workshop);
      await journal.saveWorkshop({ ...workshop, state: '{"title":"x"}' });
      await journal.saveWorkshop({ ...workshop, id: 'v', code: 'DEF567' });
      expect((await journal.workshops()).map(({ id, state }) => [id, state])).toEqual([
        ['v', '{}'],
        ['w', '{"title":"x"}'],
      ]);
      await expect(journal.saveWorkshop({ ...workshop, id: 'u' })).rejects.toThrow();
      await journal.deleteWorkshop('w');
      expect((await journal.workshops()).map(({ id }) => id)).toEqual(['v']);
    });

    it('keeps a design, its title, its links and its first content', async () => {
      const journal = await open();
      const update = Uint8Array.of(1, 2, 3);
      await journal.create({ id: 'd', title: 'Orders', createdAt, links, update });
      await journal.create({ id: 'e', createdAt, links: [] });
      expect(await journal.design('d')).toEqual({ id: 'd', title: 'Orders', createdAt });
      expect(await journal.design('e')).toEqual({ id: 'e', createdAt });
      expect(await journal.design('f')).toBeUndefined();
      expect(await journal.links('d')).toEqual(links.map((link) => ({ ...link, revoked: false })));
      expect((await journal.load('d')).map((row) => [...row])).toEqual([[1, 2, 3]]);
      expect(await journal.load('e')).toEqual([]);
    });

    it('does not take the same id twice', async () => {
      const journal = await open();
      await journal.create({ id: 'd', createdAt, links });
      await expect(journal.create({ id: 'd', createdAt, links: [] })).rejects.toThrow();
      expect(await journal.links('d')).toHaveLength(2);
    });

    it('knows the role of a link until it is revoked, in its own design only', async () => {
      const journal = await open();
      await journal.create({ id: 'd', createdAt, links });
      await journal.create({ id: 'e', createdAt, links: [] });
      await journal.addLink('d', { hash: 'cc', role: 'owner', createdAt });
      expect(await journal.roleOf('d', 'aa')).toBe('owner');
      expect(await journal.roleOf('e', 'aa')).toBeUndefined();
      expect(await journal.roleOf('d', 'zz')).toBeUndefined();
      expect(await journal.revokeLinks('d', 'owner', 'aa')).toEqual(['cc']);
      expect(await journal.revokeLinks('d', 'owner', 'aa')).toEqual([]);
      expect(await journal.revokeLinks('d', 'editor')).toEqual(['bb']);
      expect(await journal.roleOf('d', 'aa')).toBe('owner');
      expect(await journal.roleOf('d', 'bb')).toBeUndefined();
      expect((await journal.links('d')).map(({ revoked }) => revoked)).toEqual([false, true, true]);
    });

    it('gives back what was appended, in order, also when it is asked before the append has resolved', async () => {
      const journal = await open();
      await journal.create({ id: 'd', createdAt, links });
      const session = nextSession();
      const rows = Array.from({ length: 20 }, (_, i) => Uint8Array.of(i, i, i));
      const done = [journal.append('d', session, rows.slice(0, 5)), journal.append('d', session, rows.slice(5))];
      expect((await journal.load('d')).map((row) => row[0])).toEqual(rows.map((row) => row[0]));
      await Promise.all(done);
    });

    it('copies what it is given: the caller may use the bytes again', async () => {
      const journal = await open();
      const bytes = Uint8Array.of(1, 2, 3);
      await journal.create({ id: 'd', createdAt, links });
      await journal.append('d', nextSession(), [bytes.subarray(1)]);
      bytes.fill(9);
      expect((await journal.load('d')).map((row) => [...row])).toEqual([[2, 3]]);
    });

    it('keeps the same document, whatever it does with the rows, structs without a predecessor included', async () => {
      const journal = await open();
      await journal.create({ id: 'd', createdAt, links });
      const session = nextSession();
      const all = updates(1200);
      const missing = updates(3, 'held back');
      for (const update of all) void journal.append('d', session, [update]);
      await journal.append('d', session, missing.slice(1));
      // Twice over the compaction's threshold, with its predecessor arriving last.
      const doc = docOf(await journal.load('d'));
      expect(doc.getMap('m').toJSON()).toEqual({ n: 1199 });
      await journal.append('d', session, missing.slice(0, 1));
      expect(
        docOf(await journal.load('d'))
          .getMap('m')
          .toJSON(),
      ).toEqual({ n: 1199, 'held back': 2 });
    });

    it('refuses an append to a design that does not exist, and the rest of that session', async () => {
      const journal = await open();
      await journal.create({ id: 'd', createdAt, links });
      const [bad, good] = [nextSession(), nextSession()];
      const outcomes = await Promise.allSettled([
        journal.append('d', good, [Uint8Array.of(1)]),
        journal.append('gone', bad, [Uint8Array.of(2)]),
        journal.append('d', bad, [Uint8Array.of(3)]),
        journal.append('d', good, [Uint8Array.of(4)]),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
      await expect(journal.append('d', bad, [Uint8Array.of(5)])).rejects.toThrow();
      expect((await journal.load('d')).map((row) => row[0])).toEqual([1, 4]);
    });

    it('keeps snapshots apart by design', async () => {
      const journal = await open();
      await journal.create({ id: 'd', createdAt, links });
      await journal.create({ id: 'e', createdAt, links: [] });
      await journal.addSnapshot('d', { id: 's1', name: 'Before lunch', createdAt }, Uint8Array.of(1));
      await journal.addSnapshot('d', { id: 's2', name: 'After', createdAt }, Uint8Array.of(2, 2));
      expect(await journal.snapshots('d')).toEqual([
        { id: 's1', name: 'Before lunch', createdAt },
        { id: 's2', name: 'After', createdAt },
      ]);
      expect([...((await journal.snapshot('d', 's2')) ?? [])]).toEqual([2, 2]);
      expect(await journal.snapshot('e', 's2')).toBeUndefined();
      expect(await journal.snapshots('e')).toEqual([]);
    });

    it('rejects what comes after its close, and commits what came before', async () => {
      const journal = await open();
      await journal.create({ id: 'd', createdAt, links });
      const before = journal.append('d', nextSession(), [Uint8Array.of(1)]);
      await journal.close();
      await expect(before).resolves.toBeUndefined();
      await expect(journal.append('d', nextSession(), [Uint8Array.of(2)])).rejects.toThrow('closed');
      await expect(journal.design('d')).rejects.toThrow('closed');
    });
  });
}

describe('the SQLite journal', () => {
  it('keeps everything over a restart', async () => {
    const path = folder();
    const first = await openSqlite(path);
    await first.create({ id: 'd', title: 'Orders', createdAt, links });
    await first.append('d', nextSession(), updates(3));
    await first.close();
    const second = await sqlite(path);
    expect(await second.design('d')).toEqual({ id: 'd', title: 'Orders', createdAt });
    expect(
      docOf(await second.load('d'))
        .getMap('m')
        .toJSON(),
    ).toEqual({ n: 2 });
  });

  it('compacts: 4,400 appends leave fewer than 2,400 rows', async () => {
    const journal = await sqlite();
    await journal.create({ id: 'd', createdAt, links });
    const session = nextSession();
    for (const update of updates(4400)) void journal.append('d', session, [update]);
    // Two waits of a group commit: the compaction stands behind the first answers.
    await journal.append('d', session, [updates(1)[0] ?? new Uint8Array()]);
    await expect.poll(async () => (await journal.load('d')).length, { timeout: 5000 }).toBeLessThan(2400);
  });

  it('does not open a folder that another one uses, and says so', async () => {
    const path = folder();
    await sqlite(path);
    await expect(openSqlite(path)).rejects.toThrow('Another Millrace is already using the data folder');
  });
});
