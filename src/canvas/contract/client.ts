import type { Result } from '#base/result.ts';
import { failure, success } from '#base/result.ts';
import { words } from './labels.ts';
import type { Answers, Ask, Call, Reply } from './service.ts';

/** More work than this in one question is given up: the text was made to keep somebody busy. */
const budgetMs = 1_000;
/** The first question also waits for the worker to be fetched and started. */
const startMs = 10_000;

export interface SchemaService {
  ask<K extends Ask['kind']>(ask: Extract<Ask, { kind: K }>): Promise<Result<Answers[K]>>;
  destroy(): void;
}

export interface WorkerLike {
  postMessage(message: Call | 'hello'): void;
  terminate(): void;
  onmessage: ((event: { readonly data: Reply | 'ready' }) => void) | null;
  onerror: ((event: unknown) => void) | null;
}

interface Waiting {
  readonly ask: Ask;
  readonly settle: (result: Result<never>) => void;
}

/**
 * Asks the worker one question at a time, in order. One that takes longer than the budget ends the worker: the question
 * is answered with a sentence, and the next one gets a new worker.
 */
export function createSchemaService(start: () => WorkerLike): SchemaService {
  const queue: Waiting[] = [];
  let worker: WorkerLike | undefined;
  let ready = false;
  let asked: (Waiting & { readonly id: number }) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ids = 0;
  let destroyed = false;

  const settle = (result: Result<never>) => {
    clearTimeout(timer);
    const done = asked;
    asked = undefined;
    done?.settle(result);
    next();
  };
  const end = (sentence: string) => {
    worker?.terminate();
    worker = undefined;
    ready = false;
    settle(failure({ message: sentence }));
  };
  const listen = (fresh: WorkerLike) => {
    fresh.onmessage = ({ data }) => {
      if (fresh !== worker) return;
      if (data === 'ready') {
        ready = true;
        if (asked) post();
        return;
      }
      if (data.id !== asked?.id) return;
      settle('sentence' in data ? failure({ message: data.sentence }) : (success(data.answer) as Result<never>));
    };
    fresh.onerror = () => {
      if (fresh === worker) end(words.workerFailed);
    };
  };
  const post = () => {
    if (!asked) return;
    clearTimeout(timer);
    timer = setTimeout(() => end(words.tooMuchWork), budgetMs);
    worker?.postMessage({ id: asked.id, ask: asked.ask });
  };
  const next = () => {
    const [first] = queue;
    if (asked || !first || destroyed) return;
    queue.shift();
    asked = { ...first, id: ++ids };
    if (worker && ready) return post();
    if (!worker) {
      worker = start();
      listen(worker);
    }
    timer = setTimeout(() => end(words.workerFailed), startMs);
  };

  return {
    ask: (ask) =>
      new Promise((resolve) => {
        if (destroyed) return resolve(failure({ message: words.workerFailed }));
        queue.push({ ask, settle: resolve as (result: Result<never>) => void });
        next();
      }),
    destroy() {
      destroyed = true;
      clearTimeout(timer);
      worker?.terminate();
      worker = undefined;
      for (const waiting of [...(asked ? [asked] : []), ...queue.splice(0)])
        waiting.settle(failure({ message: words.workerFailed }));
      asked = undefined;
    },
  };
}
