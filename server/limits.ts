import { wireLimits } from '#wire/limits.ts';

/** What one server takes. Tests lower these; the defaults fit a class of 60 on one machine. */
export interface Limits {
  /** Messages a second and connection, and how many may come at once. A sync step 1 counts as 20: answering is dear. */
  readonly messagesPerSecond: number;
  readonly messageBurst: number;
  /** Bytes a second and connection, and how many may come at once (work done offline arrives in one piece). */
  readonly bytesPerSecond: number;
  readonly byteBurst: number;
  /** A design, as one Yjs update V1, and in Yjs structs (roughly: one a property or character run). */
  readonly documentBytes: number;
  readonly documentStructs: number;
  /** What Yjs may hold back in one design because a predecessor is missing. */
  readonly pendingBytes: number;
  /** What may wait in memory for one slow reader; it must be larger than a document. */
  readonly bufferedBytes: number;
  readonly socketsPerAddress: number;
  readonly socketsPerRoom: number;
  readonly rooms: number;
  /** HTTP requests a minute and address; making designs is counted apart. */
  readonly requestsPerMinute: number;
  readonly designsPerMinute: number;
  readonly snapshotsPerDesign: number;
  readonly linksPerDesign: number;
  /** How often each connection hears from us and is asked whether it lives ([P19]). */
  readonly heartbeatMs: number;
}

export const defaultLimits: Limits = {
  messagesPerSecond: 100,
  messageBurst: 1000,
  bytesPerSecond: 256 * 1024,
  byteBurst: 4 * 1024 * 1024,
  documentBytes: 8 * 1024 * 1024,
  documentStructs: 400_000,
  pendingBytes: 256 * 1024,
  bufferedBytes: 24 * 1024 * 1024,
  socketsPerAddress: 256,
  socketsPerRoom: 128,
  rooms: 2000,
  requestsPerMinute: 600,
  designsPerMinute: 60,
  snapshotsPerDesign: 200,
  linksPerDesign: 100,
  heartbeatMs: wireLimits.heartbeatMs,
};

/** Lets `rate` units a second pass, and `burst` at once. The caller brings the clock (milliseconds that only grow). */
export class TokenBucket {
  readonly #rate: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  constructor(rate: number, burst: number, nowMs: number) {
    this.#rate = rate;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = nowMs;
  }

  /** Takes so many units; false when that is too fast. */
  take(units: number, nowMs: number): boolean {
    this.#tokens = Math.min(this.#burst, this.#tokens + ((nowMs - this.#at) / 1000) * this.#rate);
    this.#at = nowMs;
    if (this.#tokens < units) return false;
    this.#tokens -= units;
    return true;
  }
}
