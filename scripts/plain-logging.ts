import type { Plugin } from 'vite';

/** Signs for bold and colour that stand among the words. */
const signs = ['BOLD', 'UNBOLD', 'ORANGE', 'RED'];

/** What stands in the place of lib0/logging: all that Yjs names of it. */
export const standIn = `const words = (args) => args.filter((arg) => arg !== undefined);
export const print = (...args) => console.log(...words(args));
export const warn = (...args) => console.warn(...words(args));
${signs.map((sign) => `export const ${sign} = undefined;`).join('\n')}
`;

/**
 * Yjs writes its few warnings in colours, which brings a schema language, a keyed store and a generator of random numbers:
 * 3 kB gzipped before one can draw. Here it writes the same words without colours.
 */
export const plainLogging: Plugin = {
  name: 'plain-logging',
  apply: 'build',
  load: (id) => (/\/node_modules\/lib0\/logging\.js$/.test(id) ? standIn : null),
};
