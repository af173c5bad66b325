import type { Result } from '#base/result.ts';
import type { Design } from '#model/design.ts';
import { fetchedLater } from '../later.ts';
import { openSketchBook } from '../sketch-book.ts';

const checker = fetchedLater(() => import('#model/generated/design-file.js'));

/** Reads a part of a design from JSON, whoever wrote it. The schema's checker is large: it is a chunk of its own. */
export async function readPart(json: string): Promise<Result<Design>> {
  const [{ readDesignFile }, { checkDesignFile }] = await Promise.all([openSketchBook(), checker()]);
  return readDesignFile(json, checkDesignFile);
}
