import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tokensCss } from '#drawing/tokens.ts';

// `npm run generate`: writes the custom properties that the page reads; a test holds that the file is fresh.
writeFileSync(fileURLToPath(new URL('../src/drawing/tokens.css', import.meta.url)), tokensCss());
