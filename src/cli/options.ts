import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { failure, type Result, success } from '#base/result.ts';
import { nearest } from '#base/text.ts';

type Values = Readonly<Record<string, string | boolean | undefined>>;

export interface Given {
  readonly values: Values;
  readonly names: readonly string[];
}

/** Options of a command and the names behind them; what is wrong is said with the nearest option that there is. */
export function readOptions(args: readonly string[], options: ParseArgsOptionsConfig): Result<Given> {
  const known = Object.keys(options).map((name) => `--${name}`);
  const plain = args.filter((arg) => /^--[a-z]/.test(arg)).map((arg) => arg.split('=')[0] as string);
  for (const arg of plain) {
    if (known.includes(arg)) continue;
    const near = nearest(arg, known);
    return failure({ message: `There is no option ${arg}${near ? `: did you mean ${near}?` : '.'}` });
  }
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return success({ values: values as Values, names: positionals });
  } catch (error) {
    return failure({ message: `${(error as Error).message.split('\n')[0]?.split('. ')[0]}.` });
  }
}

/** The option's value if it is one of these. */
export function oneOf<const T extends string>(given: Given, option: string, values: readonly T[], otherwise: T): Result<T> {
  const value = given.values[option] ?? otherwise;
  const found = values.find((each) => each === value);
  if (found !== undefined) return success(found);
  const near = nearest(String(value), values);
  return failure({
    message: `--${option} takes one of ${values.join(', ')}, not “${value}”${near ? `: did you mean “${near}”?` : '.'}`,
  });
}
