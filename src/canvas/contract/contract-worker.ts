/// <reference lib="webworker" />
import { answer } from './answer.ts';
import { words } from './labels.ts';
import type { Call, Reply } from './service.ts';

/*
 * Reads schemas from strangers, away from the page: it may take long, and it may be ended at any moment. The server hands
 * this file out with a policy of its own, under which it can compile validators and can't ask for anything.
 */
declare const self: DedicatedWorkerGlobalScope;

self.onmessage = ({ data: { id, ask } }: MessageEvent<Call>) => {
  let reply: Reply;
  try {
    reply = { id, answer: answer(ask) };
  } catch (error) {
    reply = { id, sentence: error instanceof RangeError ? words.tooMuchWork : words.failed };
  }
  self.postMessage(reply);
};

self.postMessage('ready');
