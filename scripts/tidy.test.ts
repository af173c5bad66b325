import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What no linter says about this project's files. */
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(file));

const source = tracked.filter(
  (file) => /^(src|server|scripts|e2e|templates)\/.*\.(ts|tsx|mjs)$/.test(file) && !file.includes('/generated/'),
);
const text = (file: string) => readFileSync(file, 'utf8');

describe('the top level', () => {
  it('holds what was agreed and nothing that was forgotten', () => {
    const top = new Set(tracked.map((file) => file.split('/')[0]));
    for (const name of ['src', 'server', 'templates', 'public', 'vite.config.ts', 'package.json', 'README.md', 'LICENSE']) {
      expect(top, name).toContain(name);
    }
  });
});

describe('source files', () => {
  it('stay small enough to be read at one sitting (500 lines, tests 900)', () => {
    const long = source.filter((file) => text(file).split('\n').length > (/\.test\.tsx?$/.test(file) ? 900 : 500));
    expect(long).toEqual([]);
  });

  it('hold no unfinished business and no suppression without a reason', () => {
    const marks = /\b(TODO|FIXME|XXX|HACK)\b|@ts-ignore|@ts-nocheck|biome-ignore [^:]*:\s*$/m;
    expect(source.filter((file) => file !== 'scripts/tidy.test.ts' && marks.test(text(file)))).toEqual([]);
  });

  it('speak to nobody outside: no address of a registry, a font service or a tracker', () => {
    const hosts = /registry\.npmjs|npmmirror|unpkg\.com|jsdelivr|googleapis|gstatic|google-analytics/;
    const files = tracked.filter(
      (file) => /\.(ts|tsx|mjs|css|html|json|md|yml|svg)$/.test(file) && file !== 'scripts/tidy.test.ts',
    );
    expect(files.filter((file) => hosts.test(text(file)))).toEqual([]);
  });

  it('have no barrels: an index.ts is a registry that lists its folder', () => {
    const barrels = source.filter((file) => basename(file) === 'index.ts' && /^export \* from/m.test(text(file)));
    expect(barrels).toEqual([]);
  });
});

describe('specifications', () => {
  const specs = tracked.filter((file) => /(^|\/)(SPEC|PROTOCOL)\.md$/.test(file));

  it.each(specs)('%s: each numbered statement is cited by a test, and each citation exists', (spec) => {
    const folder = dirname(spec);
    const stated = new Set([...text(spec).matchAll(/\*\*\[([A-Z]+\d+[a-z]?)\]\*\*/g)].map((found) => found[1]));
    const near = spec.endsWith('PROTOCOL.md') ? /^(src\/wire|src\/connection|server|e2e)\// : new RegExp(`^(${folder}|e2e)/`);
    // A test below a further specification cites that one.
    const nested = specs
      .map((other) => `${dirname(other)}/`)
      .filter((other) => other.startsWith(`${folder}/`) && other !== `${folder}/`);
    const cited = new Set<string | undefined>();
    for (const file of tracked.filter((file) => near.test(file) && /\.test\.tsx?$/.test(file))) {
      if (nested.some((other) => file.startsWith(other))) continue;
      for (const found of text(file).matchAll(/(?:it|test|describe)(?:\.each\([^)]*\))?\(\s*[`'"](\[[^`'"]*)/g)) {
        for (const number of (found[1] ?? '').matchAll(/\[([A-Z]+\d+[a-z]?)\]/g)) cited.add(number[1]);
      }
    }
    expect(
      [...stated].filter((number) => !cited.has(number)),
      'stated but not tested',
    ).toEqual([]);
    if (folder !== 'src/model')
      expect(
        [...cited].filter((number) => !stated.has(number)),
        'tested but not stated',
      ).toEqual([]);
  });
});
