import { type Prng, prng } from '#base/prng.ts';
import { failure, type Result, success } from '#base/result.ts';
import { cardinalityOf, jsonName } from './features.ts';
import { wellKnown } from './json-mapping.ts';
import type { ProtoDocument, ProtoField, ProtoMessage } from './model.ts';
import { typeOf } from './types.ts';

/** A sample is read by people: deeper and larger ones help nobody. */
const deepest = 4;
const mostValues = 2_000;

/** A payload in Protobuf's JSON mapping that fits the file's first message. The same seed gives the same payload. */
export function sampleProtobuf(document: ProtoDocument, seed: number): Result<string> {
  const [message] = document.root.messages;
  if (message === undefined) return failure({ message: 'The file declares no message.', line: 1, column: 1 });
  const sampler = new Sampler(document, prng(seed));
  const value = sampler.message(message, 0);
  if (sampler.endless) return failure({ message: 'No payload can be made: required fields hold each other without an end.' });
  return success(JSON.stringify(value, null, 2));
}

const words = ['amber', 'birch', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'heath', 'inlet', 'juniper'];

class Sampler {
  endless = false;
  private values = 0;
  private readonly document: ProtoDocument;
  private readonly random: Prng;

  constructor(document: ProtoDocument, random: Prng) {
    this.document = document;
    this.random = random;
  }

  message(message: ProtoMessage, depth: number): Record<string, unknown> {
    const chosen = new Map(message.oneofs.map(({ name }) => [name, this.random.pick(members(message, name))]));
    const object: Record<string, unknown> = {};
    for (const field of message.fields) {
      if (field.oneof !== undefined && chosen.get(field.oneof) !== field) continue;
      const required = cardinalityOf(this.document, field) === 'required';
      const nested = typeOf(this.document, field)?.kind === 'message';
      if (!required && (this.values > mostValues || (nested && depth >= deepest))) continue;
      object[jsonName(field)] = this.field(field, depth);
    }
    return object;
  }

  private field(field: ProtoField, depth: number): unknown {
    if (field.key !== undefined) {
      const keys = Array.from({ length: 1 + this.random.below(2) }, (_, i) => this.key(field.key ?? '', i));
      return Object.fromEntries(keys.map((key) => [key, this.value(field, depth)]));
    }
    if (field.label === 'repeated') return Array.from({ length: 1 + this.random.below(2) }, () => this.value(field, depth));
    return this.value(field, depth);
  }

  private key(type: string, index: number): string {
    if (type === 'bool') return String(index === 0);
    return type === 'string' ? (words[index] ?? '') : String(index + 1);
  }

  private value(field: ProtoField, depth: number): unknown {
    this.values++;
    const type = typeOf(this.document, field);
    const known = type && wellKnown[type.fullName];
    if (known !== undefined) return known.sample;
    if (type?.kind === 'enum') return type.values.length === 0 ? 0 : this.random.pick(type.values).name;
    if (type?.kind === 'message') {
      // Only required fields lead so deep.
      if (depth > 30 || this.values > mostValues * 2) {
        this.endless = true;
        return {};
      }
      return this.message(type, depth + 1);
    }
    return this.scalar(field);
  }

  private scalar(field: ProtoField): unknown {
    switch (field.type) {
      case 'bool':
        return this.random.below(2) === 1;
      case 'string':
        return `${field.name}-${this.random.pick(words)}`;
      case 'bytes':
        return this.random.pick(['AQID', 'BAUG', 'BwgJ']);
      case 'double':
      case 'float':
        return this.random.below(100_000) / 100;
      default: {
        const number = this.random.below(1_000);
        return field.type.endsWith('64') ? String(number) : number;
      }
    }
  }
}

function members(message: ProtoMessage, oneof: string): (ProtoField | undefined)[] {
  const all = message.fields.filter((field) => field.oneof === oneof);
  return all.length === 0 ? [undefined] : all;
}
