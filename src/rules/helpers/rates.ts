import type { EdgeOf } from '#model/design.ts';
import { ratePerSecond } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { readsOf } from './carries.ts';
import { contractId, contractOf } from './contracts.ts';

/** Messages a second that a handler gets at peak, as far as is known: the sum over its contracts; undefined if none says. */
export function arrivalsOf(read: Reads, consumes: EdgeOf<'consumes'>): number | undefined {
  const contracts = [...new Set(readsOf(read, consumes).map(contractId))];
  const rates = contracts.flatMap((id) => ratePerSecond(contractOf(read, id)?.props.rate ?? '?') ?? []);
  return rates.length > 0 ? rates.reduce((sum, rate) => sum + rate, 0) : undefined;
}

const units = [
  ['s', 1],
  ['min', 60],
  ['h', 3600],
  ['d', 86_400],
] as const;

/** A rate as it is written, in the unit that makes it a number of one or more, rounded up. */
export function rateOf(perSecond: number): string {
  const [short, seconds] = units.find(([, each]) => perSecond * each >= 1) ?? units[3];
  return `${Math.ceil(perSecond * seconds - 1e-9)}/${short}`;
}

const words = { s: 'second', min: 'minute', h: 'hour', d: 'day' } as const;

/** A rate as people say it: `5/s` is 5 a second, or 5 messages a second. */
export function spokenRate(written: string, what = ''): string {
  const [n, unit] = written.split('/') as [string, keyof typeof words];
  const word = words[unit] ?? unit;
  return `${n}${what === '' ? '' : ` ${what}`} ${word === 'hour' ? 'an' : 'a'} ${word}`;
}
