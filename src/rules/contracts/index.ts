import type { Rule } from '../rule.ts';
import { contractMissing } from './contract-missing.ts';
import { correlationMissing } from './correlation-missing.ts';
import { eventMetadataMissing } from './event-metadata-missing.ts';
import { eventOwnershipUnclear } from './event-ownership-unclear.ts';

export const contractsRules: readonly Rule[] = [contractMissing, eventOwnershipUnclear, eventMetadataMissing, correlationMissing];
