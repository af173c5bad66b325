import { join } from 'node:path';
import type { Plugin } from 'vite';

interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

const page = (name: string) => join(import.meta.dirname, '../src/app', name);
const design = page('design/DesignPage.tsx');
const compare = page('compare/ComparePage.tsx');
const landing = page('landing/Landing.tsx');

/** Libraries of many small parts, of which each page takes its own: they stay where the bundler puts them. */
const inParts = /\/node_modules\/(?:react-aria|react-stately|lucide)/;

/**
 * Which files the pages are made of. Left alone, the bundler makes a file for every set of pages that share something: thirty small
 * ones before one can draw, each compressed by itself and named in lists of what to fetch, which costs 10 kB. So what is always
 * fetched together is one file: what every page needs (with the entry), what both drawing and comparing need, and what drawing needs.
 */
export function chunks() {
  const closures = new Map<string, ReadonlySet<string>>();
  const needs = (entry: string, id: string, modules: Modules): boolean => {
    let closure = closures.get(entry);
    if (!closure) {
      closure = closureOf(entry, modules);
      closures.set(entry, closure);
    }
    return closure.has(id);
  };
  const name = (id: string, modules: Modules) => {
    if (id === design || !needs(design, id, modules) || needs(landing, id, modules)) return null;
    return needs(compare, id, modules) ? 'canvas' : 'workbench';
  };
  return {
    includeDependenciesRecursively: false,
    groups: [
      { name: 'base', tags: ['$initial' as const], priority: 2 },
      { debugName: 'canvas and workbench', name, priority: 1 },
      // In no page's own file, as the other files need them before it.
      { name: 'icons', test: /\/node_modules\/lucide-react\//, entriesAware: true },
    ],
  };
}

/** A page's module and all that it imports statically, in whatever depth. */
function closureOf(entry: string, modules: Modules): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (id: string) => {
    if (found.has(id) || inParts.test(id)) return;
    found.add(id);
    for (const next of modules.getModuleInfo(id)?.importedIds ?? []) walk(next);
  };
  walk(entry);
  if (found.size === 1) throw new Error(`The build has no ${entry} any more: name the page's module in scripts/chunks.ts.`);
  return found;
}

/** Two files that need each other would run one of the two before what it needs is there: such a build is refused. */
export const noCircles: Plugin = {
  name: 'no-circles',
  apply: 'build',
  generateBundle(_, bundle) {
    const done = new Set<string>();
    const walk = (file: string, path: readonly string[]) => {
      if (path.includes(file)) throw new Error(`Files of the build need each other: ${[...path, file].join(' -> ')}`);
      const chunk = bundle[file];
      if (done.has(file) || chunk?.type !== 'chunk') return;
      for (const next of chunk.imports) walk(next, [...path, file]);
      done.add(file);
    };
    for (const file of Object.keys(bundle)) walk(file, []);
  },
};
