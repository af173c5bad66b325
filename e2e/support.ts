import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** A real server process with a data folder of its own, which can be killed and started again. */
export interface Millrace {
  readonly url: string;
  readonly data: string;
  start(): Promise<void>;
  /** As `kill -9` does: no chance to say goodbye. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}

export async function millrace(): Promise<Millrace> {
  if (!existsSync('dist/index.html')) throw new Error('The pages are not built: run npm run build first.');
  const port = await freePort();
  const data = mkdtempSync(join(tmpdir(), 'millrace-e2e-'));
  const url = `http://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;

  const end = async (signal: NodeJS.Signals) => {
    const child = server;
    server = undefined;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  };
  const start = async () => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'server/main.ts'], {
      env: { ...process.env, MILLRACE_PORT: String(port), MILLRACE_HOST: '127.0.0.1', MILLRACE_DATA: data },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    server = child;
    await until('the server answers', async () => {
      if (child.exitCode !== null) throw new Error(`The server ended with code ${child.exitCode}.`);
      return (await fetch(`${url}/api/health`).catch(() => undefined))?.ok === true;
    });
  };
  await start();
  return {
    url,
    data,
    start,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    async remove() {
      await end('SIGTERM');
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Waits for a condition with a deadline; never sleeps for a fixed time. */
export async function until(what: string, holds: () => Promise<boolean> | boolean, withinMs = 20_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited ${withinMs} ms in vain: ${what}`);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('No free port.');
  return address.port;
}

const flags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launchBrowser(): Promise<Browser> {
  const named = process.env.MILLRACE_CHROMIUM || ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => existsSync(file));
  return chromium.launch({ ...(named ? { executablePath: named } : {}), args: flags });
}

/** One person with a browser of their own: separate storage, and an ear for everything that goes wrong in the page. */
export interface Person {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors of the page, and requests to other hosts. Must stay empty. */
  readonly complaints: string[];
  leave(): Promise<void>;
}

export interface PersonOptions {
  readonly theme?: 'light' | 'dark';
  readonly viewport?: { width: number; height: number };
  readonly touch?: boolean;
}

export async function person(browser: Browser, name: string, options: PersonOptions = {}): Promise<Person> {
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1440, height: 900 },
    colorScheme: options.theme ?? 'light',
    reducedMotion: 'reduce',
    hasTouch: options.touch ?? false,
  });
  await context.addInitScript((who) => {
    localStorage.setItem('millrace.me', JSON.stringify({ name: who }));
  }, name);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // A socket that finds no server, or one that dies meanwhile, is what going offline means.
    if (
      message.type() === 'error' &&
      !/WebSocket|ERR_CONNECTION_(?:REFUSED|RESET)|ERR_EMPTY_RESPONSE|ERR_INTERNET_DISCONNECTED/.test(message.text())
    ) {
      complaints.push(`console: ${message.text()}`);
    }
  });
  page.on('request', (request) => {
    const host = new URL(request.url()).hostname;
    if (!['127.0.0.1', 'localhost', ''].includes(host)) complaints.push(`request to ${host}`);
  });
  page.setDefaultTimeout(15_000);
  return {
    context,
    page,
    complaints,
    async leave() {
      await context.close();
      expect(complaints, `what ${name}’s browser complained of`).toEqual([]);
    },
  };
}
