import { describe, expect, it } from 'vitest';
import { validator } from '#base/validate.ts';
import { type Exercise, exerciseSchema, type Phase, readExercise } from './exercise.ts';

const validate = validator<Exercise>(exerciseSchema);
const phase = (minutes: number, more: Partial<Phase> = {}): Phase => ({ name: 'Draw', minutes, showFindings: 'never', ...more });
const decision = (id: string) => ({ id, question: 'What is the key?', hint: 'Look at the arrows.' });

const whole: Exercise = {
  id: 'a-folder-1.0',
  settings: {},
  version: '1.0.0',
  title: 'A title',
  summary: 'A summary.',
  level: 1,
  need: 'core',
  after: '2 Fundamentals',
  findings: 'hidden',
  rules: ['edge-not-allowed', 'contract-missing'],
  palette: ['event', 'service'],
  plans: { 20: [phase(5), phase(15)], 40: [phase(40)] },
  decisions: ['a', 'b', 'c', 'd'].map(decision),
  hints: ['One.', 'Two.', 'Three.'],
  author: 'Somebody',
  licence: 'MIT',
};

const faultsOf = (json: unknown) => {
  const read = readExercise(json, validate);
  return read.ok ? [] : read.faults.map((fault) => fault.message);
};

describe('readExercise', () => {
  it('gives a sound exercise back as it is', () => {
    expect(readExercise(structuredClone(whole), validate)).toEqual({ ok: true, value: whole });
  });

  it.each([null, [], 'text', {}])('refuses %j and never throws', (json) => {
    expect(faultsOf(json).length).toBeGreaterThan(0);
  });

  it.each([
    ['an option that nothing reads', { ...whole, storms: [] }],
    ['an id that is no folder name', { ...whole, id: '../other' }],
    ['a level that does not exist', { ...whole, level: 4 }],
    ['three decisions', { ...whole, decisions: whole.decisions.slice(1) }],
    ['two hints', { ...whole, hints: whole.hints.slice(1) }],
    ['a text without end', { ...whole, summary: 'x'.repeat(301) }],
    ['a plan of another length', { ...whole, plans: { ...whole.plans, 60: [phase(40)] } }],
    ['a phase that lasts no time', { ...whole, plans: { ...whole.plans, 20: [phase(0), phase(20)] } }],
  ])('refuses %s', (_, json) => {
    expect(faultsOf(json)).toHaveLength(1);
  });

  it('holds that a plan lasts as long as it says', () => {
    expect(faultsOf({ ...whole, plans: { ...whole.plans, 20: [phase(5), phase(14)] } })).toEqual([
      '/plans/20: its phases last 19 minutes together, and should last 20.',
    ]);
  });

  it('holds that a phase offers nothing that the exercise does not', () => {
    expect(
      faultsOf({ ...whole, plans: { ...whole.plans, 40: [phase(40, { palette: ['event', 'topic'], rules: ['dual-write'] })] } }),
    ).toEqual([
      '/plans/40/0/palette has “topic”, which is not in the palette of the exercise: add it there or leave it out here.',
      '/plans/40/0/rules has “dual-write”, which is not in the rules of the exercise: add it there or leave it out here.',
    ]);
  });

  it('holds that decisions can be told apart', () => {
    expect(faultsOf({ ...whole, decisions: [...whole.decisions, decision('b')] })).toEqual([
      '/decisions/4/id is “b”, and so is the id of a decision before it: give each its own.',
    ]);
  });
});
