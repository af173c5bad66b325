import { type Fault, failure, type Result, success } from '#base/result.ts';
import { list, nearest } from '#base/text.ts';
import type { Design } from '#model/design.ts';
import { brokerFit } from '#rules/fit/fit.ts';
import { type FitScope, fitScopes } from '#rules/fit/scopes.ts';
import { readDesign } from '../designs.ts';
import type { ExitCode, Io } from '../io.ts';
import { oneOf, readOptions } from '../options.ts';
import { type Asked, brokersJson, brokersText } from '../report/brokers.ts';

const formats = { text: brokersText, json: brokersJson } as const;
const formatNames = ['text', 'json'] as const;

export const brokersHelp = `millrace brokers FILE [options]

Says which messaging product fits a design: what its channels ask for, and what each mode of each product makes of it. The
question is asked for each broker, and for the channels without one.

  --format ${formatNames.join('|')}   how to report (text)
  --broker NAME        ask for the channels of this broker alone; “none” for those without one

Exit: 0 answered, 2 the question could not be answered.`;

export function brokers(args: readonly string[], io: Io): ExitCode {
  const given = readOptions(args, { format: { type: 'string' }, broker: { type: 'string' } });
  if (!given.ok) return refused(io, given.faults);
  const format = oneOf(given.value, 'format', formatNames, 'text');
  if (!format.ok) return refused(io, format.faults);
  const [path, ...more] = given.value.names;
  if (path === undefined || more.length > 0)
    return refused(io, [{ message: 'Name one design: millrace brokers shop.sketch (or - for standard input).' }]);
  const read = readDesign(io, path);
  if (!read.ok) return refused(io, read.faults);
  const { design } = read.value;
  const scopes = chosen(design, given.value.values.broker);
  if (!scopes.ok) return refused(io, scopes.faults);
  const asked = scopes.value.map(
    ({ broker, channels }): Asked => ({
      broker: broker === 'none' ? undefined : nameOf(design, broker),
      channels: channels.map((id) => nameOf(design, id)),
      fit: brokerFit(design, channels),
    }),
  );
  io.out(formats[format.value]({ path, asked }, { colours: io.colours }));
  return 0;
}

function chosen(design: Design, broker: string | boolean | undefined): Result<readonly FitScope[]> {
  const scopes = fitScopes(design);
  if (typeof broker !== 'string') return success(scopes);
  const named = (scope: FitScope) => (scope.broker === 'none' ? 'none' : nameOf(design, scope.broker));
  const found = scopes.filter((scope) => named(scope) === broker);
  if (found.length > 0) return success(found);
  const names = scopes.map(named);
  const near = nearest(broker, names);
  const hint = near ? `: did you mean “${near}”?` : names.length > 0 ? `; there are ${list(names)}.` : '.';
  return failure({ message: `The design has no broker “${broker}”${hint}` });
}

function nameOf(design: Design, id: string): string {
  return design.elements.get(id)?.props.name || id;
}

function refused(io: Io, faults: readonly Fault[]): ExitCode {
  for (const { message } of faults) io.err(`millrace: ${message}\n`);
  return 2;
}
