import { describe, expect, it } from 'vitest';
import * as suggestions from '../../suggestion.testkit.ts';
import { completeAvro } from './complete.ts';

const offered = (marked: string) => suggestions.offered(completeAvro, marked);
const taken = (marked: string, label: string) => suggestions.taken(completeAvro, marked, label);

const record = (fields: string) => `{"type": "record", "name": "Order", "fields": [${fields}]}`;
const primitives = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'];

describe('keys', () => {
  it('[V30] are those of the kind of schema', () => {
    expect(offered('{|}')).toEqual(['type', 'name', 'fields', 'symbols', 'items', 'values']);
    expect(offered('{"type": "record", "|"}')).toEqual(['name', 'namespace', 'doc', 'aliases', 'fields']);
    expect(offered('{"type": "enum", "name": "State", "|"}')).toEqual(['namespace', 'doc', 'aliases', 'symbols', 'default']);
    expect(offered('{"type": "fixed", "|"}')).toEqual(['name', 'namespace', 'aliases', 'size', 'logicalType']);
    expect(offered('{"type": "array", "|"}')).toEqual(['items']);
    expect(offered('{"type": "map", "|"}')).toEqual(['values']);
    expect(offered('{"type": "long", "|"}')).toEqual(['logicalType']);
    expect(offered('{"type": "bytes", "logicalType": "decimal", "|"}')).toEqual(['precision', 'scale']);
  });

  it('[V30] of fields are their own', () => {
    expect(offered(record('{"|"}'))).toEqual(['name', 'type', 'default', 'doc', 'aliases', 'order']);
    expect(offered(record('{"name": "id", "type": {"type": "array", "|"}}'))).toEqual(['items']);
    expect(taken(record('{"name": "id", "|"}'), 'type')).toBe(record('{"name": "id", "type": "|"}'));
  });
});

describe('types', () => {
  it('[V31] of a schema are its kind', () => {
    expect(offered('{"type": "|"}')).toEqual(['record', 'enum', 'fixed', 'array', 'map', ...primitives]);
    expect(offered('{"type": "re|"}')).toEqual(['record']);
  });

  it('[V31] of a field, of entries and of branches are primitive, defined above, or written out', () => {
    expect(offered(record('{"name": "id", "type": "|"}'))).toEqual([
      ...primitives,
      'Order',
      'record',
      'enum',
      'fixed',
      'array',
      'map',
      'null or …',
    ]);
    expect(offered(record('{"name": "id", "type": ["null", "s|"]}'))).toEqual(['string']);
    expect(offered(record('{"name": "id", "type": ["null", "|"]}'))).not.toContain('null or …');
    expect(offered('{"type": "array", "items": "do|"}')).toEqual(['double']);
    expect(taken(record('{"name": "id", "type": "arr|"}'), 'array')).toBe(
      record('{"name": "id", "type": {"type": "array", "items": "|"}}'),
    );
    expect(taken(record('{"name": "id", "type": |}'), 'null or …')).toBe(record('{"name": "id", "type": ["null", "|"]}'));
  });

  it('[V31] that are defined below the place are not known there', () => {
    const line = '{"name": "line", "type": {"type": "record", "name": "Line", "fields": []}}';
    expect(offered(record(`${line}, {"name": "next", "type": "L|"}`))).toEqual(['Line']);
    expect(offered(record(`{"name": "first", "type": "L|"}, ${line}`))).toEqual([]);
  });

  it('[V31] have their namespace where it is another one', () => {
    const schema = (more: string) =>
      `{"type": "record", "name": "Order", "namespace": "shop", "fields": [
        {"name": "a", "type": {"type": "enum", "name": "pay.State", "symbols": ["OPEN"]}},
        {"name": "b", "type": {"type": "fixed", "name": "Key", "size": 16}},
        ${more}]}`;
    expect(offered(schema('{"name": "c", "type": "|"}')).slice(8, 11)).toEqual(['Order', 'pay.State', 'Key']);
    expect(offered(schema('{"name": "c", "type": {"type": "record", "name": "x.Y", "fields": [{"type": "sh|"}]}}'))).toEqual([
      'shop.Order',
      'shop.Key',
    ]);
  });

  it('[V31] that are logical fit the type that they stand on', () => {
    expect(offered('{"type": "int", "logicalType": "|"}')).toEqual(['date', 'time-millis']);
    expect(offered('{"type": "long", "logicalType": "timestamp-m|"}')).toEqual(['timestamp-millis', 'timestamp-micros']);
    expect(offered('{"type": "string", "logicalType": "|"}')).toEqual(['uuid']);
    expect(offered('{"type": "fixed", "size": 12, "logicalType": "|"}')).toEqual(['decimal', 'duration']);
    expect(offered('{"type": "double", "logicalType": "|"}')).toEqual([]);
  });
});

describe('values', () => {
  it('[V32] of order, and of defaults where they are sure', () => {
    expect(offered(record('{"name": "id", "type": "int", "order": "|"}'))).toEqual(['ascending', 'descending', 'ignore']);
    expect(offered(record('{"name": "a", "type": "boolean", "default": |}'))).toEqual(['false', 'true']);
    expect(offered(record('{"name": "a", "type": ["null", "string"], "default": |}'))).toEqual(['null']);
    expect(offered(record('{"name": "a", "type": {"type": "array", "items": "int"}, "default": |}'))).toEqual(['[]']);
    expect(offered(record('{"name": "a", "type": "string", "default": "|"}'))).toEqual([]);
  });

  it('[V32] of a default are symbols, also of an enum that is referred to by name', () => {
    expect(offered('{"type": "enum", "name": "State", "symbols": ["OPEN", "PAID"], "default": "|"}')).toEqual(['OPEN', 'PAID']);
    const state = '{"type": "enum", "name": "State", "symbols": ["OPEN", "PAID"]}';
    expect(offered(record(`{"name": "a", "type": ${state}}, {"name": "b", "type": "State", "default": "P|"}`))).toEqual(['PAID']);
  });

  it('[V32] a field is written out', () => {
    expect(taken(record('|'), 'field')).toBe(record('{"name": "|", "type": ""}'));
  });
});

describe('[V33] nothing is offered', () => {
  it.each([
    ['for a name', '{"type": "record", "name": "|"}'],
    ['behind a value', '{"type": "record" |}'],
    ['for symbols', '{"type": "enum", "symbols": ["|"]}'],
    ['for aliases', '{"type": "record", "aliases": ["|"]}'],
    ['in a default', record('{"name": "a", "type": "Order", "default": {"|"}}')],
  ])('%s', (_, marked) => {
    expect(offered(marked)).toEqual([]);
  });
});
