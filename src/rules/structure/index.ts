import type { Rule } from '../rule.ts';
import { consumedContractNeverProduced } from './consumed-contract-never-produced.ts';
import { edgeNotAllowed } from './edge-not-allowed.ts';
import { elementHalfConnected } from './element-half-connected.ts';
import { guaranteeUndetermined } from './guarantee-undetermined.ts';
import { outcomeUnreachable } from './outcome-unreachable.ts';
import { referenceBroken } from './reference-broken.ts';

export const structureRules: readonly Rule[] = [
  edgeNotAllowed,
  referenceBroken,
  elementHalfConnected,
  outcomeUnreachable,
  consumedContractNeverProduced,
  guaranteeUndetermined,
];
