import { type Change, type Imports, isCompatible } from '#contracts/change.ts';
import type { ProtoDocument } from '#contracts/formats/protobuf/model.ts';
import { parseProtobufFiles } from '#contracts/formats/protobuf/parse.ts';
import { type ProtobufProfile, protobuf } from '#contracts/formats/protobuf/protobuf.ts';
import { strictDifferences } from '#contracts/formats/protobuf/strict/differences.ts';
import { type Category, categories } from '#contracts/formats/protobuf/strict/index.ts';
import type { Case, Given, Judge } from './judges.ts';

const isBuf = (each: Case) => each.profile.startsWith('buf');
const isApicurio = (each: Case) => each.profile.startsWith('apicurio');

function judge(name: string, figure: string, profile: ProtobufProfile, judges: Judge['judges']): Judge {
  const read = ({ text, imports }: Given) => {
    const parsed = protobuf.parse(String(text), importsOf(imports));
    return parsed.ok ? parsed.value : undefined;
  };
  return {
    format: 'protobuf',
    id: 'protobuf',
    name,
    figure,
    lenient: false,
    judges,
    reads(_, writer, reader) {
      const [before, after] = [read(writer), read(reader)];
      return before && after && isCompatible(protobuf.diff(before, after, profile));
    },
  };
}

/** A table names imports in a list of `{ name, dependency }`. */
function importsOf(list: unknown): Imports {
  if (!Array.isArray(list)) return {};
  return Object.fromEntries(list.map(({ name, dependency }: { name: string; dependency: string }) => [name, dependency]));
}

/** Old names of rules that the table's configurations still use. */
const oldNames: Readonly<Record<string, readonly string[]>> = {
  FIELD_SAME_CTYPE: ['FIELD_SAME_CPP_STRING_TYPE'],
  FIELD_SAME_LABEL: ['FIELD_SAME_CARDINALITY', 'FIELD_WIRE_COMPATIBLE_CARDINALITY', 'FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY'],
};

/** A list of the case's configuration, which is a few lines of YAML. */
function configured(config: string, key: string): string[] {
  const block = new RegExp(`  ${key}:\\n((?:    - .*\\n?)+)`).exec(config)?.[1] ?? '';
  return block.split('\n').flatMap((line) => /- (\S+)/.exec(line)?.[1] ?? []);
}

function bufDifferences(each: Case, writer: unknown, reader: unknown): Change[] | undefined {
  const config = String(each.config);
  const used = configured(config, 'use');
  const rules = new Set(
    (used.length === 0 ? ['FILE'] : used).flatMap((name) => [...(categories[name as Category] ?? oldNames[name] ?? [name])]),
  );
  for (const name of configured(config, 'except')) rules.delete(name);
  const ignored = configured(config, 'ignore');
  const unstable = config.includes('ignore_unstable_packages: true');
  const kept = (document: ProtoDocument): ProtoDocument => ({
    ...document,
    files: document.files.filter(
      ({ path, package: name }) =>
        !ignored.some((folder) => path === folder || path.startsWith(`${folder}/`)) &&
        !(unstable && /(^|\.)v\d+(p\d+)?(alpha|beta|test)\w*$/.test(name)),
    ),
  });
  const [before, after] = [writer, reader].map((files) => parseProtobufFiles(files as Imports));
  return before?.ok && after?.ok ? strictDifferences(kept(before.value), kept(after.value), rules) : undefined;
}

export const protobufJudges: readonly Judge[] = [
  judge('names, reservations and signatures', '', 'apicurio', isApicurio),
  judge('the wire alone', 'confluent_', 'confluent', isApicurio),
  {
    ...judge('rules of buf', '', 'strict', isBuf),
    reads(each, writer, reader) {
      const changes = bufDifferences(each, writer.text, reader.text);
      return changes && isCompatible(changes);
    },
  },
];

/** Whether each rule speaks as often as the table says, and at the same places. */
export function sameBufReasons(each: Case): boolean | undefined {
  if (!isBuf(each) || each.expected_reasons === undefined) return undefined;
  const failures = bufDifferences(each, each.before, each.after)?.filter((change) => !change.compatible) ?? [];
  const found = failures.map(({ rule, after }) => {
    const range = after?.range;
    // For what is no stretch of text, but a whole file, the table has no place.
    const isFile = range?.line === range?.endLine && range?.column === range?.endColumn;
    return range === undefined || isFile ? rule : `${rule} ${range.line}:${range.column} ${range.endLine}:${range.endColumn}`;
  });
  const expected = (each.expected_reasons as { rule: string; start?: number[]; end?: number[] }[]).map(({ rule, start, end }) =>
    start === undefined ? rule : `${rule} ${start.join(':')} ${end?.join(':')}`,
  );
  return JSON.stringify(found.sort()) === JSON.stringify(expected.sort());
}
