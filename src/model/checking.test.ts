import { expect, it } from 'vitest';
import {
  type CheckingRecord,
  checkingKey,
  checkingOf,
  readCheckingRecord,
  settledIn,
  waiverKey,
  writtenChecking,
} from './checking.ts';
import { emptyDesign } from './design.ts';
import { applyEdits } from './edit.ts';

const waiver: CheckingRecord = {
  is: 'waiver',
  rule: 'dual-write',
  at: 'e1',
  reason: 'The job runs once a night.',
  by: 'Ann',
  on: '2026-11-28',
};

it('[E5] settles one thing under one key: the second waiver of the same finding replaces the first', () => {
  const again = { ...waiver, reason: 'Nobody reads it.' };
  const design = applyEdits(emptyDesign, [
    { op: 'settle', record: waiver },
    { op: 'settle', record: again },
  ]);
  expect(settledIn(design.checking).waivers).toEqual([again]);
});

it('forgets what is unsettled', () => {
  const design = applyEdits(emptyDesign, [
    { op: 'settle', record: waiver },
    { op: 'unsettle', key: waiverKey('dual-write', 'e1') },
  ]);
  expect(design.checking.size).toBe(0);
});

it('comes back from a file as it was', () => {
  const records: CheckingRecord[] = [
    waiver,
    { is: 'profile', profile: 'strict' },
    { is: 'setting', rule: 'name-form', setting: 'off' },
    {
      is: 'rule',
      rule: {
        id: 'acme/owner',
        title: 'Owner missing',
        summary: 'A topic has no owner.',
        why: 'Nobody answers.',
        severity: 'warning',
        subjects: ['channel'],
        when: 'it.comment == ""',
        what: '“{it.name}” has no owner.',
        next: 'Name one.',
      },
    },
  ];
  const checking = new Map(records.map((record) => [checkingKey(record), record]));
  expect(new Map(checkingOf(writtenChecking(checking)))).toEqual(checking);
});

it('[E5] leaves out what a stranger wrote and nobody can read', () => {
  for (const strange of [
    null,
    'waiver',
    { is: 'waiver' },
    { ...waiver, reason: '' },
    { ...waiver, reason: 'x'.repeat(1_001) },
    { ...waiver, on: 'yesterday' },
    { ...waiver, at: 'none' },
    { is: 'setting', rule: 'dual-write', setting: 'loud' },
    { is: 'profile', profile: '../x' },
    { is: 'rule', rule: { id: 'x', when: 'true' } },
  ])
    expect(readCheckingRecord(strange)).toBeUndefined();
});

it('[E5] takes no more than anybody needs', () => {
  const edits = Array.from({ length: 2_100 }, (_, i) => ({ op: 'settle' as const, record: { ...waiver, at: `e${i}` } }));
  expect(applyEdits(emptyDesign, edits).checking.size).toBe(2_000);
});
