import type { Id } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import { quoted } from '#base/text.ts';
import { adjacency, type Design } from '#model/design.ts';
import { type EdgeRow, isUnsure, type Row } from './alignment.ts';
import type { Compared, Draft } from './difference.ts';
import { subject } from './element-differences.ts';
import { doings } from './nouns.ts';
import { haveOrNot, who } from './wording.ts';

/** Edges that are missing although both of their ends are there [D4]. */
export function* edgeDifferences({ designs, alignment }: Compared): Generator<Draft> {
  const rows = new Map(alignment.rows.map((row) => [row.id, row]));
  const missing = alignment.edges.filter((edge) => edge.from !== undefined && edge.to !== undefined);
  const replaced = new Set<string>();
  for (const edge of missing) if (edge.kind === 'calls') yield* replacedCalls(edge, rows, designs, alignment.edges, replaced);
  const told = missing.flatMap((edge) => (replaced.has(edge.id) ? [] : (missingIn(edge, rows, designs) ?? [])));
  const moved = movesAmong(told);
  for (const one of told) {
    const other = moved.get(one);
    // Told once, beginning with the fewer designs and the earlier one.
    if (other && (other.have.length - one.have.length || (other.have[0] as number) - (one.have[0] as number)) < 0) continue;
    const { edge, from, to, have, lack } = one;
    const draft = base(edge, from, to, designs);
    const doing = does(edge.kind, subject(from), subject(to));
    if (!other) yield { ...draft, id: `missing ${edge.id}`, sentence: haveOrNot(have, lack, ['lets', 'let'], doing) };
    else {
      const theirs = base(other.edge, other.from, other.to, designs).ids;
      yield {
        ...draft,
        id: `moved ${[edge.id, other.edge.id].sort(compare).join(' ')}`,
        ids: draft.ids.map((ids, d) => (have.includes(d) ? ids : (theirs[d] ?? []))),
        unsure: draft.unsure || isUnsure(other.edge),
        sentence: `${letting(have)} ${doing}; ${letting(other.have)} ${elsewhere(one, other)}.`,
      };
    }
  }
}

const does = (kind: EdgeRow['kind'], from: string, to: string) =>
  (doings[kind] as (from: string, to: string) => string)(from, to);
const letting = (designs: readonly number[]) => `${who(designs)} ${designs.length === 1 ? 'lets' : 'let'}`;

/** An edge that some designs have and others lack, although both of its ends are there. */
interface Missing {
  readonly edge: EdgeRow;
  readonly from: Row;
  readonly to: Row;
  readonly have: readonly number[];
  readonly lack: readonly number[];
}

function missingIn(edge: EdgeRow, rows: ReadonlyMap<string, Row>, designs: readonly Design[]): Missing | undefined {
  const from = rows.get(edge.from as string) as Row;
  const to = rows.get(edge.to as string) as Row;
  const able = [...designs.keys()].filter((d) => from.cells[d] !== undefined && to.cells[d] !== undefined);
  const have = able.filter((d) => edge.cells[d] !== undefined);
  const lack = able.filter((d) => edge.cells[d] === undefined);
  return lack.length === 0 || have.length === 0 ? undefined : { edge, from, to, have, lack };
}

/** Whose doing an edge is: the end that the sentence about it begins with. */
const doer = ({ edge: { kind, from, to } }: Missing) =>
  kind === 'consumes' || kind === 'reads' || kind === 'captures' ? to : from;

/** Two edges of which every design has exactly one, with one end in common: it is the same edge, led elsewhere [D4]. */
function movesAmong(told: readonly Missing[]): ReadonlyMap<Missing, Missing> {
  const moved = new Map<Missing, Missing>();
  for (const end of ['doer', 'other'] as const) {
    const groups = new Map<string, Missing[]>();
    for (const each of told) {
      if (moved.has(each)) continue;
      const { kind, from, to } = each.edge;
      const done = doer(each) === from ? to : from;
      const key = `${kind} ${end === 'doer' ? doer(each) : done}`;
      groups.set(key, [...(groups.get(key) ?? []), each]);
    }
    for (const [a, b, ...more] of groups.values()) {
      if (!a || !b || more.length > 0 || String(a.have) !== String(b.lack) || String(a.lack) !== String(b.have)) continue;
      moved.set(a, b).set(b, a);
    }
  }
  return moved;
}

