import { prng } from '#base/prng.ts';
import type { Design, Edge, Element, Position } from '#model/design.ts';
import { emptyDesign } from '#model/design.ts';
import { propsWith } from '#model/values.ts';

/** A synthetic design: services, topics, consumers and stores in columns, 1.3 edges a node, always the same for a size. */
export function graphOf(nodes: number): Design {
  const { below, pick } = prng(nodes);
  const elements = new Map<string, Element>();
  const edges = new Map<string, Edge>();
  const positions = new Map<string, Position>();
  const columns = Math.ceil(Math.sqrt(nodes * 1.4));
  const kinds = ['service', 'channel', 'service', 'store'] as const;
  const names = { service: 'orders-service', channel: 'orders.placed', store: 'orders_db' } as const;
  const byKind: Record<string, string[]> = { service: [], channel: [], store: [] };
  for (let i = 0; i < nodes; i++) {
    const column = i % columns;
    const kind = kinds[column % kinds.length] ?? 'service';
    const id = `n${i}`;
    const more =
      kind === 'channel' ? { type: 'log', partitions: 12, retention: '7d' } : kind === 'service' ? { instances: 3 } : {};
    elements.set(id, {
      id,
      kind,
      props: propsWith(kind, { name: `${names[kind]}-${i}`, ...more } as never),
    } as unknown as Element);
    positions.set(id, [column * 290, Math.floor(i / columns) * 150]);
    byKind[kind]?.push(id);
  }
  const wanted = Math.round(nodes * 1.3);
  for (let i = 0; edges.size < wanted && i < wanted * 20; i++) {
    const a = below(nodes);
    const near = Math.min(nodes - 1, Math.max(0, a + pick([1, 1, columns, -columns, columns + 1, 2])));
    const from = elements.get(`n${a}`);
    const to = elements.get(`n${near}`);
    if (!from || !to || a === near) continue;
    const kind = kindOf(from.kind, to.kind);
    if (!kind) continue;
    const id = `e${edges.size}`;
    const more = kind === 'publishes' ? { key: 'orderId' } : {};
    edges.set(id, { id, kind, from: from.id, to: to.id, props: propsWith(kind, more as never) } as unknown as Edge);
  }
  return { ...emptyDesign, elements, edges, positions };
}

/** The node that the bench drags: on the first screen at 100 %, with edges all around. */
export function draggedNode(nodes: number): string {
  const columns = Math.ceil(Math.sqrt(nodes * 1.4));
  return `n${columns + 2}`;
}

function kindOf(from: string, to: string): 'publishes' | 'consumes' | 'writes' | 'reads' | 'calls' | undefined {
  if (from === 'service' && to === 'channel') return 'publishes';
  if (from === 'channel' && to === 'service') return 'consumes';
  if (from === 'service' && to === 'store') return 'writes';
  if (from === 'store' && to === 'service') return 'reads';
  return from === 'service' && to === 'service' ? 'calls' : undefined;
}

/** Edits that fill a document with a design. */
export function fillEdits(design: Design) {
  return [
    ...[...design.elements.values()].map((element) => ({ op: 'addElement', element }) as const),
    ...[...design.edges.values()].map((edge) => ({ op: 'addEdge', edge }) as const),
    ...[...design.positions].map(([id, at]) => ({ op: 'place', id, at }) as const),
    ...[...design.sizes].map(([id, size]) => ({ op: 'resize', id, size }) as const),
  ];
}
