import type { Span } from '../model.ts';
import {
  enumsOf,
  extensionsOf,
  messagesOf,
  type ProtoDocument,
  type ProtoEnum,
  type ProtoField,
  type ProtoFile,
  type ProtoMessage,
  type ProtoService,
} from '../model.ts';
import { fileSpot, pathOf, Report, type Spot, spot } from '../places.ts';
import { resolve } from '../types.ts';

/** Two declarations that are one thing in two versions. */
export interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

/** What a rule says of one place. */
export interface Finding {
  readonly message: string;
  readonly values?: { readonly before?: string; readonly after?: string };
  readonly detail?: readonly string[];
  readonly before?: Spot | undefined;
  readonly after?: Spot | undefined;
}

/** One rule of buf, under its id. */
export interface StrictRule {
  readonly id: string;
  check(context: Context): Iterable<Finding>;
}

/** Both versions, and what belongs together in them: files by path, types by full name, fields by number. */
export class Context {
  readonly report = new Report();
  readonly before: ProtoDocument;
  readonly after: ProtoDocument;
  readonly files: readonly Pair<ProtoFile>[];
  readonly messages: readonly Pair<ProtoMessage>[];
  readonly enums: readonly Pair<ProtoEnum>[];
  readonly services: readonly Pair<ProtoService>[];
  /** Extensions too. */
  readonly fields: readonly Pair<ProtoField>[];

  constructor(before: ProtoDocument, after: ProtoDocument) {
    this.before = before;
    this.after = after;
    const old = ownFiles(before);
    const now = ownFiles(after);
    this.files = paired(old, now, (file) => file.path);
    this.messages = paired(old.flatMap(messagesOf), now.flatMap(messagesOf), (message) => message.fullName);
    this.enums = paired(old.flatMap(enumsOf), now.flatMap(enumsOf), (each) => each.fullName);
    this.services = paired(servicesOf(old), servicesOf(now), (service) => service.fullName);
    const members = this.messages.flatMap((pair) => paired(pair.before.fields, pair.after.fields, (field) => field.number));
    this.fields = [...members, ...paired(this.extensions(before), this.extensions(after), ({ key }) => key).map(fieldsOf)];
  }

  private extensions(document: ProtoDocument): { key: string; field: ProtoField }[] {
    return ownFiles(document)
      .flatMap(extensionsOf)
      .map((field) => ({ key: `${extendeeOf(document, field)} ${field.number}`, field }));
  }
}

function fieldsOf({ before, after }: Pair<{ field: ProtoField }>): Pair<ProtoField> {
  return { before: before.field, after: after.field };
}

/** The full name of the message that an extension belongs to. */
export function extendeeOf(document: ProtoDocument, field: ProtoField): string {
  return resolve(document.types, field.extendee ?? '', field.scope)?.fullName ?? field.extendee ?? '';
}

/** Files with a text: what comes with every compiler never changes. */
export function ownFiles(document: ProtoDocument): ProtoFile[] {
  return document.files.filter((file) => file.text !== '');
}

export function servicesOf(files: readonly ProtoFile[]): ProtoService[] {
  return files.flatMap((file) => file.services);
}

export function paired<T>(before: readonly T[], after: readonly T[], key: (item: T) => string | number): Pair<T>[] {
  const old = new Map(before.map((item) => [key(item), item]));
  const pairs: Pair<T>[] = [];
  for (const item of after) {
    const same = old.get(key(item));
    if (same !== undefined) pairs.push({ before: same, after: item });
  }
  return pairs;
}

/** What is left of the place of something that is gone: the innermost message around it that is still there, else the file. */
export function leftOf(gone: ProtoMessage | ProtoEnum | ProtoField | undefined, after: ProtoFile | undefined): Spot | undefined {
  if (after === undefined) return undefined;
  const messages = new Map(messagesOf(after).map((message) => [pathOf(message), message]));
  const scope = gone === undefined ? '' : 'kind' in gone ? pathOf(gone) : localScope(gone);
  for (let at = scope; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const message = messages.get(at);
    if (message !== undefined) return spot(message);
  }
  return fileSpot(after);
}

function localScope({ scope, file }: ProtoField): string {
  return scope === file.package ? '' : scope.slice(file.package === '' ? 0 : file.package.length + 1);
}

/** The option's own place if it is written, else that of what it belongs to. */
export function optionSpan(option: { readonly at: Span } | undefined, otherwise: Span): Span {
  return option?.at ?? otherwise;
}
