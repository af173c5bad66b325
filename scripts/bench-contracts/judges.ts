import type { FormatId } from '#contracts/change.ts';
import { avroJudges, sameAvroReasons } from './avro.ts';
import { jsonSchemaJudges } from './json-schema.ts';
import { protobufJudges, sameBufReasons } from './protobuf.ts';

/** One line of a table. Its fields are described where the tables are kept. */
export interface Case {
  readonly id: string;
  readonly format: 'json-schema' | 'avro' | 'protobuf';
  readonly profile: string;
  readonly mode: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly history?: readonly unknown[];
  readonly expect: 'compatible' | 'incompatible';
  readonly expect_lenient?: 'compatible' | 'incompatible';
  readonly expected_reasons?: readonly unknown[];
  readonly expected_locations?: readonly string[];
  readonly suspect?: unknown;
  readonly dialect?: string;
  readonly config?: unknown;
  readonly before_imports?: unknown;
  readonly after_imports?: unknown;
}

/** A schema of a case: JSON for JSON Schema and Avro, text for Protobuf. */
export interface Given {
  readonly text: unknown;
  readonly imports: unknown;
}

/** Somebody who says whether a reader can read what a writer wrote. To measure another format, add its judges below. */
export interface Judge {
  readonly format: Case['format'];
  readonly id: FormatId;
  /** How the judge is called where agreement is printed. */
  readonly name: string;
  /** What stands before `agree_ratio` in the name of the figure; empty for the first judge of a format. */
  readonly figure: string;
  /** Whether the verdict to agree with is the lenient one. */
  readonly lenient: boolean;
  /** Which cases of the format are this judge's, by their profile. */
  judges(each: Case): boolean;
  /** Undefined if one of the two schemas cannot be read. */
  reads(each: Case, writer: Given, reader: Given): boolean | undefined;
}

export const judges: readonly Judge[] = [...jsonSchemaJudges, ...avroJudges, ...protobufJudges];

/** Whether reasons and places of a failure are those of its table; undefined where it has none that can be compared. */
export function sameReasons(each: Case): boolean | undefined {
  return sameAvroReasons(each) ?? sameBufReasons(each);
}
