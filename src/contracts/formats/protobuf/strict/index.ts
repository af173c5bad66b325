import type { StrictRule } from './context.ts';
import { deletionRules } from './deletions.ts';
import { enumRules } from './enums.ts';
import { fieldOptionRules } from './field-options.ts';
import { fieldRules } from './fields.ts';
import { fileRules } from './files.ts';
import { messageRules } from './messages.ts';
import { reservedRules } from './reserved.ts';
import { serviceRules } from './services.ts';

/** The rules of buf that are known here, under buf's ids. */
export const strictRules: readonly StrictRule[] = [
  ...deletionRules,
  ...fileRules,
  ...messageRules,
  ...fieldRules,
  ...fieldOptionRules,
  ...enumRules,
  ...reservedRules,
  ...serviceRules,
];

/** buf's categories, from the loosest to the strictest: what is promised to stay the same. */
export type Category = 'WIRE' | 'WIRE_JSON' | 'PACKAGE' | 'FILE';

const wire = [
  'FILE_SAME_PACKAGE',
  'ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED',
  'FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED',
  'FIELD_SAME_DEFAULT',
  'FIELD_SAME_ONEOF',
  'MESSAGE_SAME_REQUIRED_FIELDS',
  'RESERVED_ENUM_NO_DELETE',
  'RESERVED_MESSAGE_NO_DELETE',
  'RPC_SAME_CLIENT_STREAMING',
  'RPC_SAME_IDEMPOTENCY_LEVEL',
  'RPC_SAME_REQUEST_TYPE',
  'RPC_SAME_RESPONSE_TYPE',
  'RPC_SAME_SERVER_STREAMING',
];

const onlyLoose =
  /_UNLESS_(NUMBER|NAME)_RESERVED$|^FIELD_WIRE_(JSON_)?COMPATIBLE_|^(FILE|ENUM|MESSAGE|SERVICE|EXTENSION)_NO_DELETE$|^FILE_SAME_|^PACKAGE_/;

const wireJson = [
  ...wire,
  'ENUM_SAME_JSON_FORMAT',
  'ENUM_VALUE_NO_DELETE_UNLESS_NAME_RESERVED',
  'ENUM_VALUE_SAME_NAME',
  'FIELD_NO_DELETE_UNLESS_NAME_RESERVED',
  'FIELD_SAME_JSON_NAME',
  'FIELD_SAME_NAME',
  'FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY',
  'FIELD_WIRE_JSON_COMPATIBLE_TYPE',
  'MESSAGE_SAME_JSON_FORMAT',
];

const ids = strictRules.map((rule) => rule.id);
/** What holds for generated code, in whichever file of the package it stands. */
const code = ids.filter((id) => !onlyLoose.test(id));

export const categories: Readonly<Record<Category, ReadonlySet<string>>> = {
  WIRE: new Set([...wire, 'FIELD_WIRE_COMPATIBLE_CARDINALITY', 'FIELD_WIRE_COMPATIBLE_TYPE']),
  WIRE_JSON: new Set(wireJson),
  PACKAGE: new Set([...code, ...ids.filter((id) => id.startsWith('PACKAGE_'))]),
  FILE: new Set([...code, ...ids.filter((id) => /^FILE_|^(ENUM|MESSAGE|SERVICE|EXTENSION)_NO_DELETE$/.test(id))]),
};
