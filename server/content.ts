import * as Y from 'yjs';
import type { Limits } from './limits.ts';

/** An update that could be read to its end; what it refers to may still be missing. */
export type Reading = ReturnType<typeof Y.decodeUpdate>;

/** Reads an update without touching any document. `undefined` when it is malformed. */
export function readUpdate(update: Uint8Array): Reading | undefined {
  try {
    return Y.decodeUpdate(update);
  } catch {
    return undefined;
  }
}

/** The document of a room: a Y.Doc that nobody edits here, and what the server asks of it. */
export class Content {
  readonly #doc = new Y.Doc();
  readonly #limits: Pick<Limits, 'documentBytes' | 'documentStructs' | 'pendingBytes'>;
  /** Never below the true size; made exact when it would refuse something. */
  #bytes: number;
  #structs: number;
  #version = 0;
  #exactAt = -1;
  #whole: { readonly version: number; readonly update: Uint8Array } | undefined;

  /** Throws when a row can't be applied: then the journal holds something that was never accepted. */
  constructor(rows: readonly Uint8Array[], limits: Pick<Limits, 'documentBytes' | 'documentStructs' | 'pendingBytes'>) {
    this.#limits = limits;
    this.#doc.transact(() => {
      for (const row of rows) Y.applyUpdate(this.#doc, row);
    });
    this.#bytes = rows.reduce((sum, row) => sum + row.length, 0);
    this.#structs = this.#countStructs();
  }

  /** Applies an update. When Yjs throws, this content is spoilt and must be made again from the journal. */
  apply(update: Uint8Array, reading: Reading): void {
    Y.applyUpdate(this.#doc, update);
    this.#version++;
    this.#bytes += update.length;
    this.#structs += reading.structs.length;
  }

  /** True when everything in the update is known already: every struct is here, and every deletion was done. */
  has(reading: Reading): boolean {
    const { store } = this.#doc;
    for (const struct of reading.structs) {
      if (struct instanceof Y.Skip) continue;
      if (struct.id.clock + struct.length > Y.getState(store, struct.id.client)) return false;
    }
    for (const [client, ranges] of reading.ds.clients) {
      const structs = store.clients.get(client) ?? [];
      const state = Y.getState(store, client);
      for (const { clock, len } of ranges) {
        if (len === 0) continue;
        if (clock + len > state) return false;
        for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
          const struct = structs[i];
          if (struct === undefined || struct.id.clock >= clock + len) break;
          if (!struct.deleted) return false;
        }
      }
    }
    return true;
  }

  /** Whether the document stays within its limits with this update. One that only deletes always fits. */
  fits(update: Uint8Array, reading: Reading): boolean {
    if (reading.structs.length === 0) return true;
    const { documentBytes, documentStructs } = this.#limits;
    const within = () =>
      this.#bytes + update.length <= documentBytes && this.#structs + reading.structs.length <= documentStructs;
    if (within()) return true;
    // Overwritten values and merged runs make the document smaller than the sum of its updates. Measured once a version,
    // because it takes tens of milliseconds at this size and a stranger could ask for it again and again.
    if (this.#exactAt !== this.#version) {
      this.#bytes = Y.encodeStateAsUpdate(this.#doc).length;
      this.#structs = this.#countStructs();
      this.#exactAt = this.#version;
    }
    return within();
  }

  /** True when Yjs would have to hold the update back, and holds back too much already. */
  overstrains(update: Uint8Array, reading: Reading): boolean {
    const waiting = this.#doc.store.pendingStructs?.update.length ?? 0;
    if (waiting + update.length <= this.#limits.pendingBytes || waiting === 0) return false;
    const ends = new Map<number, number>();
    const known = (client: number, clock: number) => clock < Math.max(Y.getState(this.#doc.store, client), ends.get(client) ?? 0);
    for (const struct of reading.structs) {
      if (struct instanceof Y.Skip) continue;
      const { client, clock } = struct.id;
      if (clock > 0 && !known(client, clock - 1)) return true;
      ends.set(client, clock + struct.length);
    }
    for (const struct of reading.structs) {
      if (!(struct instanceof Y.Item)) continue;
      const parent = struct.parent as unknown;
      for (const id of [struct.origin, struct.rightOrigin, parent instanceof Y.ID ? parent : null]) {
        if (id !== null && !known(id.client, id.clock)) return true;
      }
    }
    return false;
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#doc);
  }

  /** What somebody with this state vector lacks, as an update V1; `undefined` when the vector is malformed. */
  missing(stateVector: Uint8Array): Uint8Array | undefined {
    // A newcomer has nothing, and a class of sixty comes at once: the whole document is encoded once a version.
    if (stateVector.length === 1 && stateVector[0] === 0) {
      if (this.#whole?.version !== this.#version)
        this.#whole = { version: this.#version, update: Y.encodeStateAsUpdate(this.#doc) };
      return this.#whole.update;
    }
    try {
      return Y.encodeStateAsUpdate(this.#doc, stateVector);
    } catch {
      return undefined;
    }
  }

  /** The whole document as an update V2, the form of snapshots. */
  snapshot(): Uint8Array {
    return Y.encodeStateAsUpdateV2(this.#doc);
  }

  #countStructs(): number {
    let structs = 0;
    for (const list of this.#doc.store.clients.values()) structs += list.length;
    return structs;
  }
}
