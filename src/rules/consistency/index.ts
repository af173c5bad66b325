import type { Rule } from '../rule.ts';
import { choreographyTooWide } from './choreography-too-wide.ts';
import { distributedTransaction } from './distributed-transaction.ts';
import { dualWrite } from './dual-write.ts';
import { eventStoreNoConcurrencyCheck } from './event-store-no-concurrency-check.ts';
import { outboxIncomplete } from './outbox-incomplete.ts';
import { readModelWrittenElsewhere } from './read-model-written-elsewhere.ts';
import { sagaFailureUnheard } from './saga-failure-unheard.ts';
import { sagaPivotMisplaced } from './saga-pivot-misplaced.ts';
import { sagaStateUnsafe } from './saga-state-unsafe.ts';
import { sagaStepWithoutUndo } from './saga-step-without-undo.ts';
import { sagaUndoNotRetryable } from './saga-undo-not-retryable.ts';
import { sagaWithoutIsolation } from './saga-without-isolation.ts';
import { sagaWithoutTimeout } from './saga-without-timeout.ts';
import { staleReadAsFresh } from './stale-read-as-fresh.ts';

export const consistencyRules: readonly Rule[] = [
  dualWrite,
  outboxIncomplete,
  sagaStepWithoutUndo,
  sagaFailureUnheard,
  sagaWithoutTimeout,
  sagaUndoNotRetryable,
  sagaPivotMisplaced,
  sagaStateUnsafe,
  sagaWithoutIsolation,
  choreographyTooWide,
  distributedTransaction,
  staleReadAsFresh,
  readModelWrittenElsewhere,
  eventStoreNoConcurrencyCheck,
];
