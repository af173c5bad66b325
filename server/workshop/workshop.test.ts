import { describe, expect, it } from 'vitest';
import { remainingMs } from '#wire/workshop.ts';
import { rightTo } from './rights.ts';
import type { Workshop } from './state.ts';
import { viewFor } from './views.ts';
import { instructor, member, observer, once, outcome, refusal, twoGroups } from './workshop.testkit.ts';
import { seatIn } from './workshop.ts';

describe('who may ask for what', () => {
  it('members do nothing that is the instructor’s, and the other way round', () => {
    expect(refusal(twoGroups, member('ann'), { do: 'startPhase', index: 0 })).toBe('Only the instructor can do that.');
    expect(refusal(twoGroups, member('ann'), { do: 'freeze', groups: 'all', on: true })).toBe('Only the instructor can do that.');
    expect(refusal(twoGroups, instructor, { do: 'askHelp', on: true })).toBe('Only members of a group do that.');
  });

  it('observers do nothing', () => {
    expect(refusal(twoGroups, observer, { do: 'askHelp', on: true })).toBe('This link is for watching only.');
    expect(refusal(twoGroups, observer, { do: 'end' })).toBe('This link is for watching only.');
  });

  it('whoever was removed does nothing any more', () => {
    const without = once(twoGroups, instructor, { do: 'removeSeat', seat: 'ann' });
    expect(refusal(without, member('ann'), { do: 'askHelp', on: true })).toBe('You are not in this workshop any more.');
  });

  it('an archive is left as it is', () => {
    const archived = once(twoGroups, instructor, { do: 'archive', on: true });
    expect(refusal(archived, instructor, { do: 'rename', title: 'x' })).toContain('archived');
    expect(once(archived, instructor, { do: 'archive', on: false }).archived).toBe(false);
  });
});

describe('phases', () => {
  const drawing = once(twoGroups, instructor, { do: 'startPhase', index: 0 }, 1_000);

  it('last as long as the plan says, and can be made longer', () => {
    expect(remainingMs(drawing.clock, 1_000)).toBe(600_000);
    expect(remainingMs(once(drawing, instructor, { do: 'extend', minutes: 2 }).clock, 1_000)).toBe(720_000);
  });

  it('stand still while paused', () => {
    const paused = once(drawing, instructor, { do: 'pause' }, 61_000);
    expect(remainingMs(paused.clock, 500_000)).toBe(540_000);
    const on = once(paused, instructor, { do: 'resume' }, 500_000);
    expect(remainingMs(on.clock, 500_000)).toBe(540_000);
    expect(remainingMs(on.clock, 560_000)).toBe(480_000);
  });

  it('keep every design as it was at their end', () => {
    expect(outcome(drawing, instructor, { do: 'startPhase', index: 1 }).effects).toEqual([
      { do: 'snapshot', designs: ['d-red', 'd-blue'], name: 'End of “Draw”' },
    ]);
    expect(outcome(twoGroups, instructor, { do: 'startPhase', index: 0 }).effects).toEqual([]);
    expect(refusal(twoGroups, instructor, { do: 'startPhase', index: 2 })).toBe('The plan has no such phase.');
  });

  it('forget that a group has pressed “Check us” in the one before', () => {
    const checked = once(drawing, member('ann'), { do: 'checkUs' });
    const own = (workshop: Workshop) => viewFor(workshop, member('bob'), new Set());
    expect(own(checked)).toMatchObject({ own: { checked: true } });
    expect(own(once(checked, instructor, { do: 'startPhase', index: 1 }))).toMatchObject({ own: { checked: false } });
  });
});

