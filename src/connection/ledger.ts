/**
 * Counts this browser's changes and which of them are on the server's disk. Pure; the numbers come from the document
 * (a change was made), the socket (a frame was sent) and the server (so many were settled).
 */
export class Ledger {
  #made: number;
  #saved = 0;
  /** For each update sent on this connection and not yet acknowledged: the change up to which it covers everything. */
  #covers: number[] = [];
  #acknowledged = 0;
  #stepped = false;

  /** `unsaved`: changes that an earlier visit left on this device only. */
  constructor(unsaved = 0) {
    this.#made = unsaved;
  }

  /** Changes that only this device has. */
  get unsaved(): number {
    return this.#made - this.#saved;
  }

  /** A change was made here. */
  changed(): void {
    this.#made++;
  }

  /** A new connection: both sides count from 1 again, and step 2 will bring what the last one did not. */
  connected(): void {
    this.#covers = [];
    this.#acknowledged = 0;
    this.#stepped = false;
  }

  /** An update message went out. Before this connection's step 2 it covers nothing: earlier changes travel in step 2 ([P9]). */
  sent(isSyncStep2: boolean): void {
    this.#stepped ||= isSyncStep2;
    this.#covers.push(this.#stepped ? this.#made : 0);
  }

  /** The server has settled the first `count` updates of this connection. Counts that make no sense are ignored. */
  acknowledged(count: number): void {
    const settled = count - this.#acknowledged;
    if (settled <= 0 || settled > this.#covers.length) return;
    for (const cover of this.#covers.splice(0, settled)) this.#saved = Math.max(this.#saved, cover);
    this.#acknowledged = count;
  }
}
