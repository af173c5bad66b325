import { list } from '#base/text.ts';
import { type Direction, formatNames } from '#contracts/policy.ts';
import type { FieldsRule } from '#contracts/table-differences.ts';
import type { Say } from '../say.ts';
import type { Failure, History } from './changes.ts';
import { spokenVersion } from './spoken.ts';

/** Numbers of versions, and why the one cannot read the other. */
export interface Pair {
  readonly direction: Direction;
  readonly reader: string;
  readonly writer: string;
  readonly breaks: readonly { readonly rule: FieldsRule; readonly field: string; readonly was?: string; readonly is?: string }[];
  /** The two formats, if it is the format that changed. */
  readonly formats?: readonly [writer: string, reader: string];
}

/** Why a reader stumbles, as the author of the newer version sees it. */
function reason({ rule, field, was, is }: Pair['breaks'][number], direction: Direction, say: Say): string {
  const name = say.word(field);
  const backward = direction === 'backward';
  switch (rule) {
    case 'FIELD_MISSING':
      return backward ? `${name} is new, needed and without a default` : `${name} is gone`;
    case 'FIELD_MAY_BE_MISSING':
      return backward ? `${name} is needed now` : `${name} may be missing now`;
    case 'FIELD_NOT_ALLOWED':
      return `${name} is ${backward ? 'gone' : 'new'}, and fields that a version does not name are refused`;
    default:
      return `${name} was ${backward ? was : is} and is ${backward ? is : was} now`;
  }
}

/** “readers of 1.0.0 cannot read messages of 1.1.0: “total” is gone”. */
export function cannotRead({ direction, reader, writer, breaks, formats }: Pair, say: Say): string {
  const reasons = formats
    ? [`one is ${formats[0]}, the other ${formats[1]}`]
    : breaks.slice(0, 3).map((each) => reason(each, direction, say));
  const more = breaks.length > 3 ? [`${breaks.length - 3} more`] : [];
  return `readers of ${reader} cannot read messages of ${writer}: ${list([...reasons, ...more])}`;
}

export function pairsOf({ contract, last, earlier }: History, failures: readonly Failure[]): readonly Pair[] {
  const number = new Map(contract.props.versions.map(({ id, version }) => [id, version]));
  const format = new Map([...earlier, last].map((each) => [each.id, each.format]));
  return failures.map(({ direction, reader, writer, changes }) => {
    const formats = [writer, reader].map((id) => formatNames[format.get(id) ?? 'avro']) as [string, string];
    return {
      direction,
      reader: spokenVersion(number.get(reader) ?? ''),
      writer: spokenVersion(number.get(writer) ?? ''),
      breaks: changes.map(({ rule, field, values }) => ({
        rule,
        field,
        ...(values?.before !== undefined && { was: values.before }),
        ...(values?.after !== undefined && { is: values.after }),
      })),
      ...(changes.length === 0 && { formats }),
    };
  });
}