describe('groups', () => {
  it('are joined by choice, or where the fewest are', () => {
    const newcomer = { id: 'dot', hash: 'h', name: 'Dot', colour: '#000000', kind: 'member' as const };
    const group = (workshop: Workshop, wanted?: string) => {
      const seated = seatIn(workshop, newcomer, wanted);
      return seated.ok ? seated.value.group : seated.faults[0]?.message;
    };
    expect(group(twoGroups, 'red')).toBe('red');
    expect(group(twoGroups)).toBe('blue');
    expect(group({ ...twoGroups, assign: 'balance' }, 'red')).toBe('blue');
    expect(group(twoGroups, 'gone')).toBe('This group does not exist any more. Choose another one.');
    expect(group({ ...twoGroups, ended: true })).toBe('This workshop is over.');
  });

  it('can be split, with a copy of the design and the answers so far', () => {
    const decided = once(twoGroups, member('ann'), { do: 'decide', decision: 'key', answer: 'orderId', reason: 'Order.' });
    const { workshop, effects } = outcome(decided, instructor, { do: 'splitGroup', group: 'red', seats: ['bob'], name: 'Green' });
    const green = workshop.groups.find(({ name }) => name === 'Green');
    expect(workshop.seats.find(({ id }) => id === 'bob')?.group).toBe(green?.id);
    expect(green?.answers).toEqual(decided.groups[0]?.answers);
    expect(effects).toEqual([{ do: 'makeDesign', design: green?.design, name: 'Green', like: 'd-red' }]);
    expect(refusal(twoGroups, instructor, { do: 'splitGroup', group: 'red', seats: ['cem'], name: 'Green' })).toContain(
      'Not all',
    );
  });

  it('can be merged: the people move, both designs stay', () => {
    const merged = once(twoGroups, instructor, { do: 'mergeGroups', from: 'blue', into: 'red' });
    expect(merged.seats.map(({ group }) => group)).toEqual(['red', 'red', 'red']);
    expect(merged.groups.length).toBe(2);
  });

  it('are removed only when empty, and take what speaks of them along', () => {
    expect(refusal(twoGroups, instructor, { do: 'removeGroup', group: 'blue' })).toContain('move them first');
    const empty = once(twoGroups, instructor, { do: 'moveSeat', seat: 'cem', group: 'red' });
    const shown = once(empty, instructor, { do: 'show', screen: { shows: 'compare', groups: ['red', 'blue'] } });
    const gone = once(shown, instructor, { do: 'removeGroup', group: 'blue' });
    expect(gone.groups.map(({ id }) => id)).toEqual(['red']);
    expect(gone.screen).toEqual({ shows: 'lobby' });
  });

  it('have names of their own', () => {
    expect(refusal(twoGroups, instructor, { do: 'renameGroup', group: 'red', name: 'Blue' })).toContain('“Blue”');
    expect(refusal(twoGroups, instructor, { do: 'addGroup', name: 'Blue' })).toContain('“Blue”');
  });

  it('give a duty to one person at a time', () => {
    const ann = once(twoGroups, member('ann'), { do: 'takeDuty', duty: 'driver' });
    const bob = once(ann, member('bob'), { do: 'takeDuty', duty: 'driver' });
    expect(bob.seats.map(({ id, duty }) => [id, duty])).toEqual([
      ['ann', undefined],
      ['bob', 'driver'],
      ['cem', undefined],
    ]);
  });

  it('answer decisions of the exercise, one answer each, and take them back', () => {
    const first = once(twoGroups, member('ann'), {
      do: 'decide',
      decision: 'key',
      answer: 'orderId',
      reason: 'Order.',
      at: 'e1',
    });
    const second = once(first, member('bob'), { do: 'decide', decision: 'key', answer: 'customerId', reason: 'Both.' });
    expect(second.groups[0]?.answers).toEqual([{ decision: 'key', answer: 'customerId', reason: 'Both.', by: 'Bob' }]);
    expect(once(second, member('ann'), { do: 'decide', decision: 'key', answer: '', reason: '' }).groups[0]?.answers).toEqual([]);
    expect(refusal(twoGroups, member('ann'), { do: 'decide', decision: 'other', answer: 'x', reason: '' })).toContain('no such');
  });
});

