import type { Change, Format } from '../../change.ts';
import { confluentDifferences } from './confluent.ts';
import type { ProtoDocument } from './model.ts';
import { parseProtobuf } from './parse.ts';
import { strictDifferences } from './strict/differences.ts';
import { categories } from './strict/index.ts';

/**
 * `confluent`: the wire alone, as Confluent's registry. `strict`: JSON and names too, as buf's WIRE_JSON. `code`: generated
 * code as well, as buf's FILE. `apicurio`: names, reservations and signatures, as Apicurio's registry.
 */
export type ProtobufProfile = 'confluent' | 'strict' | 'code' | 'apicurio';

const apicurio: ReadonlySet<string> = new Set([
  'FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED',
  'FIELD_NO_DELETE_UNLESS_NAME_RESERVED',
  'FIELD_SAME_NAME',
  'FIELD_SAME_TYPE',
  'FIELD_SAME_CARDINALITY',
  'ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED',
  'ENUM_VALUE_SAME_NAME',
  'MESSAGE_SAME_REQUIRED_FIELDS',
  'RESERVED_MESSAGE_NO_DELETE',
  'RESERVED_ENUM_NO_DELETE',
  'RPC_NO_DELETE',
  'RPC_SAME_REQUEST_TYPE',
  'RPC_SAME_RESPONSE_TYPE',
  'RPC_SAME_CLIENT_STREAMING',
  'RPC_SAME_SERVER_STREAMING',
]);

const rulesOf = { strict: categories.WIRE_JSON, code: categories.FILE, apicurio };

/** Protobuf in its own language: proto2, proto3 and editions. */
export const protobuf: Format<ProtoDocument, ProtobufProfile> = {
  id: 'protobuf',
  parse: parseProtobuf,
  diff(before, after, profile = 'confluent', readerIs = 'newer'): Change[] {
    if (profile === 'confluent') return confluentDifferences(before, after, readerIs);
    // These rules know no direction: they promise that both can read each other, and go by what the newer version changed.
    if (readerIs === 'newer') return strictDifferences(before, after, rulesOf[profile]);
    return strictDifferences(after, before, rulesOf[profile]).map(turned);
  },
};

/** The older version is the reader's. */
function turned({ before, after, values, ...change }: Change): Change {
  const exchanged = values && {
    ...(values.after !== undefined && { before: values.after }),
    ...(values.before !== undefined && { after: values.before }),
  };
  return {
    ...change,
    ...(after && { before: after }),
    ...(before && { after: before }),
    ...(exchanged && { values: exchanged }),
  };
}
