import { bytesOf } from '#model/property.ts';
import { durationWords } from '../helpers/durations.ts';

const decimal = [
  ['GB', 1e9],
  ['MB', 1e6],
  ['kB', 1e3],
] as const;
const binary = [
  ['GiB', 1024 ** 3],
  ['MiB', 1024 ** 2],
  ['KiB', 1024],
] as const;

/** A size in a sentence, in the unit in which it is written: “16 MiB” for `16MiB`; for `1000000B` “1 MB”. */
export function sizeWords(written: string): string {
  const bytes = bytesOf(written);
  if (bytes === undefined) return written;
  const unit = /[KMG]iB$/.exec(written)?.[0];
  if (unit) return `${written.slice(0, -unit.length)} ${unit}`;
  const near = (bytes % 1000 === 0 ? decimal : binary).find(([, size]) => bytes >= size);
  return near ? `${Number((bytes / near[1]).toFixed(1))} ${near[0]}` : `${bytes} bytes`;
}

/** How long something is kept, in a sentence. */
export function timeWords(ms: number): string {
  return ms === Number.POSITIVE_INFINITY ? 'for ever' : durationWords(ms);
}
