import type { Rule } from '../rule.ts';
import { additiveStateAtLeastOnce } from './additive-state-at-least-once.ts';
import { joinNotCopartitioned } from './join-not-copartitioned.ts';
import { joinTableLate } from './join-table-late.ts';
import { joinWithoutWindow } from './join-without-window.ts';
import { rekeyLosesOrder } from './rekey-loses-order.ts';
import { stateNotDurable } from './state-not-durable.ts';
import { tableSourceExpires } from './table-source-expires.ts';
import { windowDropsLate } from './window-drops-late.ts';
import { windowOnProcessingTime } from './window-on-processing-time.ts';

export const streamRules: readonly Rule[] = [
  joinNotCopartitioned,
  joinWithoutWindow,
  joinTableLate,
  tableSourceExpires,
  windowDropsLate,
  windowOnProcessingTime,
  additiveStateAtLeastOnce,
  stateNotDurable,
  rekeyLosesOrder,
];
