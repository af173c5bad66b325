import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '#base/assert.ts';
import { SqliteStore } from './sqlite-store.ts';

/** A call of one method of the store; `id` comes back with its answer. */
export interface Call {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string }
  /** A compaction failed: nothing is lost, but somebody should know. */
  | { readonly id: undefined; readonly warning: string };

const port = parentPort;
assert(port !== null, 'sqlite-worker.ts runs as a worker thread');

const store = new SqliteStore((workerData as { folder: string }).folder);
const methods = store as unknown as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
let compacting = false;

port.on('message', ({ id, method, args }: Call) => {
  let answer: Answer;
  try {
    answer = { id, value: methods[method]?.call(store, ...args) };
  } catch (error) {
    answer = { id, error: error instanceof Error ? error.message : String(error) };
  }
  port.postMessage(answer);
  if (method === 'close') port.close();
  else if (method === 'append' && !compacting && store.designsToCompact().length > 0) {
    compacting = true;
    // After the answers that wait already, one design at a time, so that a commit waits for one compaction at most.
    setImmediate(compactOne);
  }
});

function compactOne(): void {
  compacting = false;
  const design = store.designsToCompact()[0];
  if (design === undefined) return;
  try {
    store.compact(design);
  } catch (error) {
    port?.postMessage({ id: undefined, warning: `Design ${design} could not be compacted: ${String(error)}` } satisfies Answer);
  }
}

port.postMessage({ id: 0, value: undefined } satisfies Answer);
