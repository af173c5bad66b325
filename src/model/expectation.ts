import { list } from '#base/text.ts';
import { limits, type Property, unknown } from './property.ts';

/** "expected one of a, b or c", in the words of the property's type. */
export function expectation(property: Property): string {
  const words = [...(property.words ?? []), ...(property.unsure ? [unknown] : [])]
    .filter((word) => word !== '')
    .map((word) => `\`${word}\``);
  const or = (what: string) => `expected ${list([what, ...words], 'or')}`;
  switch (property.valueType) {
    case 'choice':
      return `expected ${list([...(property.options ?? []).map((option) => `\`${option.value}\``), ...words], 'or')}`;
    case 'choices':
      return or(
        `a list of ${list(
          (property.options ?? []).map((option) => `\`${option.value}\``),
          'and',
        )}`,
      );
    case 'text':
      return `expected a text of at most ${limits.text} characters`;
    case 'lines':
      return `expected a text of at most ${limits.lines} characters`;
    case 'longText':
      return `expected a text of at most ${limits.longText} characters`;
    case 'integer':
      return or(`a whole number of at least ${property.min ?? 0}`);
    case 'duration':
      return or('a duration such as `500ms`, `30s`, `5min`, `12h`, `7d`');
    case 'bytes':
      return or('a size such as `300B`, `1KiB`, `4MiB`');
    case 'rate':
      return or('a rate such as `200/s`, `5/min`');
    case 'semver':
      return 'expected a version such as `1.0.0`';
    case 'fieldPath':
      return or('the name of a field');
    case 'fieldPaths':
      return or('a list of fields such as `[orderId, amount]`');
    case 'words':
      return 'expected a list such as `[a, b]`';
    case 'reference':
      return or(
        `the name of a ${list(property.refersTo ?? [], 'or')}${property.versioned ? ', perhaps with a version as in `Order@1.0.0`' : ''}`,
      );
    case 'references':
      return or('a list of names such as `[a, b]`');
    case 'edges':
      return or('a list of channels that are consumed, such as `[orders, payments]`');
    case 'rows':
      return 'expected `[]` or nothing: what it consists of stands in braces';
  }
}
