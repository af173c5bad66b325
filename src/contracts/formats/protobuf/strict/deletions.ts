import type { ProtoEnum, ProtoField, ProtoFile, ProtoMessage, ProtoService } from '../model.ts';
import { enumsOf, extensionsOf, messagesOf } from '../model.ts';
import { fieldSpot, fileSpot, member, pathOf, spot } from '../places.ts';
import { type Context, extendeeOf, type Finding, leftOf, ownFiles, type StrictRule } from './context.ts';

type Gone = ProtoMessage | ProtoEnum | ProtoService;

/** Types of a file that are no longer in the same file: code that imports the file does not find them. */
function goneFromFile(id: string, what: string, list: (file: ProtoFile) => readonly Gone[]): StrictRule {
  return {
    id,
    *check({ files }: Context): Iterable<Finding> {
      for (const { before, after } of files) {
        const left = new Set(list(after).map(pathOf));
        for (const gone of list(before)) {
          if (left.has(pathOf(gone))) continue;
          const message = `${what} “${pathOf(gone)}” is gone from its file: code that uses it does not compile any more.`;
          yield { message, before: spot(gone), after: leftOf('kind' in gone ? gone : undefined, after) };
        }
      }
    },
  };
}

/** Types of a package that are in none of its files. A package that is gone as a whole is told once. */
function goneFromPackage(id: string, what: string, list: (file: ProtoFile) => readonly Gone[]): StrictRule {
  return {
    id,
    *check({ before, after }: Context): Iterable<Finding> {
      const now = ownFiles(after);
      const packages = new Set(now.map((file) => file.package));
      const left = new Set(now.flatMap(list).map((each) => each.fullName));
      for (const gone of ownFiles(before).flatMap(list)) {
        if (left.has(gone.fullName) || !packages.has(gone.file.package)) continue;
        const file = fileOfRest(gone, now);
        const message = `${what} “${pathOf(gone)}” is gone from package “${gone.file.package}”.`;
        yield { message, before: spot(gone), after: leftOf('kind' in gone ? gone : undefined, file) };
      }
    },
  };
}

/** For a message the file of the outermost one around it, which may have moved within the package; else where it stood. */
function fileOfRest(gone: Gone, files: readonly ProtoFile[]): ProtoFile | undefined {
  const outermost = gone.file.package === '' ? gone.fullName : gone.fullName.slice(gone.file.package.length + 1);
  const name = outermost.split('.')[0];
  const moved =
    'fields' in gone &&
    files.find((file) => file.package === gone.file.package && file.messages.some((message) => message.name === name));
  return moved || files.find(({ path }) => path === gone.file.path);
}

const fileNoDelete: StrictRule = {
  id: 'FILE_NO_DELETE',
  *check({ before, after }) {
    const left = new Set(ownFiles(after).map((file) => file.path));
    for (const file of ownFiles(before)) {
      if (!left.has(file.path)) yield { message: `File “${file.path}” is gone: imports of it fail.`, before: fileSpot(file) };
    }
  },
};

const packageNoDelete: StrictRule = {
  id: 'PACKAGE_NO_DELETE',
  *check({ before, after }) {
    const left = new Set(ownFiles(after).map((file) => file.package));
    const told = new Set<string>();
    for (const file of ownFiles(before)) {
      if (left.has(file.package) || told.has(file.package)) continue;
      told.add(file.package);
      yield { message: `Package “${file.package}” is gone.`, before: fileSpot(file, file.packageAt) };
    }
  },
};

/** An extension is the message that it extends and its number. */
function extensionNoDelete(id: string, within: 'file' | 'package'): StrictRule {
  return {
    id,
    *check({ before, after }) {
      const now = ownFiles(after);
      const places = new Set(now.map((file) => (within === 'file' ? file.path : file.package)));
      const placeOf = (field: ProtoField) => (within === 'file' ? field.file.path : field.file.package);
      const keyOf = (document: Context['after'], field: ProtoField) =>
        `${placeOf(field)} ${extendeeOf(document, field)} ${field.number}`;
      const left = new Set(now.flatMap(extensionsOf).map((field) => keyOf(after, field)));
      for (const field of ownFiles(before).flatMap(extensionsOf)) {
        if (!places.has(placeOf(field)) || left.has(keyOf(before, field))) continue;
        const file = now.find(({ path }) => path === field.file.path);
        const message = `Extension “${field.name}” (${field.number}) is gone.`;
        yield { message, before: fieldSpot(field), after: leftOf(field, file) };
      }
    },
  };
}

const oneofNoDelete: StrictRule = {
  id: 'ONEOF_NO_DELETE',
  *check({ messages }) {
    for (const { before, after } of messages) {
      const left = new Set(after.oneofs.map((oneof) => oneof.name));
      for (const oneof of before.oneofs) {
        if (left.has(oneof.name)) continue;
        const message = `Oneof “${oneof.name}” is gone: code that switches on it does not compile any more.`;
        yield { message, before: member(before, oneof.name, oneof.at), after: spot(after) };
      }
    }
  },
};

const services = (file: ProtoFile) => file.services;

export const deletionRules: readonly StrictRule[] = [
  fileNoDelete,
  packageNoDelete,
  goneFromFile('ENUM_NO_DELETE', 'Enum', enumsOf),
  goneFromFile('MESSAGE_NO_DELETE', 'Message', messagesOf),
  goneFromFile('SERVICE_NO_DELETE', 'Service', services),
  goneFromPackage('PACKAGE_ENUM_NO_DELETE', 'Enum', enumsOf),
  goneFromPackage('PACKAGE_MESSAGE_NO_DELETE', 'Message', messagesOf),
  goneFromPackage('PACKAGE_SERVICE_NO_DELETE', 'Service', services),
  extensionNoDelete('EXTENSION_NO_DELETE', 'file'),
  extensionNoDelete('PACKAGE_EXTENSION_NO_DELETE', 'package'),
  oneofNoDelete,
];
