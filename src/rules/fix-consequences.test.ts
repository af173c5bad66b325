import { describe, expect, it } from 'vitest';
import { countingIds } from '#base/ids.ts';
import { applyEdits } from '#model/edit.ts';
import { createChecker } from './check.ts';
import { designOf } from './designs.testkit.ts';
import type { Finding } from './finding.ts';
import { rules } from './index.ts';
import { rank } from './severity.ts';

/** A warning that a fix brings to where there was none, and why that can't be helped, or is what comes next. */
interface Consequence {
  readonly brings: string;
  readonly why: string;
  /** `rule/fix`. */
  readonly of: readonly string[];
}

const consequences: readonly Consequence[] = [
  {
    brings: 'contract-missing',
    why: 'a channel that is drawn anew, or has both ends for the first time, says nothing of its messages yet',
    of: [
      'dual-write/listen-to-yourself',
      'edge-not-allowed/insert',
      'element-half-connected/add-producer',
      'element-half-connected/add-reader',
      'internal-model-exposed/translate',
      'join-not-copartitioned/rekey',
      'outcome-unreachable/draw-way',
      'reference-broken/clear',
      'services-share-subscription/own-queue',
      'shared-database/own-copy',
      'sync-call-in-handler/local-copy',
      'sync-call-in-handler/queue',
    ],
  },
  {
    brings: 'consumer-not-idempotent',
    why: 'nothing gets lost any more, or somebody reads for the first time, and nobody has said what a repeat does',
    of: [
      'dual-write/listen-to-yourself',
      'dual-write/outbox',
      'event-log-mutated/append',
      'replay-repeats-effects/split',
      'saga-step-without-undo/undo',
    ],
  },
  {
    brings: 'backlog-unwatched',
    why: 'now it is known as a dead-letter queue, which somebody has to watch',
    of: ['dlq-misconfigured/role', 'edge-not-allowed/set-role'],
  },
  {
    brings: 'key-missing-on-compacted',
    why: 'compaction goes by the key, and nobody has said what it is',
    of: ['key-not-an-entity-id/reopen', 'replay-unavailable/compact', 'table-source-expires/compact'],
  },
  {
    brings: 'poison-blocks-channel',
    why: 'a mode that keeps order tries a broken message again without end',
    of: ['order-broker-cannot/one-line', 'order-broker-cannot/order-per-key', 'order-broker-cannot/switch-variant'],
  },
  {
    brings: 'replay-unavailable',
    why: 'it is read from the start now, and nobody has said how far back that is',
    of: ['replay-hits-everyone/own-channel', 'state-not-durable/from-start'],
  },
  {
    brings: 'saga-undo-not-retryable',
    why: 'an undo that somebody hears has to succeed in the end',
    of: ['saga-pivot-misplaced/undo', 'saga-step-without-undo/undo', 'saga-undo-not-retryable/read-it'],
  },
  {
    brings: 'saga-failure-unheard',
    why: 'a leader that sends a command waits for an answer',
    of: ['choreography-too-wide/orchestrate', 'saga-state-unsafe/send-instead'],
  },
  {
    brings: 'event-as-command',
    why: 'what the steps begin with are events still, and a leader sends commands',
    of: ['choreography-too-wide/orchestrate'],
  },
  {
    brings: 'element-half-connected',
    why: 'the other end is not known',
    of: ['edge-not-allowed/insert', 'saga-pivot-misplaced/undo'],
  },
  {
    brings: 'event-ownership-unclear',
    why: 'now two of them publish it',
    of: ['consumed-contract-never-produced/publish', 'reference-broken/merge'],
  },
  {
    brings: 'exactly-once-crosses-boundary',
    why: 'the guarantee covers what is counted, and not the call beside it, which was a finding before',
    of: ['consumer-not-idempotent/exactly-once'],
  },
  { brings: 'event-cycle', why: 'the same circle, under a condition', of: ['event-cycle/condition'] },
  {
    brings: 'event-store-no-concurrency-check',
    why: 'the correction is kept where the events are that it corrects',
    of: ['no-correction-event/draw-correction'],
  },
  { brings: 'dual-write', why: 'the owner publishes now what it writes', of: ['shared-database/own-copy'] },
  {
    brings: 'event-metadata-missing',
    why: 'the schema text can’t be added to, and of the envelope nothing was known',
    of: ['tenant-mixed/carry'],
  },
];

/** What a fix brings: findings that were not there, or milder, by severity. Hints are the next questions, and welcome. */
function broughtBy(sketch: string, rule: string): readonly { readonly fix: string; readonly finding: Finding }[] {
  const design = designOf(sketch);
  const checker = createChecker();
  const { findings } = checker.check(design);
  const before = new Map(findings.map(({ key, severity }) => [key, rank(severity)]));
  return findings
    .filter((finding) => finding.rule === rule)
    .flatMap((finding) =>
      finding.fixes.flatMap(({ id }) => {
        checker.check(design);
        const mended = applyEdits(design, checker.edits(finding, id, countingIds('fix')));
        return checker
          .check(mended)
          .findings.filter(({ key, severity }) => rank(severity) < (before.get(key) ?? rank('hint')))
          .map((each) => ({ fix: `${rule}/${id}`, finding: each }));
      }),
    );
}

describe('what fixes bring', () => {
  const brought = rules.flatMap(({ id, examples }) => examples.bad.flatMap(({ sketch }) => broughtBy(sketch, id)));

  it('[R6] is never an error', () => {
    const errors = brought.filter(({ finding }) => finding.severity === 'error');
    expect(errors.map(({ fix, finding }) => `${fix}: ${finding.rule}: ${finding.what}`)).toEqual([]);
  });

  it('is no warning, but for those of which it is known why', () => {
    const found = new Set(brought.map(({ fix, finding }) => `${fix} → ${finding.rule}`));
    const known = consequences.flatMap(({ brings, of }) => of.map((fix) => `${fix} → ${brings}`));
    expect([...found].sort()).toEqual(known.sort());
  });
});
