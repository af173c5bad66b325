import { basename, join } from 'node:path';
import type { Plugin } from 'vite';

interface Modules {
  getModuleInfo(id: string): {
    readonly importedIds: readonly string[];
    readonly dynamicallyImportedIds: readonly string[];
    readonly code: string | null;
  } | null;
}

const app = join(import.meta.dirname, '../src/app/App.tsx');

/** Libraries of many small parts, of which each page takes its own. */
const inParts = /\/node_modules\/(?:react-aria|react-stately|lucide)/;

/** The page that one draws on. */
const drawing = 'design';
const fewMore = 3;

/** Source that is not worth a file of its own, in characters. */
const little = 12_000;

/**
 * Which files what drawing needs stands in. Left alone, the bundler makes a file for every set of parts that share something: some fifty
 * small ones before one can draw, each compressed by itself and named in lists of what to fetch, which costs 10 kB. What counts here is
 * which *pages* need a module at once. All else is left to the bundler, so that what is fetched later brings little along.
 */
export function chunks() {
  let files: ReadonlyMap<string, string> | undefined;
  const name = (id: string, modules: Modules) => {
    files ??= filesByModule(modules);
    return files.get(id) ?? null;
  };
  return {
    includeDependenciesRecursively: false,
    groups: [
      { name: 'base', tags: ['$initial' as const], priority: 2 },
      { debugName: 'by the pages that need it', name, priority: 1 },
      // In no page's own file, as the files above need them before it.
      { name: 'parts', test: /\/node_modules\//, entriesAware: true },
    ],
  };
}

/**
 * The file of each module that drawing needs, named after the pages that need it at once. What would be a little file goes to one that a few
 * pages more need, if it brings nothing along that they do not need anyway.
 */
function filesByModule(modules: Modules): ReadonlyMap<string, string> {
  const info = (id: string) => modules.getModuleInfo(id);
  const pages = (info(app)?.dynamicallyImportedIds ?? []).filter((id) => /\/src\/app\//.test(id));
  if (pages.length < 2) throw new Error(`The build finds no pages in ${app} any more: see scripts/chunks.ts.`);
  if (!pages.some((page) => shortName(page) === drawing)) throw new Error(`No page is called ${drawing}: see scripts/chunks.ts.`);
  const always = closureOf(app, modules);
  const needing = new Map<string, readonly string[]>();
  for (const page of pages) {
    for (const id of closureOf(page, modules)) {
      if (!pages.includes(id)) needing.set(id, [...(needing.get(id) ?? []), shortName(page)]);
    }
  }
  const sizes = new Map<string, number>();
  for (const [id, names] of needing) {
    const file = names.join('-');
    sizes.set(file, (sizes.get(file) ?? 0) + (info(id)?.code?.length ?? 0));
  }
  const large = [...sizes.keys()].filter((file) => (sizes.get(file) ?? 0) >= little).map((file) => file.split('-'));
  const file = (id: string, names: readonly string[]): string => {
    const needs = info(id)?.importedIds ?? [];
    const fit = large.filter(
      (wider) =>
        wider.length <= names.length + fewMore &&
        names.every((name) => wider.includes(name)) &&
        needs.every((need) => always.has(need) || wider.every((name) => needing.get(need)?.includes(name))),
    );
    return (fit.sort((one, other) => one.length - other.length)[0] ?? names).join('-');
  };
  return new Map([...needing].flatMap(([id, names]) => (names.includes(drawing) ? [[id, file(id, names)]] : [])));
}

function shortName(page: string): string {
  return basename(page, '.tsx').replace('Page', '').toLowerCase();
}

/** The bundler names parts after all that need them. */
export function chunkFileNames({ name }: { readonly name: string }): string {
  return name.startsWith('parts~') ? 'assets/part-[hash].js' : 'assets/[name]-[hash].js';
}

/** What a page imports statically, in whatever depth, and itself. */
function closureOf(page: string, modules: Modules): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (id: string) => {
    if (found.has(id) || inParts.test(id)) return;
    found.add(id);
    for (const next of modules.getModuleInfo(id)?.importedIds ?? []) walk(next);
  };
  walk(page);
  return found;
}

/**
 * What is fetched together with a file that is imported later on, so that nobody waits for one after the other. Only for pages: other parts
 * are fetched ahead, when nobody waits (canvas/later.ts), and their lists would be 4 kB of names before one can draw.
 */
export function withPages(_file: string, needs: string[], { hostId }: { readonly hostId: string }): string[] {
  return /\/index-[^/]*\.js$/.test(hostId) ? needs : [];
}

/** Two files that need each other would run one of the two before what it needs is there: such a build is refused. */
export const noCircles: Plugin = {
  name: 'no-circles',
  apply: 'build',
  generateBundle(_, bundle) {
    const imports = Object.values(bundle).flatMap((chunk) =>
      chunk.type === 'chunk' ? [[chunk.fileName, chunk.imports] as const] : [],
    );
    const circle = circleIn(new Map(imports));
    if (circle) this.error(`Files of the build need each other: ${circle.join(' -> ')}`);
  },
};

/** Files in a circle, the first one repeated at the end. */
export function circleIn(imports: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of imports.get(file) ?? []) {
      const circle = walk(next, [...path, file]);
      if (circle) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const circle = walk(file, []);
    if (circle) return circle;
  }
  return undefined;
}
