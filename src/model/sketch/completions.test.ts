import { describe, expect, it } from 'vitest';
import type { Design } from '../design.ts';
import { completionsAt } from './completions.ts';
import { parseSketch } from './parse.ts';

const parsed = parseSketch(`broker main kafka
context Sales
contract OrderPlaced 1.0.0
contract OrderPlaced 1.1.0
service billing
topic orders
topic "odd name"
store ledger
orders -> billing
`);
const design = (parsed.ok ? parsed.value : undefined) as Design;

/** Completions at the `|` in a text. */
function at(text: string) {
  return completionsAt(text.replace('|', ''), text.indexOf('|'), design);
}

const labels = (text: string) => at(text).options.map((option) => option.label);

describe('completions', () => {
  it('[S18] begin a statement with its words, or with what stands in arrows', () => {
    expect(labels('|')).toEqual(
      expect.arrayContaining(['service', 'topic', 'queue', 'contract', 'hotspot', 'billing', '"odd name"']),
    );
    expect(labels('service a\nser|')).toContain('service');
    expect(at('ser|vice')).toMatchObject({ from: 0, to: 7 });
    expect(labels('service |')).toEqual([]);
  });

  it('[S18] offer properties that are not stated yet, by their labels', () => {
    const offered = at('topic t (partitions 3, |').options;
    expect(offered.find((option) => option.label === 'retention')).toEqual({
      label: 'retention',
      detail: 'Retention',
      kind: 'property',
    });
    expect(offered.map((option) => option.label)).not.toContain('partitions');
    expect(labels('contract C (|')).toEqual(expect.arrayContaining(['status', 'contract.status', 'format', 'category']));
  });

  it('[S18] offer the values of a choice, and the words of any property', () => {
    expect(labels('topic t (cleanup |')).toEqual(['delete', 'compact', 'compact+delete', '?']);
    expect(labels('topic t (partitions 3,\n  cleanup co|')).toContain('compact');
    expect(labels('topic t (retention |')).toEqual(['forever', '?']);
    expect(labels('store s |')).toContain('eventStore');
    expect(labels('external x payment |')).toEqual([]);
    expect(labels('orders -> billing (nondeterminism [clock, |')).toEqual(['clock', 'random', 'externalQuery']);
  });

  it('[S18] offer names where something is referred to', () => {
    expect(labels('store s (sameDatabaseAs |')).toEqual(['ledger', 'none']);
    expect(labels('topic t on |')).toEqual(['main']);
    expect(labels('topic t (contracts [|')).toEqual(['OrderPlaced', 'OrderPlaced@1.0.0', 'OrderPlaced@1.1.0']);
    expect(labels('billing -> |')).toEqual(['"odd name"', 'billing', 'ledger', 'orders']);
    expect(labels('context S { |')).toContain('contract:OrderPlaced');
    expect(labels('billing -> ledger (triggeredBy |')).toEqual(['orders', 'all', 'own']);
    expect(labels('note n near |')).toContain('billing');
  });

  it('[S18] know the kind of an edge by its ends', () => {
    expect(labels('orders -> billing (|')).toContain('idempotency');
    expect(labels('orders -> billing (|')).not.toContain('mode');
    expect(labels('billing -> ledger (mode |')).toContain('increment');
    expect(labels('a -x b (|')).toContain('redrive');
    expect(labels('a -> b (|')).toEqual(expect.arrayContaining(['mode', 'key', 'group']));
    expect(labels('billing |')).toEqual(expect.arrayContaining(['->', '-x', '-publishes->']));
  });

  it('[S18] follow the columns of fields and steps', () => {
    expect(labels('contract C {\n  id |')).toContain('string');
    expect(labels('contract C {\n  id string\n  at |')).toContain('timestamp');
    expect(labels('contract C {\n  id string |')).toEqual(expect.arrayContaining(['optional', 'unique', 'pii']));
    expect(labels('contract C {\n  id string pii |')).toEqual(expect.arrayContaining(['personal', 'special']));
    expect(labels('saga S {\n  |')).toEqual(['step']);
    expect(labels('saga S {\n  step |')).toEqual(['billing', 'none']);
    expect(labels('saga S {\n  step billing do |')).toContain('OrderPlaced');
  });

  it('[S18] stay silent in comments and long text', () => {
    expect(labels('# ser|')).toEqual([]);
    expect(labels('note n """\nser|\n"""')).toEqual([]);
  });
});
