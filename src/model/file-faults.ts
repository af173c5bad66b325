import type { Fault } from '#base/result.ts';
import { list, nearest, quoted } from '#base/text.ts';
import { edgeKindNames, elementKindNames, isEdgeKind, isElementKind } from './design.ts';
import { expectation } from './expectation.ts';
import type { Property, RowKind } from './property.ts';
import { propertiesOf } from './values.ts';

/** What ajv says about one violation (its ErrorObject, as far as it is read here). */
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** At most so many faults are named: one mends a few and opens the file again. */
const maxFaults = 20;

/**
 * A checker's errors as sentences in the words of the design: which element, which property, what was expected. One
 * sentence for each place; where a value has none of several forms, ajv reports every form. [F5]
 */
export function faultsOf(errors: readonly SchemaError[], file: unknown): Fault[] {
  const faults = new Map<string, Fault>();
  for (const error of errors) {
    if (error.keyword === 'if') continue;
    const fault = faultOf(error, file);
    const key = fault.path as string;
    if (!faults.has(key)) faults.set(key, fault);
    if (faults.size === maxFaults) break;
  }
  return [...faults.values()];
}

function faultOf(error: SchemaError, file: unknown): Fault {
  const steps = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const place = placeOf(steps, file);
  const unknownName = error.keyword === 'additionalProperties' ? String(error.params.additionalProperty) : undefined;
  if (place.property) {
    const value = at(file, steps.slice(0, place.depth));
    const path = `/${steps.slice(0, place.depth).map(escaped).join('/')}`;
    return { message: `${place.what}: \`${place.name}\` — ${expectation(place.property)}, but found ${shown(value)}.`, path };
  }
  if (unknownName !== undefined) {
    const near = nearest(unknownName, Object.keys(place.known ?? {}));
    const hint = near ? `did you mean “${near}”?` : 'take it out, or put it into a comment.';
    return {
      message: `${place.what} has “${unknownName}”, which means nothing here: ${hint}`,
      path: `${error.instancePath}/${escaped(unknownName)}`,
    };
  }
  const said =
    error.keyword === 'required'
      ? `“${error.params.missingProperty}” is missing`
      : complaint(error, at(file, steps), steps[steps.length - 1] ?? '');
  return { message: `${place.what}: ${said}.`, path: error.instancePath };
}

interface Place {
  /** As a sentence begins. */
  readonly what: string;
  readonly property?: Property;
  readonly name?: string;
  /** How many steps lead to the property's value. */
  readonly depth?: number;
  /** Properties that could stand there. */
  readonly known?: Readonly<Record<string, unknown>>;
}

/** Walks down the pointer as far as records and properties go. */
function placeOf(steps: readonly string[], file: unknown): Place {
  const [part, index, , name] = steps;
  const record = at(file, steps.slice(0, 2)) as { kind?: unknown; id?: unknown; props?: { name?: unknown } } | undefined;
  if ((part !== 'elements' && part !== 'edges') || index === undefined)
    return { what: 'The file', known: { $schema: 0, millrace: 0, title: 0, comment: 0, elements: 0, edges: 0 } };
  const kind = record?.kind;
  const title =
    typeof record?.props?.name === 'string' && record.props.name !== '' ? record.props.name : String(record?.id ?? '');
  const what = `The ${typeof kind === 'string' && kind !== '' ? kind : part === 'edges' ? 'edge' : 'element'} ${quoted(title, `number ${Number(index) + 1}`)}`;
  if (steps[2] !== 'props') {
    const known =
      part === 'elements' ? { id: 0, kind: 0, at: 0, size: 0, props: 0 } : { id: 0, kind: 0, from: 0, to: 0, props: 0 };
    return { what, known };
  }
  if (!isElementKind(kind) && !isEdgeKind(kind)) return { what };
  let known = propertiesOf(kind);
  if (name === undefined) return { what, known };
  let depth = 4;
  let within = what;
  while (true) {
    const property = known[steps[depth - 1] as string];
    if (!property) return { what: within, known };
    if (property.valueType !== 'rows' || steps.length === depth)
      return { what: within, property, name: steps[depth - 1] as string, depth };
    const row = property.row as RowKind;
    within = `${within}, ${row.kind} ${Number(steps[depth]) + 1}`;
    known = row.properties;
    if (steps.length <= depth + 1) return { what: within, known: { id: 0, ...known } };
    if (steps[depth + 1] === 'id') return { what: within };
    depth += 2;
  }
}

function complaint(error: SchemaError, value: unknown, name: string): string {
  // One of the two numbers of a place or a size.
  const pair = /\/(at|size)\/\d+$/.exec(error.instancePath)?.[1];
  if (pair) return `\`${pair}\` has to be two whole numbers, as in [120, 40]`;
  const about = name === '' ? '' : `\`${name}\` `;
  switch (error.keyword) {
    case 'type':
      return `${about}has to be ${typeNames[String(error.params.type)] ?? String(error.params.type)}, but is ${shown(value)}`;
    case 'enum':
      return `${about}has to be one of ${list(
        (error.instancePath.startsWith('/edges/') ? edgeKindNames : elementKindNames).map((each) => `“${each}”`),
        'or',
      )}, but is ${shown(value)}`;
    case 'const':
      return `${about}has to be ${JSON.stringify(error.params.allowedValue)}, but is ${shown(value)}`;
    case 'pattern':
      return `${about}has to be an id of up to 40 letters, digits, _ and - (and none of the words none, own, all, const, latest), but is ${shown(value)}`;
    case 'minItems':
    case 'maxItems':
      return `${about}has to be two whole numbers, as in [120, 40]`;
    default:
      return `${about}is out of its range (${error.keyword} ${String(error.params.limit ?? '')})`;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
};

function at(value: unknown, steps: readonly string[]): unknown {
  let now = value;
  for (const step of steps) {
    if (typeof now !== 'object' || now === null || !Object.hasOwn(now, step)) return undefined;
    now = (now as Record<string, unknown>)[step];
  }
  return now;
}

/** A name as a step of a JSON pointer. */
export function escaped(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
