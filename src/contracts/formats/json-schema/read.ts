import { compare } from '#base/order.ts';
import { type Fault, failure, type Result, success } from '#base/result.ts';
import type { Imports } from '../../change.ts';
import { type Draft, defaultDraft, draftOf, isAtLeast } from './dialect.ts';
import { hasShape, isObject, isSchema, keywords, schemasIn, shapeWords } from './keywords.ts';
import { hasAddress, type Resource, Targets } from './references.ts';
import { at, type Document, type JsonSchema, keyOf, keywordsAt, type Location, placeOf } from './schema.ts';
import { readJsonText } from './text.ts';

/** At most so many faults are named: a reader mends a few and asks again. */
const maxFaults = 20;
/** An object may have so many patterns. */
const mostPatterns = 500;

/** Reads a schema. References are followed inside the text and into `imports`, never to other hosts. */
export function readJsonSchema(text: string, imports: Imports = {}): Result<JsonSchema> {
  const faults: Fault[] = [];
  const main = readDocument('', text, defaultDraft, faults);
  if (main === undefined) return failure(...faults);
  const documents = [main];
  for (const name of Object.keys(imports).sort(compare)) {
    const imported = readDocument(name, imports[name] ?? '', main.draft, faults);
    if (imported !== undefined) documents.push(imported);
  }
  const reading = new Reading(faults);
  for (const document of documents) reading.addDocument(document);
  reading.followReferences();
  reading.refuseCircles();
  if (faults.length > 0) return failure(...faults.slice(0, maxFaults));
  const { targets } = reading;
  return success({
    draft: main.draft,
    root: { document: main, pointer: '', value: main.text.value },
    target: (location) => (refers(location) ? targets.get(keyOf(location)) : undefined),
  });
}

function readDocument(name: string, text: string, otherwise: Draft, faults: Fault[]): Document | undefined {
  const read = readJsonText(text, name === '' ? 'schema' : `imported schema “${name}”`);
  if (!read.ok) {
    faults.push(...read.faults);
    return undefined;
  }
  const root: Location = { document: { name, draft: otherwise, text: read.value }, pointer: '', value: read.value.value };
  if (!isSchema(root.value)) {
    faults.push(faultAt(root, 'A schema is an object, true or false.'));
    return undefined;
  }
  const named = keywordsAt(root)['$schema'];
  if (named === undefined) return root.document;
  const draft = typeof named === 'string' ? draftOf(named) : undefined;
  if (draft === undefined) {
    const known = 'draft-04, draft-06, draft-07, 2019-09 and 2020-12 are';
    faults.push(faultAt(at(root, '$schema'), `The draft ${JSON.stringify(named)} is not known here: ${known}.`));
    return undefined;
  }
  return { ...root.document, draft };
}

interface Reference {
  readonly from: Location;
  readonly keyword: string;
  readonly reference: string;
  readonly within: Resource;
}

/** One walk through all schemas of the documents. It uses a list instead of recursion, so that no text is too deep for it. */
class Reading {
  readonly targets = new Map<string, Location>();
  readonly #known = new Targets();
  readonly #seen = new Set<object>();
  readonly #references: Reference[] = [];
  readonly #faults: Fault[];

  constructor(faults: Fault[]) {
    this.#faults = faults;
  }

  addDocument(document: Document): void {
    const resource = this.#known.addDocument(document);
    this.#walk(resource.root, resource);
  }

  /** References may lead to what stands under no keyword, such as `#/components/Order`: that is walked when it is met. */
  followReferences(): void {
    // The list grows while it is gone through, and the loop sees what is added.
    for (const { from, keyword, reference, within } of this.#references) {
      const target = this.#known.find(reference, within);
      if (target === undefined) this.#fault(at(from, keyword), leadsNowhere(reference, from.document.draft));
      else if (!isSchema(target.value)) this.#fault(at(from, keyword), `“${reference}” does not lead to a schema.`);
      else {
        this.targets.set(keyOf(from), target);
        this.#walk(target, within);
      }
    }
  }

