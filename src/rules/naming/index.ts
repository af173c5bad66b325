import type { Rule } from '../rule.ts';
import { deltaOnCompacted } from './delta-on-compacted.ts';
import { nameForm } from './name-form.ts';
import { stateEventIncomplete } from './state-event-incomplete.ts';
import { tombstoneHandling } from './tombstone-handling.ts';

export const namingRules: readonly Rule[] = [nameForm, stateEventIncomplete, deltaOnCompacted, tombstoneHandling];
