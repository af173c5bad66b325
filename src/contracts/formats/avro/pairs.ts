import { type JsonNode, member } from '../json-text.ts';
import { type AvroProfile, type AvroRule, mayRead, promotes, sameDecimal, sameName } from './profiles.ts';
import type { AvroDocument, AvroField, AvroSchema, RecordSchema, UnionSchema } from './schema.ts';
import { isNamed, unqualified } from './schema.ts';

/** A schema where it is used: a name that refers to a definition stands elsewhere than the definition. */
export interface Use {
  readonly schema: AvroSchema;
  readonly at: JsonNode;
}

/** What fails in a pair by itself, whatever its parts do. */
export interface Problem {
  readonly rule: AvroRule;
  /** Below the pair's place: `/name`, `/symbols`, `/size`, `/fields/3`; empty for the pair itself. */
  readonly step: string;
  readonly reader: JsonNode;
  readonly writer: JsonNode;
  /** Symbols without a reader, or the field without a writer. */
  readonly names: readonly string[];
}

/** A part that must be readable for the whole to be. */
export interface Link {
  readonly step: string;
  readonly reader: JsonNode;
  readonly writer: JsonNode;
  readonly pair: Pair;
}

/** A writer's branch, and the branches of the reader's union that may read it: one of them must. */
export interface Choice {
  readonly step: string;
  readonly reader: JsonNode;
  readonly writer: Use;
  readonly options: readonly Link[];
}

/** A reader's schema against a writer's. Recursive types make it a node of a graph. */
export interface Pair {
  readonly reader: AvroSchema;
  readonly writer: AvroSchema;
  compatible: boolean;
  problems: readonly Problem[];
  links: readonly Link[];
  choices: readonly Choice[];
  readonly users: Pair[];
}

/** More pairs than this come from texts that nobody wrote by hand. */
const mostPairs = 100_000;

/**
 * All pairs that must be looked at to compare two schemas. Verdicts are the greatest fixed point: pairs hold until
 * something fails, and failures spread to whoever needs them. Nothing here recurses, so that chains of any length end.
 */
export class Pairs {
  /** Are there too many to compare? Then verdicts are not to be trusted. */
  overflow = false;
  private readonly known = new Map<number, Pair>();
  private readonly unread: Pair[] = [];
  private readonly indexes = new Map<UnionSchema, BranchIndex>();
  private readonly readerAt: AvroDocument;
  private readonly writerSize: number;
  private readonly profile: AvroProfile;

  constructor(reader: AvroDocument, writer: AvroDocument, profile: AvroProfile) {
    this.readerAt = reader;
    this.writerSize = writer.size;
    this.profile = profile;
  }

  root(writer: AvroDocument): Pair {
    const root = this.pair(this.readerAt.root, writer.root);
    for (let next = this.unread.pop(); next !== undefined && !this.overflow; next = this.unread.pop()) this.expand(next);
    if (!this.overflow) this.spread();
    return root;
  }

  private pair(reader: AvroSchema, writer: AvroSchema): Pair {
    const key = reader.id * this.writerSize + writer.id;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const pair: Pair = { reader, writer, compatible: true, problems: [], links: [], choices: [], users: [] };
    if (this.known.size >= mostPairs) {
      this.overflow = true;
      return pair;
    }
    this.known.set(key, pair);
    this.unread.push(pair);
    return pair;
  }

  private link(step: string, reader: Use, writer: Use): Link {
    return { step, reader: reader.at, writer: writer.at, pair: this.pair(reader.schema, writer.schema) };
  }

  private expand(pair: Pair): void {
    const { reader, writer } = pair;
    if (writer.kind === 'union') {
      const branches = branchesOf(writer);
      if (reader.kind === 'union') {
        pair.choices = branches.map((branch, i) => this.choice(`/${i}`, reader, branch));
      } else {
        const step = (i: number) => (this.profile.branchesInPlaces ? `/${i}` : '');
        pair.links = branches.map((branch, i) => this.link(step(i), { schema: reader, at: reader.node }, branch));
      }
    } else if (reader.kind === 'union') {
      pair.choices = [this.choice('', reader, { schema: writer, at: writer.node })];
    } else if (reader.kind === 'array' && writer.kind === 'array') {
      pair.links = [this.link('/items', part(reader, reader.items, 'items'), part(writer, writer.items, 'items'))];
    } else if (reader.kind === 'map' && writer.kind === 'map') {
      pair.links = [this.link('/values', part(reader, reader.values, 'values'), part(writer, writer.values, 'values'))];
    } else {
      this.expandPlain(pair);
    }
    for (const link of pair.links) link.pair.users.push(pair);
    for (const choice of pair.choices) for (const option of choice.options) option.pair.users.push(pair);
  }

  private choice(step: string, reader: UnionSchema, writer: Use): Choice {
    const index = this.indexes.get(reader) ?? new BranchIndex(reader);
    this.indexes.set(reader, index);
    const options = index.near(writer.schema).filter(({ schema }) => mayRead(schema, writer.schema, this.profile));
    // The nearest first: of ["float", "double"] the double is the one that reads a double.
    options.sort((a, b) => nearness(b.schema, writer.schema) - nearness(a.schema, writer.schema));
    return { step, reader: reader.node, writer, options: options.map((option) => this.link(step, option, writer)) };
  }

