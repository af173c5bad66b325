import fc from 'fast-check';
import type { Id } from '#base/ids.ts';
import { type CheckingRecord, checkingKey } from './checking.ts';
import { type Design, type Edge, type Element, edgeKindNames, elementKindNames } from './design.ts';
import type { Edit } from './edit.ts';
import type { EdgeKind, ElementKind } from './kind.ts';
import { edgeKinds, elementKinds } from './kinds/index.ts';
import { type Property, type RowKind, unresolvedMark } from './property.ts';
import { rowOrders } from './row-order.ts';
import { accepts, fill, propertiesOf, type Row, rowWith } from './values.ts';

/**
 * Designs for property tests, made from the declarations of kinds and properties: whatever a document may hold,
 * nice or not. Test code only; nothing that ships imports it.
 */
export interface DesignShape {
  readonly maxElements?: number;
  readonly maxEdges?: number;
  /** Names that people would choose, edges that are legal, and no reference to what is missing. */
  readonly tidy?: boolean;
}

const plainNames = ['orders', 'billing', 'orders-api', 'OrderPlaced', 'ledger', 'PayCo', 'main', 'Sales', 'emails'];
const oddNames = [
  '',
  'Order API',
  'none',
  'all',
  'own',
  'const',
  '?',
  'service',
  'context',
  'title',
  'on',
  'as',
  'near',
  'size',
  'step',
  'text',
  'default',
  'a~2',
  'a@1.0.0',
  'a#1',
  '!a',
  'x->y',
  'a -> b',
  '-x',
  '"quoted"',
  'back\\slash',
  'tab\there',
  'line\nbreak',
  '# hash',
  '{',
  ')',
  'été',
  '日本',
  '👩‍👩‍👧',
  '1a',
  '\ud800',
  '\u202e',
  'contract:orders',
  'constructor',
  '__proto__',
];

export function arbitraryName(tidy = false): fc.Arbitrary<string> {
  const plain = fc.constantFrom(...plainNames);
  if (tidy) return plain;
  return fc.oneof(
    { weight: 4, arbitrary: plain },
    { weight: 3, arbitrary: fc.constantFrom(...oddNames) },
    fc.string({ unit: 'binary', maxLength: 12 }),
  );
}

const arbitraryText = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'two words',
    'several\nlines\n\n  indented',
    '"""',
    'x\n"""\ny',
    '\\"""\n\\',
    'ends with \\',
    'a\r\nb',
    '\n',
    ' ',
    'quote"',
    '""""""\n"',
  ),
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 10 }),
);

interface Known {
  readonly elements: readonly { readonly id: Id; readonly kind: ElementKind }[];
  readonly edges: readonly Id[];
  readonly tidy: boolean;
}

const missing = fc.oneof(
  arbitraryName()
    .filter((name) => name !== '' && !/\p{Cc}/u.test(name))
    .map((name) => unresolvedMark + name),
  fc.constantFrom('gone1', 'gone-2', '9', '_', `${unresolvedMark}gone1`, `${unresolvedMark}a@1.0.0`, `${unresolvedMark}a~1`),
);

function elementReference(property: Property, known: Known): fc.Arbitrary<string> {
  const fitting = known.elements.filter((element) => property.refersTo?.includes(element.kind)).map((element) => element.id);
  const ids = known.tidy ? fitting : [...fitting, ...fitting, ...known.elements.map((element) => element.id)];
  const id = ids.length > 0 ? fc.constantFrom(...ids) : missing;
  if (!property.versioned) return known.tidy ? id : fc.oneof({ weight: 5, arbitrary: id }, missing);
  const pinned = fc
    .tuple(id, fc.constantFrom('1.0.0', '1.1.0', '7'))
    .map(([to, version]) => (to.startsWith(unresolvedMark) ? to : `${to}@${version}`));
  return known.tidy ? id : fc.oneof({ weight: 5, arbitrary: id }, { weight: 2, arbitrary: pinned }, missing);
}

const cached = [new WeakMap<Property, fc.Arbitrary<unknown>>(), new WeakMap<Property, fc.Arbitrary<unknown>>()] as const;

/** A value that the property accepts. Kept where it depends on nothing else: making generators is most of the work. */
export function arbitraryValue(
  property: Property,
  known: Known = { elements: [], edges: [], tidy: false },
): fc.Arbitrary<unknown> {
  if (['reference', 'references', 'edges', 'rows'].includes(property.valueType)) return makeValue(property, known);
  const cache = cached[known.tidy ? 1 : 0];
  const made = cache.get(property) ?? makeValue(property, known);
  cache.set(property, made);
  return made;
}

