import type { Format } from '#contracts/change.ts';
import { avro } from '#contracts/formats/avro/avro.ts';
import { jsonSchema } from '#contracts/formats/json-schema/json-schema.ts';
import { protobuf } from '#contracts/formats/protobuf/protobuf.ts';
import { percentile } from './percentile.ts';

const rounds = 200;
const fields = 60;

/** The time of reading two versions of an event with sixty fields, ten of them nested, and comparing them. */
export function sixtyFields(): Record<string, number> {
  return { ...timed('', jsonSchema, jsonEvent), ...timed('avro_', avro, avroEvent), ...timed('protobuf_', protobuf, protoEvent) };
}

function timed<S>(figure: string, format: Format<S>, event: (version: number) => string): Record<string, number> {
  const [before, after] = [event(0), event(1)];
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const [old, young] = [format.parse(before), format.parse(after)];
    if (!old.ok || !young.ok) throw new Error(`The schemas of the bench cannot be read: ${format.id}.`);
    if (format.diff(old.value, young.value).length === 0) throw new Error(`They do not differ: ${format.id}.`);
    times.push(performance.now() - start);
  }
  return {
    [`${figure}pair_60_fields_ms_p50`]: percentile(times, 0.5),
    [`${figure}pair_60_fields_ms_p95`]: percentile(times, 0.95),
  };
}

function jsonEvent(version: number): string {
  const properties: Record<string, unknown> = {};
  for (let n = 0; n < fields; n++) {
    const kinds = [
      { type: 'string', maxLength: 100 + (n % 4 === 0 ? version : 0) },
      { type: 'integer', minimum: n % 10 === 1 ? 1 - version : 0 },
      { enum: n % 9 === 2 ? ['open', 'paid', 'shipped'].slice(version) : ['open', 'paid'] },
      { type: ['string', 'null'], format: 'date-time' },
      { $ref: '#/definitions/address' },
      { type: 'array', items: { type: 'object', properties: { sku: { type: 'string' }, count: { type: 'integer' } } } },
    ];
    properties[`field${n}`] = kinds[n % kinds.length];
  }
  const address = { type: 'object', properties: { street: { type: 'string' }, city: { type: 'string' } }, required: ['city'] };
  if (version === 1) properties['added'] = { type: 'string' };
  return JSON.stringify({ type: 'object', properties, required: ['field0'], definitions: { address } }, null, 2);
}

function avroEvent(version: number): string {
  const record = (name: string, a: [string, string], b: [string, string]) => ({
    type: 'record',
    name,
    fields: [a, b].map(([field, type]) => ({ name: field, type })),
  });
  const list = Array.from({ length: fields }, (_, n) => {
    const kinds = [
      'string',
      n % 10 === 1 && version === 1 ? 'long' : 'int',
      { type: 'enum', name: `State${n}`, symbols: ['open', 'paid', 'shipped'].slice(n % 9 === 2 ? version : 0) },
      ['null', 'string'],
      n === 4 ? record('Address', ['street', 'string'], ['city', 'string']) : 'Address',
      { type: 'array', items: record(`Line${n}`, ['sku', 'string'], ['count', 'int']) },
    ];
    return { name: `field${n}`, type: kinds[n % kinds.length] };
  });
  if (version === 1) list.push({ name: 'added', type: 'string' });
  return JSON.stringify({ type: 'record', name: 'Event', fields: list }, null, 2);
}

function protoEvent(version: number): string {
  const lines = Array.from({ length: fields }, (_, n) => {
    const number = n % 10 === 1 && version === 1 ? 'sint64' : 'int64';
    const kinds = ['string', number, 'State', 'optional string', 'Address', 'repeated Line'];
    return `  ${kinds[n % kinds.length]} field${n} = ${n + 1};`;
  });
  if (version === 1) lines.push(`  string added = ${fields + 1};`);
  return `syntax = "proto3";
package shop;
message Event {
${lines.join('\n')}
}
enum State { OPEN = 0; PAID = 1; ${version === 1 ? '' : 'SHIPPED = 2;'} }
message Address { string street = 1; string city = 2; }
message Line { string sku = 1; int32 count = 2; }
`;
}
