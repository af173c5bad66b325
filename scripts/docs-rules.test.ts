import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { folder, rulePages } from './docs-rules.ts';

it('docs/rules is what the rules say today (else: npm run generate)', () => {
  const pages = rulePages();
  expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort());
  for (const [file, text] of pages) expect(readFileSync(`${folder}/${file}`, 'utf8'), file).toBe(text);
});
