import type { JsonNode } from '../json-text.ts';

export const primitives = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'] as const;
export type Primitive = (typeof primitives)[number];

/** What a schema says about the meaning of its bytes. A logical type that does not fit its schema is ignored, as Avro wants it. */
export interface Logical {
  readonly name: string;
  /** Of decimals alone. */
  readonly precision?: number;
  readonly scale?: number;
}

interface Written {
  /** Number of the schema within its text, from 0: names and unnamed schemas alike. */
  readonly id: number;
  /** Where it is written. */
  readonly node: JsonNode;
  readonly logical?: Logical;
}

interface Named extends Written {
  /** With its namespace: `com.example.Order`. */
  readonly name: string;
  /** With their namespaces. */
  readonly aliases: readonly string[];
}

export interface PrimitiveSchema extends Written {
  readonly kind: Primitive;
}

export interface ArraySchema extends Written {
  readonly kind: 'array';
  items: AvroSchema;
}

export interface MapSchema extends Written {
  readonly kind: 'map';
  values: AvroSchema;
}

export interface UnionSchema extends Written {
  readonly kind: 'union';
  branches: readonly AvroSchema[];
}

export interface EnumSchema extends Named {
  readonly kind: 'enum';
  readonly symbols: readonly string[];
  readonly otherwise?: string;
}

export interface FixedSchema extends Named {
  readonly kind: 'fixed';
  readonly size: number;
}

export interface AvroField {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly type: AvroSchema;
  /** The default, where there is one. */
  readonly otherwise?: JsonNode;
  readonly node: JsonNode;
}

export interface RecordSchema extends Named {
  readonly kind: 'record';
  fields: readonly AvroField[];
}

/** A schema after its names are resolved: a graph, since a record may hold itself. */
export type AvroSchema = PrimitiveSchema | ArraySchema | MapSchema | UnionSchema | EnumSchema | FixedSchema | RecordSchema;
export type NamedSchema = EnumSchema | FixedSchema | RecordSchema;

export interface AvroDocument {
  readonly text: string;
  readonly root: AvroSchema;
  /** How many schemas it holds; ids are below. */
  readonly size: number;
}

export function isNamed(schema: AvroSchema): schema is NamedSchema {
  return schema.kind === 'record' || schema.kind === 'enum' || schema.kind === 'fixed';
}

/** `Order` of `com.example.Order`. */
export function unqualified(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** A schema as people call it: “record Order”, “int”, “array of string”. */
export function called(schema: AvroSchema): string {
  switch (schema.kind) {
    case 'record':
    case 'enum':
    case 'fixed':
      return `${schema.kind} ${unqualified(schema.name)}`;
    case 'array':
      return `array of ${short(schema.items)}`;
    case 'map':
      return `map of ${short(schema.values)}`;
    case 'union':
      return schema.branches.length === 0 ? 'empty union' : `union of ${shortList(schema.branches)}`;
    default:
      return schema.kind;
  }
}

/** One word, so that the name of a nested schema stays short. */
export function short(schema: AvroSchema): string {
  return isNamed(schema) ? unqualified(schema.name) : schema.kind;
}

function shortList(branches: readonly AvroSchema[]): string {
  const shown = branches.slice(0, 6).map(short).join(', ');
  return branches.length > 6 ? `${shown}, …` : shown;
}
