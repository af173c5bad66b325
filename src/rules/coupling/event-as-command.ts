import type { Id } from '#base/ids.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { carriersOf, readsOf, writesOf } from '../helpers/carries.ts';
import { contractId } from '../helpers/contracts.ts';
import { defineRule, type Fact } from '../rule.ts';
import type { Say } from '../say.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';
import { asFact, endsInRequested, imperative } from '../words.ts';

interface EventAsCommand extends Fact {
  readonly contract: Id;
  readonly reason: 'name' | 'saga' | 'request';
  readonly saga?: Id;
  readonly participant?: Id;
  /** For a request: who asks and who answers. */
  readonly producer?: Id;
  readonly reader?: Id;
  /** What the fact could be called instead. */
  readonly renamed?: string;
}

/** The orchestrated saga step that the contract triggers, if there is one. */
function stepOf(read: Reads, contract: Id): { readonly saga: Id; readonly participant: Id } | undefined {
  for (const id of read.referrers(contract)) {
    const saga = read.of(id, 'saga');
    if (saga?.props.style !== 'orchestration') continue;
    const step = saga.props.steps.find((each) => contractId(each.do) === contract);
    if (step) return { saga: id, participant: step.participant };
  }
  return undefined;
}

/** The one node that reads the contract, and answers to the one that publishes it. */
function conversation(read: Reads, contract: Id): { readonly producer: Id; readonly reader: Id } | undefined {
  const channels = carriersOf(read, contract);
  const names = (references: readonly string[]) => references.some((each) => contractId(each) === contract);
  const readers = new Set(
    channels.flatMap((channel) =>
      read
        .out(channel, 'consumes')
        .filter((edge) => names(readsOf(read, edge)))
        .map((edge) => edge.to),
    ),
  );
  const [reader] = readers;
  if (reader === undefined || readers.size !== 1) return undefined;
  const answered = new Set(read.out(reader, 'publishes').flatMap((edge) => writesOf(read, edge).map(contractId)));
  for (const channel of channels) {
    for (const publishes of read.into(channel, 'publishes')) {
      if (!names(writesOf(read, publishes))) continue;
      const answers = read
        .into(publishes.from, 'consumes')
        .some((edge) => readsOf(read, edge).some((each) => answered.has(contractId(each))));
      if (answers) return { producer: publishes.from, reader };
    }
  }
  return undefined;
}

const example = (name: string | undefined, say: Say) => (name === undefined ? '' : `, for example ${say.word(name)}`);

/**
 * Differences from the catalogue: names of state, change and document messages are nouns, and are not tested; and a
 * conversation over `…Requested` is a hint at most, because many teams build on such pairs knowingly.
 */
