import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';

const root = join(import.meta.dirname, '..');

/** Where kinds and what all kinds share are declared. */
const declaring = /\/src\/model\/(?:kind|kinds\/[^/]+)\.ts$/;
const givenBackIn = '/src/model/kind-texts.ts';

/** Texts that only forms and documentation show. */
const shownLater = new Set(['help', 'question']);

type Texts = { [key: string]: Texts | string };

/**
 * Kinds are declared once, with everything that is said about them. What only forms say is 11 kB gzipped that nobody needs in order
 * to draw: the build takes these texts out of the declarations and puts them into `kind-texts.ts`, which gives them back, each to
 * the object that it was taken from, as soon as a module that imports it is loaded.
 */
export function kindTexts(): Plugin {
  return {
    name: 'kind-texts',
    apply: 'build',
    enforce: 'pre',
    async transform(code, id) {
      if (id.endsWith(givenBackIn)) return { code: givingBack(await declaredTexts()), map: null };
      return declaring.test(id) ? { code: withoutTexts(code, this.parse(code, { lang: 'ts' })), map: null } : null;
    },
  };
}

interface Syntax {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** The same source without the texts that are shown later. Only what is written out is taken; all else stays as it is. */
export function withoutTexts(code: string, program: object): string {
  const found: Syntax[] = [];
  const walk = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    if (isShownLater(node as Syntax)) found.push(node as Syntax);
    else for (const part of Object.values(node)) walk(part);
  };
  walk(program);
  let rest = code;
  for (const { start, end } of found.sort((a, b) => b.start - a.start)) {
    rest = rest.slice(0, start) + rest.slice(end).replace(/^\s*,/, '');
  }
  return rest;
}

function isShownLater({ type, key, value }: Syntax): boolean {
  if (type !== 'Property' || !shownLater.has((key as { name?: string }).name ?? '')) return false;
  const { type: written, value: text } = value as Syntax;
  return written === 'Literal' && typeof text === 'string';
}

/** The texts of all kinds, as they are declared, at the places where they stand. */
export async function declaredTexts(): Promise<Texts> {
  const { elementKinds, edgeKinds, rowKinds } = await import(pathToFileURL(join(root, 'src/model/kinds/index.ts')).href);
  return textsIn({ elementKinds, edgeKinds, rowKinds }, new Set()) ?? {};
}

/** Kinds share objects (a row's kind, what all have): each is visited once. */
function textsIn(declared: object, seen: Set<object>): Texts | undefined {
  if (seen.has(declared)) return undefined;
  seen.add(declared);
  const found: Texts = {};
  for (const [key, value] of Object.entries(declared)) {
    if (shownLater.has(key) && typeof value === 'string') found[key] = value;
    else if (typeof value === 'object' && value !== null) {
      const inside = textsIn(value, seen);
      if (inside) found[key] = inside;
    }
  }
  return Object.keys(found).length > 0 ? found : undefined;
}

function givingBack(found: Texts): string {
  return `import { elementKinds, edgeKinds, rowKinds } from './kinds/index.ts';
const give = (to, texts) => {
  for (const key in texts) {
    if (typeof texts[key] === 'string') to[key] = texts[key];
    else give(to[key], texts[key]);
  }
};
give({ elementKinds, edgeKinds, rowKinds }, ${JSON.stringify(found)});
`;
}
