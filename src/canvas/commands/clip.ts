import type { Design } from '#model/design.ts';
import type { SketchBook } from '../sketch-book.ts';

/** How a part of a design lies in the clipboard: exactly, as text that people and other programs can read, and as a picture. */
export const partType = 'application/x-millrace+json';
export const pictureType = 'image/svg+xml';

/** A larger part would keep the copying hand waiting for its picture. */
const mostDrawn = 200;

export interface Clip {
  readonly json: string;
  readonly text: string;
  /** Empty where the part is too large to be drawn in passing. */
  readonly picture: string;
}

export function clipOf(part: Design, book: SketchBook): Clip {
  return {
    json: book.writeDesignFile(part),
    text: book.printSketch(part),
    picture: part.elements.size + part.edges.size > mostDrawn ? '' : book.pictureOf(part),
  };
}
