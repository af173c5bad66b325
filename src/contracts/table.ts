/** What a schema text says of one field, in the words of the model's field table. */
export interface TableRow {
  /** A dot leads into a nested object: `address.city`. */
  readonly name: string;
  /** `string`, `int`, `long`, `double`, `bool`, `enum`, `object`, `array`, `timestamp`, `bytes`; `?` where it is none of these. */
  readonly type: string;
  /** Whether it is in every message. */
  readonly required: 'yes' | 'no';
  /** As it would be typed; empty where there is none. */
  readonly default: string;
}

/** A schema as a table of fields, and sentences on what it says beyond that. */
export interface FieldTable {
  readonly rows: readonly TableRow[];
  readonly beyond: readonly string[];
}

/** A table is for people: what is longer or deeper is cut off, and says so. */
export const mostRows = 500;
export const deepest = 8;

/** Collects the rows of a table while a schema is walked. */
export class TableWriter {
  readonly rows: TableRow[] = [];
  readonly beyond: string[] = [];
  #cut = false;

  /** False once the table is full: the walk can end. */
  row(row: TableRow): boolean {
    if (this.rows.length >= mostRows) {
      this.cut();
      return false;
    }
    this.rows.push(row);
    return true;
  }

  say(sentence: string): void {
    if (this.beyond.length < 40) this.beyond.push(sentence);
  }

  /** Something was left out of the table for its length or depth. */
  cut(): void {
    if (this.#cut) return;
    this.#cut = true;
    this.say('More fields stand deeper in it or further down than this table shows.');
  }

  done(): FieldTable {
    return { rows: this.rows, beyond: this.beyond };
  }
}

/** A default as it would be typed into a table. */
export function defaultText(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
