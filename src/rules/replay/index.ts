import type { Rule } from '../rule.ts';
import { eventLogMutated } from './event-log-mutated.ts';
import { noCorrectionEvent } from './no-correction-event.ts';
import { replayHitsEveryone } from './replay-hits-everyone.ts';
import { replayNondeterministic } from './replay-nondeterministic.ts';
import { replayRepeatsEffects } from './replay-repeats-effects.ts';
import { replayUnavailable } from './replay-unavailable.ts';
import { sourcedLogExpires } from './sourced-log-expires.ts';

export const replayRules: readonly Rule[] = [
  replayRepeatsEffects,
  replayNondeterministic,
  replayUnavailable,
  replayHitsEveryone,
  sourcedLogExpires,
  eventLogMutated,
  noCorrectionEvent,
];
