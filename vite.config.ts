import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { chunks, noCircles } from './scripts/chunks.ts';
import { compressed } from './scripts/compressed.ts';
import { kindTexts } from './scripts/kind-texts.ts';
import { noTransitions } from './scripts/no-transitions.ts';
import { plainLogging } from './scripts/plain-logging.ts';
import { thirdPartyNotices } from './scripts/third-party.ts';

/**
 * React Aria brings its few spoken words in thirty languages. The page speaks English throughout, so the others are
 * read from the English file: 40 kB less, and no page of two languages.
 */
const englishOnly: Plugin = {
  name: 'english-only',
  apply: 'build',
  load: (id) =>
    /\/react-(?:aria|stately)[^?]*\/intl\/[^/]+\/(?!en-US)[a-z]{2}-[A-Z]{2}\.m?js$/.test(id)
      ? `export { default } from './en-US.mjs';`
      : null,
};

const server = `http://127.0.0.1:${process.env.MILLRACE_PORT ?? 4100}`;

export default defineConfig({
  plugins: [react(), englishOnly, noTransitions, plainLogging, kindTexts(), noCircles, thirdPartyNotices(), compressed()],
  build: {
    target: 'es2023',
    sourcemap: false,
    reportCompressedSize: false,
    // What is loaded first is measured as it is sent (scripts/bench-size.ts); here it would be before compression.
    chunkSizeWarningLimit: 700,
    // Every browser that reads this target preloads modules by itself.
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: chunks() } },
  },
  worker: { format: 'es' },
  server: {
    proxy: { '/api': server, '/metrics': server, '/ws': { target: server, ws: true } },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'server/**/*.test.ts', 'scripts/**/*.test.ts', 'templates/**/*.test.ts'],
          // Property tests take a second alone, and many on a machine that has other work.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          maxWorkers: 1,
        },
      },
    ],
  },
});
