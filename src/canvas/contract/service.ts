import type { Mode } from '#contracts/policy.ts';
import type { Rollout } from '#contracts/rollout.ts';
import type { Suggestions } from '#contracts/suggestion.ts';

/*
 * What the page asks the worker that reads schemas, and what it answers. Texts come from strangers: the worker may be
 * ended in the middle of one, and nothing that it is asked changes a design.
 */

/** Formats that are read. `xml` is recognised and shown, and not checked. */
export type SchemaFormat = 'jsonschema' | 'avro' | 'protobuf' | 'xml';

export interface SchemaText {
  readonly format: SchemaFormat;
  readonly text: string;
}

/** Lines and columns count from 1; the end stands behind the last character. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Marked extends Span {
  readonly message: string;
}

/** A row of the table that a schema text says: values as in the model's fields. */
export interface DerivedField {
  readonly name: string;
  readonly type: string;
  readonly required: 'yes' | 'no';
  readonly default: string;
}

export interface Inspection {
  /** The text that was read. */
  readonly text: string;
  readonly faults: readonly Marked[];
  readonly fields: readonly DerivedField[];
  /** What the text says and a table of fields can't: sentences. */
  readonly beyond: readonly string[];
}

export interface ComparedVersion extends SchemaText {
  readonly version: string;
  readonly status: 'draft' | 'published' | 'deprecated';
}

export type Profile = 'registry' | 'lenient' | 'strict';

/** One difference between what a writer writes and what a reader expects. */
export interface Point {
  readonly rule: string;
  readonly compatible: boolean;
  readonly message: string;
  readonly details: readonly string[];
  /** Where it stands in either text, if it stands there. */
  readonly inWriter: Span | undefined;
  readonly inReader: Span | undefined;
}

/** Whether one version can read what another wrote. */
export interface Pair {
  readonly reader: string;
  readonly writer: string;
  readonly points: readonly Point[];
  /** A message that the writer's schema allows and the reader's does not, as JSON text; where one was found. */
  readonly proof: string | undefined;
  /** Such a message was looked for. */
  readonly searched: boolean;
}

/** A change of the text that was tried: what is left to mend after it, and the table that it makes. */
export interface TriedWay {
  readonly title: string;
  readonly text: string;
  readonly fields: readonly DerivedField[];
  /** Points that still break, of all pairs. */
  readonly left: number;
}

export interface Comparison {
  /** Pairs that the mode asks for, newest first; those without an incompatible point are fine. */
  readonly pairs: readonly Pair[];
  /** What each order of the upgrade from the version before does; empty where the two can't be compared. */
  readonly rollouts: readonly Rollout[];
  /** Ways out that leave less to mend, best first. */
  readonly ways: readonly TriedWay[];
  /** Where nothing breaks: what would keep it so. */
  readonly care: readonly TriedWay[];
  /** Other modes in which nothing breaks. */
  readonly modes: readonly Mode[];
  /** Lenient registries would let it pass. */
  readonly lenient: boolean;
  /** Why something could not be compared. */
  readonly notes: readonly string[];
}

export interface PayloadFault {
  /** JSON pointer into the payload; empty for the whole. */
  readonly at: string;
  readonly message: string;
}

export type Ask =
  | { readonly kind: 'inspect'; readonly schema: SchemaText }
  | {
      readonly kind: 'compare';
      readonly before: readonly ComparedVersion[];
      readonly candidate: ComparedVersion;
      readonly mode: Mode;
      readonly profile: Profile;
    }
  | { readonly kind: 'complete'; readonly schema: SchemaText; readonly offset: number }
  | { readonly kind: 'sample'; readonly schema: SchemaText; readonly seed: number }
  | { readonly kind: 'check'; readonly schema: SchemaText; readonly payload: string };

export interface Answers {
  readonly inspect: Inspection;
  readonly compare: Comparison;
  readonly complete: Suggestions;
  readonly sample: { readonly payload: string } | { readonly sentence: string };
  readonly check: { readonly faults: readonly PayloadFault[] };
}

export interface Call {
  readonly id: number;
  readonly ask: Ask;
}

export type Reply =
  | { readonly id: number; readonly answer: Answers[Ask['kind']] }
  /** It could not be done: one sentence for people. */
  | { readonly id: number; readonly sentence: string };
