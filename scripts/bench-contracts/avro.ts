import { type Change, isCompatible } from '#contracts/change.ts';
import { avro } from '#contracts/formats/avro/avro.ts';
import type { AvroProfileName } from '#contracts/formats/avro/profiles.ts';
import type { Case, Given, Judge } from './judges.ts';

/** The profile that a table follows, by the start of its cases' ids; Java's where none is named. */
function profileOf({ id }: Case): AvroProfileName {
  return (['python', 'rust', 'ruby'] as const).find((name) => id.startsWith(`avro-${name}/`)) ?? 'java';
}

function differences(each: Case, writer: Given, reader: Given): Change[] | undefined {
  const [before, after] = [writer, reader].map(({ text }) => avro.parse(JSON.stringify(text)));
  return before?.ok && after?.ok ? avro.diff(before.value, after.value, profileOf(each)) : undefined;
}

export const avroJudges: readonly Judge[] = [
  {
    format: 'avro',
    id: 'avro',
    name: 'rules of Avro',
    figure: '',
    lenient: false,
    judges: () => true,
    reads(each, writer, reader) {
      const changes = differences(each, writer, reader);
      return changes && isCompatible(changes);
    },
  },
];

/** Whether the reasons are the table's, and their places where it has them. Undefined for a table of verdicts alone. */
export function sameAvroReasons(each: Case): boolean | undefined {
  const { expected_reasons: reasons, expected_locations: places } = each;
  if (each.format !== 'avro' || reasons === undefined) return undefined;
  const changes = differences(each, { text: each.before, imports: undefined }, { text: each.after, imports: undefined });
  const failures = changes?.filter((change) => !change.compatible) ?? [];
  const placeOf = (change: Change) => change.after?.pointer || '/';
  if (places === undefined) {
    const withPlaces = reasons.some((reason) => String(reason).includes(' '));
    const found = failures.map((change) => (withPlaces ? `${change.rule} ${placeOf(change)}` : change.rule));
    return JSON.stringify(found) === JSON.stringify(reasons);
  }
  // Python lists rules and places apart, and the root beside the place of a name that does not match.
  const rules = new Set(failures.map((change) => change.rule));
  const found = new Set(failures.map(placeOf));
  return (
    reasons.every((reason) => rules.has(String(reason))) &&
    failures.every((change) => reasons.includes(change.rule) && places.includes(placeOf(change))) &&
    places.every((place) => place === '/' || found.has(place))
  );
}