  private expandPlain(pair: Pair): void {
    const { reader, writer } = pair;
    const problem = (rule: AvroRule, step: string, names: readonly string[] = []): Problem => ({
      rule,
      step,
      reader: member(reader.node, step.slice(1)) ?? reader.node,
      writer: member(writer.node, step.slice(1)) ?? writer.node,
      names,
    });
    if (this.profile.decimalsAcrossTypes && sameDecimal(reader, writer)) return;
    if (!isNamed(reader) || !isNamed(writer)) {
      if (reader.kind !== writer.kind && !promotes(writer, reader)) pair.problems = [problem('TYPE_MISMATCH', '')];
      return;
    }
    const renamed = sameName(reader, writer, false) ? [] : [problem('NAME_MISMATCH', '/name', [writer.name])];
    if (reader.kind === 'enum' && writer.kind === 'enum') {
      const known = new Set(reader.symbols);
      const missing = reader.otherwise === undefined ? writer.symbols.filter((symbol) => !known.has(symbol)) : [];
      pair.problems = missing.length === 0 ? renamed : [...renamed, problem('MISSING_ENUM_SYMBOLS', '/symbols', missing)];
    } else if (reader.kind === 'fixed' && writer.kind === 'fixed') {
      pair.problems = reader.size === writer.size ? renamed : [...renamed, problem('FIXED_SIZE_MISMATCH', '/size')];
    } else if (reader.kind === 'record' && writer.kind === 'record') {
      const { links, problems } = this.fields(reader, writer);
      pair.links = links;
      pair.problems = [...renamed, ...problems];
    } else {
      const [name] = renamed;
      pair.problems = this.profile.namesBeforeKinds && name ? [name] : [problem('TYPE_MISMATCH', '')];
    }
  }

  private fields(reader: RecordSchema, writer: RecordSchema): { links: Link[]; problems: Problem[] } {
    const links: Link[] = [];
    const problems: Problem[] = [];
    const written = new Map(writer.fields.map((field) => [field.name, field]));
    reader.fields.forEach((field, i) => {
      const source = sourceOf(field, written);
      if (source !== undefined) {
        links.push(this.link(`/fields/${i}/type`, typeOf(field), typeOf(source)));
      } else if (field.otherwise === undefined) {
        const step = `/fields/${i}`;
        const rule = 'READER_FIELD_MISSING_DEFAULT_VALUE';
        problems.push({ rule, step, reader: field.node, writer: writer.node, names: [field.name] });
      }
    });
    return { links, problems };
  }

  private spread(): void {
    const fallen = [...this.known.values()].filter((pair) => pair.problems.length > 0 || starved(pair));
    for (const pair of fallen) pair.compatible = false;
    for (let next = fallen.pop(); next !== undefined; next = fallen.pop()) {
      for (const user of next.users) {
        if (!user.compatible) continue;
        if (user.links.some((link) => link.pair === next) || starved(user)) {
          user.compatible = false;
          fallen.push(user);
        }
      }
    }
  }
}

/** Is there a branch of the writer that no branch of the reader reads? */
function starved(pair: Pair): boolean {
  return pair.choices.some((choice) => chosen(choice) === undefined);
}

/** The reader's branch that reads the writer's. */
export function chosen(choice: Choice): Link | undefined {
  return choice.options.find((option) => option.pair.compatible);
}

/** The writer's field that a reader's field is read from: by its name, else by one of its aliases. */
export function sourceOf(field: AvroField, written: ReadonlyMap<string, AvroField>): AvroField | undefined {
  const same = written.get(field.name);
  if (same !== undefined) return same;
  for (const alias of field.aliases) {
    const found = written.get(alias);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The same kind is nearer than a promotion, and the same full name nearer than the same name elsewhere. */
function nearness(branch: AvroSchema, writer: AvroSchema): number {
  const named = isNamed(branch) && isNamed(writer) && branch.name === writer.name;
  return Number(branch.kind === writer.kind) + Number(named);
}

/** Branches by their names: unions of thousands of records are compared without looking at every two. */
class BranchIndex {
  private readonly named = new Map<string, Use[]>();
  private readonly unnamed: Use[] = [];

  constructor(union: UnionSchema) {
    for (const use of branchesOf(union)) {
      const { schema } = use;
      // Fixed types stand among both, since a decimal of theirs may be read whatever its name.
      if (!isNamed(schema) || schema.kind === 'fixed') this.unnamed.push(use);
      if (!isNamed(schema)) continue;
      for (const name of new Set([schema.name, ...schema.aliases].map(unqualified))) {
        const same = this.named.get(name);
        if (same === undefined) this.named.set(name, [use]);
        else same.push(use);
      }
    }
  }

  /** All branches that may read the writer, and some more. */
  near(writer: AvroSchema): Use[] {
    const unnamed = isNamed(writer) && writer.kind !== 'fixed' ? [] : this.unnamed;
    const named = isNamed(writer) ? (this.named.get(unqualified(writer.name)) ?? []) : [];
    return [...new Set([...named, ...unnamed])];
  }
}

function branchesOf(union: UnionSchema): Use[] {
  return union.branches.map((schema, i) => ({ schema, at: union.node.children?.[i] ?? schema.node }));
}

function part(whole: AvroSchema, schema: AvroSchema, key: string): Use {
  return { schema, at: member(whole.node, key) ?? schema.node };
}

function typeOf(field: AvroField): Use {
  return { schema: field.type, at: member(field.node, 'type') ?? field.node };
}
