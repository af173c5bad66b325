import type { MakeId } from '#base/ids.ts';
import { detectFormat } from '#contracts/detect.ts';
import { type Design, type ElementOf, elementOf, emptyDesign } from '#model/design.ts';
import { applyEdits } from '#model/edit.ts';
import { limits } from '#model/property.ts';
import { elementFrom } from '../actions/create.ts';
import { fieldEdits } from './field-edits.ts';
import { schemaService } from './schemas.ts';
import type { SchemaText } from './service.ts';

/**
 * A contract from a schema text that was pasted or dropped, with the table that the text says; undefined where the text is no
 * schema, or longer than a contract can hold. A text with mistakes makes a contract all the same: its editor names them.
 */
export async function contractFrom(pasted: string, makeId: MakeId, named = ''): Promise<Design | undefined> {
  // Editors count lines by one sort of ends.
  const text = pasted.replace(/\r\n?/g, '\n');
  const format = detectFormat(text);
  if (format === undefined || text.length > limits.longText) return undefined;
  const schema: SchemaText = { format, text };
  const inspected = await schemaService().ask<'inspect'>({ kind: 'inspect', schema });
  const id = makeId();
  const name = nameIn(schema) ?? (named === '' ? 'Message' : named.replace(/\.[^.]*$/u, ''));
  const element = elementFrom({ kind: 'contract', props: { name: name.slice(0, limits.text), kind: 'event' } }, id);
  const design = applyEdits(emptyDesign, [
    { op: 'addElement', element },
    { op: 'place', id, at: [0, 0] },
  ]);
  const [version] = (elementOf(design, id, 'contract') as ElementOf<'contract'>).props.versions;
  if (!version) return design;
  const path = ['versions', version.id];
  return applyEdits(design, [
    { op: 'set', id, path: [...path, 'format'], value: format },
    { op: 'set', id, path: [...path, 'text'], value: text },
    ...(inspected.ok ? fieldEdits(id, version, inspected.value.fields, makeId) : []),
  ]);
}

/** What a schema calls itself. */
function nameIn({ format, text }: SchemaText): string | undefined {
  switch (format) {
    case 'avro':
      return /"name"\s*:\s*"([^"]{1,200})"/.exec(text)?.[1]?.split('.').at(-1);
    case 'protobuf':
      return /\bmessage\s+(\w+)/.exec(text)?.[1];
    case 'jsonschema':
      return /"title"\s*:\s*"([^"]{1,200})"/.exec(text)?.[1];
    case 'xml':
      return /<\w*:?element\s[^>]*name\s*=\s*"([^"]{1,200})"/.exec(text)?.[1];
  }
}
