import type { Id } from '#base/ids.ts';
import { type PropsOf, rowKind } from '../kind.ts';
import { choice, fieldPath, fieldPaths, integer, text, yesNo } from '../property.ts';

/** One field of a version of a contract. */
export const field = rowKind({
  kind: 'field',
  label: 'Field',
  plural: 'Fields',
  properties: {
    name: text({
      label: 'Name',
      help: 'What the field is called; a dot leads into a nested object, as in address.city.',
      level: 'essential',
    }),
    type: choice(
      {
        string: 'Text',
        int: { label: 'Integer', help: 'A whole number of 32 bits.' },
        long: { label: 'Long integer', help: 'A whole number of 64 bits.' },
        double: { label: 'Decimal (double)', help: 'A floating-point number; not exact enough for money.' },
        bool: 'True or false',
        enum: { label: 'Enumeration', help: 'One of a few named values.' },
        object: { label: 'Object', help: 'A group of fields.' },
        array: 'List',
        timestamp: 'Date and time',
        bytes: 'Bytes',
      },
      {
        label: 'Type',
        help: 'What kind of value it holds.',
        level: 'essential',
        default: '?',
      },
    ),
    required: yesNo({
      label: 'Required',
      help: 'It is in every message. A field that may be missing is a weak key.',
      level: 'essential',
      default: 'yes',
      known: true,
    }),
    default: text({
      label: 'Default',
      help: 'The value that a reader assumes when the field is missing. Empty means that there is none.',
      group: 'Schema',
    }),
    unique: choice(
      {
        perEvent: { label: 'Per event', help: 'Different in every message, such as a random id or a timestamp.' },
        perEntity: { label: 'Per entity', help: 'Identifies the entity: the same in all of its messages, and in no other’s.' },
        no: { label: 'Not unique', help: 'Several entities share a value.' },
      },
      {
        label: 'Unique',
        help: 'What a value of this field tells apart. A good key is unique per entity.',
        group: 'Identity',
        default: '?',
      },
    ),
    mutable: yesNo({
      label: 'May change',
      help: 'The value can change during the life of the entity, such as a status or an e-mail address.',
      group: 'Identity',
      default: '?',
    }),
    distinct: integer({
      label: 'Distinct values',
      help: 'How many different values there are. A key with few values uses few partitions.',
      unit: 'values',
      group: 'Identity',
      default: '?',
      min: 1,
    }),
    determines: fieldPaths({
      label: 'Determines',
      help: 'Fields whose value follows from this one: whoever knows orderId also knows customerId.',
      group: 'Identity',
      default: [],
    }),
    pii: choice(
      {
        none: 'Not personal',
        personal: { label: 'Personal', help: 'Says something about a person, such as a name or an address.' },
        special: {
          label: 'Special category',
          help: 'Health, belief, origin and the like, which the law protects more strongly.',
        },
        secret: { label: 'Secret', help: 'A password, a token or a card number.' },
      },
      {
        label: 'Personal data',
        help: 'Whether the field needs protection as personal data.',
        group: 'Access and privacy',
        default: 'none',
      },
    ),
    subject: fieldPath({
      label: 'About whom',
      help: 'The field that identifies the person whose data this is.',
      group: 'Access and privacy',
      default: 'none',
      words: ['none'],
    }),
  },
});

export type Field = { readonly id: Id; readonly order: string } & PropsOf<typeof field.properties>;
