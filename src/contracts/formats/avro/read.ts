import type { Fault, Result } from '#base/result.ts';
import { failure, success } from '#base/result.ts';
import { nearest } from '#base/text.ts';
import { type JsonNode, member, pointerOf, readJson } from '../json-text.ts';
import { linesOf } from '../lines.ts';
import { misfits } from './fit.ts';
import { logicalOf } from './logical.ts';
import { fullName, isFullName, isName, namespaceOf } from './names.ts';
import type { AvroDocument, AvroField, AvroSchema, NamedSchema, Primitive, RecordSchema } from './schema.ts';
import { isNamed, primitives } from './schema.ts';

/** More mistakes than this are not told one by one. */
const mostFaults = 50;

const primitiveNames: ReadonlySet<string> = new Set(primitives);

/** Reads an Avro schema, resolves its names and checks its defaults. All mistakes are told, each with its place. */
export function readAvro(text: string): Result<AvroDocument> {
  const json = readJson(text, 'schema');
  if (!json.ok) return json;
  const reader = new Reader(text);
  const root = reader.schema(json.value, '');
  reader.checkDefaults();
  if (reader.faults.length > 0) return failure(...reader.faults);
  return success({ text, root, size: reader.size });
}

class Reader {
  readonly faults: Fault[] = [];
  size = 0;
  private readonly lines;
  private readonly known = new Map<string, NamedSchema>();
  private readonly defaults: AvroField[] = [];
  private readonly standIns = new Set<AvroSchema>();

  constructor(text: string) {
    this.lines = linesOf(text);
  }

  /** What can't be read becomes `null`, so that the rest is still looked at. */
  schema(node: JsonNode, namespace: string): AvroSchema {
    switch (node.type) {
      case 'string':
        return this.byName(node, String(node.value), namespace);
      case 'array':
        return this.union(node, namespace);
      case 'object':
        return this.object(node, namespace);
      default:
        return this.wrong(node, `A schema is a name, an object or a list of branches, not ${node.type}.`);
    }
  }

  /** Defaults are checked last: they may speak of records whose fields were not read yet. */
  checkDefaults(): void {
    for (const field of this.defaults) {
      if (field.otherwise === undefined || this.faults.length >= mostFaults) continue;
      for (const misfit of misfits(field.type, field.otherwise, 'default')) {
        this.fault(misfit.node, `The default of field “${field.name}” does not fit its type: ${misfit.message}`);
      }
    }
  }

  private byName(node: JsonNode, name: string, namespace: string): AvroSchema {
    if (primitiveNames.has(name)) return { id: this.size++, kind: name as Primitive, node };
    const found = this.known.get(fullName(name, namespace)) ?? this.known.get(name);
    if (found !== undefined) return found;
    return this.wrong(node, this.faults.length < mostFaults ? this.unknownType(name) : undefined);
  }

  private unknownType(name: string): string {
    const meant = nearest(name, [...primitives, ...[...this.known.keys()].slice(0, 200)]);
    const next = meant === undefined ? 'Define it where it is first used.' : `Is “${meant}” meant?`;
    return `No type “${cut(name)}” is defined above this place. ${next}`;
  }

  private union(node: JsonNode, namespace: string): AvroSchema {
    const union = { id: this.size++, kind: 'union' as const, node, branches: [] as AvroSchema[] };
    const seen = new Set<string>();
    for (const child of node.children ?? []) {
      const branch = this.schema(child, namespace);
      if (branch.kind === 'union') {
        this.fault(child, 'A union can’t stand directly in a union: list its branches here.');
        continue;
      }
      const key = isNamed(branch) ? branch.name : branch.kind;
      if (this.standIns.has(branch)) continue;
      if (seen.has(key)) this.fault(child, `The union has two branches of type “${key}”: a reader could not tell them apart.`);
      seen.add(key);
      union.branches.push(branch);
    }
    return union;
  }

  private object(node: JsonNode, namespace: string): AvroSchema {
    const type = member(node, 'type');
    if (type === undefined) return this.wrong(node, 'The schema has no “type”.');
    if (type.type !== 'string') return this.schema(type, namespace);
    const kind = String(type.value);
    switch (kind) {
      case 'record':
      case 'error':
        return this.record(node, namespace);
      case 'enum':
        return this.enumeration(node, namespace);
      case 'fixed':
        return this.fixed(node, namespace);
      case 'array': {
        const items = this.needed(node, 'items', 'An array says in “items” what it holds.');
        const id = this.size++;
        return { id, kind, node, items: items ? this.schema(items, namespace) : this.wrong(node) };
      }
      case 'map': {
        const values = this.needed(node, 'values', 'A map says in “values” what it holds.');
        const id = this.size++;
        return { id, kind, node, values: values ? this.schema(values, namespace) : this.wrong(node) };
      }
      default: {
        if (!primitiveNames.has(kind)) return this.byName(type, kind, namespace);
        const logical = logicalOf(node, kind);
        return { id: this.size++, kind: kind as Primitive, node, ...(logical && { logical }) };
      }
    }
  }

