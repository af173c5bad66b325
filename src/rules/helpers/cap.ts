import type { Id } from '#base/ids.ts';
import type { Capabilities, Variant } from '#brokers/capabilities.ts';
import { variantOf } from '#brokers/index.ts';
import { unknown } from '#model/property.ts';
import { query, type Reads } from '../context.ts';
import { type Assumption, type Claim, said, unsaid } from '../maybe.ts';

interface Capable {
  /** The row of the broker matrix, if product and variant are known. */
  readonly row: Variant | undefined;
  /** Otherwise what would have to be said; empty where nothing is known about the product. */
  readonly assumes: readonly Assumption[];
}

/** cap: the row of the broker matrix for a channel. Without a broker, or with one whose product is `?`, everything is `?`. */
export const capabilitiesOf = query((read: Reads, channel: Id): Capable => {
  const found = read.of(channel, 'channel');
  const broker = found && read.of(found.props.broker, 'broker');
  if (!found) return { row: undefined, assumes: [] };
  if (!broker) return { row: undefined, assumes: [{ id: channel, property: 'broker' }] };
  if (broker.props.product === unknown) return { row: undefined, assumes: [{ id: broker.id, property: 'product' }] };
  const row = variantOf(broker.props.product, found.props.variant);
  if (row || broker.props.product === 'other') return { row, assumes: [] };
  return { row: undefined, assumes: [{ id: channel, property: 'variant' }] };
});

type Enumerated = {
  [K in keyof Capabilities]: string extends Capabilities[K]['value'] ? never : K;
}[keyof Capabilities];

/** The channel's broker has one of these values in a column of the matrix. */
export function cap<C extends Enumerated>(
  read: Reads,
  channel: Id,
  column: C,
  ...values: readonly Capabilities[C]['value'][]
): Claim {
  const { row, assumes } = capabilitiesOf(read, channel);
  if (!row) return unsaid(...assumes);
  return said((values as readonly string[]).includes(row[column].value));
}

/** The product that a channel is on: its name as in the registry of brokers, or `?`. */
export function productIn(read: Reads, channel: Id): string {
  const broker = read.of(channel, 'channel')?.props.broker;
  return (broker === undefined ? undefined : read.of(broker, 'broker')?.props.product) ?? unknown;
}
