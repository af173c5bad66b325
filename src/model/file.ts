import type { Id } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import { type Fault, failure, type Result, success } from '#base/result.ts';
import { checkingOf, writtenChecking } from './checking.ts';
import { type Design, type Edge, type Element, edgeKindNames, elementKindNames, type Position, type Size } from './design.ts';
import { escaped, faultsOf, type SchemaError } from './file-faults.ts';
import { schemaAddress } from './file-schema.ts';
import { jsonErrorAt, lineAndColumn } from './json-place.ts';
import type { EdgeKind, ElementKind } from './kind.ts';
import { fileVersion, type Migration, migrateFile, migrations, type RawRecord } from './migrate.ts';
import type { Property, RowKind } from './property.ts';
import { rowOrders } from './row-order.ts';
import { fill, propertiesOf, type Row, stated } from './values.ts';

/** Longest file that is read, in UTF-16 code units. */
export const longestFile = 10 * 1024 * 1024;

/** A function that ajv compiled from `designFileSchema()`: in browsers the one of generated/design-file.js. */
export interface DesignFileCheck {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

/** The text of a design file: the same design gives the same text, and a small change a small difference. [F1] */
export function writeDesignFile(design: Design): string {
  const elements = [...design.elements.values()].sort(
    (a, b) =>
      elementKindNames.indexOf(a.kind) - elementKindNames.indexOf(b.kind) ||
      compare(a.props.name, b.props.name) ||
      compare(a.id, b.id),
  );
  const nameOfEnd = (id: Id) => design.elements.get(id)?.props.name ?? id;
  const edges = [...design.edges.values()].sort(
    (a, b) =>
      edgeKindNames.indexOf(a.kind) - edgeKindNames.indexOf(b.kind) ||
      compare(nameOfEnd(a.from), nameOfEnd(b.from)) ||
      compare(nameOfEnd(a.to), nameOfEnd(b.to)) ||
      compare(a.id, b.id),
  );
  const checking = writtenChecking(design.checking);
  const file = {
    $schema: schemaAddress,
    millrace: fileVersion,
    title: design.title,
    ...(design.comment !== '' && { comment: design.comment }),
    elements: elements.map(({ id, kind, props }) => {
      const at = design.positions.get(id);
      const size = design.sizes.get(id);
      return { id, kind, ...(at && { at }), ...(size && { size }), ...writtenProps(kind, props) };
    }),
    edges: edges.map(({ id, kind, from, to, props }) => ({ id, kind, from, to, ...writtenProps(kind, props) })),
    ...(checking && { checking }),
  };
  return `${layOut(file, '')}\n`;
}

function writtenProps(kind: ElementKind | EdgeKind, props: object): { props?: object } {
  const written = withoutOrders(stated(propertiesOf(kind), props as Record<string, unknown>));
  return Object.keys(written).length === 0 ? {} : { props: written };
}

/** The sequence of rows says their order; their keys would only be noise in a comparison of two files. */
function withoutOrders(props: RawRecord): RawRecord {
  return Object.fromEntries(
    Object.entries(props).map(([name, value]) => {
      if (!Array.isArray(value) || typeof value[0] !== 'object') return [name, value];
      return [name, (value as readonly Row[]).map(({ order, ...row }) => withoutOrders(row))];
    }),
  );
}

const longestLine = 120;

/** One property a line; lists of plain values on one line where they fit. */
function layOut(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const plain = value.every((item) => typeof item !== 'object' || item === null);
    const oneLine = `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
    if (value.length === 0 || (plain && indent.length + oneLine.length <= longestLine)) return oneLine;
    return `[\n${value.map((item) => inner + layOut(item, inner)).join(',\n')}\n${indent}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([name, item]) => `${inner}${JSON.stringify(name)}: ${layOut(item, inner)}`);
    return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n${indent}}`;
  }
  return JSON.stringify(value);
}

/** Reads a design file, of this version or an earlier one; every refusal says where and what next. [F2] */
export function readDesignFile(text: string, check: DesignFileCheck, steps: readonly Migration[] = migrations): Result<Design> {
  if (text.length > longestFile)
    return failure({ message: 'The file is larger than 10 MiB, which is the most that is read: split the design.' });
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const raw = parsed.value;
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw) || !Object.hasOwn(raw, 'millrace')) {
    return failure({ message: 'This is JSON, but no Millrace design: a design file has "millrace": 1 near its top.', path: '' });
  }
  const deep = tooDeepIn(raw, '', 0);
  if (deep !== undefined)
    return failure({
      message: 'This is nested deeper than anything in a design: take out what does not belong there.',
      path: deep,
    });
  const version = (raw as { millrace: unknown }).millrace;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return failure({ message: 'The file version has to be a whole number, as in "millrace": 1.', path: '/millrace' });
  }
  const migrated = migrateFile(raw as RawRecord, version, steps);
  if (!migrated.ok) return migrated;
  // What comes out of a test's migrations has a version that the schema does not know.
  const file = { ...migrated.value, millrace: fileVersion };
  if (!check(file)) return failure(...faultsOf(check.errors ?? [], file));
  const records = file as unknown as DesignFile;
  const doubled = doubledIds(records);
  return doubled.length > 0 ? failure(...doubled) : success(designOf(records));
}

/** Deeper than any design; what walks through values takes a part of the stack for each level. */
const deepest = 20;

/** The place of something that is nested too deep, if there is one. */
function tooDeepIn(value: unknown, path: string, depth: number): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === deepest) return path;
  for (const [name, each] of Object.entries(value)) {
    const found = typeof each === 'object' ? tooDeepIn(each, `${path}/${escaped(name)}`, depth + 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

interface DesignFile {
  readonly title?: string;
  readonly comment?: string;
  readonly elements: readonly { id: Id; kind: ElementKind; at?: Position; size?: Size; props?: RawRecord }[];
  readonly edges: readonly { id: Id; kind: EdgeKind; from: Id; to: Id; props?: RawRecord }[];
  readonly checking?: RawRecord;
}

function parseJson(text: string): Result<unknown> {
  // Editors on Windows put a byte order mark before the text.
  const json = text.startsWith('\ufeff') ? text.slice(1) : text;
  try {
    return success(JSON.parse(json) as unknown);
  } catch {
    const at = jsonErrorAt(json) ?? json.length;
    const { line, column } = lineAndColumn(json, at);
    const found =
      at >= json.length ? 'the file ends too early' : `\`${json.slice(at, at + 12).split('\n')[0]}\` is not expected here`;
    return failure({ message: `This is not valid JSON: ${found} (line ${line}, column ${column}).`, line, column });
  }
}

