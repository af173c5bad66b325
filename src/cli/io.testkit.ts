import { countingIds } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import type { ExitCode, Io } from './io.ts';
import { run } from './run.ts';

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
  /** The files afterwards. */
  readonly files: Readonly<Record<string, string>>;
}

/** Runs the command line over files in memory; `revisions` holds what git would have. */
export function runOn(
  files: Readonly<Record<string, string>>,
  args: readonly string[],
  { revisions = {}, stdin = '' }: { revisions?: Readonly<Record<string, Readonly<Record<string, string>>>>; stdin?: string } = {},
): Ran {
  const stored: Record<string, string> = { ...files };
  let out = '';
  let err = '';
  const io: Io = {
    read: (path) => stored[path],
    write: (path, text) => {
      stored[path] = text;
    },
    look(path) {
      if (Object.hasOwn(stored, path)) return 'file';
      const folder = Object.keys(stored)
        .filter((each) => each.startsWith(`${path.replace(/\/$/, '')}/`))
        .sort(compare);
      return folder.length > 0 ? { folder } : 'nothing';
    },
    atRevision: (revision, path) => (path === '' ? (revisions[revision] ? '' : undefined) : revisions[revision]?.[path]),
    readStdin: () => stdin,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    makeId: countingIds('new'),
    colours: false,
  };
  const code = run(args, io);
  return { code, out, err, files: stored };
}
