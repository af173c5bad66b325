/** Formats of schema texts that can be told apart by their first words. */
export type DetectedFormat = 'jsonschema' | 'avro' | 'protobuf' | 'xml';

const avroTypes = /"type"\s*:\s*"(?:record|enum|fixed)"/;

/**
 * Which format a text seems to be in, by what only that format has; undefined where nothing tells. It reads no more than
 * the beginning, so that it costs nothing while somebody types.
 */
export function detectFormat(text: string): DetectedFormat | undefined {
  const start = text.slice(0, 4_000).trim();
  if (start.startsWith('<')) return 'xml';
  if (start.startsWith('{') || start.startsWith('[')) {
    if (/"\$schema"|"properties"\s*:|"\$ref"|"\$defs"|"\$id"|"additionalProperties"/.test(start)) return 'jsonschema';
    if (avroTypes.test(start) || /"logicalType"|"namespace"\s*:/.test(start)) return 'avro';
    return /"type"\s*:\s*"(?:object|string|number|integer|boolean|array|null)"/.test(start) ? 'jsonschema' : undefined;
  }
  const code = start.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '').trim();
  return /^(?:syntax\s*=|edition\s*=|package\s+[\w.]+\s*;|import\s+"|message\s+\w+\s*\{|enum\s+\w+\s*\{)/.test(code)
    ? 'protobuf'
    : undefined;
}
