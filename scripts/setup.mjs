/**
 * What runs before anything is installed, so plain JavaScript for Node 18 and newer:
 *   node scripts/setup.mjs start   install, build, start the server
 *   node scripts/setup.mjs test    install, provide a browser, run every check and test
 * Everything after the installation runs on the Node that the project brings (node_modules/node).
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const windows = process.platform === 'win32';
const ownNode = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
const cache = join(root, '.cache');

/** Runs a program to its end; the rest of the environment stays as it is. */
export function run(program, args, { env = {}, quiet = false } = {}) {
  const path = [join(root, 'node_modules', 'node', 'bin'), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const result = spawnSync(program, args, {
    cwd: root,
    stdio: quiet ? 'ignore' : 'inherit',
    env: { ...process.env, PATH: path, ...env },
    shell: windows && !program.endsWith('.exe'),
  });
  return result.status ?? 1;
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

function fingerprint(file) {
  return createHash('sha256')
    .update(readFileSync(join(root, file)))
    .digest('hex');
}

/** Installs exactly what the lock file names, unless that has been done already. */
function install() {
  const stamp = join(root, 'node_modules', '.millrace-lock');
  const wanted = fingerprint('package-lock.json');
  if (existsSync(ownNode) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing what Millrace needs …');
  if (run('npm', ['ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error']) !== 0) {
    fail('npm ci failed: see above. Check the network or the registry settings (npm config get registry) and try again.');
  }
  writeFileSync(stamp, wanted);
}

const sources = ['src', 'public', 'templates', 'index.html', 'vite.config.ts', 'package-lock.json'];

function newest(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Builds the pages unless nothing has changed since the last build. */
function build() {
  const stamp = join(root, 'dist', '.built');
  const changed = Math.max(...sources.filter((name) => existsSync(join(root, name))).map((name) => newest(join(root, name))));
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= changed) return;
  console.log('Building the pages …');
  if (run(ownNode, [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn']) !== 0)
    fail('The build failed: see above.');
  writeFileSync(stamp, '');
}

function onPath(name) {
  const endings = windows ? ['.exe', '.cmd'] : [''];
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const ending of endings) {
      const file = join(folder, name + ending);
      if (existsSync(file)) return file;
    }
  }
  return undefined;
}

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

function installedBrowser() {
  if (process.env.MILLRACE_CHROMIUM) return process.env.MILLRACE_CHROMIUM;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    const found = onPath(name);
    if (found) return found;
  }
  return usualPlaces.find((file) => existsSync(file));
}

/** An installed Chromium or Chrome, else Debian's package, else Playwright's own download. */
function browser() {
  const installed = installedBrowser();
  if (installed) return installed;
  if (onPath('apt-get') && process.getuid?.() === 0) {
    console.log('Installing Chromium from Debian’s packages …');
    run('apt-get', ['update', '-qq'], { quiet: true });
    if (run('apt-get', ['install', '-y', '-qq', 'chromium'], { env: { DEBIAN_FRONTEND: 'noninteractive' }, quiet: true }) === 0) {
      const found = installedBrowser();
      if (found) return found;
    }
  }
  console.log('Downloading Chromium with Playwright …');
  if (run(ownNode, [join('node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium']) === 0) return '';
  return fail('No browser: install Chromium or Chrome, or name one in MILLRACE_CHROMIUM, and run npm test again.');
}

function vitest(project, env) {
  mkdirSync(cache, { recursive: true });
  const report = join(cache, `${project}.json`);
  writeFileSync(report, '{}');
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const status = run(ownNode, [join('node_modules', 'vitest', 'vitest.mjs'), ...args], { env });
  const counts = JSON.parse(readFileSync(report, 'utf8'));
  const failed = counts.numFailedTests ?? 0;
  return {
    passed: counts.numPassedTests ?? 0,
    // A file that does not load fails no test: the run's own status counts then.
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: (counts.numPendingTests ?? 0) + (counts.numTodoTests ?? 0),
  };
}

function test() {
  install();
  const env = { MILLRACE_CHROMIUM: browser() };
  const total = { passed: 0, failed: 0, skipped: 0 };
  const add = (counts) => {
    for (const name of Object.keys(total)) total[name] += counts[name];
  };
  const checked = run('npm', ['run', '--silent', 'check']);
  if (checked !== 0) total.failed++;
  add(vitest('unit', env));
  build();
  add(vitest('e2e', env));
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  const everything = process.env.MILLRACE_REQUIRE_ALL === '1';
  process.exit(total.failed > 0 || total.passed === 0 || (everything && total.skipped > 0) ? 1 : 0);
}

function start() {
  install();
  build();
  const server = spawn(ownNode, ['--disable-warning=ExperimentalWarning', join('server', 'main.ts')], {
    cwd: root,
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
  server.on('exit', (code) => process.exit(code ?? 0));
}

const task = process.argv[2];
if (task === 'start') start();
else if (task === 'test') test();
else if (task === 'build') {
  install();
  build();
} else fail('Usage: node scripts/setup.mjs start | test | build');
