import { failure, type Result, success } from '#base/result.ts';
import { checkingLimits, checkingOf, type OwnRule, settledIn } from '#model/checking.ts';
import { compileOwnRules } from './compile.ts';

/** Longest file of rules that is read, in UTF-16 code units. */
const longest = 1_048_576;

/**
 * The rules in a file: an object with `rules`, or a design file, whose rules are then meant. Refused as a whole where one
 * of them can't be read, each fault with its rule and place.
 */
export function readOwnRules(name: string, text: string): Result<readonly OwnRule[]> {
  if (text.length > longest) return failure({ message: `${name}: is larger than 1 MiB, which is the most that is read.` });
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return failure({ message: `${name}: is not valid JSON (${(error as Error).message}).` });
  }
  const { rules: listed, checking } = (typeof raw === 'object' && raw !== null ? raw : {}) as {
    rules?: unknown;
    checking?: { rules?: unknown };
  };
  const found = listed ?? checking?.rules;
  if (!Array.isArray(found)) return failure({ message: `${name}: holds no rules: it has to be {"rules": [ … ]}.` });
  if (found.length > checkingLimits.ownRules)
    return failure({
      message: `${name}: holds more than ${checkingLimits.ownRules} rules, which is the most that a design keeps.`,
    });
  const read = settledIn(checkingOf({ rules: found })).ownRules;
  if (read.length < found.length) {
    const known = new Set(read.map(({ id }) => id));
    const at = found.findIndex((each: unknown, i) => {
      const id = (each as { id?: string } | null)?.id ?? '';
      return !known.has(id) || found.findIndex((other: unknown) => (other as { id?: string } | null)?.id === id) < i;
    });
    return failure({
      path: `/rules/${at}`,
      message: `${name}: /rules/${at} is no rule, or its id is taken: it needs id, title, summary, why, severity, subjects, when, what and next.`,
    });
  }
  const { faults } = compileOwnRules(read);
  return faults.length > 0
    ? failure(...faults.map(({ message, ...place }) => ({ ...place, message: `${name}: ${message}` })))
    : success(read);
}
