import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Editor } from '../editor.ts';
import { editorWith, idOf } from '../workbench.testkit.ts';
import type { Checking, ShownFinding } from './checking.ts';
import { countsOf } from './counts.ts';
import { createChecking } from './create-checking.ts';
import { groupedFindings } from './shown.ts';

const finding = (key: string, severity: ShownFinding['severity'], rest: Partial<ShownFinding> = {}): ShownFinding => ({
  key,
  rule: 'rule',
  severity,
  subject: key,
  at: [key],
  what: `what ${key}`,
  why: 'why',
  next: 'next',
  fixes: [],
  ...rest,
});

describe('the list', () => {
  const findings = [
    finding('a', 'error'),
    finding('b', 'warning', { causedBy: 'a' }),
    finding('c', 'warning'),
    finding('d', 'hint', { at: ['c'] }),
  ];
  const all = { severities: new Set(['error', 'warning', 'hint'] as const), text: '', only: undefined };

  it('is grouped by severity, with consequences under their cause', () => {
    const groups = groupedFindings(findings, all);
    expect(
      groups.map((group) => [
        group.severity,
        group.items.map((item) => [item.finding.key, item.consequences.map((each) => each.key)]),
      ]),
    ).toEqual([
      ['error', [['a', ['b']]]],
      ['warning', [['c', []]]],
      ['hint', [['d', []]]],
    ]);
  });

  it('shows a consequence for itself where its cause is filtered away', () => {
    const groups = groupedFindings(findings, { ...all, severities: new Set(['warning'] as const) });
    expect(groups.flatMap((group) => group.items.map((item) => item.finding.key))).toEqual(['b', 'c']);
  });

  it('is filtered by words and by what is selected', () => {
    const keys = (filter: { readonly text?: string; readonly only?: ReadonlySet<string> }) =>
      groupedFindings(findings, { ...all, ...filter }).flatMap((group) => group.items.map((item) => item.finding.key));
    expect(keys({ text: 'WHAT d' })).toEqual(['d']);
    expect(keys({ only: new Set(['c']) })).toEqual(['c', 'd']);
  });

  it('counts by severity', () => {
    expect(countsOf(findings)).toEqual({ error: 1, warning: 2, hint: 1 });
  });
});

describe('live checking', () => {
  let checking: Checking | undefined;
  const begin = (editor: Editor, hidden = false): Checking => {
    checking = createChecking(editor, {
      hidden,
      idle: (run) => {
        const timer = setTimeout(run);
        return () => clearTimeout(timer);
      },
    });
    return checking;
  };
  afterEach(() => checking?.destroy());
  const sketch = `broker main kafka
service shop
service billing
store ledger relational
topic orders on main (partitions 6)
contract Paid 1.0.0 event (entity order, entityKey orderId) { orderId string }
shop -> orders (contracts Paid, key none)
orders -> billing (orderingNeed perKey, idempotency none, ack afterEffect)
billing -> ledger (mode increment)
`;

  it('finds, puts marks on records, mends as one step, and undoes', async () => {
    const editor = editorWith(sketch);
    const live = begin(editor);
    await vi.waitUntil(() => live.ready.get(), { timeout: 5_000 });
    const first = live.findings.get().find((each) => each.fixes.length > 0);
    if (!first) throw new Error('no finding with a fix');
    expect(live.byRecord.get().get(first.at[0] as string)).toContain(first);
    const before = editor.document.design;
    live.fix(first.key, 0);
    expect(editor.document.design).not.toBe(before);
    expect(live.findings.get().some((each) => each.key === first.key)).toBe(false);
    for (const id of editor.document.design.elements.keys()) expect(editor.document.design.positions.has(id)).toBe(true);
    editor.undo();
    await vi.waitUntil(() => live.findings.get().some((each) => each.key === first.key), { timeout: 5_000 });
  });

  it('keeps what it shows when something only moves, and checks again when it changes', async () => {
    const editor = editorWith(sketch);
    const live = begin(editor);
    await vi.waitUntil(() => live.ready.get(), { timeout: 5_000 });
    const before = live.findings.get();
    editor.perform([{ op: 'place', id: idOf(editor.document.design, 'shop'), at: [999, 999] }]);
    const gone = idOf(editor.document.design, 'ledger');
    await new Promise((done) => setTimeout(done, 20));
    expect(live.findings.get().map((each) => each.key)).toEqual(before.map((each) => each.key));
    editor.perform([{ op: 'removeElement', id: gone }]);
    await vi.waitUntil(() => live.findings.get() !== before, { timeout: 5_000 });
  });

  it('keeps marks off the canvas until an exercise asks for them, but counts open questions', async () => {
    const editor = editorWith(sketch.replace('idempotency none, ', ''));
    const live = begin(editor, true);
    await vi.waitUntil(() => live.ready.get(), { timeout: 5_000 });
    expect(live.findings.get().length).toBeGreaterThan(0);
    expect(live.byRecord.get().size).toBe(0);
    expect(live.questions.get().size).toBeGreaterThan(0);
    live.hidden.set(false);
    expect(live.byRecord.get().size).toBeGreaterThan(0);
  });

  it('says so where a fix no longer fits', async () => {
    const editor = editorWith(sketch);
    const live = begin(editor);
    await vi.waitUntil(() => live.ready.get(), { timeout: 5_000 });
    live.fix('nonsense', 0);
    expect(editor.toasts.get().at(-1)?.sentence).toContain('does not fit');
  });
});
