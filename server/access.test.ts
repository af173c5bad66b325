import { describe, expect, it } from 'vitest';
import { roles } from '#wire/roles.ts';
import { acts, decide, states } from './access.ts';

/** One row an act, one column a role; within a cell o(pen), r(ebuilding), f(ull), i(ncomplete), and - for "refused". */
const table = `
  act              owner  editor  viewer
  read             orfi   orfi    orfi
  change           o---   o---    ----
  be seen          orfi   orfi    orfi
  read links       orfi   ----    ----
  make a link      orfi   ----    ----
  revoke links     orfi   ----    ----
  read snapshots   orfi   orfi    orfi
  take a snapshot  orfi   orfi    ----
`;

describe('access', () => {
  it('is this table', () => {
    const cell = (role: (typeof roles)[number], act: (typeof acts)[number]) =>
      states.map((state) => (decide(role, state, act).allow ? state[0] : '-')).join('');
    const lines = acts.map((act) =>
      `${act.padEnd(15)}  ${roles.map((role) => cell(role, act).padEnd(role.length)).join('  ')}`.trimEnd(),
    );
    const expected = table.trim().split('\n').slice(1);
    expect(lines.map((line) => line.replace(/ {2,}/g, '  '))).toEqual(
      expected.map((line) => line.trim().replace(/ {2,}/g, '  ')),
    );
  });

  it('gives one sentence with each refusal', () => {
    for (const role of roles) {
      for (const state of states) {
        for (const act of acts) {
          const decision = decide(role, state, act);
          if (!decision.allow) expect(decision.sentence).toMatch(/^[A-Z].*\.$/);
        }
      }
    }
  });

  it('names the role before the state: a viewer is not told that the design is full', () => {
    expect(decide('viewer', 'full', 'change')).toEqual(decide('viewer', 'open', 'change'));
  });
});
