import type { ElementOf } from '#model/design.ts';
import { type Claim, fails, is } from '../maybe.ts';

/** The channel keeps the latest message of each key. Queues and subscriptions keep nothing that has been read. */
export function compacts(channel: ElementOf<'channel'>): Claim {
  const { type } = channel.props;
  return type === 'queue' || type === 'pubsub' ? fails : is(channel, 'cleanup', 'compact', 'compact+delete');
}
