import { type Result, success } from '#base/result.ts';
import { count } from '#base/text.ts';
import { type Form, readDesign, withForm, written } from '../designs.ts';
import type { ExitCode, Io } from '../io.ts';
import { oneOf, readOptions } from '../options.ts';

export const convertHelp = `millrace convert FILE [--to design|sketch] [--out FILE]

Turns a design file into a sketch and the other way round. Without --out the result goes to standard output.`;

export function convert(args: readonly string[], io: Io): ExitCode {
  const given = readOptions(args, { to: { type: 'string' }, out: { type: 'string' } });
  if (!given.ok) return refused(io, given);
  const [path, ...more] = given.value.names;
  if (path === undefined || more.length > 0)
    return refused(io, { ok: false, faults: [{ message: 'Name one file to convert: millrace convert shop.sketch.' }] });
  const read = readDesign(io, path);
  if (!read.ok) return refused(io, read);
  const other: Form = read.value.form === 'sketch' ? 'design' : 'sketch';
  const to: Result<Form> =
    given.value.values.to === undefined ? success(other) : oneOf(given.value, 'to', ['design', 'sketch'], other);
  if (!to.ok) return refused(io, to);
  const text = written(read.value.design, to.value);
  const dropped = to.value === 'sketch' ? read.value.design.checking.size : 0;
  if (dropped > 0)
    io.err(
      `millrace: ${path}: ${count(dropped, 'thing', 'things')} settled about checking (waivers, settings, rules) can’t stand in a sketch.\n`,
    );
  const { out } = given.value.values;
  if (typeof out === 'string') io.write(out === '' ? withForm(path, to.value) : out, text);
  else io.out(text);
  return 0;
}

function refused(io: Io, result: Result<unknown>): ExitCode {
  if (!result.ok) for (const { message } of result.faults) io.err(`millrace: ${message}\n`);
  return 2;
}
