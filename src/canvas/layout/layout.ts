import type { Id } from '#base/ids.ts';
import type { ElkGraph } from '#drawing/elk.ts';
import type { Places } from '#drawing/placement.ts';
import type { Design } from '#model/design.ts';
import { moving } from '../actions/move.ts';
import { fetchedLater } from '../later.ts';

/*
 * ELK runs in a worker of its own, fetched once the first picture stands (475 kB). It is used as it is published: licence
 * EPL-2.0, see the third-party notices.
 */
interface Elk {
  layout(graph: ElkGraph): Promise<ElkGraph>;
}

const fetchParts = fetchedLater(async () => {
  const [{ default: Engine }, { default: workerUrl }, graphs] = await Promise.all([
    import('elkjs/lib/elk-api.js'),
    import('elkjs/lib/elk-worker.min.js?url'),
    import('#drawing/elk.ts'),
  ]);
  // Into the browser's cache, so that a worker can start offline too; it starts with the first layout.
  await fetch(workerUrl);
  return { graphs, start: () => new Engine({ workerUrl }) as unknown as Elk };
});

let elk: Elk | undefined;

/** Places for all elements of a design, or for some and all that stands in the contexts among them. */
export async function computeLayout(design: Design, only?: Iterable<Id>): Promise<Places> {
  const { graphs, start } = await fetchParts();
  elk ??= start();
  const task = graphs.toElk(design, only === undefined ? undefined : moving(design, only));
  const { graph } = task;
  if (graph.children.length === 0) return graphs.fromElk(design, graph, task);
  const answer = await elk.layout(graph);
  const broken = graphs.brokenGraph(graph, answer);
  const places = graphs.fromElk(design, broken ? graphs.betterAnswer(answer, await elk.layout(broken)) : answer, task);
  return only === undefined ? graphs.tidier(design, places) : places;
}
