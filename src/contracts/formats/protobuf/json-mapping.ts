import { getNodeValue, type Node } from 'jsonc-parser';

/** How values of well-known types are written in JSON. Source: protobuf.dev, ProtoJSON Format. */
export interface WellKnown {
  /** In words, for whoever wrote something else. */
  readonly wanted: string;
  readonly sample: unknown;
  fits(value: Node): boolean;
}

const text = (wanted: string, sample: string, pattern: RegExp): WellKnown => ({
  wanted,
  sample,
  fits: ({ type, value }) => type === 'string' && pattern.test(String(value)),
});

const wrapper = (scalar: string): WellKnown => ({
  wanted: `${scalarWords[scalar]} or null`,
  sample: scalarSample(scalar),
  fits: (value) => value.type === 'null' || fitsScalar(scalar, value),
});

/** What is expected of each scalar, in words. */
export const scalarWords: Readonly<Record<string, string>> = {
  double: 'a number',
  float: 'a number',
  int32: 'a whole number of 32 bits',
  sint32: 'a whole number of 32 bits',
  sfixed32: 'a whole number of 32 bits',
  uint32: 'a whole number of 32 bits that is not negative',
  fixed32: 'a whole number of 32 bits that is not negative',
  int64: 'a whole number of 64 bits, as a string',
  sint64: 'a whole number of 64 bits, as a string',
  sfixed64: 'a whole number of 64 bits, as a string',
  uint64: 'a whole number of 64 bits that is not negative, as a string',
  fixed64: 'a whole number of 64 bits that is not negative, as a string',
  bool: 'true or false',
  string: 'a string',
  bytes: 'bytes in base64',
};

function scalarSample(scalar: string): unknown {
  if (scalar === 'bool') return true;
  if (scalar === 'string') return 'amber';
  if (scalar === 'bytes') return 'AQID';
  return /64$/.test(scalar) ? '42' : 42;
}

export function fitsScalar(scalar: string, { type, value }: Node): boolean {
  if (scalar === 'bool') return type === 'boolean';
  if (scalar === 'string') return type === 'string';
  if (scalar === 'bytes') return type === 'string' && /^[A-Za-z0-9+/_-]*={0,2}$/.test(String(value));
  if (scalar === 'double' || scalar === 'float') {
    return type === 'number' || (type === 'string' && /^(NaN|-?Infinity|-?\d+(\.\d+)?([eE][+-]?\d+)?)$/.test(String(value)));
  }
  if (type !== 'number' && type !== 'string') return false;
  // Numbers of 64 bits are beyond what a JavaScript number holds, so digits decide.
  const digits = String(value);
  if (!/^-?\d{1,20}$/.test(digits)) return type === 'number' && Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31;
  const whole = BigInt(digits);
  const bits = /64$/.test(scalar) ? 64n : 32n;
  const unsigned = scalar.startsWith('u') || scalar.startsWith('fixed');
  const low = unsigned ? 0n : -(2n ** (bits - 1n));
  const high = unsigned ? 2n ** bits : 2n ** (bits - 1n);
  return whole >= low && whole < high;
}

const isObject = ({ type }: Node) => type === 'object';

export const wellKnown: Readonly<Record<string, WellKnown>> = {
  'google.protobuf.Timestamp': text(
    'a time such as "2026-01-31T12:00:00Z"',
    '2026-01-31T12:00:00Z',
    /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/,
  ),
  'google.protobuf.Duration': text('a duration such as "1.5s"', '1.5s', /^-?\d+(\.\d{1,9})?s$/),
  'google.protobuf.FieldMask': text('names of fields with commas between them', 'id', /^([A-Za-z][\w.]*(,[A-Za-z][\w.]*)*)?$/),
  'google.protobuf.Any': {
    wanted: 'an object with "@type"',
    sample: { '@type': 'types.example/google.protobuf.Empty' },
    fits: (value) => isObject(value) && typeof (getNodeValue(value) as Record<string, unknown>)['@type'] === 'string',
  },
  'google.protobuf.Empty': {
    wanted: 'an empty object',
    sample: {},
    fits: (value) => isObject(value) && value.children?.length === 0,
  },
  'google.protobuf.Struct': { wanted: 'an object', sample: { colour: 'amber' }, fits: isObject },
  'google.protobuf.Value': { wanted: 'any JSON', sample: 'amber', fits: () => true },
  'google.protobuf.ListValue': { wanted: 'a list', sample: ['amber'], fits: ({ type }) => type === 'array' },
  'google.protobuf.NullValue': { wanted: 'null', sample: null, fits: ({ type }) => type === 'null' },
  'google.protobuf.DoubleValue': wrapper('double'),
  'google.protobuf.FloatValue': wrapper('float'),
  'google.protobuf.Int64Value': wrapper('int64'),
  'google.protobuf.UInt64Value': wrapper('uint64'),
  'google.protobuf.Int32Value': wrapper('int32'),
  'google.protobuf.UInt32Value': wrapper('uint32'),
  'google.protobuf.BoolValue': wrapper('bool'),
  'google.protobuf.StringValue': wrapper('string'),
  'google.protobuf.BytesValue': wrapper('bytes'),
};
