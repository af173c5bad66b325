import { productOf } from '#brokers/index.ts';
import type { ElementOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { type Claim, fails, holds, supposing, unsaid } from '../maybe.ts';
import { set } from './build.ts';
import { capabilitiesOf } from './cap.ts';
import { capMeasure } from './measures.ts';

/** Messages are gone once they are handled; come back only from an archive; or are gone after a while. */
export type Forgetting = 'none' | 'archive' | 'expires';

type Channel = ElementOf<'channel'>;

export function isCompacted({ props: { cleanup } }: Channel): boolean {
  return cleanup === 'compact' || cleanup === 'compact+delete';
}

/**
 * Messages are removed after some time. How long has to be said, unless the product keeps them for ever by itself.
 * Compaction has to be asked for in every product, so an unknown clean-up counts as removal.
 */
function expires(read: Reads, channel: Channel): Claim {
  const { id, props } = channel;
  if (isCompacted(channel) || props.retention === 'forever') return fails;
  if (props.retention !== '?') return holds;
  const usual = capMeasure(read, id, 'retentionDefault').value;
  return usual === Number.POSITIVE_INFINITY ? fails : supposing(unsaid({ id, property: 'retention' }));
}

/** In which way a channel forgets, and whether it does. Without a known product the drawn type decides. */
export function forgetting(read: Reads, channel: Channel): readonly [Forgetting, Claim] {
  const { row, assumes } = capabilitiesOf(read, channel.id);
  const { type } = channel.props;
  if (!row) {
    if (type === 'log') return ['expires', expires(read, channel)];
    return ['none', type === 'queue' ? holds : unsaid(...assumes)];
  }
  if (row.replay.value === 'log') return ['expires', expires(read, channel)];
  // Where copies for subscribers can be archived, a queue alone still can't.
  if (row.replay.value === 'archive' && type !== 'queue') return ['archive', holds];
  return ['none', holds];
}

/** The channel's product, as far as anybody knows, can keep messages for ever. */
export function canKeepForever(read: Reads, channel: Channel): boolean {
  const most = capMeasure(read, channel.id, 'retentionMax').value;
  return most === undefined || most === Number.POSITIVE_INFINITY;
}

/** The variant of the channel's product that keeps messages to be read again; empty if no product is known. */
export function logVariant(read: Reads, channel: Channel): string | undefined {
  const product = read.of(channel.props.broker, 'broker')?.props.product ?? '?';
  if (product === '?' || product === 'other') return '';
  const found = productOf(product)?.variants.find(({ replay }) => replay.value === 'log');
  return found?.retentionMax.value === 'forever' ? found.variant : undefined;
}

/** Edits that make a channel a log that keeps everything. */
export function madeLog(channel: string, variant: string): Edit[] {
  return [
    ...(variant === '' ? [] : [set(channel, 'variant', variant)]),
    set(channel, 'type', 'log'),
    set(channel, 'retention', 'forever'),
  ];
}
