import { describe, expect, it } from 'vitest';
import { type CheckingRecord, checkingKey } from '#model/checking.ts';
import type { Design } from '#model/design.ts';
import { applyEdits } from '#model/edit.ts';
import { designOf } from './designs.testkit.ts';
import { foldAll } from './fold.ts';
import { createJudge, type Judgement } from './judge.ts';
import { sketch } from './sketch.ts';

const shop = designOf(sketch`
  service shop
  store orders-db relational
  topic orders
  service billing
  shop -> orders-db
  shop -> orders (atomicity none) -> billing
`);

const settle = (design: Design, ...records: CheckingRecord[]): Design =>
  applyEdits(
    design,
    records.map((record) => ({ op: 'settle', record })),
  );
const said = ({ findings }: Judgement) => findings.map(({ rule, severity }) => `${severity} ${rule}`);
const only = (rules: readonly string[]) => createJudge({ rules });
const dualWrite = () => {
  const finding = only(['dual-write']).check(shop).findings[0];
  if (!finding) throw new Error('no finding to waive');
  return finding;
};
const waiver = (): CheckingRecord => ({
  is: 'waiver',
  rule: 'dual-write',
  at: dualWrite().subject,
  reason: 'A nightly job compares both.',
  by: 'Ann',
  on: '2026-11-28',
});

describe('a waiver', () => {
  it('takes the finding out of the list and keeps it with its reason', () => {
    const judged = only(['dual-write']).check(settle(shop, waiver()));
    expect(judged.findings).toEqual([]);
    expect(judged.waived.map(({ finding, waiver: { reason } }) => [finding.rule, reason])).toEqual([
      ['dual-write', 'A nightly job compares both.'],
    ]);
    expect(judged.stale).toEqual([]);
  });

  it('is stale once there is nothing left to accept', () => {
    const mended = applyEdits(shop, [{ op: 'set', id: dualWrite().subject, path: ['atomicity'], value: 'outbox' }]);
    const judged = only(['dual-write']).check(settle(mended, waiver()));
    expect(judged.stale.map(({ rule }) => rule)).toEqual(['dual-write']);
  });

  it('can be taken back', () => {
    const judge = only(['dual-write']);
    judge.check(settle(shop, waiver()));
    const back = applyEdits(settle(shop, waiver()), [{ op: 'unsettle', key: checkingKey(waiver()) }]);
    expect(said(judge.check(back))).toEqual(['error dual-write']);
  });

  it('says nothing about another element', () => {
    const judged = only(['dual-write']).check(settle(shop, { ...waiver(), at: 'elsewhere' } as CheckingRecord));
    expect(said(judged)).toEqual(['error dual-write']);
  });
});

describe('a setting', () => {
  it('switches a rule off', () => {
    expect(said(only(['dual-write']).check(settle(shop, { is: 'setting', rule: 'dual-write', setting: 'off' })))).toEqual([]);
  });

  it('stands for the rule’s own severity', () => {
    expect(said(only(['dual-write']).check(settle(shop, { is: 'setting', rule: 'dual-write', setting: 'hint' })))).toEqual([
      'hint dual-write',
    ]);
  });

  it('of an exercise counts where the design says nothing', () => {
    const judge = createJudge({ rules: ['dual-write'], settings: { 'dual-write': 'hint' } });
    expect(said(judge.check(shop))).toEqual(['hint dual-write']);
    expect(said(judge.check(settle(shop, { is: 'setting', rule: 'dual-write', setting: 'warning' })))).toEqual([
      'warning dual-write',
    ]);
  });

  it('makes no error of what nobody has said', () => {
    const unsaid = applyEdits(shop, [{ op: 'set', id: dualWrite().subject, path: ['atomicity'], value: '?' }]);
    const set = settle(unsaid, { is: 'setting', rule: 'dual-write', setting: 'error' });
    for (const { severity, assumes } of only(['dual-write']).check(set).findings)
      expect(assumes.length > 0 && severity === 'error').toBe(false);
  });
});

describe('a profile', () => {
  it('leaves out what the first day has not taught', () => {
    const judged = createJudge().check(settle(shop, { is: 'profile', profile: 'workshop-1' }));
    expect(judged.findings.map(({ rule }) => rule)).not.toContain('dual-write');
  });

  it('named by an exercise, rules are in use whatever the design’s profile says', () => {
    expect(said(only(['dual-write']).check(settle(shop, { is: 'profile', profile: 'workshop-1' })))).toEqual([
      'error dual-write',
    ]);
  });

  it('that nobody knows is the architect’s', () => {
    expect(createJudge().check(settle(shop, { is: 'profile', profile: 'no-such' })).findings).toEqual(
      createJudge().check(shop).findings,
    );
  });

  it('strict counts warnings that rest on nothing unsaid as errors', () => {
    const plain = new Map(
      createJudge()
        .check(shop)
        .findings.map((each) => [each.key, each]),
    );
    const sterner = { error: 'error', warning: 'error', hint: 'warning' } as const;
    for (const { key, severity, assumes } of createJudge({ profile: 'strict' }).check(shop).findings) {
      const before = plain.get(key)?.severity ?? 'hint';
      expect(severity, key).toBe(assumes.length > 0 && before === 'warning' ? 'warning' : sterner[before]);
    }
  });
});

it('folds like any checker', () => {
  const judge = createJudge();
  const { findings } = judge.check(shop);
  expect(() => foldAll(shop, findings, judge)).not.toThrow();
});

it('gives the same judgement for the same design, and keeps the identity of what it said', () => {
  const judge = createJudge({ profile: 'strict' });
  const first = judge.check(shop);
  expect(judge.check(shop)).toBe(first);
  const moved = applyEdits(shop, [{ op: 'describe', what: 'title', text: 'Shop' }]);
  expect(judge.check(moved).findings.every((finding) => first.findings.includes(finding))).toBe(true);
});
