import { wireLimits } from '#wire/limits.ts';
import { absent, type PresenceEntry } from '#wire/messages.ts';

/** Presence of one connection: the ids that it holds, and how many bytes their states have together. */
export interface Holder {
  readonly ids: Set<number>;
  bytes: number;
}

export function newHolder(): Holder {
  return { ids: new Set(), bytes: 0 };
}

/** What became of one entry: `held` = the id belongs to another connection, `above` = more than a connection may hold. */
export type Outcome = { readonly kind: 'taken' | 'old' | 'above' } | { readonly kind: 'held'; readonly by: Holder };

interface Row {
  readonly holder: Holder;
  readonly entry: PresenceEntry;
}

const taken: Outcome = { kind: 'taken' };
const old: Outcome = { kind: 'old' };
const above: Outcome = { kind: 'above' };

/**
 * Who is in a room, as the server sees it: a table of opaque states (their JSON is never parsed). An id belongs to the
 * connection that brought it and is gone with it, so nobody can move or remove another one's cursor ([P7]).
 */
export class PresenceTable {
  readonly #rows = new Map<number, Row>();
  /** Entries that changed since `takeChanges`; the entry itself is kept, so that a removal is told too. */
  #changes = new Map<number, Row>();

  /** Puts one entry of a connection into the table, if it is newer than what is there. */
  put(holder: Holder, entry: PresenceEntry): Outcome {
    const row = this.#rows.get(entry.client);
    if (row !== undefined && row.holder !== holder) return { kind: 'held', by: row.holder };
    const leaves = isAbsent(entry.state);
    if (row === undefined) {
      if (leaves) return old;
      if (holder.ids.size >= wireLimits.presenceIds) return above;
    } else if (entry.clock < row.entry.clock || (entry.clock === row.entry.clock && !leaves)) {
      return old;
    }
    const bytes = holder.bytes - (row?.entry.state.length ?? 0) + (leaves ? 0 : entry.state.length);
    if (bytes > wireLimits.presenceBytes) return above;
    holder.bytes = bytes;
    // A copy: the entry is a view into a frame, and the frame into a larger buffer of the socket.
    const kept: Row = {
      holder,
      entry: { client: entry.client, clock: entry.clock, state: leaves ? absent : entry.state.slice() },
    };
    if (leaves) {
      this.#rows.delete(entry.client);
      holder.ids.delete(entry.client);
    } else {
      this.#rows.set(entry.client, kept);
      holder.ids.add(entry.client);
    }
    this.#changes.set(entry.client, kept);
    return taken;
  }

  /** A connection is gone, and its ids with it. The clock stays: the next connect of that browser raises it ([P7]). */
  leave(holder: Holder): void {
    for (const client of holder.ids) {
      const row = this.#rows.get(client);
      if (row === undefined) continue;
      this.#rows.delete(client);
      this.#changes.set(client, { holder, entry: { client, clock: row.entry.clock, state: absent } });
    }
    holder.ids.clear();
    holder.bytes = 0;
  }

  /** Everybody who is here. */
  entries(): PresenceEntry[] {
    return Array.from(this.#rows.values(), ({ entry }) => entry);
  }

  /** What changed since the last call. `only` is the holder when all of it came from one connection. */
  takeChanges(): { readonly entries: PresenceEntry[]; readonly only: Holder | undefined } {
    const rows = [...this.#changes.values()];
    this.#changes = new Map();
    const first = rows[0]?.holder;
    return { entries: rows.map(({ entry }) => entry), only: rows.every(({ holder }) => holder === first) ? first : undefined };
  }
}

function isAbsent(state: Uint8Array): boolean {
  return state.length === absent.length && state.every((byte, i) => byte === absent[i]);
}
