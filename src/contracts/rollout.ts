/** Who moves to the new version first. */
export type RolloutOrder = 'consumersFirst' | 'producersFirst' | 'together';

export interface Rollout {
  readonly order: RolloutOrder;
  /** `waits`: safe only if every old message has been read before the consumers move. */
  readonly verdict: 'safe' | 'waits' | 'breaks';
  /** What happens on the way, for people. */
  readonly sentence: string;
}

export interface Readability {
  readonly before: string;
  readonly after: string;
  /** The new version's readers can read what the old one's writers wrote. */
  readonly newReadsOld: boolean;
  /** The old version's readers can read what the new one's writers write. */
  readonly oldReadsNew: boolean;
}

/**
 * What each order of an upgrade does to consumers, one version to the next. With consumers first, new readers meet old
 * messages; with producers first, old readers meet new messages, and those that wait in the channel are met by new readers
 * afterwards; together, only what waits in the channel is met by new readers.
 */
export function rolloutsOf({ before, after, newReadsOld, oldReadsNew }: Readability): readonly Rollout[] {
  const stuck = `Consumers on ${after} cannot read messages of ${before}`;
  return [
    newReadsOld
      ? {
          order: 'consumersFirst',
          verdict: 'safe',
          sentence: `Consumers on ${after} still read what producers on ${before} send.`,
        }
      : { order: 'consumersFirst', verdict: 'breaks', sentence: `${stuck}, and those keep arriving until the producers follow.` },
    !oldReadsNew
      ? {
          order: 'producersFirst',
          verdict: 'breaks',
          sentence: `Consumers on ${before} cannot read what producers on ${after} send, until they follow.`,
        }
      : newReadsOld
        ? { order: 'producersFirst', verdict: 'safe', sentence: `Consumers on ${before} read what producers on ${after} send.` }
        : {
            order: 'producersFirst',
            verdict: 'waits',
            sentence: `Consumers on ${before} read the new messages. ${stuck}: let them read everything old before they move.`,
          },
    newReadsOld
      ? {
          order: 'together',
          verdict: 'safe',
          sentence: `Messages of ${before} that still wait are read by consumers on ${after}.`,
        }
      : {
          order: 'together',
          verdict: 'waits',
          sentence: `${stuck}: stop the producers and let everything old be read before both move.`,
        },
  ];
}
