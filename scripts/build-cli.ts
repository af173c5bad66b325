/** Bundles the command line into one file of plain JavaScript that runs on Node 20 and newer: `npm run build:cli`. */
import { build } from 'vite';

await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  // Bundled whole: who installs the package needs nothing else.
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: 'src/cli/main.ts',
    outDir: 'build/cli',
    target: 'node20',
    emptyOutDir: true,
    rolldownOptions: { output: { entryFileNames: 'millrace.js', format: 'es', codeSplitting: false } },
  },
});
