/** What each way of joining means, by the id of its proposal; the ways themselves are named in model/connect.ts. */
export const joinWords: Readonly<Record<string, string>> = {
  writes: 'Changes data there.',
  reads: 'Looks something up there.',
  'writes+reads': 'Two arrows, one each way.',
  calls: 'Asks directly and waits for the answer.',
  'via-channel': 'Nobody waits: the message stays until it is read.',
  'via-cdc': 'Every change of the data becomes a message.',
  'via-copy': 'Every change of the one is written to the other.',
  'via-sink': 'A connector reads the channel and writes what it reads.',
  'via-bridge': 'Messages go on to the other channel unchanged.',
  'via-processor': 'It reads, transforms and publishes.',
  'via-service': 'A service of yours stands between.',
  'publishes-it': 'The channel carries the contract.',
  owner: 'Who decides about its form.',
  orchestrates: 'It leads the workflow.',
  'takes-part': 'It carries out one of the steps.',
};
