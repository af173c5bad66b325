import { optionOf, type ProtoFile } from '../model.ts';
import { fileSpot } from '../places.ts';
import type { StrictRule } from './context.ts';

const samePackage: StrictRule = {
  id: 'FILE_SAME_PACKAGE',
  *check({ files }) {
    for (const { before, after } of files) {
      if (before.package === after.package) continue;
      const values = { before: before.package, after: after.package };
      const message = 'The package of the file changed: its types have other full names.';
      yield { message, values, before: fileSpot(before, before.packageAt), after: fileSpot(after, after.packageAt) };
    }
  },
};

const sameSyntax: StrictRule = {
  id: 'FILE_SAME_SYNTAX',
  *check({ files }) {
    for (const { before, after } of files) {
      if (before.syntax === after.syntax) continue;
      const values = { before: before.syntax, after: after.syntax };
      const message = 'The syntax of the file changed: defaults and presence of fields follow other rules.';
      yield { message, values, before: fileSpot(before, before.syntaxAt), after: fileSpot(after, after.syntaxAt) };
    }
  },
};

/** Options of files that generated code depends on, with what holds where they are not written. */
const options: readonly (readonly [name: string, otherwise: string])[] = [
  ['java_package', '""'],
  ['java_outer_classname', '""'],
  ['java_multiple_files', 'false'],
  ['go_package', '""'],
  ['objc_class_prefix', '""'],
  ['csharp_namespace', '""'],
  ['swift_prefix', '""'],
  ['php_class_prefix', '""'],
  ['php_namespace', '""'],
  ['php_metadata_namespace', '""'],
  ['ruby_package', '""'],
  ['optimize_for', 'SPEED'],
  ['cc_generic_services', 'false'],
  ['java_generic_services', 'false'],
  ['py_generic_services', 'false'],
  ['cc_enable_arenas', 'true'],
];

function sameOption(name: string, otherwise: string): StrictRule {
  const settingOf = (file: ProtoFile) => optionOf(file, name)?.value ?? otherwise;
  return {
    id: `FILE_SAME_${name.toUpperCase()}`,
    *check({ files }) {
      for (const { before, after } of files) {
        const values = { before: settingOf(before), after: settingOf(after) };
        if (values.before === values.after) continue;
        const message = `Option ${name} of the file changed: generated code is another one.`;
        const [old, now] = [optionOf(before, name), optionOf(after, name)];
        yield { message, values, before: fileSpot(before, old?.at), after: fileSpot(after, now?.at) };
      }
    },
  };
}

export const fileRules: readonly StrictRule[] = [
  samePackage,
  sameSyntax,
  ...options.map(([name, otherwise]) => sameOption(name, otherwise)),
];
