import { type JsonNode, member } from '../json-text.ts';
import type { Logical } from './schema.ts';

/** Which schemas a logical type may stand on, by Avro's specification. */
const homes: Readonly<Record<string, readonly string[]>> = {
  decimal: ['bytes', 'fixed'],
  'big-decimal': ['bytes'],
  uuid: ['string', 'fixed'],
  date: ['int'],
  'time-millis': ['int'],
  'time-micros': ['long'],
  'timestamp-millis': ['long'],
  'timestamp-micros': ['long'],
  'timestamp-nanos': ['long'],
  'local-timestamp-millis': ['long'],
  'local-timestamp-micros': ['long'],
  'local-timestamp-nanos': ['long'],
  duration: ['fixed'],
};

/** The logical types that a kind of schema may have; of a fixed, those that fit its size, if that is known. */
export function logicalTypesOn(kind: string, size?: number): readonly string[] {
  return Object.keys(homes).filter((name) => homes[name]?.includes(kind) && (size === undefined || fitsSize(name, size)));
}

function fitsSize(name: string, size: number): boolean {
  return name === 'duration' ? size === 12 : name !== 'uuid' || size === 16;
}

/** Unknown and ill-fitting logical types are ignored: a reader without them reads the plain schema. */
export function logicalOf(node: JsonNode, kind: string, size?: number): Logical | undefined {
  const name: unknown = member(node, 'logicalType')?.value;
  if (typeof name !== 'string' || !Object.hasOwn(homes, name) || !homes[name]?.includes(kind)) return undefined;
  if (name === 'decimal') return decimal(node);
  return kind === 'fixed' && !fitsSize(name, size ?? 0) ? undefined : { name };
}

function decimal(node: JsonNode): Logical | undefined {
  const precision: unknown = member(node, 'precision')?.value;
  const scale: unknown = member(node, 'scale')?.value ?? 0;
  if (!whole(precision) || !whole(scale) || precision < 1 || scale < 0 || scale > precision) return undefined;
  return { name: 'decimal', precision, scale };
}

function whole(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value);
}

/** “decimal(4, 2)”, “date”, “none”: for sentences. */
export function logicalName(logical: Logical | undefined): string {
  if (logical === undefined) return 'none';
  return logical.name === 'decimal' ? `decimal(${logical.precision}, ${logical.scale})` : logical.name;
}