export const eventAsCommand = defineRule<'contract', EventAsCommand>({
  id: 'event-as-command',
  category: 'coupling',
  severity: 'warning',
  title: 'Command in the guise of an event',
  summary: 'An event that asks one certain receiver to do something.',
  why:
    'An event says what has happened, and whoever is interested may react. Whoever expects one certain receiver to act ' +
    'sends a command: it needs an owner, a way to refuse it, and an answer.',
  behavioural: {
    not: 'Messages travel in the same way, whatever they are called; what is missing is an answer, and who is responsible.',
  },
  subject: ['contract'],
  *check(contract, read) {
    const { kind, category, name } = contract.props;
    if (kind !== 'event') return;
    const noun = category === 'state' || category === 'cdc';
    const fact = (severity: Fact['severity'], rest: Omit<EventAsCommand, keyof Fact | 'contract'>) => ({
      severity,
      assumes: [],
      about: [],
      contract: contract.id,
      ...rest,
    });
    if (!noun && imperative(name)) {
      const renamed = asFact(name);
      yield fact('warning', { reason: 'name', ...(renamed !== undefined && { renamed }) });
      return;
    }
    const step = stepOf(read, contract.id);
    if (step) {
      yield fact('warning', { reason: 'saga', ...step });
      return;
    }
    if (!endsInRequested(name)) return;
    const talk = conversation(read, contract.id);
    if (talk) yield fact('hint', { reason: 'request', ...talk });
  },
  explain({ contract, reason, saga, participant, producer, reader, renamed }, say) {
    const name = say.name(contract);
    switch (reason) {
      case 'name':
        return {
          at: [contract],
          what: `${name} is drawn as an event, but its name asks for something to be done.`,
          next: `If one receiver is to act, make it a command. If it says what has happened, name it so${example(renamed, say)}.`,
        };
      case 'saga':
        return {
          at: [contract, saga as Id],
          what:
            `${name} is drawn as an event, but ${say.name(saga as Id)} sends it to ${say.name(participant as Id)} to ` +
            'make it act.',
          next: `Make ${name} a command. An orchestrator tells its participants what to do, and waits for their answers.`,
        };
      case 'request':
        return {
          at: [contract, producer as Id, reader as Id],
          what:
            `Only ${say.name(reader as Id)} reads ${name}, and ${say.name(producer as Id)} waits for its answer: that is ` +
            'a request.',
          next: `If ${say.name(producer as Id)} depends on the answer, make ${name} a command with a reply and a timeout.`,
        };
    }
  },
  fixes: [
    {
      id: 'make-command',
      title: ({ contract }, say) => `Make ${say.name(contract)} a command`,
      kind: 'suggestion',
      edits: ({ contract }) => [set(contract, 'kind', 'command')],
    },
    {
      id: 'rename',
      fits: ({ renamed }) => renamed !== undefined,
      title: ({ contract, renamed }, say) =>
        `Rename ${say.name(contract)} to ${say.word(renamed as string)}, which says what has happened`,
      kind: 'suggestion',
      edits: ({ contract, renamed }) => (renamed === undefined ? [] : [set(contract, 'name', renamed)]),
    },
  ],
  examples: {
    bad: [
      {
        name: 'an event that asks for a mail',
        sketch: sketch`
          service accounts
          topic account-events
          service mailer
          contract SendWelcomeMail 1.0.0 event
          accounts -> account-events (contracts SendWelcomeMail) -> mailer
        `,
        expects: [
          { severity: 'warning', what: '“SendWelcomeMail” is drawn as an event, but its name asks for something to be done.' },
        ],
      },
      {
        name: 'an orchestrator that sends events',
        sketch: sketch`
          service booking
          service payments
          contract PaymentNeeded 1.0.0 event
          contract PaymentTaken 1.0.0 event
          saga Booking orchestration (orchestrator booking) {
            step payments do PaymentNeeded ok PaymentTaken
          }
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a question that one reader answers',
        sketch: sketch`
          service portal
          topic requests
          service health
          topic reports
          contract HealthReportRequested 1.0.0 event
          contract HealthReportFinished 1.0.0 event
          portal -> requests (contracts HealthReportRequested) -> health
          health -> reports (contracts HealthReportFinished) -> portal
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'a command',
        sketch: sketch`
          service accounts
          queue mail-commands
          service mailer
          contract SendWelcomeMail 1.0.0 command
          accounts -> mail-commands (contracts SendWelcomeMail) -> mailer
        `,
      },
      {
        name: 'the fact instead; the consumer decides',
        sketch: sketch`
          service accounts
          topic account-events
          service mailer
          contract CustomerRegistered 1.0.0 event
          accounts -> account-events (contracts CustomerRegistered) -> mailer
        `,
      },
      {
        name: 'an event that happens to have one reader today',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
      },
      {
        name: 'a request that several react to is a fact about a request',
        sketch: sketch`
          service portal
          topic requests
          service health
          service audit
          contract HealthReportRequested 1.0.0 event
          portal -> requests (contracts HealthReportRequested) -> health
          requests -> audit
        `,
      },
      {
        name: 'readings, documents and states are nouns',
        sketch: sketch`
          service sensors
          topic readings
          service dashboard
          contract TemperatureReading 1.0.0 event
          contract ProcessState 1.0.0 event (category state)
          sensors -> readings (contracts [TemperatureReading, ProcessState]) -> dashboard
        `,
      },
      {
        name: 'suffixes, versions and other languages',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          contract OrderCreatedEvent 1.0.0 event
          contract roundCreatedPayloadV1 1.0.0 event
          contract order-created.v1 1.0.0 event
          contract handlaggning.done 1.0.0 event
          orders-api -> orders (contracts [OrderCreatedEvent, roundCreatedPayloadV1, order-created.v1, handlaggning.done])
          orders -> billing
        `,
      },
    ],
  },
  mend: [
    'Make it a command, with an owner, a reply and a timeout.',
    'Rename it to what has happened, and let each consumer decide what to do.',
  ],
  notWhen: [
    'An event with a single reader is not a command: others may join tomorrow.',
    'Names of states, changes and documents are nouns, and names in other languages are left alone.',
    'A name such as “ReportRequested” is a fact about a request; where only one reader answers it, that is worth a ' +
      'hint, no more.',
  ],
  sources: [sources['NSB-messages'], sources['OTTO-past'], sources['CESP-command']],
});
