/** One sentence, from either side: where the newer version reads, and where the older one does. */
export interface Said {
  readonly newer: string;
  readonly older: string;
}

interface Named {
  readonly name: string;
  readonly number: number;
}

/** The two values of something, the writer's and the reader's. */
interface Values {
  readonly before: string;
  readonly after: string;
}

const called = ({ name, number }: Named) => `Field “${name}” (${number})`;
const alike = (sentence: string): Said => ({ newer: sentence, older: sentence });

/** A sentence about something that was one thing and is another; where the older version reads, it was what is read. */
const changed = ({ before, after }: Values, sentence: (was: string, is: string) => string): Said => ({
  newer: sentence(before, after),
  older: sentence(after, before),
});

/** What each rule says. What is gone for a newer reader is new for an older one. */
export const said = {
  packageChanged: alike('The package changed: types are found by their full names, so all of them are others now.'),
  messageRemoved: (name: string): Said => ({
    newer: `Message “${name}” is gone: a renamed message is one removed and one added.`,
    older: `Message “${name}” is new, and older readers have none of that name: a renamed message is one removed and one added.`,
  }),
  messageAdded: (name: string): Said => ({
    newer: `Message “${name}” is new.`,
    older: `Message “${name}” is gone; older readers still know it.`,
  }),
  enumRemoved: (name: string): Said => ({
    newer: `Enum “${name}” is gone; its numbers stay readable.`,
    older: `Enum “${name}” is new; older readers see its numbers.`,
  }),
  enumAdded: (name: string): Said => ({
    newer: `Enum “${name}” is new.`,
    older: `Enum “${name}” is gone; older readers still know it.`,
  }),
  requiredRemoved: (field: Named): Said => ({
    newer: `${called(field)} was required and is gone: older readers refuse messages without it.`,
    older: `${called(field)} is new and required: older readers skip it, but a required field can neither come nor go. Make it optional.`,
  }),
  requiredAdded: (field: Named): Said => ({
    newer: `${called(field)} is new and required: older data does not have it. Make it optional.`,
    older: `${called(field)} was required and is gone: older readers refuse messages without it.`,
  }),
  fieldRemoved: (field: Named): Said => ({
    newer: `${called(field)} is gone; what was written is skipped. Reserve the number, so that nobody uses it anew.`,
    older: `${called(field)} is new; older readers skip it.`,
  }),
  fieldAdded: (field: Named): Said => ({
    newer: `${called(field)} is new.`,
    older: `${called(field)} is gone; older readers find nothing there. Reserve the number, so that nobody uses it anew.`,
  }),
  memberAdded: (field: Named, oneof: string): Said => ({
    newer: `${called(field)} is a new member of oneof “${oneof}”.`,
    older: `${called(field)} of oneof “${oneof}” is gone; older readers still know it.`,
  }),
  valueRemoved: ({ name, number }: Named): Said => ({
    newer: `Value “${name}” (${number}) is gone; readers see its number.`,
    older: `Value “${name}” (${number}) is new; older readers see its number.`,
  }),
  valueRenamed: (number: number, of: string) =>
    alike(`Value ${number} of enum “${of}” has another name; on the wire it is the number.`),
  valueAdded: ({ name, number }: Named): Said => ({
    newer: `Value “${name}” (${number}) is new.`,
    older: `Value “${name}” (${number}) is gone; older readers still know it.`,
  }),
  fieldRenamed: (number: number) => alike(`Field ${number} has another name; on the wire it is the number.`),
  kindChanged: (field: Named, values: Values) =>
    changed(values, (was, is) => `${called(field)} was ${was} and is ${is}: the bytes mean something else.`),
  mapValueChanged: ({ name, number }: Named) =>
    alike(`The values of map “${name}” (${number}) changed between scalars and messages.`),
  messageChanged: (field: Named, values: Values) =>
    changed(values, (was, is) => `${called(field)} is of message “${is}” now, which is another one than “${was}”.`),
  scalarWidened: (field: Named, values: Values) =>
    changed(
      values,
      (was, is) => `${called(field)} went from ${was} to ${is}, which are written alike; values that don’t fit are cut.`,
    ),
  scalarChanged: (field: Named, values: Values): Said => ({
    newer: `${called(field)} went from ${values.before} to ${values.after}: what was written is read as something else.`,
    older: `${called(field)} went from ${values.after} to ${values.before}: older readers read it as something else.`,
  }),
  numericLabelChanged: (field: Named, values: Values) =>
    changed(
      values,
      (was, is) => `${called(field)} went from ${was} to ${is}: lists of numbers are packed, single numbers are not.`,
    ),
  bareLabelChanged: (field: Named, values: Values) =>
    changed(
      values,
      (was, is) =>
        `${called(field)} went from ${was} to ${is}: registries let this pass, but packed numbers are not read as a single one.`,
    ),
  labelChanged: (field: Named, values: Values) =>
    changed(values, (was, is) => `${called(field)} went from ${was} to ${is}; of several values a single field keeps the last.`),
  oneofRemoved: (name: string): Said => ({
    newer: `Oneof “${name}” is gone; its members are read one by one.`,
    older: `Oneof “${name}” is new; older readers read its members one by one.`,
  }),
  oneofAdded: (name: string): Said => ({
    newer: `Oneof “${name}” is new.`,
    older: `Oneof “${name}” is gone; older readers still know it.`,
  }),
  memberRemoved: ({ name, number }: Named, oneof: string): Said => ({
    newer: `Member “${name}” (${number}) of oneof “${oneof}” is gone: a reader can’t tell it from nothing set.`,
    older: `Member “${name}” (${number}) of oneof “${oneof}” is new: an older reader can’t tell it from nothing set.`,
  }),
  movedIn: (field: Named, oneof: string): Said => ({
    newer: `${called(field)} moved into oneof “${oneof}”: older data may hold it beside another member.`,
    older: `${called(field)} moved out of oneof “${oneof}”: new data may hold it beside a member, and older readers keep only one.`,
  }),
  joined: (count: number, oneof: string): Said => ({
    newer: `${count} fields that were independent are members of oneof “${oneof}” now: older data may hold several of them.`,
    older: `${count} members of oneof “${oneof}” are independent now: new data may hold several, and older readers keep only one.`,
  }),
} as const;
