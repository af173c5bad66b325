import { describe, expect, it } from 'vitest';
import { detectFormat } from './detect.ts';
import { type WrittenField, writeAvro, writeJsonSchema, writeProtobuf } from './write.ts';

const field = (name: string, type: string, more: Partial<WrittenField> = {}): WrittenField => ({
  name,
  type,
  required: 'yes',
  default: '',
  ...more,
});

const contract = {
  name: 'OrderPlaced',
  fields: [
    field('orderId', 'string'),
    field('amount', 'double', { default: '0' }),
    field('coupon', 'string', { required: 'no' }),
    field('address.city', 'string'),
    field('address.zip', 'string', { required: 'no' }),
    field('placedAt', 'timestamp'),
  ],
};

describe('a schema text from a table of fields', () => {
  it('as JSON Schema, nested where names have dots', () => {
    expect(JSON.parse(writeJsonSchema(contract))).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'OrderPlaced',
      type: 'object',
      properties: {
        orderId: { type: 'string' },
        amount: { type: 'number', default: 0 },
        coupon: { type: 'string' },
        address: { type: 'object', properties: { city: { type: 'string' }, zip: { type: 'string' } }, required: ['city'] },
        placedAt: { type: 'string', format: 'date-time' },
      },
      required: ['orderId', 'amount', 'address', 'placedAt'],
    });
  });

  it('as Avro, with null for what may be missing', () => {
    expect(JSON.parse(writeAvro(contract))).toEqual({
      type: 'record',
      name: 'OrderPlaced',
      fields: [
        { name: 'orderId', type: 'string' },
        { name: 'amount', type: 'double', default: 0 },
        { name: 'coupon', type: ['null', 'string'], default: null },
        {
          name: 'address',
          type: {
            type: 'record',
            name: 'OrderPlacedAddress',
            fields: [
              { name: 'city', type: 'string' },
              { name: 'zip', type: ['null', 'string'], default: null },
            ],
          },
        },
        { name: 'placedAt', type: { type: 'long', logicalType: 'timestamp-millis' } },
      ],
    });
  });

  it('as Protocol Buffers, numbered in order', () => {
    expect(writeProtobuf(contract)).toBe(`syntax = "proto3";

message OrderPlaced {
  string orderId = 1;
  double amount = 2;
  optional string coupon = 3;
  message Address {
    string city = 1;
    optional string zip = 2;
  }
  Address address = 4;
  int64 placedAt = 5;
}
`);
  });

  it('makes names that the format allows', () => {
    const odd = { name: 'order placed!', fields: [field('2nd-name', 'string')] };
    expect(JSON.parse(writeAvro(odd))).toMatchObject({ name: 'order_placed_', fields: [{ name: '_2nd_name' }] });
    expect(writeProtobuf(odd)).toContain('message Order_placed_ {\n  string _2nd_name = 1;');
  });

  it('is taken for what it is', () => {
    expect([writeJsonSchema, writeAvro, writeProtobuf].map((write) => detectFormat(write(contract)))).toEqual([
      'jsonschema',
      'avro',
      'protobuf',
    ]);
  });
});
