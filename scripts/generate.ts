/**
 * Writes what is made from the declared kinds and kept in the repository: the published JSON Schema of design files,
 * and its checker, compiled ahead because the page's Content-Security-Policy forbids compiling in the browser.
 * `npm run generate` after a kind or property has changed; a test says when that was forgotten.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { tokensCss } from '#drawing/tokens.ts';
import { designFileSchema } from '#model/file-schema.ts';

/** Path → text of each generated file. */
export function generated(): ReadonlyMap<string, string> {
  return new Map([
    ['public/schemas/design.schema.json', `${JSON.stringify(designFileSchema(), null, 2)}\n`],
    ['src/model/generated/design-file.js', `${heading}${checker()}\n`],
    ['src/drawing/tokens.css', tokensCss()],
    ['src/model/generated/design-file.d.ts', `${heading}${declaration}`],
  ]);
}

const heading = '// Made by scripts/generate.ts from the declared kinds: do not edit.\n';

const declaration = `import type { DesignFileCheck } from '../file.ts';

/** Checks the parsed content of a design file (file-schema.ts); its errors are in \`errors\` until the next call. */
export declare const checkDesignFile: DesignFileCheck;
`;

function checker(): string {
  // Of draft 2020-12 the schema uses nothing that draft-07 lacks, and ajv's code for draft-07 is half as long.
  const { $schema, ...schema } = designFileSchema(false);
  const ajv = new Ajv({
    allErrors: true,
    messages: false,
    inlineRefs: false,
    strict: true,
    // Lengths are counted as JavaScript counts them, as `accepts` of the model does; ajv would rather not, and says so.
    unicode: false,
    logger: false,
    code: { source: true, esm: true, optimize: 2 },
  });
  const code = standalone(ajv, ajv.compile(schema));
  const lean = shortened(
    code
      .replace(/^"use strict";/, '')
      .replace(/export const validate = (validate\d+);export default validate\d+;/, 'export const checkDesignFile = $1;'),
  );
  const needs = [...lean.matchAll(/require\([^)]*\)/g)].map((found) => found[0]);
  if (needs.length > 0 || !lean.includes('export const checkDesignFile')) {
    throw new Error(`The checker is not self-contained: ${needs.join(', ') || 'it exports nothing'}`);
  }
  // Statements on lines of their own, so that a change of one property is a small difference.
  return lean.replaceAll(';', ';\n');
}

/**
 * The same code, a third as long: without what this schema does not use (ajv hands every function its parent's data), with
 * paths as plain arguments, and with errors made by one function. A test compares its verdicts with ajv's own.
 */
function shortened(code: string): string {
  const short = code
    .replaceAll(/,\s*\{instancePath:([^{}]*?),parentData:data\d*,parentDataProperty:(?:"[^"]*"|[a-z]\d*),rootData\}/g, ',$1')
    .replaceAll('{instancePath="", parentData, parentDataProperty, rootData=data}={}', 'instancePath=""')
    .replaceAll(
      /const (err\d+) = \{instancePath(?::([^{}]*?))?,schemaPath:"[^"]*",keyword:("\w+"),params:(\{[^;]*?\})\};if\(vErrors === null\)\{vErrors = \[\1\];\}else \{vErrors\.push\(\1\);\}errors\+\+;/g,
      (_, _name, path = 'instancePath', keyword, params) =>
        `errors = (vErrors ??= []).push(fault(${path},${keyword},${params}));`,
    )
    .replaceAll(
      /vErrors = vErrors === null \? (validate\d+)\.errors : vErrors\.concat\(\1\.errors\);errors = vErrors\.length;/g,
      'errors = (vErrors ??= []).push(...$1.errors);',
    )
    // Which values are allowed is known from the declarations, so the schema itself need not be shipped.
    .replaceAll(/\{(?:allowedValues: schema[\w.]+|pattern: "(?:[^"\\]|\\.)*")\}/g, '{}')
    // Of these only the names of properties are looked up.
    .replaceAll(/const (schema\d+) = (\{"type":"object".*?\});(?=function|const|export|$)/g, (_, name, schema) => {
      const { properties } = JSON.parse(schema) as { properties: object };
      return `const ${name} = ${JSON.stringify({ properties: Object.fromEntries(Object.keys(properties).map((key) => [key, 1])) })};`;
    });
  return `const fault = (instancePath, keyword, params) => ({instancePath,keyword,params});${short}`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [path, text] of generated()) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    process.stdout.write(`${path} ${text.length}\n`);
  }
}
