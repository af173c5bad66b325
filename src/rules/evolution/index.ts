import type { Rule } from '../rule.ts';
import { breakingChange } from './breaking-change.ts';
import { compatNotTransitiveForReplay } from './compat-not-transitive-for-replay.ts';
import { compatUnsetShared } from './compat-unset-shared.ts';
import { majorVersionSwitchUnsafe } from './major-version-switch-unsafe.ts';
import { rolloutOrderWrong } from './rollout-order-wrong.ts';
import { storedEventsWithoutUpcaster } from './stored-events-without-upcaster.ts';
import { strictReader } from './strict-reader.ts';

export const evolutionRules: readonly Rule[] = [
  breakingChange,
  rolloutOrderWrong,
  compatUnsetShared,
  compatNotTransitiveForReplay,
  strictReader,
  majorVersionSwitchUnsafe,
  storedEventsWithoutUpcaster,
];
