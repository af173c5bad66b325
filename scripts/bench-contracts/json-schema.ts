import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isCompatible } from '#contracts/change.ts';
import { compileJsonSchema } from '#contracts/formats/json-schema/compile.ts';
import { jsonSchema } from '#contracts/formats/json-schema/json-schema.ts';
import { type Rule, rules } from '#contracts/formats/json-schema/rules.ts';
import type { JsonSchema } from '#contracts/formats/json-schema/schema.ts';
import { findWitness } from '#contracts/witness.ts';
import type { Case, Given, Judge } from './judges.ts';

const addresses: Readonly<Record<string, string>> = {
  'draft-04': 'http://json-schema.org/draft-04/schema#',
  'draft-06': 'http://json-schema.org/draft-06/schema#',
  'draft-07': 'http://json-schema.org/draft-07/schema#',
  '2019-09': 'https://json-schema.org/draft/2019-09/schema',
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
};

/** A case may name the draft in place of its schemas. */
function read({ text: schema }: Given, dialect: string | undefined): JsonSchema | undefined {
  const needsDraft = typeof schema === 'object' && schema !== null && !('$schema' in schema) && dialect !== undefined;
  const parsed = jsonSchema.parse(JSON.stringify(needsDraft ? { $schema: addresses[dialect], ...schema } : schema));
  return parsed.ok ? parsed.value : undefined;
}

type Verdict = (writer: JsonSchema, reader: JsonSchema) => boolean;

function judge(name: string, figure: string, verdict: Verdict, judges: Judge['judges'], lenient = false): Judge {
  return {
    format: 'json-schema',
    id: 'jsonSchema',
    name,
    figure,
    lenient,
    judges,
    reads(each, writer, reader) {
      const [one, other] = [read(writer, each.dialect), read(reader, each.dialect)];
      return one === undefined || other === undefined ? undefined : verdict(one, other);
    },
  };
}

const compile = (schema: JsonSchema) => {
  const faults = compileJsonSchema(schema.root.value, schema.draft);
  return (value: unknown) => faults(value).length === 0;
};

/** Tables whose verdicts say what is so, not what a registry's rules make of it. */
export const isSemantic = (each: Case) => each.profile.includes('subset');

export const jsonSchemaJudges: readonly Judge[] = [
  judge(
    'strict rules',
    '',
    (writer, reader) => isCompatible(jsonSchema.diff(writer, reader)),
    () => true,
  ),
  judge(
    'lenient rules',
    'lenient_',
    (writer, reader) => isCompatible(jsonSchema.diff(writer, reader, 'lenient')),
    (each) => !isSemantic(each),
    true,
  ),
  judge('search for a counterexample', 'witness_', (writer, reader) => !findWitness(writer, reader, compile).found, isSemantic),
];

/** How long it takes to look for a message that shows it, compiling included; undefined where the rules find nothing. */
export function witnessTime(each: Case): number | undefined {
  if (each.format !== 'json-schema') return undefined;
  const schemas = [each.before, each.after].map((text) => read({ text, imports: undefined }, each.dialect));
  const [writer, reader] = each.mode.startsWith('FORWARD') ? schemas.reverse() : schemas;
  if (writer === undefined || reader === undefined || isCompatible(jsonSchema.diff(writer, reader))) return undefined;
  const start = performance.now();
  findWitness(writer, reader, compile);
  return performance.now() - start;
}

interface ListedRule {
  readonly id: string;
  readonly backward: 'compatible' | 'incompatible';
  readonly backward_lenient: 'compatible' | 'incompatible';
}

/** Whether our classes of changes are those of the registry, with the same verdicts under both profiles. */
export function ruleTable(folder: string): Record<string, number> {
  const table = 'rules-jsonschema-confluent';
  const file = join(folder, `${table}.json`);
  if (!existsSync(file)) {
    console.log(`SKIPPED: there is no ${table}.json.`);
    return {};
  }
  const listed = (JSON.parse(readFileSync(file, 'utf8')) as { readonly rules: readonly ListedRule[] }).rules;
  const ours: Readonly<Record<string, Rule | undefined>> = rules;
  const agreeing = listed.filter(({ id, backward, backward_lenient }) => {
    const rule = ours[id];
    const lenient = rule?.lenient ?? rule?.strict;
    return rule?.strict === (backward === 'compatible') && lenient === (backward_lenient === 'compatible');
  });
  console.log(`${table}: ${agreeing.length}/${listed.length} agree`);
  return { [`${table}_agree_ratio`]: Number((agreeing.length / listed.length).toFixed(4)) };
}