function doubledIds(file: DesignFile): Fault[] {
  const seen = new Map<Id, string>();
  const faults: Fault[] = [];
  for (const part of ['elements', 'edges'] as const) {
    file[part].forEach(({ id, kind, props = {} }, i) => {
      const path = `/${part}/${i}`;
      const earlier = seen.get(id);
      if (earlier === undefined) seen.set(id, path);
      else
        faults.push({
          message: `The id “${id}” is given twice, at ${earlier} and ${path}: give one of them another id.`,
          path: `${path}/id`,
        });
      faults.push(...doubledRows(propertiesOf(kind), props, `${path}/props`));
    });
  }
  return faults;
}

function doubledRows(properties: Readonly<Record<string, Property>>, props: RawRecord, path: string): Fault[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    if (property.valueType !== 'rows') return [];
    const seen = new Set<Id>();
    return ((props[name] ?? []) as readonly Row[]).flatMap((row, i) => {
      const at = `${path}/${name}/${i}`;
      const doubled = seen.has(row.id);
      seen.add(row.id);
      const faults = doubledRows((property.row as RowKind).properties, row, at);
      return doubled
        ? [
            { message: `The id “${row.id}” is given twice in ${path}/${name}: give one of them another id.`, path: `${at}/id` },
            ...faults,
          ]
        : faults;
    });
  });
}

function designOf(file: DesignFile): Design {
  return {
    title: file.title ?? '',
    comment: file.comment ?? '',
    elements: new Map(file.elements.map(({ id, kind, props }) => [id, { id, kind, props: readProps(kind, props) } as Element])),
    edges: new Map(
      file.edges.map(({ id, kind, from, to, props }) => [id, { id, kind, from, to, props: readProps(kind, props) } as Edge]),
    ),
    positions: new Map(file.elements.flatMap(({ id, at }) => (at ? [[id, at] as const] : []))),
    sizes: new Map(file.elements.flatMap(({ id, size }) => (size ? [[id, size] as const] : []))),
    checking: checkingOf(file.checking),
  };
}

function readProps(kind: ElementKind | EdgeKind, props: RawRecord = {}): unknown {
  const properties = propertiesOf(kind);
  return fill(properties, withOrders(properties, props));
}

function withOrders(properties: Readonly<Record<string, Property>>, props: RawRecord): RawRecord {
  return Object.fromEntries(
    Object.entries(props).map(([name, value]) => {
      const property = properties[name];
      if (property?.valueType !== 'rows') return [name, value];
      const rows = value as readonly RawRecord[];
      const orders = rowOrders(rows.length);
      return [name, rows.map((row, i) => ({ ...withOrders((property.row as RowKind).properties, row), order: orders[i] }))];
    }),
  );
}