function makeValue(property: Property, known: Known): fc.Arbitrary<unknown> {
  const words = [...(property.words ?? []), ...(property.unsure ? ['?'] : [])];
  const wordOr = (value: fc.Arbitrary<unknown>) =>
    words.length > 0 ? fc.oneof({ weight: 3, arbitrary: value }, fc.constantFrom(...words)) : value;
  const options = (property.options ?? []).map((option) => option.value);
  const nothingToName = known.tidy && known.elements.filter((element) => property.refersTo?.includes(element.kind)).length === 0;
  const raw = (): fc.Arbitrary<unknown> => {
    switch (property.valueType) {
      case 'text':
        return fc.oneof(arbitraryName(known.tidy), fc.constantFrom('5', 'a.b', 'x y'));
      case 'lines':
        return known.tidy ? fc.constantFrom('', 'A remark.') : arbitraryText;
      case 'longText':
        return known.tidy ? fc.constantFrom('', '{\n  "type": "object"\n}') : arbitraryText;
      case 'integer':
        return wordOr(fc.integer({ min: property.min ?? 0, max: 1000 }));
      case 'choice':
        return wordOr(fc.constantFrom(...options));
      case 'choices':
        return wordOr(fc.subarray(options));
      case 'duration':
        return wordOr(fc.constantFrom('500ms', '30s', '1.5h', '7d'));
      case 'bytes':
        return wordOr(fc.constantFrom('300B', '1KiB', '4.5MiB'));
      case 'rate':
        return wordOr(fc.constantFrom('200/s', '5/min'));
      case 'fieldPath':
        return wordOr(
          known.tidy
            ? fc.constantFrom('orderId', 'order.id')
            : fc.oneof(arbitraryName(), fc.constantFrom('order.id', '"none"', '"?"', '"x"', '"', '""')),
        );
      case 'fieldPaths':
        return wordOr(fc.array(known.tidy ? fc.constantFrom('orderId', 'order.id') : arbitraryName(), { maxLength: 3 }));
      case 'words':
        return fc.array(known.tidy ? fc.constantFrom('a', 'b') : arbitraryName(), { maxLength: 3 });
      case 'semver':
        return fc.constantFrom('1.0.0', '1.1.0', '2', '1.0.0-rc.1', ...(known.tidy ? [] : ['']));
      case 'reference':
        return nothingToName ? fc.constant(property.default) : wordOr(elementReference(property, known));
      case 'references':
        return nothingToName
          ? fc.constant(property.default)
          : wordOr(fc.uniqueArray(elementReference(property, known), { maxLength: 3 }));
      case 'edges': {
        if (known.edges.length === 0) return fc.constantFrom(...words);
        const id = fc.constantFrom(...known.edges);
        const item = known.tidy ? id : fc.oneof({ weight: 5, arbitrary: id }, missing);
        return fc.oneof(fc.uniqueArray(item, { minLength: 1, maxLength: 3 }), fc.constantFrom(...words));
      }
      case 'rows':
        return arbitraryRows(property.row as RowKind, known);
    }
  };
  // Most properties keep their default, as in real designs.
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant(property.default) },
    raw().filter((value) => property.valueType === 'rows' || accepts(property, value)),
  );
}

function arbitraryRows(kind: RowKind, known: Known): fc.Arbitrary<readonly Row[]> {
  return fc.array(arbitraryProps(kind.properties, known), { maxLength: 3 }).map((all) => {
    const orders = rowOrders(all.length);
    return all.map((given, i) => rowWith(kind, `${kind.kind}${i}`, orders[i] as string, given));
  });
}

export function arbitraryProps(
  properties: Readonly<Record<string, Property>>,
  known: Known,
): fc.Arbitrary<Record<string, unknown>> {
  const record: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [name, property] of Object.entries(properties))
    record[name] = name === 'name' ? arbitraryName(known.tidy) : arbitraryValue(property, known);
  return fc.record(record, { noNullPrototype: true });
}

export function arbitraryElement(id: Id, kind: ElementKind, known: Known): fc.Arbitrary<Element> {
  return arbitraryProps(propertiesOf(kind), known).map(
    (given) => ({ id, kind, props: fill(propertiesOf(kind), given) }) as Element,
  );
}

