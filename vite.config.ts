import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { thirdPartyNotices } from './scripts/third-party.ts';

const server = `http://127.0.0.1:${process.env.MILLRACE_PORT ?? 4100}`;

export default defineConfig({
  plugins: [react(), thirdPartyNotices()],
  build: { target: 'es2023', sourcemap: false, reportCompressedSize: false },
  worker: { format: 'es' },
  server: {
    proxy: { '/api': server, '/metrics': server, '/ws': { target: server, ws: true } },
  },
  test: {
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.test.{ts,tsx}', 'server/**/*.test.ts', 'scripts/**/*.test.ts', 'templates/**/*.test.ts'] } },
      { extends: true, test: { name: 'e2e', include: ['e2e/**/*.test.ts'], testTimeout: 90_000, hookTimeout: 120_000, fileParallelism: false, maxWorkers: 1 } },
    ],
  },
});
