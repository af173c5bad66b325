import type { Rule } from '../rule.ts';
import { edgeNotAllowed } from './edge-not-allowed.ts';
import { elementHalfConnected } from './element-half-connected.ts';
import { referenceBroken } from './reference-broken.ts';

export const structureRules: readonly Rule[] = [edgeNotAllowed, referenceBroken, elementHalfConnected];
