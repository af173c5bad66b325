#!/usr/bin/env node
/** The command line, as `npx millrace` starts it: plain JavaScript for Node 20 and newer. In a clone it is built when its sources are newer. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const bundle = join(root, 'build', 'cli', 'millrace.js');
const ownNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

function newest(folder) {
  return Math.max(
    ...readdirSync(folder, { withFileTypes: true }).map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? newest(path) : statSync(path).mtimeMs;
    }),
  );
}

/** Folders that the command line is made from; React's are not among them. */
const sources = ['base', 'model', 'contracts', 'brokers', 'rules', 'compare', 'drawing', 'cli'];

function fresh() {
  if (!existsSync(bundle)) return false;
  if (!existsSync(join(root, 'src'))) return true;
  const built = statSync(bundle).mtimeMs;
  return sources.every((name) => newest(join(root, 'src', name)) <= built);
}

if (!fresh()) {
  const built =
    existsSync(ownNode) &&
    spawnSync(ownNode, [join('scripts', 'build-cli.ts')], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (built?.status !== 0) {
    console.error('millrace: the command line could not be built. Run `npm ci --include=dev` in its folder, and try again.');
    process.exit(2);
  }
}
await import(pathToFileURL(bundle).href);
