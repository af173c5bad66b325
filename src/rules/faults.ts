/**
 * The faults and invariants that rules name, with the faults of the rehearsal (F1 … F21) that play them. One table,
 * so that a rule, its page and the rehearsal speak of the same things.
 */
export const faults = {
  'duplicate delivery': { says: 'The broker hands the same message out again.', plays: ['F6'] },
  'crash after effect before ack': {
    says: 'The handler has done its work and dies before it says so; the message comes again.',
    plays: ['F1'],
  },
  'crash between two writes': { says: 'The producer dies after one of its two writes.', plays: ['F1'] },
  'broker outage': { says: 'The broker cannot be reached for a while.', plays: ['F9'] },
  'slow instance': { says: 'One worker takes longer than another.', plays: ['F5', 'F7'] },
  'slow partition': { says: 'One partition is read later than another.', plays: ['F5'] },
  'normal load': { says: 'Nothing goes wrong; several messages are under way at once.', plays: ['F5', 'F7'] },
  'transient failure': { says: 'Handling fails a few times and then works.', plays: ['F8'] },
  'poison message': { says: 'Handling of one message fails every time.', plays: ['F8'] },
  'upgrade of one side': { says: 'Readers or writers move to the new version of a contract first.', plays: ['F15'] },
  replay: { says: 'A consumer reads old messages again.', plays: ['F16'] },
  'crash after ack before effect': {
    says: 'The handler says that it is done and dies before its work; the message does not come again.',
    plays: ['F1'],
  },
  'lost answer': { says: 'A request took effect, but its answer did not arrive; it is sent again.', plays: ['F2'] },
  'lost message': { says: 'A request, reply or message never arrives.', plays: ['F3'] },
  'crash of a worker': { says: 'A process dies and starts again from what it has stored.', plays: ['F1'] },
  'large message': { says: 'A message of the largest size is sent, and the broker refuses it.', plays: ['F9'] },
  'loss of a broker node': { says: 'The machine that leads a partition or queue is lost.', plays: ['F10', 'F11'] },
  'clock skew': { says: 'The clocks of two machines differ.', plays: ['F13'] },
  'late event': { says: 'An event arrives long after it happened.', plays: ['F5', 'F17'] },
  'consumer outage': { says: 'A consumer is away for a while.', plays: ['F5'] },
  'slow consumer': { says: 'A consumer takes longer than messages take to arrive.', plays: ['F19'] },
  'peak load': { says: 'More messages arrive than usual, or most of them for one key.', plays: ['F19'] },
  'dependency down': { says: 'A system that the handler calls fails or hangs for a while.', plays: ['F20'] },
  'step refused': { says: 'A participant of a workflow says no.', plays: ['F20'] },
  expiry: { says: 'Messages expire, or compaction removes them, before everybody has read them.', plays: ['F14'] },
  'partition growth': { says: 'Partitions are added while messages are on their way.', plays: ['F18'] },
  'aborted transaction': { says: 'A producer gives up a transaction after it has written some of its messages.', plays: ['F21'] },
  redrive: { says: 'Dead letters are sent again.', plays: ['F16'] },
  'erasure request': { says: 'A person asks that their data be erased.', plays: ['F17'] },
} as const;

export type FaultName = keyof typeof faults;

export const invariants = {
  'effect-once': 'What must not happen twice for one message happens once.',
  'key-order': 'Messages about one thing take effect in the order in which they were sent.',
  'store-and-event-agree': 'Data is stored if and only if its event is published.',
  converge: 'After things calm down, every copy of the data agrees with what it is made from.',
  'contract-readable': 'Whoever gets a message can read it, and it means the same to reader and writer.',
  'replay-safe': 'Reading everything again gives the same data, and does nothing on the outside.',
  'nothing-lost': 'What has happened is handled in the end, or waits where somebody looks after it.',
  'saga-closed': 'Every workflow that has begun ends completed, or undone as a whole.',
  bounded: 'What waits and what is kept stays within bounds.',
  erasable: 'Some time after a request for erasure nothing readable about that person is left.',
  settles: 'One message causes a limited number of others.',
  'join-complete': 'A join or window yields every result that it should, once.',
  'reply-paired': 'A reply reaches the request that it answers.',
  isolation: 'No update is lost, and nothing is decided on data that somebody else is changing.',
  'read-own-write': 'Who has just written something sees it when reading.',
  progress: 'A message that can be handled is handled, whatever happens to others.',
} as const;

export type InvariantName = keyof typeof invariants;
