import type { rowKinds } from '#model/kinds/index.ts';
import type { PropertyConcepts } from './concept.ts';

export const rowPropertyConcepts: PropertyConcepts<typeof rowKinds> = {
  field: {
    name: {
      use: 'Choose the word of the domain, spelled the same in every contract that has the same thing: orderId is orderId everywhere. Keys and joins are stated by this name.',
      not: 'Units and time zones belong in the name only if the type cannot say them. Names of database columns are nobody’s business outside.',
      wrong:
        'Renaming a field is removing one and adding another: readers of the old name find nothing. Two names for one id hide that two channels could be joined.',
      synonyms: ['attribute name', 'column', 'rename'],
      see: ['contract.entityKey', 'publishes.key'],
      sources: ['BUF-breaking', 'Z106'],
    },
    type: {
      use: 'State it before the first consumer is written. Amounts of money want whole cents or an exact decimal, points in time want a zone, and closed lists want room for values to come.',
      not: 'In a first sketch the name is enough.',
      wrong:
        'A larger number no longer fits into what readers have reserved, or a timestamp without a zone is wrong by an hour in summer. A new value of an enumeration stops consumers that know only the old ones.',
      synonyms: ['data type', 'enum', 'timestamp', 'integer', 'string', 'decimal', 'money'],
      see: ['consumes.onUnknown', 'contract.compat'],
      sources: ['CONF-compat', 'BUF-breaking', 'Z108'],
    },
    required: {
      use: 'Say “always” for what identifies the thing and what every reader needs. It is a promise that old and new producers have to keep.',
      not: 'A field that was added later cannot be required for old messages unless it has a default. Do not require what only one consumer happens to like.',
      wrong:
        'Making a field required breaks the reading of everything written before; making it optional breaks readers that never expected a gap. A key that may be missing sends messages to any partition.',
      synonyms: ['optional', 'nullable', 'mandatory', 'presence', 'default value'],
      see: ['field.default', 'contract.compat'],
      sources: ['CONF-compat', 'ADIDAS-schemas', 'Z106'],
    },
  },
  version: {
    version: {
      use: 'Count the last number for mere clarifications, the middle one for additions that nobody trips over, and the first one when old readers would fail. Consumers can then see from the number what to expect.',
      not: 'The number of the release, or of the API, is another thing. It does not replace a compatibility mode: a number is a claim, a check is proof.',
      wrong:
        'A breaking change goes out under a small number. A new major version replaces the old one on the same channel overnight, and the consumers that were still on the old one stand still.',
      synonyms: ['semver', 'semantic versioning', 'major version', 'minor version', 'breaking change'],
      see: ['contract.compat', 'contract.rollout'],
      sources: ['Z246', 'ES-versioning', 'OTTO-new-type', 'OTTO-data-new-topic'],
    },
    status: {
      use: 'Publish a version when the first message of it is sent outside your team. Mark it deprecated, with a date in the comment, when readers should move.',
      not: 'While you are still drawing, everything is a draft.',
      wrong:
        'A version that is in use is edited where it stands, and last month’s messages no longer fit it. Deprecated versions that nobody watches are still in use after years.',
      synonyms: ['draft', 'published', 'deprecated', 'lifecycle', 'sunset'],
      see: ['version', 'contract.rollout'],
      sources: ['CE-deprecation', 'Z195'],
    },
    fields: {
      use: 'List at least the key, and whatever a consumer decides by. A state event needs all fields of the entity, for readers will not ask back.',
      not: 'Do not copy the table. Each field is something you promise to keep.',
      wrong:
        'Without a list the contract is implicit, and the first change breaks somebody. A field that no one needs, such as a telephone number, spreads personal data to every copy.',
      synonyms: ['schema', 'attributes', 'payload', 'body', 'implicit contract'],
      see: ['field', 'consumes.needs'],
      sources: ['CESP-data-contract', 'Z197', 'Z200'],
    },
  },
  step: {
    participant: {
      use: 'Name who carries out the step and answers for its result. It should receive the request and publish the answers, which the arrows then show.',
      not: 'The orchestrator is no participant of its own saga, unless it does a step itself.',
      wrong:
        'A participant that is not connected to the request never starts. If two services share one step, neither can say whether it is done.',
      synonyms: ['service', 'actor', 'who', 'saga participant'],
      see: ['saga.orchestrator'],
      sources: ['MSIO-saga', 'NSB-sagas'],
    },
    do: {
      use: 'In orchestration it is a command to the participant; in choreography it is the event that it reacts to. It carries the id of the run, so that the answer finds its way back.',
      not: 'The message that starts the whole saga stands at the saga, not here, unless the first step reacts to it directly.',
      wrong:
        'The request is sent again after a timeout, and the participant reserves twice because it does not notice. Without an id the answer belongs to nobody.',
      synonyms: ['command', 'request', 'trigger', 'reacts to'],
      see: ['contract.kind', 'saga.correlateBy', 'consumes.idempotency'],
      sources: ['CESP-command', 'EIP-correlation-identifier', 'AZ-saga'],
    },
    ok: {
      use: 'Name the message that tells that the step is done, even if it is an event that exists for other reasons. The next step waits for it.',
      not: 'That the request was accepted is not success; a queue accepts everything.',
      wrong:
        'Nobody publishes the message, or the saga does not read the channel it comes by, and every run hangs at this step until its timeout.',
      synonyms: ['success', 'reply', 'answer', 'completed'],
      see: ['step.fail', 'step.timeout'],
      sources: ['MSIO-saga', 'NSB-sagas'],
    },
    fail: {
      use: 'Name the refusal as a message of its own: no stock, card declined, too late. It is an ordinary outcome of the business, and starts the compensation.',
      not: 'A retryable step after the pivot needs none: it is repeated until it succeeds. A crash is no refusal; the timeout covers it.',
      wrong:
        'The participant refuses by an exception in its log. The saga hears nothing, and what earlier steps reserved stays reserved.',
      synonyms: ['failure', 'refusal', 'rejection', 'error event', 'business failure'],
      see: ['step.undo', 'step.nature'],
      sources: ['AZ-saga', 'MSIO-saga'],
    },
    undo: {
      use: 'Give every step before the pivot a compensation: release the room, refund the money. It makes up for the step in a way that the business accepts, and it has to work even when it comes twice, or before the step itself.',
      not: 'Steps that change nothing, and steps after the pivot, need none. A reservation that lapses by itself is undone by its timeout.',
      wrong:
        'The compensation fails and nobody repeats it. It is taken for a rollback, although others have already seen and used what the step did.',
      synonyms: ['compensation', 'compensating transaction', 'rollback', 'refund', 'cancel', 'release'],
      see: ['external.reversible', 'step.nature'],
      sources: ['AZ-saga', 'MSIO-saga'],
    },
    timeout: {
      use: 'Take the longest time that a customer or a reservation can wait, not the usual time of an answer. Decide what a late answer then means.',
      not: 'Where a person has to act, a reminder may fit better than a timeout. None is right only if somebody looks at open runs.',
      wrong:
        'An answer is lost, and the run waits for ever with money reserved. Or the time is too short: the step succeeds after the saga has given up, and its effect stays.',
      synonyms: ['deadline', 'time limit', 'expiry', 'saga timeout', 'late reply'],
      see: ['saga.notFound', 'step.undo'],
      sources: ['NSB-timeouts', 'AZ-saga'],
    },
  },
};