  private record(node: JsonNode, namespace: string): AvroSchema {
    const names = this.names(node, namespace, 'record');
    const record: RecordSchema = { id: this.size++, kind: 'record', node, ...names, fields: [] };
    this.define(record);
    const list = this.needed(node, 'fields', `Record “${record.name}” has no “fields”: give it a list, which may be empty.`);
    if (list !== undefined && list.type !== 'array') this.fault(list, 'The fields are a list.');
    const fields: AvroField[] = [];
    const seen = new Set<string>();
    for (const child of (list?.type === 'array' && list.children) || []) {
      const field = this.field(child, namespaceOf(record.name));
      if (field === undefined) continue;
      if (seen.has(field.name)) this.fault(child, `Record “${record.name}” has two fields named “${field.name}”.`);
      seen.add(field.name);
      fields.push(field);
    }
    record.fields = fields;
    return record;
  }

  private field(node: JsonNode, namespace: string): AvroField | undefined {
    const name = member(node, 'name');
    if (node.type !== 'object' || name?.type !== 'string') {
      this.fault(node, 'A field is an object with a “name” and a “type”.');
      return undefined;
    }
    if (!isName(String(name.value))) this.fault(name, badName(String(name.value)));
    const type = this.needed(node, 'type', `Field “${name.value}” has no “type”.`);
    const otherwise = member(node, 'default');
    const field: AvroField = {
      name: String(name.value),
      aliases: this.texts(node, 'aliases'),
      type: type ? this.schema(type, namespace) : this.wrong(node),
      ...(otherwise && { otherwise }),
      node,
    };
    if (otherwise) this.defaults.push(field);
    return field;
  }

  private enumeration(node: JsonNode, namespace: string): AvroSchema {
    const names = this.names(node, namespace, 'enum');
    const symbols = this.texts(node, 'symbols');
    const list = this.needed(node, 'symbols', `Enum “${names.name}” has no “symbols”.`);
    const seen = new Set<string>();
    for (const child of list?.children ?? []) {
      const symbol = String(child.value);
      if (!isName(symbol)) this.fault(child, badName(symbol));
      if (seen.has(symbol)) this.fault(child, `Enum “${names.name}” has the symbol “${symbol}” twice.`);
      seen.add(symbol);
    }
    const otherwise = member(node, 'default');
    if (otherwise !== undefined && !seen.has(String(otherwise.value))) {
      this.fault(otherwise, `The default “${otherwise.value}” is none of the symbols of enum “${names.name}”.`);
    }
    const id = this.size++;
    return this.define({
      id,
      kind: 'enum',
      node,
      ...names,
      symbols,
      ...(otherwise && { otherwise: String(otherwise.value) }),
    });
  }

  private fixed(node: JsonNode, namespace: string): AvroSchema {
    const names = this.names(node, namespace, 'fixed');
    const at = this.needed(node, 'size', `Fixed “${names.name}” has no “size”.`);
    const size: unknown = at?.value;
    const valid = typeof size === 'number' && Number.isInteger(size) && size >= 0;
    if (at !== undefined && !valid) this.fault(at, 'The size of a fixed is a whole number of bytes.');
    const bytes = valid ? size : 0;
    const logical = logicalOf(node, 'fixed', bytes);
    return this.define({ id: this.size++, kind: 'fixed', node, ...names, size: bytes, ...(logical && { logical }) });
  }

  private names(node: JsonNode, around: string, kind: string): { name: string; aliases: string[] } {
    const at = this.needed(node, 'name', `The ${kind} has no “name”.`);
    if (at === undefined) return { name: '', aliases: [] };
    const written = String(at.value);
    if (at.type !== 'string' || !isFullName(written)) this.fault(at, badName(written));
    else if (primitiveNames.has(written)) this.fault(at, `“${written}” is a type of Avro itself: choose another name.`);
    const own = member(node, 'namespace');
    if (own !== undefined && own.value !== '' && (own.type !== 'string' || !isFullName(String(own.value)))) {
      this.fault(own, badName(String(own.value)));
    }
    const name = fullName(written, own === undefined ? around : String(own.value));
    return { name, aliases: this.texts(node, 'aliases').map((alias) => fullName(alias, namespaceOf(name))) };
  }

  private define<T extends NamedSchema>(schema: T): T {
    if (this.known.has(schema.name)) this.fault(schema.node, `The name “${schema.name}” is defined twice: refer to it by name.`);
    else if (schema.name !== '') this.known.set(schema.name, schema);
    return schema;
  }

  private texts(node: JsonNode, key: string): string[] {
    const list = member(node, key);
    if (list === undefined) return [];
    if (list.type !== 'array') {
      this.fault(list, `“${key}” is a list of names.`);
      return [];
    }
    return (list.children ?? []).map((child) => {
      if (child.type !== 'string') this.fault(child, `“${key}” is a list of names; this is none.`);
      return String(child.value);
    });
  }

  private needed(node: JsonNode, key: string, otherwise: string): JsonNode | undefined {
    const found = member(node, key);
    if (found === undefined) this.fault(node, otherwise);
    return found;
  }

  private wrong(node: JsonNode, message?: string): AvroSchema {
    if (message !== undefined) this.fault(node, message);
    const standIn: AvroSchema = { id: this.size++, kind: 'null', node };
    this.standIns.add(standIn);
    return standIn;
  }

  private fault(node: JsonNode, message: string): void {
    if (this.faults.length >= mostFaults) return;
    this.faults.push({ message, path: pointerOf(node), ...this.lines.at(node.offset) });
  }
}

function badName(text: string): string {
  return `“${cut(text)}” is not a name in Avro: letters, digits and underscores, no digit first.`;
}

function cut(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
