import { failure, type Result } from '#base/result.ts';
import type { OwnRule } from '#model/checking.ts';
import { readText } from '../files/read-file.ts';

/** Rules from a file that a person chose; the reader is fetched for the first. */
export async function readRuleFile(file: File): Promise<Result<readonly OwnRule[]>> {
  const text = await readText(file);
  if (!text.ok) return failure(...text.faults);
  const { readOwnRules } = await import('#rules/own/file.ts');
  return readOwnRules(file.name, text.value);
}
