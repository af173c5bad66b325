import type { Id } from '#base/ids.ts';
import type { EdgeKind, ElementKind } from '#model/kind.ts';

/** One cell a design, in the order in which the designs were handed over. */
export type Cells = readonly (Id | undefined)[];

/** Elements that mean the same [A1]. */
export interface Row {
  /** The same for the same cells. */
  readonly id: string;
  readonly kind: ElementKind;
  /** The name that most designs give it; may be empty. */
  readonly label: string;
  readonly cells: Cells;
  /** 0 to 1; below `unsureBelow` people should look for themselves [A8]. */
  readonly sure: number;
  /** What speaks for the row, as a sentence; empty where only one design has it. */
  readonly why: string;
}

/** Edges that mean the same [A9]. */
export interface EdgeRow {
  readonly id: string;
  readonly kind: EdgeKind;
  /** Rows of the ends; undefined where an end is gone. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly cells: Cells;
  readonly sure: number;
  readonly why: string;
}

/** Rows of aligned elements that mean the same: fields of contracts and steps of sagas [A9]. */
export interface PartRow {
  readonly id: string;
  /** Row of the contract or saga. */
  readonly of: string;
  readonly part: 'field' | 'step';
  readonly label: string;
  readonly cells: Cells;
}

export interface Alignment {
  readonly rows: readonly Row[];
  readonly edges: readonly EdgeRow[];
  readonly parts: readonly PartRow[];
  /** For each design: the row of an element or edge. */
  readonly rowOf: readonly ReadonlyMap<Id, string>[];
}

export const unsureBelow = 0.7;

export function isUnsure(row: { readonly sure: number; readonly cells: Cells }): boolean {
  return row.sure < unsureBelow && row.cells.filter((cell) => cell !== undefined).length > 1;
}
