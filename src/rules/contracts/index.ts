import type { Rule } from '../rule.ts';
import { contractMissing } from './contract-missing.ts';
import { eventMetadataMissing } from './event-metadata-missing.ts';

export const contractsRules: readonly Rule[] = [contractMissing, eventMetadataMissing];
