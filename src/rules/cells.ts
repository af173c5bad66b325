/**
 * The bookkeeping of incremental checking (SPEC [E]), as in a build system: whoever computes notes which cells it
 * reads; when the design changes, the cells that changed are marked, and only what has read them is computed again.
 */

/** Something that can be read and can change: a record, a list of an index, or a derived value. */
export class Cell {
  /** The revision in which it last changed. */
  changedAt = 0;
  readonly readers = new Set<Reader>();
  /** The run that noted it last, so that one run notes a cell once. */
  notedBy = 0;
}

/** Something that computes from cells. */
export interface Reader {
  /** What its last run read, in that order. */
  reads: readonly Cell[];
  ranAt: number;
  /** Told when a cell that it read has changed, or may have. */
  disturb(): void;
}

const nothing: readonly Cell[] = [];

export class Tracker {
  revision = 1;
  #run = 0;
  #runs = 0;
  #noted: Cell[] = [];

  note(cell: Cell): void {
    if (this.#run === 0 || cell.notedBy === this.#run) return;
    cell.notedBy = this.#run;
    this.#noted.push(cell);
  }

  changed(cell: Cell): void {
    if (cell.changedAt === this.revision) return;
    cell.changedAt = this.revision;
    for (const reader of cell.readers) reader.disturb();
  }

  /** Runs the work, and links the reader to exactly the cells that it read. */
  run<T>(reader: Reader, work: () => T): T {
    const outerRun = this.#run;
    const outerNoted = this.#noted;
    this.#run = ++this.#runs;
    this.#noted = [];
    try {
      return work();
    } finally {
      link(reader, this.#noted);
      reader.ranAt = this.revision;
      this.#run = outerRun;
      this.#noted = outerNoted;
    }
  }

  /**
   * True if a cell that the reader read has changed since. Derived cells are brought up to date first, in the order of
   * reading.
   */
  stale(reader: Reader): boolean {
    for (const cell of reader.reads) {
      if (cell instanceof Derived) cell.refresh();
      if (cell.changedAt > reader.ranAt) return true;
    }
    return false;
  }

  forget(reader: Reader): void {
    link(reader, nothing);
  }
}

function link(reader: Reader, reads: readonly Cell[]): void {
  const before = reader.reads;
  if (before.length === reads.length && before.every((cell, i) => cell === reads[i])) return;
  for (const cell of before) cell.readers.delete(reader);
  for (const cell of reads) cell.readers.add(reader);
  reader.reads = reads;
}

/**
 * A value computed from cells and read by others. If it comes out equal after a change, its readers are not run
 * again: renaming a broker touches every channel's capabilities, and changes none.
 */
export class Derived<T = unknown> extends Cell implements Reader {
  reads: readonly Cell[] = nothing;
  ranAt = 0;
  #value: T | undefined;
  #dirty = true;
  readonly #tracker: Tracker;
  readonly #compute: () => T;
  readonly #same: (a: T, b: T) => boolean;

  constructor(tracker: Tracker, compute: () => T, same: (a: T, b: T) => boolean) {
    super();
    this.#tracker = tracker;
    this.#compute = compute;
    this.#same = same;
  }

  disturb(): void {
    if (this.#dirty) return;
    this.#dirty = true;
    for (const reader of this.readers) reader.disturb();
  }

  refresh(): void {
    if (!this.#dirty) return;
    this.#dirty = false;
    if (this.ranAt > 0 && !this.#tracker.stale(this)) return;
    const first = this.ranAt === 0;
    const value = this.#tracker.run(this, this.#compute);
    if (first || !this.#same(this.#value as T, value)) {
      this.#value = value;
      this.changedAt = this.#tracker.revision;
    }
  }

  get(): T {
    this.#tracker.note(this);
    this.refresh();
    return this.#value as T;
  }
}
