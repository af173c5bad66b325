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
} as const;

export type FaultName = keyof typeof faults;

export const invariants = {
  'effect-once': 'What must not happen twice for one message happens once.',
  'key-order': 'Messages about one thing take effect in the order in which they were sent.',
  'store-and-event-agree': 'Data is stored if and only if its event is published.',
  converge: 'After things calm down, every copy of the data agrees with what it is made from.',
  'contract-readable': 'Whoever gets a message can read it, and it means the same to reader and writer.',
  'replay-safe': 'Reading everything again gives the same data, and does nothing on the outside.',
  progress: 'A message that can be handled is handled, whatever happens to others.',
} as const;

export type InvariantName = keyof typeof invariants;