  /** A reference that leads to itself before any keyword goes a step into the data could never be checked. */
  refuseCircles(): void {
    const harmless = new Set<string>();
    for (const { from, keyword } of this.#references) {
      const path = new Set<string>();
      let location: Location | undefined = from;
      while (location !== undefined && !harmless.has(keyOf(location)) && !path.has(keyOf(location))) {
        path.add(keyOf(location));
        location = this.targets.get(keyOf(location));
      }
      if (location !== undefined && path.has(keyOf(location))) {
        this.#fault(at(from, keyword), 'This reference leads back to itself, so it says nothing: let it lead to a schema.');
      }
      for (const key of path) harmless.add(key);
    }
  }

  #walk(start: Location, startWithin: Resource): void {
    const pending: { location: Location; within: Resource }[] = [{ location: start, within: startWithin }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { location } = next;
      if (!isObject(location.value) || this.#seen.has(location.value)) continue;
      this.#seen.add(location.value);
      const within = this.#named(location, next.within);
      this.#checkShapes(location);
      const { draft } = location.document;
      for (const keyword of referenceKeywords) {
        const reference = location.value[keyword];
        if (typeof reference !== 'string' || !keywords[draft].has(keyword)) continue;
        this.#references.push({ from: location, keyword, reference, within });
      }
      for (const [parts] of schemasIn(location.value, draft)) pending.push({ location: at(location, ...parts), within });
    }
  }

  #named(location: Location, within: Resource): Resource {
    const schema = keywordsAt(location);
    const { draft } = location.document;
    const id = schema[draft === '4' ? 'id' : '$id'];
    // Up to draft-07 whatever stands beside a `$ref` is ignored, its `$id` too.
    const ignored = schema['$ref'] !== undefined && !isAtLeast(draft, '2019-09');
    const resource = typeof id === 'string' && !ignored ? this.#known.addId(id, location, within) : within;
    for (const anchor of [schema['$anchor'], schema['$dynamicAnchor']]) {
      if (typeof anchor === 'string') this.#known.addAnchor(anchor, location, resource);
    }
    return resource;
  }

  #checkShapes(location: Location): void {
    for (const [name, value] of Object.entries(keywordsAt(location))) {
      const shape = keywords[location.document.draft].get(name);
      if (shape !== undefined && !hasShape(value, shape)) {
        this.#fault(at(location, name), `“${name}” must be ${shapeWords[shape]}.`);
      }
      if (name === 'patternProperties' && isObject(value) && Object.keys(value).length > mostPatterns) {
        this.#fault(at(location, name), `“${name}” has more than ${mostPatterns} patterns: each is tried on each name.`);
      }
    }
  }

  #fault(location: Location, message: string): void {
    if (this.#faults.length < maxFaults) this.#faults.push(faultAt(location, message));
  }
}

/** The references of later drafts that look for their target at run time are read as plain ones; `$ref` has the last word. */
const referenceKeywords = ['$recursiveRef', '$dynamicRef', '$ref'] as const;

function refers(location: Location): boolean {
  const schema = keywordsAt(location);
  return referenceKeywords.some((keyword) => schema[keyword] !== undefined);
}

function leadsNowhere(reference: string, draft: Draft): string {
  return hasAddress(reference)
    ? `“${reference}” stands in another text, and none is fetched: copy it into “${isAtLeast(draft, '2019-09') ? '$defs' : 'definitions'}” and refer to it there.`
    : `“${reference}” leads nowhere in this schema.`;
}

function faultAt(location: Location, message: string): Fault {
  const { pointer, range, source } = placeOf(location);
  // Lines of an imported text would be taken for lines of the schema.
  const place = source === undefined && range && { line: range.line, column: range.column };
  return { message, path: pointer, ...place };
}
