import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { idsFrom } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import { longestFile } from '#model/file.ts';
import type { Io } from './io.ts';
import { run } from './run.ts';

/** Folders in which nobody keeps designs. */
const skipped: ReadonlySet<string> = new Set(['node_modules', '.git', 'dist', 'build']);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => compare(a.name, b.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesBelow(path);
      return entry.isFile() ? [path] : [];
    });
}

function read(path: string): string | undefined {
  try {
    // A file that is too large is still read as far as its refusal needs.
    return statSync(path).size > 4 * longestFile ? 'x'.repeat(longestFile + 1) : readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const io: Io = {
  read,
  write: (path, text) => writeFileSync(path, text),
  look(path) {
    try {
      const found = statSync(path);
      return found.isDirectory() ? { folder: filesBelow(path) } : 'file';
    } catch {
      return 'nothing';
    }
  },
  atRevision(revision, path) {
    // A revision that begins with a dash would be taken for an option.
    if (revision.startsWith('-')) return undefined;
    const git = (args: readonly string[], cwd: string) =>
      spawnSync('git', [...args], { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    if (path === '') return git(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`], '.').status === 0 ? '' : undefined;
    const shown = git(['show', `${revision}:./${basename(path)}`], dirname(path));
    return shown.status === 0 ? shown.stdout : undefined;
  },
  readStdin: () => readFileSync(0, 'utf8'),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  makeId: idsFrom((count) => randomBytes(count)),
  colours: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
};

process.exitCode = run(process.argv.slice(2), io);
