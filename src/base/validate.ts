import type { ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type Fault, failure, type Result, success } from './result.ts';

/**
 * Checks values from outside against a JSON Schema (2020-12; TypeBox schemas are such). For Node only: a validator is
 * compiled with `new Function`, which the browser page's Content-Security-Policy forbids. In the browser use validators
 * that were compiled ahead, with `faultsOf` for their errors.
 */
export type Validator<T> = (value: unknown) => Result<T>;

/** At most so many faults are named: a reader mends a few and asks again. */
const maxFaults = 20;

const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true, messages: false });
addFormats.default(ajv, ['date', 'date-time', 'email', 'uri', 'uuid']);

/**
 * Compiles a schema once, at start. `T` is what the schema describes: with TypeBox
 * `validator<Static<typeof schema>>(schema)`. The returned function never throws; each fault has the JSON pointer of its
 * place in `path` and names it in its sentence. Values are returned as they came, nothing is filled in or converted.
 * Throws when the schema itself is wrong: that is our mistake.
 */
export function validator<T>(schema: object): Validator<T> {
  const check = ajv.compile<T>(schema);
  return (value) => (check(value) ? success(value) : failure(...faultsOf(check.errors ?? [])));
}

/** Ajv's errors as faults in plain English, the first twenty. Also for validators that were compiled ahead. */
export function faultsOf(errors: readonly ErrorObject[]): Fault[] {
  const faults: Fault[] = [];
  for (const error of withoutNoise(errors)) {
    const path = error.instancePath;
    const fault = { path, message: `${path === '' ? 'The whole value' : path} ${complaint(error)}.` };
    if (!faults.some((known) => known.message === fault.message)) faults.push(fault);
    if (faults.length === maxFaults) break;
  }
  return faults;
}

/**
 * Where a value fits none of several forms, Ajv reports the errors of every form. What helps is the form that was meant:
 * the one with the fewest errors, if those lie deeper than the choice itself.
 */
function withoutNoise(errors: readonly ErrorObject[]): ErrorObject[] {
  let kept = [...errors];
  for (const choice of errors.filter((error) => error.keyword === 'anyOf' || error.keyword === 'oneOf')) {
    const branches = new Map<string, ErrorObject[]>();
    for (const error of kept) {
      if (error === choice || !error.schemaPath.startsWith(`${choice.schemaPath}/`)) continue;
      const branch = error.schemaPath.slice(choice.schemaPath.length + 1).split('/', 1)[0] ?? '';
      branches.set(branch, [...(branches.get(branch) ?? []), error]);
    }
    const meant = [...branches.values()]
      .filter((branch) =>
        branch.every((error) => error.instancePath.length > choice.instancePath.length && error.keyword !== 'const'),
      )
      .sort((a, b) => a.length - b.length)[0];
    const noise = new Set([...branches.values()].flat());
    kept = kept.filter((error) => (error === choice ? meant === undefined : !noise.has(error) || meant?.includes(error)));
  }
  // `if` only says that its `then` or `else` failed, and those speak for themselves.
  return kept.filter((error) => error.keyword !== 'if' || kept.length === 1);
}

/** What is wrong, as the rest of a sentence that begins with the place. */
function complaint(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>;
  const limit = String(params.limit);
  switch (error.keyword) {
    case 'required':
      return `has no ${quoted(params.missingProperty)}`;
    case 'additionalProperties':
      return `has ${quoted(params.additionalProperty)}, which is not known here`;
    case 'unevaluatedProperties':
      return `has ${quoted(params.unevaluatedProperty)}, which is not known here`;
    case 'propertyNames':
      return `has ${quoted(params.propertyName)}, which can't be a name here`;
    case 'type':
      return `must be ${typeWords(params.type)}, and is ${describe(error.data)}`;
    case 'enum':
      return `must be one of ${(params.allowedValues as unknown[]).map(quoted).join(', ')}, and is ${describe(error.data)}`;
    case 'const':
      return `must be ${quoted(params.allowedValue)}, and is ${describe(error.data)}`;
    case 'minLength':
      return limit === '1' ? 'must not be empty' : `must have at least ${limit} characters`;
    case 'maxLength':
      return `must have at most ${limit} characters`;
    case 'pattern':
    case 'format':
      return `does not have the form that is needed (${String(params.pattern ?? params.format)})`;
    case 'minimum':
    case 'exclusiveMinimum':
      return `must be ${error.keyword === 'minimum' ? 'at least' : 'more than'} ${limit}`;
    case 'maximum':
    case 'exclusiveMaximum':
      return `must be ${error.keyword === 'maximum' ? 'at most' : 'less than'} ${limit}`;
    case 'minItems':
      return `must have at least ${limit} entries`;
    case 'maxItems':
      return `must have at most ${limit} entries`;
    case 'maxProperties':
      return `must have at most ${limit} properties`;
    case 'uniqueItems':
      return `has the same entry twice, at ${String(params.i)} and ${String(params.j)}`;
    case 'anyOf':
    case 'oneOf':
      return 'has none of the forms that are allowed here';
    default:
      return `breaks the rule “${error.keyword}”`;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
};

function typeWords(type: unknown): string {
  const names = (Array.isArray(type) ? type : String(type).split(',')).map(
    (name: unknown) => typeNames[String(name)] ?? String(name),
  );
  return names.join(' or ');
}

function quoted(value: unknown): string {
  return typeof value === 'string' ? `“${value}”` : String(JSON.stringify(value));
}

/** The value as it was, short: long text is cut, lists and objects are only named. */
function describe(value: unknown): string {
  if (typeof value === 'string') return quoted(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (Array.isArray(value)) return 'a list';
  if (value !== null && typeof value === 'object') return 'an object';
  return String(value);
}
