import { expect, it } from 'vitest';
import { applyEdits } from '#model/edit.ts';
import { designOf } from '../workbench.testkit.ts';
import { changeEdge, edgeChoices } from './edge-form.ts';

const design = designOf('service shop\nstore db\nshop -> db (mode upsert, comment "mine")\n');
const [edge] = design.edges.values();
if (!edge) throw new Error('no edge');

it('offers what may stand between the two ends, either way round, and itself first', () => {
  expect(edgeChoices(design, edge).map(({ kind, turned }) => [kind, turned])).toEqual([
    ['writes', false],
    ['reads', true],
  ]);
});

it('becomes another arrow under the same id, keeping what both kinds have', () => {
  const reads = edgeChoices(design, edge)[1];
  if (!reads) throw new Error('no choice');
  const after = applyEdits(design, changeEdge(edge, reads)).edges.get(edge.id);
  expect(after).toMatchObject({ kind: 'reads', from: edge.to, to: edge.from, props: { comment: 'mine' } });
  expect(after?.props).not.toHaveProperty('mode');
});
