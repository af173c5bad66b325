import type { Format } from '../../change.ts';
import { avroDifferences } from './differences.ts';
import type { AvroProfileName } from './profiles.ts';
import { readAvro } from './read.ts';
import type { AvroDocument } from './schema.ts';

/** Avro schemas in JSON (`.avsc`). IDL is another language, and not read. */
export const avro: Format<AvroDocument, AvroProfileName> = {
  id: 'avro',
  parse: (text) => readAvro(text),
  diff: avroDifferences,
};
