import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly homepage?: string;
}

const root = join(import.meta.dirname, '..');

function manifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** Folder of a package as seen from another one: the nearest node_modules upwards, as Node resolves it. */
function folderOf(name: string, from: string): string | undefined {
  for (let at = from; ; at = join(at, '..')) {
    const folder = join(at, 'node_modules', name);
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (at === root || at === '/') return undefined;
  }
}

/** Names, versions, licences and licence texts of every package that Millrace runs with, sorted by name. */
export function notices(): string {
  const seen = new Map<string, string>();
  const visit = (folder: string) => {
    const { dependencies = {}, optionalDependencies = {} } = manifest(folder);
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const found = folderOf(name, folder);
      if (!found || seen.has(found)) continue;
      const { version, license } = manifest(found);
      const text = readdirSync(found).find((file) => /^(licen[cs]e|copying)/i.test(file));
      const terms = text ? readFileSync(join(found, text), 'utf8').trim() : `Licence: ${license ?? 'see the package'}.`;
      seen.set(found, `${name} ${version} (${license ?? 'see below'})\n\n${terms}`);
      visit(found);
    }
  };
  visit(root);
  const entries = [...new Set(seen.values())].sort();
  return ['Millrace is built with the packages below, unmodified.', ...entries].join(`\n\n${'-'.repeat(80)}\n\n`);
}

/** Ships the notices with the build, as /third-party.txt. */
export function thirdPartyNotices(): Plugin {
  return {
    name: 'third-party-notices',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'third-party.txt', source: notices() });
    },
  };
}
