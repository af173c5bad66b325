/**
 * How long a re-check takes after one edit, in Node: designs of 200 and 1,000 elements (nodes and edges), a realistic
 * mix, single edits of four sorts. The peer in the same run is a check from scratch. Run with `npm run bench:check`.
 */
import { countingIds } from '#base/ids.ts';
import { type Prng, prng } from '#base/prng.ts';
import type { Design, Edge, Element } from '#model/design.ts';
import { emptyDesign } from '#model/design.ts';
import { applyEdits, type Edit } from '#model/edit.ts';
import type { EdgeKind, ElementKind } from '#model/kind.ts';
import { type EdgeProps, type ElementProps, rowKinds } from '#model/kinds/index.ts';
import { rowOrders } from '#model/row-order.ts';
import { propsWith, rowWith } from '#model/values.ts';
import { check, createChecker } from '#rules/check.ts';
import { rules } from '#rules/index.ts';

const seed = 20_240_607;
const edits = 2_000;
const scratches = 60;

class Growing {
  readonly edits: Edit[] = [];
  readonly ids = { service: [] as string[], channel: [] as string[], store: [] as string[], contract: [] as string[] };
  readonly makeId = countingIds('e');
  size = 0;

  element<K extends ElementKind>(kind: K, given: Partial<ElementProps<K>>): string {
    const id = this.makeId();
    this.edits.push({ op: 'addElement', element: { id, kind, props: propsWith(kind, given) } as unknown as Element });
    this.size++;
    return id;
  }

  edge<K extends EdgeKind>(kind: K, from: string, to: string, given: Partial<EdgeProps<K>> = {}): string {
    const id = this.makeId();
    this.edits.push({ op: 'addEdge', edge: { id, kind, from, to, props: propsWith(kind, given) } as unknown as Edge });
    this.size++;
    return id;
  }
}

const entities = ['order', 'payment', 'customer', 'parcel', 'invoice', 'stock', 'gig', 'rating'] as const;

/** A connected system that grows service by service: each publishes about an entity, and reads what others publish. */
function generate(target: number, random: Prng): Design {
  const growing = new Growing();
  const brokers = [
    growing.element('broker', { name: 'main', product: 'kafka' }),
    growing.element('broker', { name: 'rabbit', product: 'rabbitmq' }),
    growing.element('broker', { name: 'aws', product: 'sns-sqs' }),
  ];
  const contexts: string[] = [];
  for (let n = 1; growing.size < target; n++) {
    if (n % 6 === 1) contexts.push(growing.element('context', { name: `context-${contexts.length + 1}` }));
    const entity = random.pick(entities);
    const context = contexts.at(-1) as string;
    const service = growing.element('service', { name: `${entity}-service-${n}`, instances: 1 + random.below(3), context });
    const names = [`${entity}Id`, 'amount', 'customerId', 'changedAt'];
    const orders = rowOrders(names.length);
    const fields = names.map((name, i) =>
      rowWith(rowKinds.field, `f${i}`, orders[i] as string, { name, type: i === 1 ? 'double' : 'string' }),
    );
    const contract = growing.element('contract', {
      name: `${entity.charAt(0).toUpperCase()}${entity.slice(1)}Changed${n}`,
      category: random.pick(['domain', 'state', 'notification', '?'] as const),
      entity,
      entityKey: random.pick([`${entity}Id`, `${entity}Id`, '']),
      meta: random.pick(['?', ['id', 'type', 'source', 'time'], ['type', 'time']] as const),
      versions: [rowWith(rowKinds.version, 'v1', 'a0', { fields })] as never,
    });
    const channel = growing.element('channel', {
      name: `${entity}-events-${n}`,
      broker: random.pick([...brokers, brokers[0] as string, 'none']),
      partitions: random.pick(['?', 1, 6, 12] as const),
      contracts: random.pick([[contract], []]),
      context,
    });
    growing.edge('publishes', service, channel, {
      contracts: [contract],
      key: random.pick([`${entity}Id`, `${entity}Id`, 'customerId', 'none', '?']),
      atomicity: random.pick(['outbox', 'none', '?', 'cdc'] as const),
    });
    if (random.below(3) > 0) {
      const store = growing.element('store', {
        name: `${entity}-db-${n}`,
        role: random.pick(['record', 'record', 'readModel'] as const),
        context,
      });
      growing.ids.store.push(store);
      growing.edge('writes', service, store, { mode: random.pick(['upsert', 'increment', 'insert', '?'] as const) });
    }
    const inputs = Math.min(growing.ids.channel.length, 1 + random.below(3));
    for (let i = 0; i < inputs; i++) {
      growing.edge('consumes', random.pick(growing.ids.channel), service, {
        orderingNeed: random.pick(['perKey', 'none', '?', 'global'] as const),
        idempotency: random.pick(['dedupStore', 'none', '?', 'natural'] as const),
        retry: random.pick(['blocking', 'retryChannel', '?', 'requeue'] as const),
        ack: random.pick(['afterEffect', '?', 'beforeEffect'] as const),
      });
    }
    if (growing.ids.service.length > 0 && random.below(4) === 0)
      growing.edge('calls', service, random.pick(growing.ids.service), { purpose: 'query' });
    growing.ids.service.push(service);
    growing.ids.channel.push(channel);
    growing.ids.contract.push(contract);
  }
  // The last round may have gone beyond: leave out edges from the end.
  return applyEdits(emptyDesign, growing.edits.slice(0, target));
}

