import type { EdgeKind, ElementKind } from '../kind.ts';
import type { StatementWord } from './syntax.ts';

/** A place in the text, as offsets. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One word, quoted text or reference, not yet understood: what it means depends on where it stands. */
export interface Atom extends Span {
  /** As written, for values that are no references: `1KiB`, `200/s`, `compact+delete`. */
  readonly source: string;
  /** The name within: without quotes, `!`, prefix and suffixes. */
  readonly text: string;
  readonly quoted: boolean;
  /** `!`: something that is not in the design. */
  readonly gone: boolean;
  /** `contract:` before the name. */
  readonly prefix: string | undefined;
  /** `~2` behind the name: the second of that name. */
  readonly copy: number;
  /** `@1.1.0` behind the name. */
  readonly version: string | undefined;
  /** `#2` behind the name: the second of several edges. */
  readonly ordinal: number | undefined;
  /** False where a word has suffixes that make no sense together. */
  readonly wellFormed: boolean;
  /** `orders -consumes-> billing`, where an edge is referred to. */
  readonly path?: { readonly kind: EdgeKind | undefined; readonly to: Atom };
}

export interface ListNode extends Span {
  readonly list: readonly Atom[];
}

export interface PropertyNode extends Span {
  readonly name: string;
  readonly value: Atom | ListNode | undefined;
  /** Where the name stands. */
  readonly at: Span;
}

export interface RowNode extends Span {
  readonly heads: readonly Atom[];
  readonly properties: readonly PropertyNode[];
}

export interface Block extends Span {
  readonly members: readonly Atom[];
  readonly nested: readonly Declaration[];
  readonly rows: readonly RowNode[];
  readonly text: Atom | undefined;
}

export interface Pair extends Span {
  readonly values: readonly [number, number];
}

export interface Declaration extends Span {
  readonly type: 'declaration';
  readonly word: StatementWord;
  readonly kind: ElementKind;
  readonly name: Atom;
  readonly heads: readonly Atom[];
  readonly longText: Atom | undefined;
  readonly on: Atom | undefined;
  readonly near: Atom | undefined;
  readonly properties: readonly PropertyNode[];
  readonly block: Block | undefined;
  readonly position: Pair | undefined;
  readonly size: Pair | undefined;
  readonly comment: readonly string[];
}

export interface Link extends Span {
  readonly arrow: Span;
  /** Undefined for `->`: the kinds of the ends decide. */
  readonly kind: EdgeKind | undefined;
  readonly as: Atom | undefined;
  readonly properties: readonly PropertyNode[];
}

export interface Chain extends Span {
  readonly type: 'chain';
  /** One more than links. */
  readonly ends: readonly Atom[];
  readonly links: readonly Link[];
  readonly comment: readonly string[];
}

export interface Remark extends Span {
  readonly type: 'title' | 'comment';
  readonly text: string;
  readonly comment: readonly string[];
}

export type Statement = Declaration | Chain | Remark;

export interface Tree {
  readonly statements: readonly Statement[];
  /** Comments below the last statement. */
  readonly comment: readonly string[];
}
