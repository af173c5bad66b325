/** A stretch of a file's text, as offsets: from the first character to behind the last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One option as it is written. Names keep their brackets, `(buf.validate.field).required`; values are one line of text. */
export interface ProtoOption {
  readonly name: string;
  readonly value: string;
  readonly at: Span;
}

/** `first` to `last`, both included. */
export interface NumberRange {
  readonly first: number;
  readonly last: number;
}

export interface Reserved {
  readonly numbers: readonly NumberRange[];
  readonly names: readonly string[];
}

interface Declared {
  readonly file: ProtoFile;
  readonly at: Span;
  readonly options: ProtoOption[];
}

interface Named extends Declared {
  readonly name: string;
  /** With package and outer messages: `shop.Order.Line`. */
  readonly fullName: string;
}

export type Label = 'optional' | 'required' | 'repeated';

export interface ProtoField extends Declared {
  readonly name: string;
  readonly number: number;
  /** As it is written; a bare field and a map have none. */
  readonly label?: Label;
  /** As it is written: a scalar, or a name that `types.ts` resolves. Of a map the type of its values. */
  readonly type: string;
  /** The type of a map's keys. */
  readonly key?: string;
  readonly group: boolean;
  /** The name of the oneof that it is a member of. */
  readonly oneof?: string;
  /** The message that it extends, as it is written. */
  readonly extendee?: string;
  /** Where names are looked up from: the message around it, else the package. */
  readonly scope: string;
  readonly parts: { readonly name: Span; readonly number: Span; readonly type: Span };
}

export interface ProtoOneof extends Declared {
  readonly name: string;
}

export interface ProtoMessage extends Named {
  readonly kind: 'message';
  /** The message around it. */
  readonly parent?: ProtoMessage;
  readonly fields: ProtoField[];
  readonly oneofs: ProtoOneof[];
  readonly messages: ProtoMessage[];
  readonly enums: ProtoEnum[];
  readonly extensions: ProtoField[];
  readonly reserved: { numbers: NumberRange[]; names: string[] };
  readonly extensionRanges: NumberRange[];
}

export interface ProtoEnumValue extends Declared {
  readonly name: string;
  readonly number: number;
  readonly numberAt: Span;
}

export interface ProtoEnum extends Named {
  readonly kind: 'enum';
  readonly parent?: ProtoMessage;
  readonly values: ProtoEnumValue[];
  readonly reserved: { numbers: NumberRange[]; names: string[] };
}

export interface ProtoMethod extends Declared {
  readonly name: string;
  readonly request: { readonly type: string; readonly at: Span; readonly stream: boolean };
  readonly response: { readonly type: string; readonly at: Span; readonly stream: boolean };
}

export interface ProtoService extends Named {
  readonly methods: ProtoMethod[];
}

export type Syntax = 'proto2' | 'proto3' | 'editions';

export interface ProtoImport {
  readonly path: string;
  readonly at: Span;
}

/** One file of Protobuf. */
export interface ProtoFile {
  readonly path: string;
  readonly text: string;
  /** Its text was handed over apart: places in it are not places of the schema’s own text. */
  readonly elsewhere: boolean;
  syntax: Syntax;
  /** `2023`, where the file names an edition. */
  edition: string;
  syntaxAt?: Span;
  package: string;
  packageAt?: Span;
  readonly imports: ProtoImport[];
  readonly options: ProtoOption[];
  readonly messages: ProtoMessage[];
  readonly enums: ProtoEnum[];
  readonly services: ProtoService[];
  readonly extensions: ProtoField[];
}

export type ProtoType = ProtoMessage | ProtoEnum;

/** Files that belong together: the one that was read first, and what it imports. */
export interface ProtoDocument {
  readonly root: ProtoFile;
  /** The root too; imports after it. */
  readonly files: readonly ProtoFile[];
  /** All types of all files by their full names. */
  readonly types: ReadonlyMap<string, ProtoType>;
  /** Files of the text that nothing imports. */
  readonly unused: readonly string[];
}

/** `Order.Line` of `shop.Order.Line` in package `shop`. */
export function localName(fullName: string, file: ProtoFile): string {
  return file.package !== '' && fullName.startsWith(`${file.package}.`) ? fullName.slice(file.package.length + 1) : fullName;
}

export function optionOf(declared: { readonly options: readonly ProtoOption[] }, name: string): ProtoOption | undefined {
  return declared.options.findLast((option) => option.name === name);
}

/** All messages of a file, outer ones before inner ones. */
export function messagesOf(file: ProtoFile): ProtoMessage[] {
  const all = [...file.messages];
  // The list grows while it is walked.
  for (const message of all) all.push(...message.messages);
  return all;
}

export function enumsOf(file: ProtoFile): ProtoEnum[] {
  return [...file.enums, ...messagesOf(file).flatMap((message) => message.enums)];
}

export function extensionsOf(file: ProtoFile): ProtoField[] {
  return [...file.extensions, ...messagesOf(file).flatMap((message) => message.extensions)];
}
