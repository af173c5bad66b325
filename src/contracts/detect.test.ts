import { expect, it } from 'vitest';
import { detectFormat } from './detect.ts';

it.each([
  ['{"$schema": "https://json-schema.org/draft/2020-12/schema"}', 'jsonschema'],
  ['{"type": "object", "properties": {"a": {}}}', 'jsonschema'],
  ['{"type": "string"}', 'jsonschema'],
  ['{"type": "record", "name": "A", "fields": []}', 'avro'],
  ['[{"type": "enum", "name": "E", "symbols": []}]', 'avro'],
  ['// orders\nsyntax = "proto3";\nmessage A {}', 'protobuf'],
  ['/* old */ message A { optional string a = 1; }', 'protobuf'],
  ['edition = "2023";', 'protobuf'],
  ['<?xml version="1.0"?><xs:schema/>', 'xml'],
  ['{"a": 1}', undefined],
  ['orderId string', undefined],
  ['', undefined],
])('takes %j for %s', (text, format) => {
  expect(detectFormat(text)).toBe(format);
});
