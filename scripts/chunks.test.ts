import { describe, expect, it } from 'vitest';
import { chunkFileNames, chunks, circleIn, withPages } from './chunks.ts';

const root = new URL('../', import.meta.url).pathname;
const page = (name: string) => `${root}src/app/${name}Page.tsx`;

/** A graph of modules by their short names: what each imports, at once or later. */
function modulesOf(imports: Readonly<Record<string, readonly string[]>>, later: readonly string[], size = 20_000) {
  return {
    getModuleInfo: (id: string) => ({
      importedIds: imports[id] ?? [],
      dynamicallyImportedIds: id.endsWith('App.tsx') ? later : [],
      code: ' '.repeat(/little/.test(id) ? 100 : size),
    }),
  };
}

/** The file of each module, as the bundler is told. */
function filesOf(modules: ReturnType<typeof modulesOf>, ids: readonly string[]): readonly (string | null)[] {
  const group = chunks().groups.find((each) => typeof each.name === 'function');
  if (typeof group?.name !== 'function') throw new Error('No group names files by pages.');
  const { name } = group;
  return ids.map((id) => name(id, modules));
}

describe('the files of the pages', () => {
  const pages = [page('Design'), page('Compare'), page('Join')];

  it('are one for each set of pages that need something at once, if drawing does', () => {
    const modules = modulesOf(
      {
        [page('Design')]: ['/bars', '/surface', '/links'],
        [page('Compare')]: ['/surface', '/sentences', '/links'],
        [page('Join')]: ['/links'],
        '/surface': ['/geometry'],
      },
      pages,
    );
    expect(
      filesOf(modules, ['/bars', '/surface', '/geometry', '/links', '/sentences', '/fetched-later', page('Design')]),
    ).toEqual([
      'design',
      'design-compare',
      'design-compare',
      'design-compare-join',
      // What drawing does not need stays where the bundler puts it.
      null,
      null,
      null,
    ]);
  });

  it('take little things along that need nothing else', () => {
    const modules = modulesOf(
      {
        [page('Design')]: ['/surface', '/little-words', '/little-panel', '/panels'],
        [page('Compare')]: ['/surface'],
        [page('Join')]: [],
        '/little-panel': ['/panels'],
      },
      pages,
    );
    expect(filesOf(modules, ['/surface', '/panels', '/little-words', '/little-panel'])).toEqual([
      'design-compare',
      'design',
      'design',
      'design',
    ]);
    const alone = modulesOf(
      {
        [page('Design')]: ['/surface', '/little-words', '/little-both'],
        [page('Compare')]: ['/surface'],
        '/little-both': ['/little-words'],
      },
      pages,
    );
    // Its import is needed by drawing alone, so that it would bring it to those who compare.
    expect(filesOf(alone, ['/little-words', '/little-both'])).toEqual(['design-compare', 'design']);
  });

  it('say when the pages are not found any more', () => {
    expect(() => filesOf(modulesOf({}, []), ['/x'])).toThrow('no pages');
    expect(() => filesOf(modulesOf({}, [page('Compare'), page('Join')]), ['/x'])).toThrow('No page is called design');
  });

  it('are named in short, and fetched together for pages', () => {
    expect(chunkFileNames({ name: 'parts~JoinPage~StartPage' })).toBe('assets/part-[hash].js');
    expect(chunkFileNames({ name: 'design' })).toBe('assets/[name]-[hash].js');
    expect(withPages('x', ['a', 'b'], { hostId: 'assets/index-12.js' })).toEqual(['a', 'b']);
    expect(withPages('x', ['a', 'b'], { hostId: 'assets/design-12.js' })).toEqual([]);
  });
});

describe('a circle of files', () => {
  it('is found, wherever it is', () => {
    expect(
      circleIn(
        new Map([
          ['a', ['b', 'c']],
          ['b', ['c']],
          ['c', []],
        ]),
      ),
    ).toBeUndefined();
    expect(
      circleIn(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['b']],
        ]),
      ),
    ).toEqual(['b', 'c', 'b']);
  });
});
