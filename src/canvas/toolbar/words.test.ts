import { describe, expect, it } from 'vitest';
import { designOf, idOf } from '../workbench.testkit.ts';
import { type HintSource, hintFor } from './hints.ts';
import { shownStatus } from './status.ts';

it.each([
  [{ link: 'connecting', synced: false, unsaved: 0 }, 'Connecting…'],
  [{ link: 'connecting', synced: true, unsaved: 2 }, 'Reconnecting…'],
  [{ link: 'online', synced: true, unsaved: 0 }, 'Saved'],
  [{ link: 'online', synced: true, unsaved: 1 }, 'Saving…'],
  [{ link: 'offline', synced: true, unsaved: 0 }, 'Offline'],
  [{ link: 'offline', synced: true, unsaved: 3 }, 'Offline – 3 changes kept on this device'],
  [{ link: 'offline', synced: true, unsaved: 1 }, 'Offline – 1 change kept on this device'],
  [{ link: 'refused', synced: true, unsaved: 0 }, 'Closed'],
] as const)('says where the changes are: %o', (status, short) => {
  expect(shownStatus(status).short).toBe(short);
});

describe('the hint', () => {
  const design = designOf('service shop\ncontract Paid\nshop -> orders\n');
  const source: HintSource = {
    design,
    selection: new Set(),
    placing: undefined,
    hand: false,
    picking: false,
    renaming: false,
    readOnly: false,
    following: undefined,
    coarse: false,
  };

  it('depends on what is selected', () => {
    const of = (...names: string[]) => hintFor({ ...source, selection: new Set(names.map((name) => idOf(design, name))) });
    expect(of('shop')).toContain('Drag from its rim');
    expect(of('Paid')).toContain('Drop the card');
    expect(of('shop', 'Paid')).toContain('2 things selected');
    expect(hintFor({ ...source, selection: new Set(design.edges.keys()) })).toContain('promised');
  });

  it('says first what has to be known first', () => {
    expect(hintFor({ ...source, placing: 'Topic' })).toContain('Click where the topic goes');
    expect(hintFor({ ...source, readOnly: true, following: 'Ada' })).toContain('You follow Ada');
    expect(hintFor({ ...source, hand: true })).toContain('Drag moves the canvas');
    expect(hintFor({ ...source, readOnly: true })).not.toContain('N adds');
    expect(hintFor({ ...source, design: designOf('') })).toContain('press S');
  });
});
