/**
 * What went wrong in something that came from outside, in one sentence that says where and what next.
 * Results are for the world's mistakes; assertions (assert.ts) are for ours.
 */
export interface Fault {
  /** One clear sentence, in plain English. */
  readonly message: string;
  /** Place in structured data, as a JSON pointer such as `/elements/3/props/type`. */
  readonly path?: string;
  /** Place in text, counted from 1. */
  readonly line?: number;
  readonly column?: number;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly Fault[] };

export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failure(...faults: Fault[]): Result<never> {
  return { ok: false, faults };
}
