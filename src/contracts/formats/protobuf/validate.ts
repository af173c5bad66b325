import { type Fault, failure, type Result, success } from '#base/result.ts';
import { type JsonNode, pointerOf, readJson } from '../json-text.ts';
import { linesOf } from '../lines.ts';
import { cardinalityOf, jsonName } from './features.ts';
import { fitsScalar, scalarWords, wellKnown } from './json-mapping.ts';
import type { ProtoDocument, ProtoEnum, ProtoField, ProtoMessage } from './model.ts';
import { typeOf } from './types.ts';

/** More misfits than this are not told one by one. */
const mostFaults = 50;

/**
 * Checks a payload in Protobuf's JSON mapping against the file's first message. Every place that does not fit is told, with
 * its JSON pointer, line and column.
 */
export function validateProtobuf(document: ProtoDocument, payload: string): Result<undefined> {
  const [message] = document.root.messages;
  if (message === undefined) return failure({ message: 'The schema declares no message.' });
  const json = readJson(payload, 'payload');
  if (!json.ok) return json;
  const check = new Check(document);
  check.message(message, json.value);
  const lines = linesOf(payload);
  const faults = check.misfits.map(
    ({ node, message: said }): Fault => ({ message: said, path: pointerOf(node), ...lines.at(node.offset) }),
  );
  return faults.length === 0 ? success(undefined) : failure(...faults);
}

/** Recursion follows the nesting of the payload, which is bounded. */
class Check {
  readonly misfits: { readonly node: JsonNode; readonly message: string }[] = [];
  private readonly document: ProtoDocument;

  constructor(document: ProtoDocument) {
    this.document = document;
  }

  message(message: ProtoMessage, value: JsonNode): void {
    if (value.type !== 'object') {
      this.add(value, `An object with the fields of “${message.name}” is expected.`);
      return;
    }
    // Both spellings are read: the one of JSON, and the one of the schema.
    const fields = new Map(message.fields.flatMap((field) => [[field.name, field] as const, [jsonName(field), field] as const]));
    const present = new Set<ProtoField>();
    const oneofs = new Map<string, string>();
    for (const property of value.children ?? []) {
      const [key, inner] = property.children ?? [];
      if (key === undefined || inner === undefined) continue;
      const field = fields.get(String(key.value));
      if (field === undefined) {
        this.add(key, `Message “${message.name}” has no field “${key.value}”.`);
        continue;
      }
      if (present.has(field)) this.add(key, `Field “${field.name}” is here twice.`);
      // null stands for a field that is not set.
      if (inner.type === 'null' && !this.takesNull(field)) continue;
      present.add(field);
      const other = field.oneof === undefined ? undefined : oneofs.get(field.oneof);
      if (other !== undefined) this.add(key, `Of oneof “${field.oneof}” only one member can be set: “${other}” is here already.`);
      else if (field.oneof !== undefined) oneofs.set(field.oneof, field.name);
      this.field(field, inner);
    }
    for (const field of message.fields) {
      if (cardinalityOf(this.document, field) === 'required' && !present.has(field)) {
        this.add(value, `Required field “${jsonName(field)}” is missing.`);
      }
    }
  }

  private takesNull(field: ProtoField): boolean {
    const name = typeOf(this.document, field)?.fullName;
    return name === 'google.protobuf.Value' || name === 'google.protobuf.NullValue';
  }

  private field(field: ProtoField, value: JsonNode): void {
    if (field.key !== undefined) {
      if (value.type !== 'object') this.add(value, 'An object of keys and values is expected.');
      else for (const property of value.children ?? []) this.entry(field, field.key, property);
    } else if (field.label === 'repeated') {
      if (value.type !== 'array') this.add(value, 'A list is expected.');
      else for (const item of value.children ?? []) this.value(field, item);
    } else {
      this.value(field, value);
    }
  }

  private entry(field: ProtoField, type: string, property: JsonNode): void {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) return;
    const fits = type === 'bool' ? /^(true|false)$/.test(String(key.value)) : fitsScalar(type, key);
    if (!fits) this.add(key, `The key “${key.value}” is not ${scalarWords[type] ?? type}.`);
    this.value(field, value);
  }

  private value(field: ProtoField, value: JsonNode): void {
    if (this.misfits.length >= mostFaults) return;
    const type = typeOf(this.document, field);
    const known = type && wellKnown[type.fullName];
    if (known !== undefined) {
      if (!known.fits(value)) this.add(value, `${capital(known.wanted)} is expected.`);
    } else if (type?.kind === 'message') this.message(type, value);
    else if (type?.kind === 'enum') this.enumeration(type, value);
    else if (!fitsScalar(field.type, value)) this.add(value, `${capital(scalarWords[field.type] ?? field.type)} is expected.`);
  }

  /** A value's name, or its number: an open enum takes any number, and a reader keeps what it does not know. */
  private enumeration(type: ProtoEnum, value: JsonNode): void {
    if (value.type === 'number' && Number.isInteger(value.value)) return;
    if (value.type === 'string' && type.values.some((each) => each.name === value.value)) return;
    const known = type.values.slice(0, 8).map((each) => each.name);
    this.add(value, `A value of enum “${type.name}” is expected: ${known.join(', ')}.`);
  }

  private add(node: JsonNode, message: string): void {
    if (this.misfits.length < mostFaults) this.misfits.push({ node, message });
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