/** "it read “invoices”", after "B lets"; or "“stock” do so", where another one does the same. */
function elsewhere(one: Missing, other: Missing): string {
  const { kind } = other.edge;
  if (doer(one) !== doer(other)) return `${subject(doer(other) === other.edge.to ? other.to : other.from)} do so`;
  return doer(other) === other.edge.to ? does(kind, subject(other.from), 'it') : does(kind, 'it', subject(other.to));
}

function base(edge: EdgeRow, from: Row, to: Row, designs: readonly Design[]) {
  return {
    category: 'structure',
    importance: 1,
    row: edge.id,
    ids: designs.map((_, d) => [edge.cells[d], from.cells[d], to.cells[d]].filter((id): id is Id => id !== undefined)),
    unsure: isUnsure(edge),
    conflict: true,
  } as const;
}

/** "A lets “orders” call “billing”; B sends it messages through “order-events”." */
function* replacedCalls(
  edge: EdgeRow,
  rows: ReadonlyMap<string, Row>,
  designs: readonly Design[],
  edges: readonly EdgeRow[],
  replaced: Set<string>,
): Generator<Draft> {
  const from = rows.get(edge.from as string) as Row;
  const to = rows.get(edge.to as string) as Row;
  const calling = [...designs.keys()].filter((d) => edge.cells[d] !== undefined);
  const ways = new Map<number, Id>();
  for (const [d, design] of designs.entries()) {
    const start = from.cells[d];
    const end = to.cells[d];
    if (edge.cells[d] !== undefined || start === undefined || end === undefined) continue;
    const channel = channelBetween(design, start, end);
    // A way through messages that a calling design has as well replaces nothing.
    if (channel !== undefined && !calling.some((c) => sameWay(designs[c] as Design, from.cells[c], to.cells[c])))
      ways.set(d, channel);
  }
  if (ways.size === 0) return;
  const others = [...designs.keys()].filter(
    (d) => edge.cells[d] === undefined && !ways.has(d) && from.cells[d] !== undefined && to.cells[d] !== undefined,
  );
  replaced.add(edge.id);
  for (const [d, channel] of ways) hideWay(d, from, to, channel, designs[d] as Design, edges, rows, replaced);
  const [first] = ways;
  const [d, channel] = first as [number, Id];
  const name = quoted(designs[d]?.elements.get(channel)?.props.name ?? '', 'a channel');
  const call = does('calls', subject(from), subject(to));
  const sends = ways.size === 1 ? 'sends' : 'send';
  const rest = others.length === 0 ? '' : `; ${who(others)} ${others.length === 1 ? 'does' : 'do'} neither`;
  yield {
    ...base(edge, from, to, designs),
    id: `instead ${edge.id}`,
    ids: designs.map((_, i) =>
      [edge.cells[i], from.cells[i], ways.get(i), to.cells[i]].filter((id): id is Id => id !== undefined),
    ),
    sentence: `${letting(calling)} ${call}; ${who([...ways.keys()])} ${sends} it messages through ${name}${rest}.`,
  };
}

/** The channel through which messages of one element reach another one directly. */
function channelBetween(design: Design, from: Id, to: Id): Id | undefined {
  const { out } = adjacency(design);
  for (const publish of out(from)) {
    if (publish.kind !== 'publishes') continue;
    if (out(publish.to).some((consume) => consume.kind === 'consumes' && consume.to === to)) return publish.to;
  }
  return undefined;
}

function sameWay(design: Design, from: Id | undefined, to: Id | undefined): boolean {
  return from !== undefined && to !== undefined && channelBetween(design, from, to) !== undefined;
}

/** The two edges of the way are told by the same sentence already. */
function hideWay(
  d: number,
  from: Row,
  to: Row,
  channel: Id,
  design: Design,
  edges: readonly EdgeRow[],
  rows: ReadonlyMap<string, Row>,
  replaced: Set<string>,
): void {
  for (const edge of edges) {
    const id = edge.cells[d];
    const drawn = id === undefined ? undefined : design.edges.get(id);
    if (!drawn || (drawn.from !== channel && drawn.to !== channel)) continue;
    if (
      (edge.from === from.id && rows.get(edge.to ?? '')?.cells[d] === channel) ||
      (edge.to === to.id && rows.get(edge.from ?? '')?.cells[d] === channel)
    ) {
      replaced.add(edge.id);
    }
  }
}
