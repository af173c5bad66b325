/** Writes docs/concepts from the kinds, their concepts and the rules: part of `npm run generate`. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { cardsOf } from '#rules/concepts/cards.ts';
import { conceptPages } from '#rules/concepts/markdown.ts';
import { rules } from '#rules/index.ts';

export const folder = 'docs/concepts';

/** File name → text of each page. */
export function pages(): ReadonlyMap<string, string> {
  return conceptPages(cardsOf(rules), rules);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  mkdirSync(folder, { recursive: true });
  const made = pages();
  // Pages of kinds that are gone go too.
  for (const file of readdirSync(folder)) if (!made.has(file)) rmSync(`${folder}/${file}`);
  for (const [file, text] of made) writeFileSync(`${folder}/${file}`, text);
  process.stdout.write(`${made.size} pages in ${folder}\n`);
}
