import { expect, it } from 'vitest';
import { type Bench, createBench } from '../bench.ts';
import type { Session } from '../session.ts';
import { editorWith, idOf } from '../workbench.testkit.ts';
import { isEnabled } from './command.ts';
import { contract } from './contract.ts';

const editor = editorWith(`
contract Paid 1.0.0 event { orderId string }
contract Refunded 1.0.0 event { orderId string }
topic payments (contracts Paid)
topic all (contracts [Paid, Refunded])
topic nothing
shop -> payments -> billing (group b)
`);
const design = editor.document.design;

/** What the command opens with some elements selected. */
function opened(...names: string[]): string | undefined {
  const bench: Bench = createBench({ editor } as Session, { home: '/' });
  editor.select(names.map((name) => idOf(design, name)));
  if (!isEnabled(contract, bench)) return 'not offered';
  contract.perform(bench);
  const id = bench.contract.get();
  const name = id === undefined ? undefined : design.elements.get(id)?.props.name;
  return bench.dialog.get() === 'contract' ? name : bench.dialog.get();
}

it('opens the selected contract, and the one that a channel carries', () => {
  expect(opened('Paid')).toBe('Paid');
  expect(opened('payments')).toBe('Paid');
});

it('asks which one is meant where there are several', () => {
  expect(opened('all')).toBe('contracts');
  expect(opened()).toBe('contracts');
});

it('is not offered for what carries none, and for several things', () => {
  expect(opened('shop')).toBe('not offered');
  expect(opened('nothing')).toBe('not offered');
  expect(opened('payments', 'all')).toBe('not offered');
});
