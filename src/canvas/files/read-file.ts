import { failure, type Result, success } from '#base/result.ts';
import type { Design } from '#model/design.ts';
import { words } from './labels.ts';

/** The largest file that is read at all, in bytes. */
export const longestFileBytes = 10 * 1024 * 1024;

/**
 * Reads a design from the text of a file: a design file (JSON) or the sketch notation. What is wrong is said with its
 * place, and nothing else happens. The readers are loaded on demand: most pages never open a file.
 */
export async function readDesign(name: string, text: string): Promise<Result<Design>> {
  if (text.length > longestFileBytes) return failure({ message: words.tooLarge(name) });
  if (text.trim() === '') return failure({ message: words.empty(name) });
  if (!isSketch(name, text)) {
    const [{ readDesignFile }, { checkDesignFile }] = await Promise.all([
      import('#model/file.ts'),
      import('#model/generated/design-file.js'),
    ]);
    return readDesignFile(text, checkDesignFile);
  }
  const { parseSketch } = await import('#model/sketch/parse.ts');
  return parseSketch(text);
}

/** By the name where it says so, else by what stands there: a design file is a JSON object. */
function isSketch(name: string, text: string): boolean {
  if (/\.sketch$/i.test(name)) return true;
  if (/\.json$/i.test(name)) return false;
  return !/^\s*\{/.test(text);
}

/** The same for a file that a person chose or dropped. */
export async function readDesignFrom(file: File): Promise<Result<Design>> {
  const text = await readText(file);
  return text.ok ? readDesign(file.name, text.value) : text;
}

/** The text of a file, if it is one and not too large to be a design. */
export async function readText(file: File): Promise<Result<string>> {
  if (file.size > longestFileBytes) return failure({ message: words.tooLarge(file.name) });
  try {
    return success(new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()));
  } catch {
    return failure({ message: words.noText(file.name) });
  }
}

/** What is wrong, in one sentence that names the file and the place of the first fault. */
export function refusal(name: string, read: Extract<Result<unknown>, { ok: false }>): string {
  const [first, ...others] = read.faults;
  if (!first) return words.unreadable(name);
  const place = first.line === undefined ? '' : words.line(first.line, first.column);
  return `${words.refused(name, place)} ${first.message}${others.length > 0 ? ` ${words.andMore(others.length)}` : ''}`;
}
