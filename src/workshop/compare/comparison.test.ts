import { beforeEach, describe, expect, it, vi } from 'vitest';
import { failure, success } from '#base/result.ts';
import { sketch } from '#compare/compare.testkit.ts';
import type { Room, RoomStatus } from '#connection/room.ts';
import { openDocument } from '#document/document.ts';
import { docOf } from '#document/whole.ts';
import { createComparison } from './comparison.ts';
import type { Source } from './sources.ts';

beforeEach(() => {
  vi.stubGlobal('location', { protocol: 'http:', host: 'localhost:4100' });
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 0));
});

const file = (name: string, text: string): Source => ({ kind: 'file', name, text });
const api = { snapshot: async () => failure({ message: 'This design has no such version.' }) };
const link = { design: 'abc', token: 'T'.repeat(32) };

const until = (holds: () => boolean) => vi.waitFor(() => expect(holds()).toBe(true), { timeout: 3000 });

describe('a comparison', () => {
  it('refuses a file with a reason, and the others go on', async () => {
    const comparison = createComparison(
      [file('a.sketch', 'service a\ntopic t\na -> t'), file('b.sketch', 'servus b'), file('c.sketch', 'service a')],
      { api },
    );
    await until(() => comparison.result.get()?.sessions.length === 2);
    const steps = comparison.panes.get().map((pane) => pane.state.get());
    expect(steps.map(({ step }) => step)).toEqual(['open', 'failed', 'open']);
    expect(steps[1]).toMatchObject({ sentence: expect.stringMatching(/^“b\.sketch” was not opened, line 1.*\.$/) });
    expect(comparison.result.get()?.differences.map(({ sentence }) => sentence)).toEqual(['Only A has the topic “t”.']);
    comparison.close();
  });

  it('compares again when a live design changes, and not when something only moves', async () => {
    const doc = docOf(sketch('title "Live"\nservice a'));
    const document = openDocument(doc);
    const status: RoomStatus = { link: 'online', role: 'viewer', synced: true, unsaved: 0, hasDraft: false };
    const awareness = { setLocalState: () => {} };
    const room = { doc, awareness, status, subscribe: () => () => {}, onRebuilt: () => () => {}, close() {} } as unknown as Room;
    const comparison = createComparison([{ kind: 'room', link }, file('b.sketch', 'service a')], { api, open: () => room });
    await until(() => comparison.result.get()?.sessions.length === 2);
    const first = comparison.result.get();
    expect(first?.differences).toEqual([]);
    const [id] = [...document.design.elements.keys()];
    document.perform([{ op: 'place', id: id as string, at: [500, 500] }]);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(comparison.result.get()).toBe(first);
    document.perform([{ op: 'set', id: id as string, path: ['instances'], value: 3 }]);
    await until(() => comparison.result.get() !== first);
    expect(comparison.result.get()?.differences.map(({ sentence }) => sentence)).toEqual([
      'A runs “a” as 3 instances; B as a single instance.',
    ]);
    comparison.close();
  });

  it('takes four designs, once each, in an order that one can change', async () => {
    const comparison = createComparison([], { api });
    const names = ['a', 'b', 'c', 'd', 'e'].map((name) => comparison.add(file(`${name}.sketch`, `service ${name}`)));
    expect(names).toEqual([true, true, true, true, false]);
    expect(comparison.add(file('a.sketch', 'service a'))).toBe(true);
    expect(comparison.panes.get()).toHaveLength(4);
    const [first] = comparison.panes.get();
    comparison.move(first?.key ?? '', 1);
    expect(comparison.panes.get().map((pane) => pane.source.kind === 'file' && pane.source.name)).toEqual([
      'b.sketch',
      'a.sketch',
      'c.sketch',
      'd.sketch',
    ]);
    comparison.remove(first?.key ?? '');
    expect(comparison.panes.get()).toHaveLength(3);
    comparison.close();
  });

  it('says when a kept version is gone or is none', async () => {
    const snapshot: Source = { kind: 'snapshot', link, id: 's1', name: 'Monday' };
    const gone = createComparison([snapshot], { api });
    await until(() => gone.panes.get()[0]?.state.get().step === 'failed');
    expect(gone.panes.get()[0]?.state.get()).toMatchObject({ sentence: 'This design has no such version.' });
    gone.close();
    const broken = createComparison([snapshot], { api: { snapshot: async () => success(new Uint8Array([9, 9, 9])) } });
    await until(() => broken.panes.get()[0]?.state.get().step === 'failed');
    expect(broken.panes.get()[0]?.state.get()).toMatchObject({ sentence: 'The version “Monday” can’t be read.' });
    broken.close();
  });
});
