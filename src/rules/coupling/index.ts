import type { Rule } from '../rule.ts';
import { commandManyHandlers } from './command-many-handlers.ts';
import { eventAsCommand } from './event-as-command.ts';
import { eventCallback } from './event-callback.ts';
import { eventCycle } from './event-cycle.ts';
import { internalModelExposed } from './internal-model-exposed.ts';
import { servicesShareSubscription } from './services-share-subscription.ts';
import { sharedDatabase } from './shared-database.ts';
import { syncCallInHandler } from './sync-call-in-handler.ts';

export const couplingRules: readonly Rule[] = [
  sharedDatabase,
  syncCallInHandler,
  eventCallback,
  eventAsCommand,
  commandManyHandlers,
  servicesShareSubscription,
  internalModelExposed,
  eventCycle,
];
