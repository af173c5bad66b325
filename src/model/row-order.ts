import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';

/** Keys that put rows in an order and leave room between any two, so that two people can add rows at once. */
export function rowOrders(count: number): string[] {
  return generateNKeysBetween(null, null, count);
}

/**
 * A key between two (undefined: before all, behind all). Undefined where there is no room: the two are equal or
 * in the wrong order, or one was not made by this scheme. All rows need new keys then.
 */
export function orderBetween(low: string | undefined, high: string | undefined): string | undefined {
  if ([low, high].some((key) => key !== undefined && !/^[0-9A-Za-z]+$/.test(key))) return undefined;
  if (low !== undefined && high !== undefined && low >= high) return undefined;
  try {
    return generateKeyBetween(low ?? null, high ?? null);
  } catch {
    // The library throws for what is no key of its: peers and files may bring anything.
    return undefined;
  }
}
