import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folder, pages } from './docs-concepts.ts';

it('docs/concepts is what kinds and rules say today (else: npm run generate)', () => {
  const made = pages();
  expect(readdirSync(folder).sort()).toEqual([...made.keys()].sort());
  for (const [file, text] of made) expect(readFileSync(`${folder}/${file}`, 'utf8'), file).toBe(text);
});

it('has links that lead to a page, and to a place on it', () => {
  const made = pages();
  const dead: string[] = [];
  for (const [file, text] of made)
    for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [page = '', anchor] = target.split('#');
      const there = page.startsWith('..') ? existsSync(join(folder, page)) : made.has(page);
      if (!there || (anchor !== undefined && !made.get(page)?.includes(`<a id="${anchor}"></a>`)))
        dead.push(`${file}: ${target}`);
    }
  expect(dead).toEqual([]);
});
