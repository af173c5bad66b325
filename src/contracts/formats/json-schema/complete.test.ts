import { describe, expect, it } from 'vitest';
import * as suggestions from '../../suggestion.testkit.ts';
import { completeJsonSchema } from './complete.ts';

const offered = (marked: string) => suggestions.offered(completeJsonSchema, marked);
const taken = (marked: string, label: string) => suggestions.taken(completeJsonSchema, marked, label);

const in2020 = '"$schema": "https://json-schema.org/draft/2020-12/schema"';
const in04 = '"$schema": "http://json-schema.org/draft-04/schema#"';

describe('keywords', () => {
  it('[J50] are those of the draft', () => {
    expect(offered('{"pre|"}')).toEqual([]);
    expect(offered(`{${in2020}, "pre|"}`)).toEqual(['prefixItems']);
    expect(offered(`{${in2020}, "$d|"}`)).toEqual(['$defs', '$dynamicRef', '$dynamicAnchor']);
    expect(offered('{"defi|"}')).toEqual(['definitions']);
    expect(offered(`{${in04}, "con|"}`)).toEqual([]);
    expect(offered('{"con|"}')).toEqual(['contains', 'const', 'contentEncoding', 'contentMediaType']);
  });

  it('[J50] are offered while nothing is typed, inside and outside of quotes', () => {
    expect(offered('{|}')).toContain('type');
    expect(offered('{"|"}')).toContain('type');
    expect(offered('{"title": "A", |}')).toContain('type');
    expect(offered('{\n  ty|\n}')).toEqual(['type']);
  });

  it('[J50] that stand already are not offered again; the one at the caret is', () => {
    expect(offered('{"type": "object", "t|"}')).toEqual(['title']);
    expect(offered('{"if": {}, "t|"}')).toEqual(['type', 'title', 'then']);
    expect(offered('{"typ|e": "object"}')).toEqual(['type']);
  });

  it('[J50] belong to the type of the schema around', () => {
    expect(offered('{"type": "string", "min|"}')).toEqual(['minLength']);
    expect(offered('{"type": "integer", "m|"}')).toEqual(['minimum', 'maximum', 'multipleOf']);
    expect(offered('{"type": ["array", "null"], "min|"}')).toEqual(['minItems']);
    expect(offered('{"properties": {"id": {"type": "object", "add|"}}}')).toEqual(['additionalProperties']);
  });

  it('[J50] bring their colon and what follows, with the caret in it', () => {
    expect(taken('{"ty|"}', 'type')).toBe('{"type": "|"}');
    expect(taken('{|}', 'properties')).toBe('{"properties": {|}}');
    expect(taken('{"req|"}', 'required')).toBe('{"required": ["|"]}');
    expect(taken('{"max|"}', 'maxLength')).toBe('{"maxLength": |}');
    expect(taken('{"ty|" : "string"}', 'type')).toBe('{"type"| : "string"}');
    expect(taken('{"ty|', 'type')).toBe('{"type": "|"');
  });
});

describe('values', () => {
  it('[J51] of type are the types, in a list those that it lacks', () => {
    expect(offered('{"type": "|"}')).toEqual(['string', 'number', 'integer', 'boolean', 'null', 'array', 'object']);
    expect(offered('{"type": |}')).toHaveLength(7);
    expect(offered('{"type": ["string", "n|"]}')).toEqual(['number', 'null']);
    expect(offered('{"type": ["string", "|"]}')).not.toContain('string');
    expect(taken('{"type": "st|"}', 'string')).toBe('{"type": "string"|}');
    expect(taken('{"type": |}', 'string')).toBe('{"type": "string"|}');
  });

  it('[J51] of format are those of the draft', () => {
    expect(offered('{"format": "u|"}')).toEqual(['uri', 'uri-reference', 'uri-template']);
    expect(offered(`{${in2020}, "format": "uu|"}`)).toEqual(['uuid']);
    expect(offered(`{${in04}, "format": "da|"}`)).toEqual(['date-time']);
    expect(offered('{"type": "string", "format": "da|"}')).toEqual(['date-time', 'date']);
  });

  it('[J51] of flags are true and false, of what is not declared also a schema', () => {
    expect(offered('{"uniqueItems": |}')).toEqual(['true', 'false']);
    expect(offered('{"additionalProperties": |}')).toEqual(['false', 'true', '{}']);
    expect(taken('{"additionalProperties": |}', '{}')).toBe('{"additionalProperties": {|}}');
    expect(offered('{"additionalProperties": "|"}')).toEqual([]);
  });

  it('[J51] of $schema are the drafts', () => {
    expect(offered('{"$schema": "|"}')[0]).toBe('https://json-schema.org/draft/2020-12/schema');
  });
});

describe('names that stand in the text', () => {
  const schema = (ref: string) =>
    `{${in2020}, "$defs": {"money": {"$anchor": "sum"}, "a b": {}}, "properties": {"total": {"$ref": "${ref}"}}}`;

  it('[J52] are definitions and anchors for references', () => {
    expect(offered(schema('|'))).toEqual(['#/$defs/money', '#/$defs/a%20b', '#sum', '#']);
    expect(offered(schema('#/$defs/m|'))).toEqual(['#/$defs/money']);
    expect(taken(schema('#/|'), '#/$defs/money')).toBe(schema('#/$defs/money"|').replace('"|"', '"|'));
    expect(offered('{"definitions": {"a": {"definitions": {"b": {}}}}, "items": {"$ref": "#/|"}}')).toEqual([
      '#/definitions/a',
      '#/definitions/a/definitions/b',
    ]);
  });

  it('[J52] are properties for what is required, and what is required for properties', () => {
    expect(offered('{"properties": {"id": {}, "sum": {}}, "required": ["id", "|"]}')).toEqual(['sum']);
    expect(offered('{"required": ["id", "sum"], "properties": {"id": {}, "|"}}')).toEqual(['sum']);
    expect(taken('{"required": ["id"], "properties": {"|"}}', 'id')).toBe('{"required": ["id"], "properties": {"id": {|}}}');
    expect(offered(`{${in2020}, "properties": {"id": {}, "sum": {}}, "dependentRequired": {"id": ["|"]}}`)).toEqual([
      'id',
      'sum',
    ]);
  });
});

describe('nothing is offered', () => {
  it.each([
    ['behind a value', '{"type": "string" |}'],
    ['for names of properties that nobody requires', '{"properties": {"|"}}'],
    ['in a text', '{"title": "|"}'],
    ['in a default', '{"default": {"|"}}'],
    ['in an example of values', '{"enum": ["|"]}'],
    ['in an empty text', '|'],
  ])('[J53] %s', (_, marked) => {
    expect(offered(marked)).toEqual([]);
  });

  it('[J53] in texts that were made to keep somebody busy', () => {
    expect(offered(`${'['.repeat(5_000)}"|"`)).toEqual([]);
    expect(offered(`{"title": "${'a'.repeat(1_000_001)}", "|"}`)).toEqual([]);
  });

  it('[J53] that would break off: texts in the middle of being written have the rest of theirs', () => {
    expect(offered('{"properties": {"a": {"type": "string"}, "b": {"ty|"')).toEqual(['type']);
    expect(taken('{"properties": {"a": {"type": "st|}}', 'string')).toBe('{"properties": {"a": {"type": "string"|}}');
  });
});
