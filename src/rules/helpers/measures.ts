import type { Id } from '#base/ids.ts';
import type { Capabilities } from '#brokers/capabilities.ts';
import type { EdgeOf } from '#model/design.ts';
import { bytesOf, durationMs, unknown } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { type Assumption, type Claim, said, unsaid } from '../maybe.ts';
import { capabilitiesOf } from './cap.ts';
import { deadLettersOf } from './dead-letters.ts';

/** A duration in milliseconds or a size in bytes; undefined while it is not known, with what would have to be said. */
export interface Measure {
  readonly value: number | undefined;
  readonly assumes: readonly Assumption[];
}

type Measured = 'dedupWindow' | 'retentionDefault' | 'retentionMax' | 'sizeDefault' | 'maxSize' | 'lease' | 'offsetRetention';

export function durationOf(record: { readonly id: Id }, property: string, written: string): Measure {
  return measure(record, property, written, durationMs);
}

export function sizeOf(record: { readonly id: Id }, property: string, written: string): Measure {
  return measure(record, property, written, bytesOf);
}

/** A measure of the broker matrix for a channel; not known where the product has no fixed one. */
export function capMeasure(read: Reads, channel: Id, column: Measured): Measure {
  const { row, assumes } = capabilitiesOf(read, channel);
  if (!row) return { value: undefined, assumes };
  const { value }: Capabilities[Measured] = row[column];
  return { value: durationMs(value) ?? bytesOf(value), assumes: [] };
}

/** The first that is known; otherwise what the first one asks for. */
export function firstKnown(...measures: readonly Measure[]): Measure {
  return measures.find(({ value }) => value !== undefined) ?? measures[0] ?? { value: undefined, assumes: [] };
}

/** One measure is smaller than another; unsaid while one of them is not known. */
export function less(a: Measure, b: Measure): Claim {
  if (a.value === undefined) return unsaid(...a.assumes);
  if (b.value === undefined) return unsaid(...b.assumes);
  return said(a.value < b.value);
}

/** lease(e): how long a consumer may hold a message before it is handed out again. */
export function leaseOf(read: Reads, consumes: EdgeOf<'consumes'>): Measure {
  return firstKnown(durationOf(consumes, 'ackDeadline', consumes.props.ackDeadline), capMeasure(read, consumes.from, 'lease'));
}

/**
 * horizon(e): how long after a message was handled first it may come again. The longest of what is known: a rebuild (for
 * ever), the retention of the dead letters that are sent again, the consumer's longest outage, and for a log its retention,
 * because somebody may set the position back. How long retries take is not drawn.
 */
export function horizonOf(read: Reads, consumes: EdgeOf<'consumes'>): Measure {
  if (consumes.props.rebuild === 'yes') return { value: Number.POSITIVE_INFINITY, assumes: [] };
  const channel = read.of(consumes.from, 'channel');
  const again = deadLettersOf(read, consumes).filter(({ props }) => props.redrive === 'manual' || props.redrive === 'automatic');
  const measures = [
    durationOf(consumes, 'maxOutage', consumes.props.maxOutage),
    ...again.flatMap((edge) => {
      const queue = read.of(edge.to, 'channel');
      return queue ? [retentionOf(read, queue.id)] : [];
    }),
    ...(channel?.props.type === 'log' ? [durationOf(channel, 'retention', channel.props.retention)] : []),
  ];
  const known = measures.flatMap(({ value }) => (value === undefined ? [] : [value]));
  if (known.length > 0) return { value: Math.max(...known), assumes: [] };
  return measures.at(-1) ?? { value: undefined, assumes: [] };
}

/** How long a message stays readable in a channel, as drawn or as the product has it by default. */
export function retentionOf(read: Reads, channel: Id): Measure {
  const found = read.of(channel, 'channel');
  if (!found) return { value: undefined, assumes: [] };
  return firstKnown(durationOf(found, 'retention', found.props.retention), capMeasure(read, channel, 'retentionDefault'));
}

function measure(
  record: { readonly id: Id },
  property: string,
  written: string,
  parse: (written: string) => number | undefined,
): Measure {
  const value = parse(written);
  return { value, assumes: value === undefined && written === unknown ? [{ id: record.id, property }] : [] };
}
