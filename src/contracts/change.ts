import type { Result } from '#base/result.ts';

/**
 * Differences between two versions of a schema, as facts. Whether a fact is allowed is the policy's business
 * (policy.ts): a `Change` knows its format's rules, and no modes.
 */

/** A stretch of a schema's text. Lines and columns count from 1; the end is the place after the last character. */
export interface SourceRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A place in a schema: a JSON pointer such as `/properties/id` (Avro, JSON Schema), or a name path such as `Order.id`. */
export interface Place {
  readonly pointer: string;
  /** Where that stands in the text, if the schema was read from one. */
  readonly range?: SourceRange;
  /** The name of the imported text in which it stands, where that was handed over apart. */
  readonly source?: string;
}

/**
 * What may stand where a schema declares nothing. `open`: anything; `closed`: nothing; `partiallyOpen`: what fits another
 * schema, such as that of `additionalProperties`.
 */
export type ContentModel = 'open' | 'closed' | 'partiallyOpen';

/**
 * Which of two versions reads. In a BACKWARD pair it is the newer one; in a FORWARD pair the older one, and then what is new is
 * what the writer has. Verdicts don't depend on it; sentences do, and the rules that know no direction.
 */
export type ReaderIs = 'newer' | 'older';

/**
 * One difference. The direction is BACKWARD: `before` is the writer's (older) schema, `after` the reader's (newer).
 * FORWARD is the same comparison with the two schemas handed over in the other order.
 */
export interface Change {
  /** Stable id of the rule: Confluent's errorType, Avro's reason type, buf's rule id. */
  readonly rule: string;
  /** Whether the reader can still read what was written with this difference. */
  readonly compatible: boolean;
  /** The place in the writer's schema; absent if the thing is only in the reader's. */
  readonly before?: Place;
  /** The place in the reader's schema; absent if the thing is only in the writer's. */
  readonly after?: Place;
  /** The two values, as they would be written in the schema: `10` and `5`, `int` and `string`. */
  readonly values?: { readonly before?: string; readonly after?: string };
  /** The content model that decided, for properties and items. */
  readonly contentModel?: ContentModel;
  /** One sentence in plain English. */
  readonly message: string;
  /** Further sentences or names, such as the missing symbols of an enum. */
  readonly detail?: readonly string[];
}

/** The formats that can be compared. */
export type FormatId = 'jsonSchema' | 'avro' | 'protobuf';

/** Texts that a schema imports, by the name by which it imports them. Nothing is ever fetched. */
export type Imports = Readonly<Record<string, string>>;

/**
 * One format of schemas: how a text is read, and how two schemas differ. `S` is the format's own model of a schema. Faults
 * of a text name line and column, and in `path` the JSON pointer where there is one.
 */
export interface Format<S, Profile extends string = string> {
  readonly id: FormatId;
  parse(text: string, imports?: Imports): Result<S>;
  /** All differences, the compatible ones too, in the order in which they stand in the schemas. */
  diff(before: S, after: S, profile?: Profile, readerIs?: ReaderIs): Change[];
}

/** Whether the reader can read everything: no difference stands in the way. */
export function isCompatible(changes: readonly Change[]): boolean {
  return changes.every((change) => change.compatible);
}
