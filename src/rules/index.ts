import { consistencyRules } from './consistency/index.ts';
import { contractsRules } from './contracts/index.ts';
import { couplingRules } from './coupling/index.ts';
import { deliveryRules } from './delivery/index.ts';
import { evolutionRules } from './evolution/index.ts';
import { keysRules } from './keys/index.ts';
import { namingRules } from './naming/index.ts';
import { operationsRules } from './operations/index.ts';
import { orderingRules } from './ordering/index.ts';
import { privacyRules } from './privacy/index.ts';
import { replayRules } from './replay/index.ts';
import type { Rule } from './rule.ts';
import { streamRules } from './stream/index.ts';
import { structureRules } from './structure/index.ts';

/** The registry of rules. Among findings of one severity this is also their order: what others rest on comes first. */
export const rules: readonly Rule[] = [
  ...structureRules,
  ...contractsRules,
  ...keysRules,
  ...orderingRules,
  ...deliveryRules,
  ...consistencyRules,
  ...couplingRules,
  ...namingRules,
  ...evolutionRules,
  ...streamRules,
  ...replayRules,
  ...operationsRules,
  ...privacyRules,
];

/** The rule with this id, if there is one. */
export function ruleOf(id: string): Rule | undefined {
  return rules.find((rule) => rule.id === id);
}
