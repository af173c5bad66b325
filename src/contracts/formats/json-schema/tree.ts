import { compare } from '#base/order.ts';
import { isAtLeast } from './dialect.ts';
import { isObject, isTypeName, type Keywords, keywords, type TypeName } from './keywords.ts';
import { at, type JsonSchema, keyOf, keywordsAt, type Location } from './schema.ts';

/**
 * What is compared: not the keywords as they are written, but a tree in which each schema is one node of one kind. Several
 * groups of keywords in one schema become an `allOf` of a node each.
 */
export type Node = Simple | Combined;

/** Any value; no value; values of one type; a list of values; the opposite of a schema; a condition. */
export type SimpleKind =
  | 'empty'
  | 'false'
  | 'string'
  | 'number'
  | 'boolean'
  | 'null'
  | 'array'
  | 'object'
  | 'enum'
  | 'const'
  | 'not'
  | 'if';

export interface Simple {
  readonly kind: SimpleKind;
  readonly tree: Tree;
  /** The schema that the node was made from. */
  readonly location: Location;
  /** Where the schema's text shows the kind best, such as `type`. */
  readonly shown: Location;
  /** Whether title, description, default and id of the schema are this node's: an inner part has none. */
  readonly annotated: boolean;
  /** For numbers: whether only whole ones are meant. */
  readonly integer?: boolean;
}

export type Criterion = 'allOf' | 'anyOf' | 'oneOf';

export interface Combined {
  readonly kind: 'combined';
  readonly tree: Tree;
  readonly criterion: Criterion;
  readonly location: Location;
  readonly shown: Location;
  readonly annotated: boolean;
  readonly members: readonly Member[];
}

/** A member is made into a node when it is asked for: schemas may contain themselves. */
export interface Member {
  /** The member's text with sorted names: equal members count once. */
  readonly text: string;
  readonly node: () => Node;
}

type Typed = 'string' | 'number' | 'array' | 'object';

/** The keywords that say, in a schema without `type`, which types it speaks about. */
export const families: Readonly<Record<Typed, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'pattern', 'format'],
  array: [
    'items',
    'prefixItems',
    'additionalItems',
    'unevaluatedItems',
    'minItems',
    'maxItems',
    'uniqueItems',
    'contains',
    'minContains',
    'maxContains',
  ],
  object: [
    'properties',
    'required',
    'additionalProperties',
    'unevaluatedProperties',
    'minProperties',
    'maxProperties',
    'patternProperties',
    'propertyNames',
    'dependencies',
    'dependentRequired',
    'dependentSchemas',
  ],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
};

/** The tree of one schema. The node of a location is always the same object. */
export class Tree {
  readonly #schema: JsonSchema;
  readonly #nodes = new Map<string, Node>();
  /** By the schema itself, as no two places of a text share one: most nodes are found without making their pointer. */
  readonly #byValue = new WeakMap<object, Node>();

  constructor(schema: JsonSchema) {
    this.#schema = schema;
  }

  get root(): Node {
    return this.node(this.#schema.root);
  }

  node(location: Location): Node {
    const { value } = location;
    if (isObject(value)) {
      const known = this.#byValue.get(value) ?? this.#make(location);
      this.#byValue.set(value, known);
      return known;
    }
    const key = keyOf(location);
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const made = this.#make(location);
    this.#nodes.set(key, made);
    return made;
  }

  /** The `default` of a schema, its own or that of what it refers to. */
  hasDefault(location: Location): boolean {
    const target = this.#schema.target(location);
    const ownCounts = target === undefined || isAtLeast(location.document.draft, '2019-09');
    return (ownCounts && keywordsAt(location)['default'] !== undefined) || (target !== undefined && this.hasDefault(target));
  }

  #make(location: Location): Node {
    if (location.value === false) return { kind: 'false', tree: this, location, shown: location, annotated: true };
    const target = this.#schema.target(location);
    // References are finite: reading has refused those that lead to themselves.
    if (target !== undefined && !isAtLeast(location.document.draft, '2019-09')) return this.node(target);
    const parts = this.#parts(location);
    if (target !== undefined) {
      if (parts.length === 0) return this.node(target);
      const text = `$ref ${keyOf(target)}`;
      return this.#allOf(location, [...parts.map(asMember), { text, node: () => this.node(target) }]);
    }
    const [only] = parts;
    if (only === undefined) return { kind: 'empty', tree: this, location, shown: location, annotated: true };
    return parts.length === 1 ? { ...only, annotated: true } : this.#allOf(location, parts.map(asMember));
  }

  #allOf(location: Location, members: readonly Member[]): Combined {
    return { kind: 'combined', tree: this, criterion: 'allOf', location, shown: location, annotated: true, members };
  }

  /** One node for each group of keywords that is there. */
  #parts(location: Location): Node[] {
    const schema = keywordsAt(location);
    const { draft } = location.document;
    const parts: Node[] = [];
    const simple = (kind: SimpleKind, keyword: string) =>
      parts.push({ kind, tree: this, location, shown: at(location, keyword), annotated: false });
    if (schema['enum'] !== undefined) simple('enum', 'enum');
    for (const criterion of ['allOf', 'anyOf', 'oneOf'] as const) {
      if (Array.isArray(schema[criterion])) parts.push(this.#combined(criterion, location, schema[criterion]));
    }
    if (schema['not'] !== undefined) simple('not', 'not');
    if (schema['const'] !== undefined && isAtLeast(draft, '6')) simple('const', 'const');
    if (schema['if'] !== undefined && isAtLeast(draft, '7')) simple('if', 'if');
    parts.push(...this.#typedParts(location, schema));
    return parts;
  }

  #combined(criterion: Criterion, location: Location, schemas: readonly unknown[]): Combined {
    const members = schemas.map((value, index) => {
      const member = at(location, criterion, index);
      return { text: canonicalText(value), node: () => this.node(member) };
    });
    return { kind: 'combined', tree: this, criterion, location, shown: at(location, criterion), annotated: false, members };
  }

  #typedParts(location: Location, schema: Keywords): Node[] {
    const { type } = schema;
    const shown = at(location, 'type');
    if (isTypeName(type)) return [this.#typed(type, location, shown)];
    if (Array.isArray(type)) {
      const members = type.filter(isTypeName).map((name) => asMember(this.#typed(name, location, shown)));
      return [{ kind: 'combined', tree: this, criterion: 'anyOf', location, shown, annotated: false, members }];
    }
    const found: Node[] = [];
    for (const [family, names] of Object.entries(families)) {
      const name = names.find((each) => schema[each] !== undefined && keywords[location.document.draft].has(each));
      if (name !== undefined) found.push(this.#typed(family as Typed, location, at(location, name)));
    }
    return found;
  }

  #typed(name: TypeName, location: Location, shown: Location): Simple {
    const kind = name === 'integer' ? 'number' : name;
    return { kind, tree: this, integer: name === 'integer', location, shown, annotated: false };
  }
}

/** A part of a schema as a member: its text is the whole schema's, told apart by the part's kind. */
function asMember(part: Node): Member {
  const kind = part.kind === 'combined' ? part.criterion : `${part.kind}${part.integer ? ' integer' : ''}`;
  return { text: `${kind} ${keyOf(part.location)}`, node: () => part };
}

/** JSON with the names of objects in one order, so that equal schemas have equal texts. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    const names = Object.keys(inner).sort(compare);
    return Object.fromEntries(names.map((name) => [name, (inner as Keywords)[name]]));
  });
}
