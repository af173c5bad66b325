/** Identifies one record (element, edge, row) inside one design. 1 to 40 of A-Z a-z 0-9 _ -. */
export type Id = string;

/** Words that stand for something else where an id is expected, and so can't be ids. */
export const reservedIds: ReadonlySet<string> = new Set(['none', 'own', 'all', 'const', 'latest']);

export const idPattern = '^(?!(?:none|own|all|const|latest|__proto__)$)[A-Za-z0-9_-]{1,40}$';

const idExpression = new RegExp(idPattern);

export function isId(value: unknown): value is Id {
  return typeof value === 'string' && idExpression.test(value);
}

/** Makes a new id. Pure folders are handed one: they know neither randomness nor a clock. */
export type MakeId = () => Id;

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

/**
 * Turns a source of random bytes into a source of ids of 12 letters and digits (62 bits: with a million
 * records in one design the chance of one collision is below 1 in 4 million).
 */
export function idsFrom(randomBytes: (count: number) => Uint8Array): MakeId {
  return () => {
    let id = '';
    // 252 is the largest multiple of 36 below 256: larger bytes are thrown away, so that no letter is favoured.
    while (id.length < 12) {
      for (const byte of randomBytes(16)) {
        if (byte < 252 && id.length < 12) id += alphabet[byte % 36];
      }
    }
    return id;
  };
}

/** Ids in order, `n1`, `n2`, …: for tests, the notation's parser and templates. */
export function countingIds(prefix = 'n'): MakeId {
  let count = 0;
  return () => `${prefix}${++count}`;
}