const sorts = ['property', 'addEdge', 'removeEdge', 'rename'] as const;
type Sort = (typeof sorts)[number];

function editOf(sort: Sort, design: Design, random: Prng, makeId: () => string): Edit | undefined {
  const ofKind = (kind: ElementKind) => [...design.elements.values()].filter((element) => element.kind === kind);
  const edges = [...design.edges.values()];
  switch (sort) {
    case 'property': {
      const edge = random.pick(edges.filter(({ kind }) => kind === 'publishes' || kind === 'consumes' || kind === 'writes'));
      const [name, value] = (
        {
          publishes: random.pick([
            ['key', 'none'],
            ['key', 'customerId'],
            ['atomicity', 'none'],
            ['atomicity', 'outbox'],
          ] as const),
          consumes: random.pick([
            ['orderingNeed', 'perKey'],
            ['idempotency', 'none'],
            ['retry', 'retryChannel'],
            ['idempotency', '?'],
          ] as const),
          writes: random.pick([
            ['mode', 'increment'],
            ['mode', 'upsert'],
          ] as const),
        } as Record<string, readonly [string, string]>
      )[edge.kind] as readonly [string, string];
      return { op: 'set', id: edge.id, path: [name], value };
    }
    case 'addEdge': {
      const [from, to] = [random.pick(ofKind('channel')), random.pick(ofKind('service'))];
      return {
        op: 'addEdge',
        edge: { id: makeId(), kind: 'consumes', from: from.id, to: to.id, props: propsWith('consumes') } as Edge,
      };
    }
    case 'removeEdge':
      return { op: 'removeEdge', id: random.pick(edges).id };
    case 'rename': {
      const element = random.pick([...design.elements.values()]);
      return { op: 'set', id: element.id, path: ['name'], value: `${element.props.name.slice(0, 40)}-${random.below(1000)}` };
    }
  }
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number;
}

const figures: Record<string, number> = {};
const milliseconds = (value: number) => Math.round(value * 1000) / 1000;

console.log(
  `bench check: Node ${process.version}, ${rules.length} rules, seed ${seed}, ${edits} single edits a design, ` +
    `${scratches} checks from scratch`,
);

for (const size of [200, 1_000]) {
  const random = prng(seed + size);
  const makeId = countingIds('n');
  let design = generate(size, random);
  const { findings, questions } = check(design);
  const scratch: number[] = [];
  for (let i = 0; i < scratches; i++) {
    const start = performance.now();
    check(design);
    scratch.push(performance.now() - start);
  }
  const checker = createChecker();
  checker.check(design);
  const times: Record<Sort, number[]> = { property: [], addEdge: [], removeEdge: [], rename: [] };
  for (let i = 0; i < edits; i++) {
    const sort = sorts[i % sorts.length] as Sort;
    const edit = editOf(sort, design, random, makeId);
    if (!edit) continue;
    design = applyEdits(design, [edit]);
    const start = performance.now();
    checker.check(design);
    times[sort].push(performance.now() - start);
  }
  if (JSON.stringify(checker.check(design)) !== JSON.stringify(check(design)))
    throw new Error('a re-check differs from a check from scratch');
  const all = Object.values(times).flat();
  const full = at(scratch, 0.5);
  console.log(
    `${size} elements (${design.elements.size} nodes, ${design.edges.size} edges): ${findings.length} findings, ` +
      `${questions.length} open questions; ` +
      `from scratch ${milliseconds(full)} ms; re-check p50 ${milliseconds(at(all, 0.5))} ms, p99 ` +
      `${milliseconds(at(all, 0.99))} ms; ` +
      `by sort, p50: ${sorts.map((sort) => `${sort} ${milliseconds(at(times[sort], 0.5))}`).join(', ')}`,
  );
  figures[`recheck_${size}_ms_p50`] = milliseconds(at(all, 0.5));
  figures[`recheck_${size}_ms_p99`] = milliseconds(at(all, 0.99));
  figures[`scratch_${size}_ms_p50`] = milliseconds(full);
  figures[`ratio_recheck_to_scratch_${size}`] = milliseconds(at(all, 0.5) / full);
}

console.log(JSON.stringify({ bench: 'check', figures }));