describe('rights to the design of Red', () => {
  const right = (workshop: Workshop, asker: Parameters<typeof rightTo>[1]) => rightTo(workshop, asker, 'd-red')?.role;
  const table = (workshop: Workshop) => [
    right(workshop, instructor),
    right(workshop, member('ann')),
    right(workshop, member('cem')),
    right(workshop, observer),
  ];

  it.each([
    ['as it begins', twoGroups, ['owner', 'editor', undefined, undefined]],
    [
      'frozen',
      once(twoGroups, instructor, { do: 'freeze', groups: ['red'], on: true }),
      ['owner', 'viewer', undefined, undefined],
    ],
    [
      'the other one frozen',
      once(twoGroups, instructor, { do: 'freeze', groups: ['blue'], on: true }),
      ['owner', 'editor', undefined, undefined],
    ],
    [
      'revealed',
      once(twoGroups, instructor, { do: 'reveal', groups: ['red'], on: true }),
      ['owner', 'editor', 'viewer', 'viewer'],
    ],
    [
      'on the screen',
      once(twoGroups, instructor, { do: 'show', screen: { shows: 'design', group: 'red' } }),
      ['owner', 'editor', 'viewer', 'viewer'],
    ],
    ['over', once(twoGroups, instructor, { do: 'end' }), ['owner', 'viewer', undefined, undefined]],
    ['archived', once(twoGroups, instructor, { do: 'archive', on: true }), ['viewer', 'viewer', undefined, undefined]],
    ['without Ann', once(twoGroups, instructor, { do: 'removeSeat', seat: 'ann' }), ['owner', undefined, undefined, undefined]],
    [
      'with Ann moved',
      once(twoGroups, instructor, { do: 'moveSeat', seat: 'ann', group: 'blue' }),
      ['owner', undefined, undefined, undefined],
    ],
  ])('%s', (_, workshop, expected) => {
    expect(table(workshop as Workshop)).toEqual(expected);
  });

  it('are nobody’s to a design of no group', () => {
    expect(rightTo(twoGroups, instructor, 'd-other')).toBeUndefined();
  });
});

describe('what is told', () => {
  it('tells a member the code of no door, and no design but its own', () => {
    const view = viewFor(twoGroups, member('ann'), new Set(['bob']));
    const text = JSON.stringify(view);
    expect(text).not.toContain('d-blue');
    expect(text).not.toContain('ABC234');
    expect(text).not.toContain('h-');
    expect(text).not.toContain('Cem');
    expect(view).toMatchObject({ role: 'member', own: { seats: [{ connected: false }, { connected: true }] } });
  });

  it('tells all answers to everybody only while they are on the screen', () => {
    const decided = once(twoGroups, member('cem'), { do: 'decide', decision: 'key', answer: 'orderId', reason: 'Order.' });
    expect(viewFor(decided, member('ann'), new Set())?.answered).toBeUndefined();
    const shown = once(decided, instructor, { do: 'show', screen: { shows: 'decisions' } });
    expect(viewFor(shown, observer, new Set())?.answered?.[1]).toMatchObject({ name: 'Blue', answers: [{ answer: 'orderId' }] });
  });

  it('tells the instructor everything but secrets', () => {
    const text = JSON.stringify(viewFor(twoGroups, instructor, new Set()));
    for (const said of ['d-red', 'd-blue', 'ABC234', 'Cem']) expect(text).toContain(said);
    expect(text).not.toContain('h-ann');
  });

  it('tells an observer no names of people', () => {
    const text = JSON.stringify(viewFor(twoGroups, observer, new Set()));
    expect(text).toContain('ABC234');
    expect(text).not.toContain('Ann');
  });

  it('tells nothing to whoever was removed', () => {
    expect(viewFor(once(twoGroups, instructor, { do: 'removeSeat', seat: 'ann' }), member('ann'), new Set())).toBeUndefined();
  });
});
