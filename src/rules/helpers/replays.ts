import type { EdgeOf, ElementOf } from '#model/design.ts';
import { all, any, type Claim, fails, is, said } from '../maybe.ts';

/** A handler whose data is meant to be built again by reading the channel from the start. A queue can't be read again. */
export function rebuilds(channel: ElementOf<'channel'>, consumes: EdgeOf<'consumes'>): Claim {
  return channel.props.type === 'queue' ? fails : is(consumes, 'rebuild', 'yes');
}

/** A handler that begins with the oldest message that a log keeps. Only who says so is taken to do it. */
export function startsEarly(channel: ElementOf<'channel'>, consumes: EdgeOf<'consumes'>): Claim {
  return all(said(consumes.props.startFrom === 'earliest'), is(channel, 'type', 'log'));
}

/** A handler that meets messages which were written long before it. */
export function rereads(channel: ElementOf<'channel'>, consumes: EdgeOf<'consumes'>): Claim {
  return any(rebuilds(channel, consumes), startsEarly(channel, consumes));
}
