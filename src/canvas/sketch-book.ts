import { fetchedLater } from './later.ts';

/**
 * Reading and writing designs as text and as files, and drawing them as pictures. It is a chunk of its own: drawing needs none of it, so it is fetched
 * when the first picture stands, and is there by the time somebody copies, pastes or saves.
 */
export interface SketchBook {
  readonly parseSketch: typeof import('#model/sketch/parse.ts').parseSketch;
  readonly printSketch: typeof import('#model/sketch/print.ts').printSketch;
  readonly writeDesignFile: typeof import('#model/file.ts').writeDesignFile;
  readonly pictureOf: typeof import('./surface/picture.ts').pictureOf;
  readonly readDesignFile: typeof import('#model/file.ts').readDesignFile;
}

let opened: SketchBook | undefined;

/** The book, fetched if it is not there yet. */
export const openSketchBook = fetchedLater(
  (): Promise<SketchBook> =>
    Promise.all([
      import('#model/sketch/parse.ts'),
      import('#model/sketch/print.ts'),
      import('#model/file.ts'),
      import('./surface/picture.ts'),
    ]).then(([parse, print, file, picture]) => {
      opened = {
        parseSketch: parse.parseSketch,
        printSketch: print.printSketch,
        writeDesignFile: file.writeDesignFile,
        pictureOf: picture.pictureOf,
        readDesignFile: file.readDesignFile,
      };
      return opened;
    }),
);

/** The book if it is there: the browser's copy event cannot wait. */
export function sketchBook(): SketchBook | undefined {
  return opened;
}
