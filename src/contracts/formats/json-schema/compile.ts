import type { Options } from 'ajv';
import { Ajv } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import draft06 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import Ajv04 from 'ajv-draft-04';
import formats from 'ajv-formats';
import type { Fault } from '#base/result.ts';
import type { Draft } from './dialect.ts';

/*
 * Ajv compiles schemas into code, which pages forbid: this module is for the worker, Node and tests alone. It never loads a
 * schema from anywhere: a reference that is not in the text is a fault when the text is read.
 */

export type Check = (value: unknown) => readonly Fault[];

const options: Options = { strict: false, allErrors: true, validateSchema: true, logger: false, unicodeRegExp: false };
/** More than so many mistakes of one payload are not told: mending the first ones mends most. */
const mostFaults = 50;

/** A check of values against a schema. Throws what Ajv throws for a schema that it can't compile. */
export function compileJsonSchema(schema: unknown, draft: Draft): Check {
  const ajv = ajvFor(draft);
  const validate = ajv.compile(schema as object);
  return (value) => {
    if (validate(value) === true) return [];
    return (validate.errors ?? [])
      .slice(0, mostFaults)
      .map(({ instancePath, message }): Fault => ({ path: instancePath, message: `It ${message ?? 'does not fit'}.` }));
  };
}

const checkers = new Map<Draft, Pick<Ajv, 'validateSchema'>>();

/** Whether a schema is right by its draft's own schema. Much cheaper than compiling, which prepares that anew each time. */
export function isValidJsonSchema(schema: unknown, draft: Draft): boolean {
  const checker = checkers.get(draft) ?? ajvFor(draft);
  checkers.set(draft, checker);
  return checker.validateSchema(schema as object) === true;
}

function ajvFor(draft: Draft): Pick<Ajv, 'compile' | 'validateSchema'> {
  const ajv = newAjv(draft);
  // Plugins are typed for one copy of Ajv; all of these are that.
  (formats as unknown as (ajv: unknown) => void)(ajv);
  return ajv;
}

function newAjv(draft: Draft): Ajv {
  switch (draft) {
    case '4':
      return new (Ajv04 as unknown as typeof Ajv)(options);
    case '6': {
      const ajv = new Ajv(options);
      ajv.addMetaSchema(draft06);
      return ajv;
    }
    case '7':
      return new Ajv(options);
    case '2019-09':
      return new Ajv2019(options) as unknown as Ajv;
    case '2020-12':
      return new Ajv2020(options) as unknown as Ajv;
  }
}
