import type { Design } from '#model/design.ts';
import type { SketchBook } from '../sketch-book.ts';

/** How a part of a design lies in the clipboard: exactly, and as text that people and other programs can read. */
export const partType = 'application/x-millrace+json';

export interface Clip {
  readonly json: string;
  readonly text: string;
}

export function clipOf(part: Design, book: SketchBook): Clip {
  return { json: book.writeDesignFile(part), text: book.printSketch(part) };
}
