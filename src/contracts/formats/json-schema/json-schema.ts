import type { Format } from '../../change.ts';
import { compareNodes } from './compare-nodes.ts';
import { Comparison, type Profile } from './comparison.ts';
import { readJsonSchema } from './read.ts';
import type { JsonSchema } from './schema.ts';
import { Tree } from './tree.ts';

/**
 * JSON Schema, drafts 04, 06, 07, 2019-09 and 2020-12. The rules are those of the registry that most people use
 * (Confluent's); `lenient` is its compatibility policy of that name. SPEC.md in this folder states them.
 */
export const jsonSchema: Format<JsonSchema, Profile> = {
  id: 'jsonSchema',
  parse: readJsonSchema,
  diff(before, after, profile = 'strict', readerIs = 'newer') {
    return new Comparison(compareNodes, profile, readerIs).changes(new Tree(before).root, new Tree(after).root);
  },
};
