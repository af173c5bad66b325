import type { Rule } from '../rule.ts';
import { backlogUnwatched } from './backlog-unwatched.ts';
import { consumerCannotKeepUp } from './consumer-cannot-keep-up.ts';
import { moreConsumersThanPartitions } from './more-consumers-than-partitions.ts';
import { retentionShorterThanOutage } from './retention-shorter-than-outage.ts';
import { startLatestSkips } from './start-latest-skips.ts';

export const operationsRules: readonly Rule[] = [
  retentionShorterThanOutage,
  consumerCannotKeepUp,
  moreConsumersThanPartitions,
  startLatestSkips,
  backlogUnwatched,
];
