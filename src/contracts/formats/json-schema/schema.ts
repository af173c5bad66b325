import type { Place } from '../../change.ts';
import { pointerTo } from '../json-text.ts';
import type { Draft } from './dialect.ts';
import { isObject, type Keywords } from './keywords.ts';
import type { JsonText } from './text.ts';

/** One text: the schema itself, or one that it imports. */
export interface Document {
  /** The name by which it is imported; empty for the schema itself. */
  readonly name: string;
  readonly draft: Draft;
  readonly text: JsonText;
}

/** A place in a document, and what stands there. */
export interface Location {
  readonly document: Document;
  readonly pointer: string;
  readonly value: unknown;
}

/** A schema that was read: its shape is right, and each `$ref` in it leads somewhere. */
export interface JsonSchema {
  readonly draft: Draft;
  readonly root: Location;
  /** Where the `$ref` of the schema at a location leads. */
  target(location: Location): Location | undefined;
}

/** The location of a part: `at(schema, 'properties', 'id')`. Its value is undefined if there is none. */
export function at(location: Location, ...parts: readonly (string | number)[]): Location {
  let value = location.value;
  for (const part of parts) {
    if (Array.isArray(value)) value = /^\d+$/.test(String(part)) ? value[Number(part)] : undefined;
    else value = isObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  }
  return new Part(location, parts, value);
}

/** Its pointer is made when it is asked for: a comparison looks at thousands of parts and tells of few. */
class Part implements Location {
  readonly document: Document;
  readonly value: unknown;
  readonly #whole: Location;
  readonly #parts: readonly (string | number)[];
  #pointer: string | undefined;

  constructor(whole: Location, parts: readonly (string | number)[], value: unknown) {
    this.document = whole.document;
    this.value = value;
    this.#whole = whole;
    this.#parts = parts;
  }

  get pointer(): string {
    this.#pointer ??= pointerTo(this.#whole.pointer, ...this.#parts);
    return this.#pointer;
  }
}

/** What tells locations apart. */
export function keyOf(location: Location): string {
  return `${location.document.name}#${location.pointer}`;
}

/** The keywords of a schema; none for true and false. */
export function keywordsAt(location: Location): Keywords {
  return isObject(location.value) ? location.value : {};
}

/** How a change names a location. `shown` is a part of it whose text shows the matter best. */
export function placeOf(location: Location, shown: Location = location): Place {
  const { document } = location;
  const range = document.text.range(shown.pointer);
  const pointer = document.name === '' ? location.pointer : keyOf(location);
  const source = document.name !== '' && { source: document.name };
  return { pointer, ...(range && { range }), ...source };
}
