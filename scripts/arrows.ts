/** Holds the arrows between folders (.dependency-cruiser.cjs), and that the parser saw the project at all. */
import { spawnSync } from 'node:child_process';

const run = spawnSync(
  process.execPath,
  [
    'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    'src',
    'server',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'err-long',
  ],
  { encoding: 'utf8' },
);
process.stdout.write(run.stdout);
process.stderr.write(run.stderr);
const modules = Number(/(\d+) modules/.exec(run.stdout)?.[1] ?? 0);
if (modules < 50) {
  console.error(`Only ${modules} modules were seen; at least 50 are expected: the boundary check itself is broken.`);
  process.exit(1);
}
process.exit(run.status ?? 1);
