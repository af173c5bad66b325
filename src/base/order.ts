/**
 * The one order of strings in Millrace: by UTF-16 code unit, the same in every place and every locale.
 * Use it for everything that is stored, hashed, printed or compared; for lists that people read, use
 * `compareForPeople`.
 */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Sorted copy by a key; equal keys keep their order. */
export function sortedBy<T>(items: Iterable<T>, key: (item: T) => string): T[] {
  return [...items].sort((a, b) => compare(key(a), key(b)));
}

const people = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** "orders 2" before "orders 10", upper and lower case together; ties by code unit so that it is total. */
export function compareForPeople(a: string, b: string): number {
  return people.compare(a, b) || compare(a, b);
}
