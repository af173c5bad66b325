/**
 * sfc32, seeded by splitmix32: small, fast, well distributed, and the same bits on every machine.
 * Source: C. Doty-Humphrey, PractRand (public domain); splitmix32 after G. Steele, D. Lea and C. Flood (2014).
 */
export interface Prng {
  /** A whole number in [0, 2^32). */
  next(): number;
  /** A whole number in [0, below), without bias (by rejection). `below` is 1 … 2^32. */
  below(below: number): number;
  /** One of the items; the list must not be empty. */
  pick<T>(items: readonly T[]): T;
}

export function prng(seed: number): Prng {
  let mix = seed >>> 0;
  const word = () => {
    mix = (mix + 0x9e3779b9) >>> 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  let a = word();
  let b = word();
  let c = word();
  let counter = 1;
  const next = () => {
    const t = (a + b + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = ((c << 21) | (c >>> 11)) >>> 0;
    c = (c + t) >>> 0;
    return t;
  };
  for (let i = 0; i < 12; i++) next();
  const below = (limit: number) => {
    const top = 4294967296 - (4294967296 % limit);
    let n = next();
    while (n >= top) n = next();
    return n % limit;
  };
  return { next, below, pick: (items) => items[below(items.length)] as never };
}
