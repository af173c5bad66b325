import type { rowKinds } from '#model/kinds/index.ts';
import type { KindConcept } from './concept.ts';

export const rowConcepts: Readonly<Record<keyof typeof rowKinds, KindConcept>> = {
  field: {
    more: 'One value in a message: its name, its type, and what it means for the thing that the message is about. A field can be the key that keeps messages in order, tell repeats apart, or hold personal data.',
    use: 'List the fields that a consumer may rely on, with those that identify something first. Say of a key whether it is unique and whether it may change.',
    not: 'Event id, time and correlation id usually stand in the envelope; they are metadata of the contract, not fields. Internal columns that nobody outside needs are better left out than explained later.',
    wrong:
      'A required field is dropped, or a number turns into a text, and old readers fail. A key that is missing, that changes, or that has three different values spreads the load badly or breaks the order; a name and address in it stay in the log for as long as the log does.',
    synonyms: ['attribute', 'column', 'property', 'payload', 'key', 'PII', 'personal data', 'data element'],
    see: ['contract.entityKey', 'field.unique', 'field.pii'],
    sources: ['CESP-data-contract', 'Z200', 'Z204'],
  },
  version: {
    more: 'One edition of a contract’s schema. Messages live longer than releases: old ones lie in the log while new readers arrive, and old readers go on running while new ones are sent.',
    use: 'Add a version for every change of a schema that somebody has already used. Give it a new major number if readers of the version before would fail or misread it.',
    not: 'A message that means something else is a new contract, not a new version. A draft that nobody uses can be changed where it stands.',
    wrong:
      'Producers move on first and consumers fail, or the other way round; which of the two is safe depends on the change. A replay meets versions that the current code has forgotten.',
    synonyms: ['schema version', 'semver', 'evolution', 'schema evolution', 'upcasting', 'migration', 'revision'],
    see: ['contract.compat', 'contract.rollout', 'store.upcaster'],
    sources: ['CONF-compat', 'ES-versioning', 'Z246'],
  },
  step: {
    more: 'One action of a saga: a participant is asked, and answers that it succeeded or that it did not. A step before the pivot has a compensation; a step after it is repeated until it succeeds.',
    use: 'Write one step for each local transaction that could fail on its own. State all three messages, the request and both answers, even if one of them seems never to happen.',
    not: 'Work inside one service and one transaction is one step, however much it does. Telling somebody the outcome is seldom a step: an event at the end does it.',
    wrong:
      'A refusal has no message and the saga waits for ever. The compensation is missing or cannot be repeated safely, or the step that cannot be undone comes before others that may still fail.',
    synonyms: ['saga step', 'compensation', 'pivot', 'activity', 'participant', 'local transaction', 'undo'],
    see: ['saga', 'step.nature', 'step.undo'],
    sources: ['MSIO-saga', 'AZ-saga', 'NSB-timeouts'],
  },
};