function arbitraryEdge(id: Id, known: Known): fc.Arbitrary<Edge | undefined> {
  const all = known.elements;
  const pairs = edgeKindNames.flatMap((kind) => {
    const from = all.filter((element) => (edgeKinds[kind].from as readonly ElementKind[]).includes(element.kind));
    const to = all.filter((element) => (edgeKinds[kind].to as readonly ElementKind[]).includes(element.kind));
    return from.length > 0 && to.length > 0 ? [{ kind, from: from.map((each) => each.id), to: to.map((each) => each.id) }] : [];
  });
  const anyEnd =
    all.length > 0 ? fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...all.map((each) => each.id)) }, missing) : missing;
  const wild = fc.record({ kind: fc.constantFrom(...edgeKindNames), from: anyEnd, to: anyEnd });
  const legal =
    pairs.length > 0
      ? fc
          .constantFrom(...pairs)
          .chain(({ kind, from, to }) =>
            fc.record({ kind: fc.constant(kind), from: fc.constantFrom(...from), to: fc.constantFrom(...to) }),
          )
      : undefined;
  if (known.tidy && !legal) return fc.constant(undefined);
  const ends: fc.Arbitrary<{ kind: EdgeKind; from: Id; to: Id }> =
    known.tidy && legal ? legal : legal ? fc.oneof({ weight: 3, arbitrary: legal }, wild) : wild;
  return ends.chain((end) =>
    arbitraryProps(propertiesOf(end.kind), known).map(
      (given) => ({ id, ...end, props: fill(propertiesOf(end.kind), given) }) as Edge,
    ),
  );
}

const arbitraryIds = (count: number) =>
  fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{4,6}$/), { minLength: count, maxLength: count });

const whole = fc.integer({ min: -5000, max: 5000 });

export function arbitraryDesign(shape: DesignShape = {}): fc.Arbitrary<Design> {
  const { maxElements = 8, maxEdges = 8, tidy = false } = shape;
  return fc
    .tuple(fc.array(fc.constantFrom(...elementKindNames), { maxLength: maxElements }), fc.integer({ min: 0, max: maxEdges }))
    .chain(([kinds, edgeCount]) =>
      arbitraryIds(kinds.length + edgeCount).chain((ids) => {
        const elementIds = ids.slice(0, kinds.length);
        const edgeIds = ids.slice(kinds.length);
        const elements = kinds.map((kind, i) => ({ id: elementIds[i] as Id, kind }));
        const known: Known = { elements, edges: edgeIds, tidy };
        return fc.record({
          title: tidy ? fc.constant('A design') : arbitraryText,
          comment: tidy ? fc.constant('') : arbitraryText,
          elements: fc.tuple(...elements.map(({ id, kind }) => arbitraryElement(id, kind, known))),
          edges: fc.tuple(...edgeIds.map((id) => arbitraryEdge(id, known))),
          positions: fc.tuple(...elements.map(() => fc.option(fc.tuple(whole, whole)))),
          checking: fc.array(arbitraryCheckingRecord(fc.constantFrom('gone1', ...ids)), { maxLength: 4 }),
          sizes: fc.tuple(
            ...elements.map(({ kind }) =>
              kind === 'context' || kind === 'note' ? fc.option(fc.tuple(fc.nat(900), fc.nat(900))) : fc.constant(null),
            ),
          ),
        });
      }),
    )
    .map(({ title, comment, elements, edges, positions, sizes, checking }) => ({
      title,
      comment,
      elements: new Map(elements.map((element) => [element.id, element])),
      edges: new Map(edges.flatMap((edge) => (edge ? [[edge.id, edge]] : []))),
      positions: new Map(elements.flatMap((element, i) => (positions[i] ? [[element.id, positions[i]]] : []))),
      sizes: new Map(elements.flatMap((element, i) => (sizes[i] ? [[element.id, sizes[i]]] : []))),
      checking: new Map(checking.map((record) => [checkingKey(record), record])),
    }));
}

function arbitraryCheckingRecord(anyId: fc.Arbitrary<Id>): fc.Arbitrary<CheckingRecord> {
  const rule = fc.constantFrom('dual-write', 'name-form', 'acme/names');
  const said = fc.string({ minLength: 1, maxLength: 12 }).map((text) => `${text}.`);
  return fc.oneof(
    fc.constantFrom('strict', 'workshop-1').map((profile): CheckingRecord => ({ is: 'profile', profile })),
    fc
      .record({ rule, setting: fc.constantFrom('off' as const, 'hint' as const, 'warning' as const, 'error' as const) })
      .map((given): CheckingRecord => ({ is: 'setting', ...given })),
    fc
      .record({ rule, at: anyId, reason: said, by: said, on: fc.constantFrom('2026-11-28', '2027-01-01') })
      .map((given): CheckingRecord => ({ is: 'waiver', ...given })),
    fc.record({ title: said, summary: said, why: said, what: said, next: said }).map(
      (words): CheckingRecord => ({
        is: 'rule',
        rule: { id: 'acme/names', severity: 'warning', subjects: ['channel'], when: 'name == ""', ...words },
      }),
    ),
  );
}

