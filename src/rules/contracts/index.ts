import type { Rule } from '../rule.ts';
import { claimCheckExpiresFirst } from './claim-check-expires-first.ts';
import { contractMissing } from './contract-missing.ts';
import { correlationMissing } from './correlation-missing.ts';
import { eventMetadataMissing } from './event-metadata-missing.ts';
import { eventOwnershipUnclear } from './event-ownership-unclear.ts';
import { messageTooLarge } from './message-too-large.ts';

export const contractsRules: readonly Rule[] = [
  contractMissing,
  eventOwnershipUnclear,
  eventMetadataMissing,
  correlationMissing,
  messageTooLarge,
  claimCheckExpiresFirst,
];
