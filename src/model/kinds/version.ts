import type { Id } from '#base/ids.ts';
import { type PropsOf, rowKind } from '../kind.ts';
import { choice, longText, rows, semver } from '../property.ts';
import { type Field, field } from './field.ts';

/** One version of a contract; the version before it is the row above. */
export const version = rowKind({
  kind: 'version',
  label: 'Version',
  plural: 'Versions',
  properties: {
    version: semver({
      label: 'Version',
      help: 'Major, minor and patch, as in 1.2.0. A new major version says that old readers may not understand it.',
      level: 'essential',
      default: '1.0.0',
    }),
    status: choice(
      {
        draft: { label: 'Draft', help: 'May still change.' },
        published: { label: 'Published', help: 'In use; a change needs a new version.' },
        deprecated: { label: 'Deprecated', help: 'Still valid, but readers should move on.' },
      },
      { label: 'Status', help: 'Whether others may rely on this version.', level: 'essential', default: 'draft' },
    ),
    fields: rows<Field>({
      label: 'Fields',
      help: 'What a message of this version carries. Where a schema text stands, the fields are read from it.',
      level: 'essential',
      of: field,
    }),
    format: choice(
      {
        avro: 'Avro',
        protobuf: 'Protocol Buffers',
        jsonschema: 'JSON Schema',
        xml: 'XML Schema',
        none: { label: 'Without a schema', help: 'Nothing checks what is inside; readers have to know.' },
      },
      {
        label: 'Format',
        help: 'The language in which the schema is written.',
        group: 'Schema',
        default: '?',
      },
    ),
    text: longText({
      label: 'Schema text',
      help: 'The schema itself, as it would stand in a registry. It takes precedence over a field list written by hand.',
      group: 'Schema',
    }),
  },
});

export type Version = { readonly id: Id; readonly order: string } & PropsOf<typeof version.properties>;
