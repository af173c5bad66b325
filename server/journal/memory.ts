import { compare } from '#base/order.ts';
import type { Role } from '#wire/roles.ts';
import type { Design, Journal, Link, NewDesign, Snapshot, StoredWorkshop } from './journal.ts';

interface Kept {
  readonly design: Design;
  links: Link[];
  readonly updates: Uint8Array[];
  readonly snapshots: { readonly about: Snapshot; readonly bytes: Uint8Array }[];
}

/** A journal that forgets everything with the process: for tests and for trying things out. */
export class MemoryJournal implements Journal {
  readonly #designs = new Map<string, Kept>();
  readonly #workshops = new Map<string, StoredWorkshop>();
  readonly #failedSessions = new Set<number>();
  #closed = false;

  async create({ links, update, ...design }: NewDesign): Promise<void> {
    this.#check();
    if (this.#designs.has(design.id)) throw new Error(`There is already a design ${design.id}.`);
    this.#designs.set(design.id, {
      design,
      links: links.map((link) => ({ ...link, revoked: false })),
      updates: update === undefined ? [] : [update.slice()],
      snapshots: [],
    });
  }

  async design(id: string): Promise<Design | undefined> {
    this.#check();
    return this.#designs.get(id)?.design;
  }

  async roleOf(design: string, hash: string): Promise<Role | undefined> {
    this.#check();
    return this.#designs.get(design)?.links.find((link) => link.hash === hash && !link.revoked)?.role;
  }

  async links(design: string): Promise<Link[]> {
    return [...this.#kept(design).links];
  }

  async addLink(design: string, link: Omit<Link, 'revoked'>): Promise<void> {
    this.#kept(design).links.push({ ...link, revoked: false });
  }

  async revokeLinks(design: string, role: Role, except?: string): Promise<string[]> {
    const kept = this.#kept(design);
    const gone = kept.links.filter((link) => link.role === role && !link.revoked && link.hash !== except);
    kept.links = kept.links.map((link) => (gone.includes(link) ? { ...link, revoked: true } : link));
    return gone.map((link) => link.hash);
  }

  async append(design: string, session: number, updates: readonly Uint8Array[]): Promise<void> {
    try {
      if (this.#failedSessions.has(session)) throw new Error('An earlier append of this session failed.');
      this.#kept(design).updates.push(...updates.map((update) => update.slice()));
    } catch (error) {
      this.#failedSessions.add(session);
      throw error;
    }
  }

  async load(design: string): Promise<Uint8Array[]> {
    return [...this.#kept(design).updates];
  }

  async addSnapshot(design: string, snapshot: Snapshot, bytes: Uint8Array): Promise<void> {
    this.#kept(design).snapshots.push({ about: snapshot, bytes: bytes.slice() });
  }

  async snapshots(design: string): Promise<Snapshot[]> {
    return this.#kept(design).snapshots.map(({ about }) => about);
  }

  async snapshot(design: string, id: string): Promise<Uint8Array | undefined> {
    return this.#kept(design).snapshots.find(({ about }) => about.id === id)?.bytes;
  }

  async saveWorkshop(workshop: StoredWorkshop): Promise<void> {
    this.#check();
    for (const { id, code } of this.#workshops.values())
      if (id !== workshop.id && code === workshop.code) throw new Error(`The code ${code} is taken.`);
    this.#workshops.set(workshop.id, workshop);
  }

  async workshops(): Promise<StoredWorkshop[]> {
    this.#check();
    return [...this.#workshops.values()].sort((a, b) => compare(a.id, b.id));
  }

  async deleteWorkshop(id: string): Promise<void> {
    this.#check();
    this.#workshops.delete(id);
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #check(): void {
    if (this.#closed) throw new Error('The journal is closed.');
  }

  #kept(id: string): Kept {
    this.#check();
    const kept = this.#designs.get(id);
    if (kept === undefined) throw new Error(`There is no design ${id}.`);
    return kept;
  }
}
