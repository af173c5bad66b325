import type { ProtoEnum, ProtoFile, ProtoMessage } from './model.ts';

/** Files that come with every Protobuf compiler, and their types: imports of them need no text. */
const files: Readonly<Record<string, { readonly package: string; readonly messages: string; readonly enums?: string }>> = {
  any: { package: 'google.protobuf', messages: 'Any' },
  api: { package: 'google.protobuf', messages: 'Api Method Mixin' },
  duration: { package: 'google.protobuf', messages: 'Duration' },
  empty: { package: 'google.protobuf', messages: 'Empty' },
  field_mask: { package: 'google.protobuf', messages: 'FieldMask' },
  source_context: { package: 'google.protobuf', messages: 'SourceContext' },
  struct: { package: 'google.protobuf', messages: 'Struct Value ListValue', enums: 'NullValue' },
  timestamp: { package: 'google.protobuf', messages: 'Timestamp' },
  type: { package: 'google.protobuf', messages: 'Type Field Enum EnumValue Option', enums: 'Syntax' },
  wrappers: {
    package: 'google.protobuf',
    messages: 'DoubleValue FloatValue Int64Value UInt64Value Int32Value UInt32Value BoolValue StringValue BytesValue',
  },
  descriptor: {
    package: 'google.protobuf',
    messages:
      'FileDescriptorSet FileDescriptorProto DescriptorProto FieldDescriptorProto OneofDescriptorProto EnumDescriptorProto ' +
      'EnumValueDescriptorProto ServiceDescriptorProto MethodDescriptorProto FileOptions MessageOptions FieldOptions OneofOptions ' +
      'ExtensionRangeOptions EnumOptions EnumValueOptions ServiceOptions MethodOptions FeatureSet UninterpretedOption',
    enums: 'Edition',
  },
  cpp_features: { package: 'pb', messages: 'CppFeatures' },
  java_features: { package: 'pb', messages: 'JavaFeatures' },
  go_features: { package: 'pb', messages: 'GoFeatures' },
};

/** The paths of those files. */
export const wellKnownPaths: readonly string[] = Object.keys(files).map((name) => `google/protobuf/${name}.proto`);

const nowhere = { start: 0, end: 0 };

/** A file that needs no text, with its types by name and nothing in them. */
export function wellKnownFile(path: string): ProtoFile | undefined {
  const name = /^google\/protobuf\/(\w+)\.proto$/.exec(path)?.[1];
  const known = name !== undefined && Object.hasOwn(files, name) ? files[name] : undefined;
  if (known === undefined) return undefined;
  const file: ProtoFile = {
    path,
    text: '',
    elsewhere: true,
    syntax: 'proto3',
    edition: '',
    package: known.package,
    imports: [],
    options: [],
    messages: [],
    enums: [],
    services: [],
    extensions: [],
  };
  const named = (each: string) => ({ file, name: each, fullName: `${known.package}.${each}`, at: nowhere, options: [] });
  const reserved = { numbers: [], names: [] };
  for (const each of known.messages.split(' ')) {
    const parts = { fields: [], oneofs: [], messages: [], enums: [], extensions: [], extensionRanges: [], reserved };
    file.messages.push({ kind: 'message', ...named(each), ...parts } satisfies ProtoMessage);
  }
  for (const each of known.enums?.split(' ') ?? []) {
    file.enums.push({ kind: 'enum', ...named(each), values: [], reserved } satisfies ProtoEnum);
  }
  return file;
}
