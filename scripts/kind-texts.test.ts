import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as declared from '#model/kinds/index.ts';
import { declaredTexts, kindTexts } from './kind-texts.ts';

/** What the build makes of an entry that shows kinds at once and fetches their texts when it is asked to. */
interface Built {
  readonly kinds: Pick<typeof declared, 'elementKinds' | 'edgeKinds' | 'rowKinds'>;
  fetchTexts(): Promise<unknown>;
}

let folder: string;
let built: Built;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-texts-'));
  const entry = join(folder, 'entry.ts');
  const model = join(import.meta.dirname, '../src/model');
  writeFileSync(
    entry,
    `export * as kinds from '${model}/kinds/index.ts';
export const fetchTexts = () => import('${model}/kind-texts.ts');`,
  );
  await build({
    configFile: false,
    root: join(import.meta.dirname, '..'),
    plugins: [kindTexts()],
    logLevel: 'error',
    build: {
      outDir: join(folder, 'out'),
      target: 'es2023',
      lib: { entry, formats: ['es'], fileName: 'entry' },
    },
  });
  built = await import(pathToFileURL(join(folder, 'out/entry.js')).href);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As JSON: without what a schema library keeps beside the keywords. */
const plain = ({ elementKinds, edgeKinds, rowKinds }: Built['kinds']) =>
  JSON.parse(JSON.stringify({ elementKinds, edgeKinds, rowKinds })) as unknown;

const sentences = (texts: unknown): string[] =>
  typeof texts === 'string' ? [texts] : Object.values(texts as object).flatMap(sentences);

describe('texts of kinds in the build', () => {
  it('are in no file that is loaded first', async () => {
    const all = sentences(await declaredTexts());
    expect(all.length).toBeGreaterThan(250);
    const files = readdirSync(join(folder, 'out'), { recursive: true, encoding: 'utf8' }).filter((file) => /\.js$/.test(file));
    const first = files
      .filter((file) => !file.includes('kind-texts'))
      .map((file) => readFileSync(join(folder, 'out', file), 'utf8'));
    expect(first.length).toBeGreaterThan(0);
    expect(all.filter((text) => first.some((code) => code.includes(text)))).toEqual([]);
  });

  it('come back, each in its place, and nothing else changes', async () => {
    const before = plain(built.kinds);
    expect(before).not.toEqual(plain(declared));
    expect(built.kinds.edgeKinds.consumes.label).toBe('Consumes');
    await built.fetchTexts();
    expect(plain(built.kinds)).toEqual(plain(declared));
  });
});
