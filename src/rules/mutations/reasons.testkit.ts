import type { Outcome } from './tally.testkit.ts';

/** Why nothing speaks when a property comes to such a value, for classes of which the suite cannot tell by itself. */
interface Reason {
  readonly why: string;
  /** `kind.property → value`; a star at the end stands for any value. */
  readonly classes: readonly string[];
}

export const reasons: readonly Reason[] = [
  {
    why: 'people read the name, and rules only where a channel is called after it',
    classes: ['connector.name → *', 'external.name → *', 'processor.name → *'],
  },
  {
    why: 'where it stands means nothing to a rule: who publishes and who reads says which context it belongs to',
    classes: ['broker.context → *', 'channel.context → *', 'connector.context → *', 'contract.context → *', 'note.context → *'],
  },
  {
    why: 'it stays within the same bounded context or team',
    classes: ['context.context → another'],
  },
  {
    why: 'more in the envelope harms nobody',
    classes: ['contract.meta → with *'],
  },
  {
    why: 'a rule asks whether there is a window; how long it is matters to the rehearsal',
    classes: ['processor.windowSize → *'],
  },
  {
    why: 'only the words and the way out change: a channel that is live cannot simply begin with more partitions',
    classes: ['channel.status → *'],
  },
  {
    why: 'only the words change: however long the broker remembers what was sent, it does not know what was handled',
    classes: ['channel.dedupWindow → *'],
  },
  {
    why: 'as safe as before: more copies than one are left',
    classes: ['channel.minInSync → some', 'channel.replication → some'],
  },
  {
    why: 'the safer of two answers; a broker without distributed transactions is what is found',
    classes: ['broker.xa → yes'],
  },
  {
    why: 'it still grows, or does not grow yet, and one partition more or less is no other answer',
    classes: ['channel.partitionsPlanned → one less'],
  },
  {
    why: 'one try more changes nothing that a limit has not settled',
    classes: ['consumes.retryMax → one more'],
  },
  {
    why: 'one cause less; the others remain, and are found as before',
    classes: ['consumes.nondeterminism → without clock'],
  },
  {
    why: 'a remark counts where there is one, whatever it says',
    classes: ['contract.comment → something else'],
  },
  {
    why: 'it says in the words of a finding whose data it is',
    classes: ['field.subject → *'],
  },
  {
    why: 'a version that may still change binds nobody',
    classes: ['version.status → draft'],
  },
];

export function reasonFor(name: string): string | undefined {
  return reasons.find(({ classes }) => classes.some((each) => covers(each, name)))?.why;
}

/** Classes that are excused, and that nobody tries. */
export function needless(names: readonly string[]): readonly string[] {
  return reasons.flatMap(({ classes }) => classes).filter((each) => !names.some((name) => covers(each, name)));
}

function covers(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** What the suite can tell by itself: that it asks, is a way out, or is found beside another fault. */
export function computedReason({ to, asked }: Outcome, inBad: Outcome | undefined): string | undefined {
  if (to === '?' && asked > 0) return 'asks';
  if (inBad && inBad.caught > 0) return `found beside other faults by ${[...inBad.by.keys()].join(', ')}`;
  if (inBad && to === '?' && inBad.asked > 0) return 'asks, in a bad example';
  if (inBad && inBad.mends.size > 0) return `a way out of ${[...inBad.mends.keys()].join(', ')}`;
  return undefined;
}

/**
 * Where an unknown brings an error, or something that no answer brings (SPEC [M3]): `rule: kind.property`, by the reason why
 * that is right.
 */
export const unknownsThatCount: Readonly<Record<string, readonly string[]>> = {
  'an unknown acknowledgement counts as one after the work': [
    'consumer-not-idempotent: consumes.ack',
    'external-call-not-idempotent: consumes.ack',
    'dedup-window-too-short: consumes.ack',
  ],
  'an excuse that nobody has made is none': [
    'consumed-contract-never-produced: contract.audience',
    'correlation-missing: saga.style',
    'key-missing-on-compacted: channel.type',
    'external-call-not-idempotent: external.idempotent',
    'event-id-unstable: processor.guarantee',
    'ack-before-effect: consumes.claims',
    'exactly-once-crosses-boundary: consumes.claims',
    'exactly-once-chain-broken: consumes.idempotency',
    'exactly-once-chain-broken: channel.dedup',
    'dlq-misconfigured: channel.watched',
    'dual-write: contract.lossTolerated',
    'event-store-no-concurrency-check: publishes.key',
    'state-event-incomplete: field.unique',
    'breaking-change: version.format',
    'major-version-switch-unsafe: contract.audience',
    'table-source-expires: consumes.rebuild',
    'replay-nondeterministic: channel.type',
    'replay-unavailable: channel.cleanup',
    'replay-unavailable: calls.purpose',
    'retention-shorter-than-outage: contract.lossTolerated',
    'retention-shorter-than-outage: channel.cleanup',
    'pii-in-long-log: channel.cleanup',
    'pii-in-long-log: channel.type',
    'pii-in-long-log: store.erasable',
  ],
  'that nobody has said it is what is found': [
    'state-event-incomplete: contract.deleteAs',
    'rollout-order-wrong: contract.rollout',
    'compat-unset-shared: contract.compat',
    'window-drops-late: processor.grace',
    'channel-unprotected: channel.access',
    'channel-unprotected: channel.tls',
    'channel-unprotected: channel.atRest',
    'tenant-mixed: channel.tenantField',
    'event-cycle: connector.loopGuard',
  ],
  'then it is as the product or the schema has it': [
    'message-too-large: channel.maxMessage',
    'failure-drops-message: consumes.onExhausted',
    'order-lost-by-concurrency: consumes.assignment',
    'strict-reader: consumes.unknownFields',
  ],
};
