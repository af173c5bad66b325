import { jsonSchema } from '#contracts/formats/json-schema/json-schema.ts';

const rounds = 200;
const fields = 60;

/** The time of reading two versions of an event with sixty fields, ten of them nested, and comparing them. */
export function sixtyFields(): Record<string, number> {
  const [before, after] = [event(0), event(1)];
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const [old, young] = [jsonSchema.parse(before), jsonSchema.parse(after)];
    if (!old.ok || !young.ok) throw new Error('The schemas of the bench cannot be read.');
    if (jsonSchema.diff(old.value, young.value).length === 0) throw new Error('The schemas of the bench do not differ.');
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => Number((times[Math.floor(share * (rounds - 1))] ?? 0).toFixed(3));
  return { pair_60_fields_ms_p50: at(0.5), pair_60_fields_ms_p95: at(0.95) };
}

function event(version: number): string {
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
