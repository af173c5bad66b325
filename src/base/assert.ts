/** Fails loudly when a belief of ours does not hold. Never used for input from outside: that gets a Result. */
export function assert(condition: unknown, belief: string): asserts condition {
  if (!condition) throw new Error(`Millrace made a mistake: ${belief}`);
}

/** For the default branch of a switch over a closed union: the compiler proves that it is never reached. */
export function never(value: never): never {
  throw new Error(`Millrace made a mistake: unexpected ${JSON.stringify(value)}`);
}
