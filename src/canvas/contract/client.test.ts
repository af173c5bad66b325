import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSchemaService, type WorkerLike } from './client.ts';
import { words } from './labels.ts';
import type { Call } from './service.ts';

class FakeWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  readonly asked: Call[] = [];
  ended = false;

  postMessage(call: Call): void {
    this.asked.push(call);
  }

  terminate(): void {
    this.ended = true;
  }

  reply(payload: string): void {
    const { id } = this.asked.at(-1) as Call;
    this.onmessage?.({ data: { id, answer: { payload } } });
  }
}

const workers: FakeWorker[] = [];
const service = () =>
  createSchemaService(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
const sample = (seed: number) => ({ kind: 'sample', schema: { format: 'avro', text: '"int"' }, seed }) as const;
const ready = (worker: FakeWorker | undefined) => worker?.onmessage?.({ data: 'ready' });

beforeEach(() => {
  vi.useFakeTimers();
  workers.length = 0;
});
afterEach(() => vi.useRealTimers());

describe('the reader of schemas', () => {
  it('is asked one question at a time, once it is ready', async () => {
    const { ask } = service();
    const [first, second] = [ask(sample(1)), ask(sample(2))];
    const [worker] = workers;
    expect(worker?.asked).toEqual([]);
    ready(worker);
    expect(worker?.asked.map((call) => call.ask)).toEqual([sample(1)]);
    worker?.reply('1');
    expect(await first).toEqual({ ok: true, value: { payload: '1' } });
    worker?.reply('2');
    expect(await second).toEqual({ ok: true, value: { payload: '2' } });
    expect(workers).toHaveLength(1);
  });

  it('is ended when a question takes more than a second, and the next question gets a new one', async () => {
    const { ask } = service();
    const [first, second] = [ask(sample(1)), ask(sample(2))];
    ready(workers[0]);
    vi.advanceTimersByTime(1_001);
    expect(await first).toEqual({ ok: false, faults: [{ message: words.tooMuchWork }] });
    expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
    // What the first one still has to say is not heard.
    workers[0]?.reply('late');
    ready(workers[1]);
    workers[1]?.reply('2');
    expect(await second).toEqual({ ok: true, value: { payload: '2' } });
  });

  it('says so when it can’t be started', async () => {
    const { ask } = service();
    const answer = ask(sample(1));
    workers[0]?.onerror?.(new Error('404'));
    expect(await answer).toEqual({ ok: false, faults: [{ message: words.workerFailed }] });
  });
});
