import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { any, type Claim, is, said } from '../maybe.ts';
import { capabilitiesOf } from './cap.ts';

/** group(e): the name under which a handler reads; handlers of one group share the messages. */
export function groupOf(read: Reads, consumes: EdgeOf<'consumes'>): string {
  return consumes.props.group || (read.element(consumes.to)?.props.name ?? '') || consumes.to;
}

/**
 * unit(e1) = unit(e2): two handlers of one channel share its messages, so that each message reaches only one of them. On a
 * queue all do; elsewhere those of one group.
 */
export function shareMessages(read: Reads, a: EdgeOf<'consumes'>, b: EdgeOf<'consumes'>): Claim {
  const channel = read.of(a.from, 'channel');
  if (a.from !== b.from || !channel) return said(false);
  const sameGroup = said(groupOf(read, a) === groupOf(read, b));
  const byType = any(is(channel, 'type', 'queue'), sameGroup);
  // Without a known product the drawn type decides.
  const fanout = capabilitiesOf(read, channel.id).row?.fanout.value ?? 'byType';
  return fanout === 'queue' ? said(true) : fanout === 'group' ? sameGroup : byType;
}
