import type { Id } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import { normalName } from '#base/text.ts';
import { type Design, type Edge, edgeKindNames, splitReference } from '#model/design.ts';
import type { EdgeRow, Row } from './alignment.ts';
import { assign } from './assign.ts';

/** Edges with the same kind and aligned ends; parallel ones are told apart by name and contracts [A9]. */
export function alignEdges(
  designs: readonly Design[],
  rows: readonly Row[],
  rowOf: readonly ReadonlyMap<Id, string>[],
  order: readonly number[],
): EdgeRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const bundles = new Map<string, Edge[][]>();
  for (const d of order) {
    for (const edge of [...(designs[d] as Design).edges.values()].sort((a, b) => compare(a.id, b.id))) {
      const from = rowOf[d]?.get(edge.from);
      const to = rowOf[d]?.get(edge.to);
      // Where an end is gone, what the edge still says about it stands in for the row.
      const key = `${edge.kind} ${from ?? `!${edge.from}`} ${to ?? `!${edge.to}`}`;
      const bundle = bundles.get(key) ?? designs.map((): Edge[] => []);
      bundles.set(key, bundle);
      bundle[d]?.push(edge);
    }
  }
  const found: EdgeRow[] = [];
  for (const bundle of bundles.values()) {
    for (const strand of strandsOf(bundle, rowOf, order)) {
      const d = order.find((i) => strand[i] !== undefined) as number;
      const edge = strand[d] as Edge;
      const from = byId.get(rowOf[d]?.get(edge.from) ?? '');
      const to = byId.get(rowOf[d]?.get(edge.to) ?? '');
      const sure = Math.min(from?.sure ?? 1, to?.sure ?? 1);
      found.push({
        id: `${edge.kind}:${order.map((i) => strand[i]?.id ?? '').join('|')}`,
        kind: edge.kind,
        from: from?.id,
        to: to?.id,
        cells: strand.map((each) => each?.id),
        sure,
        why: from && to ? 'Both ends are aligned.' : 'One of its ends is gone.',
      });
    }
  }
  const place = new Map(rows.map((row, i) => [row.id, i]));
  const at = (id: string | undefined) => place.get(id ?? '') ?? -1;
  return found.sort(
    (a, b) =>
      at(a.from) - at(b.from) ||
      at(a.to) - at(b.to) ||
      edgeKindNames.indexOf(a.kind) - edgeKindNames.indexOf(b.kind) ||
      compare(a.id, b.id),
  );
}

/** Splits parallel edges of one kind between two rows into rows of at most one edge a design. */
function strandsOf(
  bundle: readonly (readonly Edge[])[],
  rowOf: readonly ReadonlyMap<Id, string>[],
  order: readonly number[],
): (Edge | undefined)[][] {
  if (bundle.every((edges) => edges.length <= 1)) return [bundle.map((edges) => edges[0])];
  const strands: (Edge | undefined)[][] = [];
  for (const d of [...order].sort((a, b) => (bundle[b]?.length ?? 0) - (bundle[a]?.length ?? 0))) {
    const edges = bundle[d] ?? [];
    const joined = new Set<number>();
    const scores = strands.map((strand) => {
      const e = order.find((i) => strand[i] !== undefined) as number;
      return edges.map((edge) => edgeLikeness(strand[e] as Edge, rowOf[e], edge, rowOf[d]));
    });
    for (const { row, column } of assign(scores, 0.1)) {
      (strands[row] as (Edge | undefined)[])[d] = edges[column];
      joined.add(column);
    }
    for (const [i, edge] of edges.entries()) {
      if (joined.has(i)) continue;
      const strand: (Edge | undefined)[] = bundle.map(() => undefined);
      strand[d] = edge;
      strands.push(strand);
    }
  }
  return strands;
}

function edgeLikeness(
  a: Edge,
  rowsA: ReadonlyMap<Id, string> | undefined,
  b: Edge,
  rowsB: ReadonlyMap<Id, string> | undefined,
): number {
  const name = a.props.name !== '' && normalName(a.props.name) === normalName(b.props.name) ? 0.5 : 0;
  const mine = contractsOf(a, rowsA);
  const theirs = contractsOf(b, rowsB);
  const shared = mine.filter((each) => theirs.includes(each)).length;
  return 0.2 + name + (a.id === b.id ? 0.05 : 0) + 0.25 * (shared / Math.max(mine.length, theirs.length, 1));
}

function contractsOf(edge: Edge, rows: ReadonlyMap<Id, string> | undefined): string[] {
  const contracts = 'contracts' in edge.props ? edge.props.contracts : [];
  return Array.isArray(contracts)
    ? (contracts as readonly string[]).map((each) => rows?.get(splitReference(each)[0]) ?? each)
    : [];
}
