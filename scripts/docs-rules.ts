/** Writes docs/rules from the rules: `npm run generate` after a rule has changed; a test says when that was forgotten. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { rules } from '#rules/index.ts';
import { ruleIndexMarkdown, rulePageMarkdown } from '#rules/page.ts';

export const folder = 'docs/rules';

/** File name → text of each page. */
export function rulePages(): ReadonlyMap<string, string> {
  return new Map([
    ['README.md', ruleIndexMarkdown(rules)],
    ...rules.map((rule) => [`${rule.id}.md`, rulePageMarkdown(rule)] as const),
  ]);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const pages = rulePages();
  mkdirSync(folder, { recursive: true });
  // Pages of rules that are gone go too.
  for (const file of readdirSync(folder)) if (!pages.has(file)) rmSync(`${folder}/${file}`);
  for (const [file, text] of pages) writeFileSync(`${folder}/${file}`, text);
  process.stdout.write(`${pages.size} pages in ${folder}\n`);
}
