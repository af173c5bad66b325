import type { Edge, Element } from '#model/design.ts';
import type { Path } from '#model/edit.ts';
import { propertiesOf } from '#model/values.ts';

/** Where the concept card of a property stands: `channel.retention`, or `field.type` for what stands in a row of a row. */
export function cardPlace(records: readonly (Element | Edge)[], path: Path): string {
  const [record] = records;
  if (!record) return 'glossary';
  let kind: string = record.kind;
  let properties = propertiesOf(record.kind);
  // A path goes from a list to the id of a row to a property of that row.
  for (let at = 0; at + 2 < path.length; at += 2) {
    const row = properties[path[at] ?? '']?.row;
    if (!row) break;
    kind = row.kind;
    properties = row.properties;
  }
  return `${kind}.${path[path.length - 1]}`;
}
