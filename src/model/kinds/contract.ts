import { commonProperties, elementKind } from '../kind.ts';
import { bytes, choice, choices, fieldPath, rate, reference, rows, text, yesNo } from '../property.ts';
import { type Version, version } from './version.ts';

const { name, context, comment, ...organisation } = commonProperties;

/** A type of message with its schema, in versions: what producers promise and consumers rely on. */
export const contract = elementKind({
  kind: 'contract',
  label: 'Contract',
  plural: 'Contracts',
  help: 'A type of message: an event, a command, a query or a reply, with the fields that it carries. It is what a producer promises and consumers rely on.',
  family: 'asset',
  node: false,
  properties: {
    name: name,
    kind: choice(
      {
        event: { label: 'Event', help: 'Says that something has happened. Whoever is interested may react.' },
        command: { label: 'Command', help: 'Asks one receiver to do something; it may refuse.' },
        query: { label: 'Query', help: 'Asks for information and changes nothing.' },
        reply: { label: 'Reply', help: 'Answers a command or a query.' },
        document: { label: 'Document', help: 'Hands over data without saying that something happened or should be done.' },
      },
      {
        label: 'Kind',
        help: 'What the message means to say.',
        level: 'essential',
        default: 'event',
      },
    ),
    category: choice(
      {
        notification: { label: 'Notification', help: 'Says only that something happened; the data must be fetched elsewhere.' },
        domain: { label: 'Domain event', help: 'A fact with the data of that step.' },
        state: {
          label: 'State (event-carried state transfer)',
          help: 'The whole entity as it is now, so that readers need not ask back.',
        },
        cdc: { label: 'Change data capture', help: 'A change of a row in a database, as its log shows it.' },
        sourced: {
          label: 'Event-sourced',
          help: 'The events themselves are the record; the current state is computed from them.',
        },
      },
      {
        label: 'Category',
        help: 'How much an event tells, and what readers may build on it.',
        level: 'essential',
        default: '?',
      },
    ),
    entity: text({
      label: 'Entity',
      help: 'The type of thing the message is about, such as order or customer. Empty if it is about no single thing.',
      level: 'essential',
    }),
    entityKey: fieldPath({
      label: 'Entity key',
      help: 'The field that identifies that thing, such as orderId. Order and compaction usually go by it.',
      level: 'essential',
      default: '',
    }),
    versions: rows<Version>({
      label: 'Versions',
      help: 'The schema with its fields, version by version. The last one is meant where no version is named.',
      level: 'essential',
      of: version,
    }),
    compat: choice(
      {
        NONE: { label: 'None', help: 'Nothing is checked.' },
        BACKWARD: { label: 'Backward', help: 'Readers with the new version can read what was written with the one before.' },
        FORWARD: { label: 'Forward', help: 'Readers with the version before can read what is written with the new one.' },
        FULL: { label: 'Full', help: 'Backward and forward at once.' },
        BACKWARD_TRANSITIVE: {
          label: 'Backward, all versions',
          help: 'Readers with the new version can read what was written with any earlier one.',
        },
        FORWARD_TRANSITIVE: {
          label: 'Forward, all versions',
          help: 'Readers with any earlier version can read what is written with the new one.',
        },
        FULL_TRANSITIVE: { label: 'Full, all versions', help: 'Backward and forward, with every earlier version.' },
      },
      {
        label: 'Compatibility',
        help: 'Which changes of the schema are allowed, so that old and new programs understand each other.',
        level: 'essential',
        default: '?',
      },
    ),
    openContent: yesNo({
      label: 'Open content',
      help: 'For JSON Schema: a message may hold fields that the schema does not name.',
      group: 'Schema',
      default: '?',
    }),
    registry: reference({
      label: 'Schema registry',
      help: 'The registry where the schema is published and its changes are checked.',
      group: 'Schema',
      to: ['store'],
      default: '?',
    }),
    rollout: choice(
      {
        consumersFirst: { label: 'Consumers first', help: 'Fits backward compatibility.' },
        producersFirst: { label: 'Producers first', help: 'Fits forward compatibility.' },
        together: { label: 'Together', help: 'All at once; safe only while no old message is waiting to be read.' },
      },
      {
        label: 'Order of the upgrade',
        help: 'Who is to move to a new version first.',
        group: 'Schema',
        default: '?',
      },
    ),
    meta: choices(
      {
        id: { label: 'Event id', help: 'Names this one message, the same at every retry. Consumers de-duplicate by it.' },
        type: { label: 'Type', help: 'Which type of message it is.' },
        source: { label: 'Source', help: 'Which system says so.' },
        time: { label: 'Time', help: 'When it happened.' },
        schemaVersion: { label: 'Schema version', help: 'With which version of the schema it was written.' },
        correlationId: { label: 'Correlation id', help: 'Which conversation or workflow it belongs to.' },
        causationId: { label: 'Causation id', help: 'Which message caused it.' },
        traceContext: { label: 'Trace context', help: 'Lets tracing tools follow a request across services.' },
        sequence: { label: 'Sequence', help: 'Counts the messages of one entity, so that gaps and stale ones are noticed.' },
        tenantId: { label: 'Tenant id', help: 'Whose data it is.' },
        op: { label: 'Operation', help: 'Whether the row was created, changed, read or deleted.' },
        partitionKey: { label: 'Partition key', help: 'The key that it was published with.' },
        producerId: { label: 'Producer id', help: 'Which instance sent it.' },
      },
      {
        label: 'Metadata',
        help: 'What the envelope says about the message, besides its fields.',
        group: 'Schema',
        default: '?',
      },
    ),
    partialState: yesNo({
      label: 'Changed fields only',
      help: 'For state and change messages: only what changed is sent, so a reader cannot rebuild the entity from one message.',
      group: 'Schema',
      default: '?',
    }),
    deleteAs: choice(
      {
        tombstone: { label: 'A tombstone', help: 'A message with the key and no value; compaction then forgets the entity.' },
        event: { label: 'An event', help: 'A message of its own, such as CustomerDeleted.' },
        never: { label: 'Never deleted', help: 'The entity stays for ever.' },
      },
      {
        label: 'Deletion told by',
        help: 'How readers learn that the entity is gone.',
        group: 'Schema',
        default: '?',
      },
    ),
    owner: reference({
      label: 'Owner',
      help: 'The service, team or context that decides about the contract.',
      group: 'Organisation',
      to: ['service', 'context'],
      default: 'none',
    }),
    audience: choice(
      {
        context: { label: 'Own context', help: 'Internal: may change whenever its own team agrees.' },
        business: { label: 'Business area', help: 'Neighbouring contexts of the same area.' },
        company: { label: 'Company', help: 'Any team in the company.' },
        partner: { label: 'Partners', help: 'Named organisations outside.' },
        public: { label: 'Public', help: 'Anybody.' },
      },
      {
        label: 'Audience',
        help: 'Who may consume it. The wider, the harder it is to change.',
        group: 'Access and privacy',
        default: '?',
      },
    ),
    classification: choice(
      { public: 'Public', internal: 'Internal', confidential: 'Confidential', restricted: 'Restricted' },
      {
        label: 'Classification',
        help: 'How sensitive the content is, in the words of most security policies.',
        group: 'Access and privacy',
        default: '?',
      },
    ),
    piiProtection: choice(
      {
        none: { label: 'None', help: 'Personal data stands in the message as it is.' },
        tokenised: { label: 'Tokenised', help: 'Values are replaced by tokens; a vault knows what they stand for.' },
        reference: { label: 'Reference only', help: 'The message points to data that is kept, and can be deleted, elsewhere.' },
        cryptoShred: {
          label: 'Crypto-shredding',
          help: 'Encrypted with a key per person; deleting that key makes it unreadable.',
        },
      },
      {
        label: 'Protection of personal data',
        help: 'How personal data is protected, and can be erased although messages cannot be changed.',
        group: 'Access and privacy',
        default: '?',
      },
    ),
    lossTolerated: yesNo({
      label: 'Loss tolerated',
      help: 'It does no harm if one goes missing now and then, as with metrics or cache hints.',
      group: 'Delivery',
      default: '?',
    }),
    rate: rate({ label: 'Peak rate', help: 'How many messages there are at the busiest time.', group: 'Capacity' }),
    sizeMax: bytes({ label: 'Largest size', help: 'How big one message can get.', group: 'Capacity' }),
    payload: choice(
      {
        inline: { label: 'In the message', help: 'The data travels in the message itself.' },
        claimCheck: { label: 'Claim check', help: 'The data lies in a store, and the message says where.' },
      },
      {
        label: 'Data travels',
        help: 'Whether the data is in the message or is fetched from a store.',
        group: 'Capacity',
        default: 'inline',
      },
    ),
    claimStore: reference({
      label: 'Claim-check store',
      help: 'Where the data of a claim check lies. It has to stay there for as long as the message can be read.',
      group: 'Capacity',
      to: ['store'],
      default: 'none',
    }),
    context: context,
    ...organisation,
    comment: comment,
  },
});
