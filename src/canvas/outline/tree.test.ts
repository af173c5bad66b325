import { describe, expect, it } from 'vitest';
import { designOf } from '../workbench.testkit.ts';
import { filteredOutline, type OutlineNode, outlineOf } from './tree.ts';

const design = designOf(`
context Sales { shop }
service shop
topic orders
service billing
contract Paid 1.0.0 event { orderId string }
note "Who pays?"
shop -> orders -> billing
`);

const lines = (nodes: readonly OutlineNode[], depth = 0): string[] =>
  nodes.flatMap((node) => [
    `${'  '.repeat(depth)}${node.label}${node.kind === '' || node.kind === 'arrow' ? '' : `, ${node.kind}`}`,
    ...lines(node.children, depth + 1),
  ]);

describe('the outline', () => {
  it('is the diagram as text', () => {
    expect(lines(outlineOf(design))).toEqual([
      'Sales, context',
      '  shop, service',
      '    publishes to orders',
      'billing, service',
      '  consumes orders',
      'orders, topic',
      '  is published to by shop',
      '  is consumed by billing',
      'Messages',
      '  Paid, event',
      'Notes',
      '  Who pays?, note',
    ]);
  });

  it('gives every line a key of its own', () => {
    const keys: string[] = [];
    const visit = (nodes: readonly OutlineNode[]) => {
      for (const node of nodes) {
        keys.push(node.key);
        visit(node.children);
      }
    };
    visit(outlineOf(design));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each([
    ['shop', ['Sales, context', '  shop, service', '    publishes to orders'], 1],
    ['orderid', ['Messages', '  Paid, event'], 1],
    ['sales', ['Sales, context', '  shop, service', '    publishes to orders'], 2],
    ['topic ord', ['orders, topic', '  is published to by shop', '  is consumed by billing'], 1],
    ['nothing', [], 0],
  ])('finds “%s” by name, kind, field or context', (typed, shown, found) => {
    const filtered = filteredOutline(design, outlineOf(design), typed);
    expect(lines(filtered.nodes)).toEqual(shown);
    expect(filtered.found).toBe(found);
  });
});