/** Edits to a design, most of which fit it; some name what is not there, as edits of slow peers do. */
export function arbitraryEdits(design: Design, maxLength = 8): fc.Arbitrary<Edit[]> {
  const known: Known = {
    elements: [...design.elements.values()].map(({ id, kind }) => ({ id, kind })),
    edges: [...design.edges.keys()],
    tidy: false,
  };
  const ids = [...known.elements.map((element) => element.id), ...known.edges, 'gone1'];
  const anyId = fc.constantFrom(...ids);
  const newId = fc.stringMatching(/^x[a-z0-9]{6}$/);
  const rowPaths = [...design.elements.values()].flatMap((element) =>
    rowPlaces(element.id, propertiesOf(element.kind), element.props as never, []),
  );
  const settings = [...design.elements.values(), ...design.edges.values()].flatMap(({ id, kind }) =>
    Object.entries(propertiesOf(kind)).flatMap(([name, property]) =>
      property.valueType === 'rows' ? [] : [{ id, path: [name], property }],
    ),
  );
  const options: fc.Arbitrary<Edit>[] = [
    fc
      .tuple(newId, fc.constantFrom(...elementKindNames))
      .chain(([id, kind]) => arbitraryElement(id, kind, known))
      .map((element) => ({ op: 'addElement', element })),
    anyId.map((id) => ({ op: 'removeElement', id })),
    newId
      .chain((id) => arbitraryEdge(id, known))
      .filter((edge) => edge !== undefined)
      .map((edge) => ({ op: 'addEdge', edge: edge as Edge })),
    anyId.map((id) => ({ op: 'removeEdge', id })),
    fc.tuple(anyId, anyId, anyId).map(([id, from, to]) => ({ op: 'reconnect', id, from, to })),
    fc.tuple(anyId, fc.option(fc.tuple(whole, whole), { nil: undefined })).map(([id, at]) => ({ op: 'place', id, at })),
    fc
      .tuple(anyId, fc.option(fc.tuple(fc.nat(900), fc.nat(900)), { nil: undefined }))
      .map(([id, size]) => ({ op: 'resize', id, size })),
    fc
      .tuple(fc.constantFrom('title' as const, 'comment' as const), arbitraryText)
      .map(([what, text]) => ({ op: 'describe', what, text })),
    arbitraryCheckingRecord(anyId).map((record) => ({ op: 'settle', record })),
    arbitraryCheckingRecord(anyId).map((record) => ({ op: 'unsettle', key: checkingKey(record) })),
  ];
  if (settings.length > 0) {
    options.push(
      fc
        .constantFrom(...settings)
        .chain(({ id, path, property }) =>
          arbitraryValue(property, known).map((value): Edit => ({ op: 'set', id, path, value: value as never })),
        ),
    );
  }
  if (rowPaths.length > 0) {
    options.push(
      fc.constantFrom(...rowPaths).chain(({ id, path, row, has }) => {
        const added = arbitraryProps(row.properties, known).chain((given) =>
          fc
            .tuple(newId, fc.constantFrom('a0', 'a0V', 'a1', 'Zz'))
            .map(([rowId, order]): Edit => ({ op: 'addRow', id, path, row: rowWith(row, rowId, order, given) })),
        );
        if (has.length === 0) return added;
        const one = fc.constantFrom(...has);
        return fc.oneof(
          added,
          one.map((rowId): Edit => ({ op: 'removeRow', id, path: [...path, rowId] })),
          fc
            .tuple(one, fc.constantFrom('a0', 'a0V', 'a5'))
            .map(([rowId, order]): Edit => ({ op: 'moveRow', id, path: [...path, rowId], order })),
        );
      }),
    );
  }
  return fc.array(fc.oneof(...options), { maxLength });
}

interface RowPlace {
  readonly id: Id;
  readonly path: readonly string[];
  readonly row: RowKind;
  readonly has: readonly string[];
}

function rowPlaces(
  id: Id,
  properties: Readonly<Record<string, Property>>,
  props: Readonly<Record<string, unknown>>,
  path: readonly string[],
): RowPlace[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    if (property.valueType !== 'rows') return [];
    const rows = props[name] as readonly Row[];
    const row = property.row as RowKind;
    return [
      { id, path: [...path, name], row, has: rows.map((each) => each.id) },
      ...rows.flatMap((each) => rowPlaces(id, row.properties, each, [...path, name, each.id])),
    ];
  });
}

/** All pairs of kinds, for tests that walk them. */
export const kindPairs: readonly (readonly [ElementKind, ElementKind])[] = (Object.keys(elementKinds) as ElementKind[]).flatMap(
  (from) => (Object.keys(elementKinds) as ElementKind[]).map((to) => [from, to] as const),
);
