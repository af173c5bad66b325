import { expect, it } from 'vitest';
import { rolloutsOf } from './rollout.ts';

it.each([
  [true, true, ['safe', 'safe', 'safe']],
  [true, false, ['safe', 'breaks', 'safe']],
  [false, true, ['breaks', 'waits', 'waits']],
  [false, false, ['breaks', 'breaks', 'waits']],
])(
  'new reads old: %s, old reads new: %s → consumers first, producers first, together: %j',
  (newReadsOld, oldReadsNew, verdicts) => {
    const rollouts = rolloutsOf({ before: '1.0.0', after: '1.1.0', newReadsOld, oldReadsNew });
    expect(rollouts.map(({ order }) => order)).toEqual(['consumersFirst', 'producersFirst', 'together']);
    expect(rollouts.map(({ verdict }) => verdict)).toEqual(verdicts);
  },
);

it('says what happens on the way', () => {
  const [first] = rolloutsOf({ before: '1.0.0', after: '2.0.0', newReadsOld: false, oldReadsNew: true });
  expect(first?.sentence).toBe(
    'Consumers on 2.0.0 cannot read messages of 1.0.0, and those keep arriving until the producers follow.',
  );
});
