const sizes = [
  ['GiB', 1024 ** 3],
  ['MiB', 1024 ** 2],
  ['KiB', 1024],
] as const;

const spans = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** Two digits behind the point at most, and none that say nothing: 1.5, 4, 0.98. */
function short(n: number): string {
  return String(Math.round(n * 100) / 100);
}

/** A size as it stands in a sentence, in the largest unit that it fills: 4 MiB, 256 kB, 300 bytes. */
export function sizeInWords(bytes: number): string {
  if (bytes >= 1_000 && bytes % 1_000 === 0) return bytes >= 1_000_000 ? `${short(bytes / 1_000_000)} MB` : `${bytes / 1_000} kB`;
  const unit = sizes.find(([, size]) => bytes >= size);
  return unit ? `${short(bytes / unit[1])} ${unit[0]}` : `${bytes} bytes`;
}

/** A length of time as it stands in a sentence, in the largest unit that it fills: 7 days, 1 hour, 500 ms, for ever. */
export function spanInWords(ms: number): string {
  if (ms === Number.POSITIVE_INFINITY) return 'for ever';
  const unit = spans.find(([, span]) => ms >= span);
  if (!unit) return `${ms} ms`;
  const n = short(ms / unit[1]);
  return `${n} ${unit[0]}${n === '1' ? '' : 's'}`;
}

/** A measure as a property holds it: the shortest way of writing it without a fraction. */
export function sizeValue(bytes: number): string {
  const unit = sizes.find(([, size]) => bytes >= size && bytes % size === 0);
  return unit ? `${bytes / unit[1]}${unit[0]}` : `${Math.floor(bytes)}B`;
}

const written: Readonly<Record<string, string>> = { day: 'd', hour: 'h', minute: 'min', second: 's' };

export function durationValue(ms: number): string {
  if (ms === Number.POSITIVE_INFINITY) return 'forever';
  const unit = spans.find(([, span]) => ms >= span && ms % span === 0);
  return unit ? `${ms / unit[1]}${written[unit[0]]}` : `${Math.ceil(ms)}ms`;
}
