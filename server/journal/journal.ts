import type { Role } from '#wire/roles.ts';

/** A design as the journal knows it; what is drawn in it is in its updates. */
export interface Design {
  readonly id: string;
  readonly title?: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** A link's secret is not stored: `hash` is the SHA-256 of the token, in hexadecimal. */
export interface Link {
  readonly hash: string;
  readonly role: Role;
  readonly createdAt: string;
  readonly revoked: boolean;
}

export interface NewDesign extends Design {
  readonly links: readonly Omit<Link, 'revoked'>[];
  /** The first content: a Yjs update V1. */
  readonly update?: Uint8Array;
}

/** A named version of a design, without its bytes. */
export interface Snapshot {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
}

/** A workshop as it is stored: its state is the server's own JSON (workshop/state.ts); secrets are hashes. */
export interface StoredWorkshop {
  readonly id: string;
  readonly code: string;
  readonly instructor: string;
  readonly observer: string;
  readonly state: string;
}

/**
 * What outlives the process. Every promise resolves when the change is on disk (where there is a disk) and rejects when
 * it is not; calls take effect in the order in which they were made. It knows nothing of rooms, sockets or clocks.
 * `journal.test.ts` holds the contract that every journal passes.
 */
export interface Journal {
  /** Adds a design with its links and first content, all or nothing. Rejects when the id is taken. */
  create(design: NewDesign): Promise<void>;
  design(id: string): Promise<Design | undefined>;
  /** The role of a link that is not revoked. */
  roleOf(design: string, hash: string): Promise<Role | undefined>;
  /** In the order in which they were made, revoked ones too. */
  links(design: string): Promise<Link[]>;
  addLink(design: string, link: Omit<Link, 'revoked'>): Promise<void>;
  /** Revokes a design's links of one role, except one; resolves to the hashes that were revoked now. */
  revokeLinks(design: string, role: Role, except?: string): Promise<string[]>;
  /**
   * Adds raw update messages, in order. `session` is a number that the caller uses for one opening of one room: after a
   * failed append, later appends of that session fail too, because Yjs can lose a key when an update in between is missing.
   */
  append(design: string, session: number, updates: readonly Uint8Array[]): Promise<void>;
  /** Everything that was appended, or rows that make the same document. Includes appends that were called before. */
  load(design: string): Promise<Uint8Array[]>;
  addSnapshot(design: string, snapshot: Snapshot, bytes: Uint8Array): Promise<void>;
  /** In the order in which they were made. */
  snapshots(design: string): Promise<Snapshot[]>;
  /** A snapshot's bytes (Yjs update V2), if this design has it. */
  snapshot(design: string, id: string): Promise<Uint8Array | undefined>;
  /** Adds a workshop or replaces it. */
  saveWorkshop(workshop: StoredWorkshop): Promise<void>;
  workshops(): Promise<StoredWorkshop[]>;
  /** Forgets a workshop; its designs stay. */
  deleteWorkshop(id: string): Promise<void>;
  /** Finishes what was called and lets go of the storage. Calls after it reject. */
  close(): Promise<void>;
}

/** The next session number of this process, for `append`. */
let sessions = 0;
export function nextSession(): number {
  return ++sessions;
}
