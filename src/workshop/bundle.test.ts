import { globSync, readFileSync } from 'node:fs';
import { build, type Rollup } from 'vite';
import { expect, it } from 'vitest';

const read = (pattern: string) => globSync(pattern).map((file) => ({ file, text: readFileSync(file, 'utf8') }));

/** Lines so long that they stand in one place only, as they would stand in a bundle. */
const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length >= 48);

it('the built pages hold what students may read of the exercises, and no solution, trap, debrief or hint', async () => {
  const output = (await build({ logLevel: 'silent', build: { write: false } })) as Rollup.RollupOutput;
  // JavaScript escapes quotes and line ends in its strings: both sides are compared without them.
  const plain = (text: string) => text.replaceAll(/\\n|[\\"'`\n]/g, '');
  const bundle = plain(output.output.map((part) => (part.type === 'chunk' ? part.code : String(part.source))).join('\n'));

  const open = [...read('templates/*/brief.md'), ...read('templates/*/starter.sketch')];
  expect(open.length).toBeGreaterThan(0);
  for (const { file, text } of open)
    for (const line of lines(text)) expect(bundle.includes(plain(line)), `${file}: ${line}`).toBe(true);

  const known = plain(open.map(({ text }) => text).join('\n'));
  const secret = [...read('templates/*/solutions/*'), ...read('templates/*/traps/*'), ...read('templates/*/debrief.md')];
  expect(secret.length).toBeGreaterThan(0);
  for (const { file, text } of secret) {
    for (const line of lines(text)) {
      if (!known.includes(plain(line))) expect(bundle.includes(plain(line)), `${file}: ${line}`).toBe(false);
    }
  }
  for (const { file, text } of read('templates/*/exercise.json')) {
    const { hints, decisions } = JSON.parse(text) as { hints: string[]; decisions: { hint: string }[] };
    for (const hint of [...hints, ...decisions.map((decision) => decision.hint)])
      expect(bundle.includes(plain(hint)), `${file}: ${hint}`).toBe(false);
  }
}, 60_000);
