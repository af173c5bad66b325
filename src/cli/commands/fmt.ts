import { filesIn, readDesign, written } from '../designs.ts';
import type { ExitCode, Io } from '../io.ts';
import { readOptions } from '../options.ts';

export const fmtHelp = `millrace fmt FILES|FOLDERS [--check]

Writes designs and sketches in their canonical form: the same design always gives the same text.

  --check   write nothing; exit with 1 if a file would change`;

export function fmt(args: readonly string[], io: Io): ExitCode {
  const given = readOptions(args, { check: { type: 'boolean' } });
  const files = given.ok
    ? given.value.names.length > 0
      ? filesIn(io, given.value.names)
      : ({ ok: false, faults: [{ message: 'Name files or folders to format: millrace fmt designs/.' }] } as const)
    : given;
  if (!given.ok || !files.ok) {
    for (const { message } of files.ok ? [] : files.faults) io.err(`millrace: ${message}\n`);
    return 2;
  }
  let code: ExitCode = 0;
  for (const path of files.value) {
    const read = readDesign(io, path);
    if (!read.ok) {
      for (const { message } of read.faults) io.err(`millrace: ${message}\n`);
      code = 2;
      continue;
    }
    const text = written(read.value.design, read.value.form);
    if (path === '-') io.out(text);
    else if (text !== read.value.text) {
      io.out(`${path}\n`);
      if (!given.value.values.check) io.write(path, text);
      else if (code === 0) code = 1;
    }
  }
  return code;
}
