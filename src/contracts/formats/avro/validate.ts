import { type Fault, failure, type Result, success } from '#base/result.ts';
import { pointerOf, readJson } from '../json-text.ts';
import { linesOf } from '../lines.ts';
import { misfits } from './fit.ts';
import type { AvroDocument } from './schema.ts';

/** Checks a payload in Avro's JSON encoding. Every place that does not fit is told, with its JSON pointer, line and column. */
export function validateAvro(document: AvroDocument, payload: string): Result<undefined> {
  const json = readJson(payload, 'payload');
  if (!json.ok) return json;
  const lines = linesOf(payload);
  const faults = misfits(document.root, json.value, 'payload').map(
    ({ node, message }): Fault => ({ message, path: pointerOf(node), ...lines.at(node.offset) }),
  );
  return faults.length === 0 ? success(undefined) : failure(...faults);
}
