import { expect, it } from 'vitest';
import { emptyDesign } from '#model/design.ts';
import { propsWith } from '#model/values.ts';
import { lookOf } from './look.ts';
import { readable, tabOf } from './tab.ts';

const look = lookOf(emptyDesign, { id: 'abcdefghijkl', kind: 'context', props: propsWith('context', { name: 'Fulfilment' }) });
const box = { x: 0, y: 0, width: 400, height: 300 };

it('keeps a context’s name whole at any zoom at which the context can be seen', () => {
  for (const zoom of [4, 1, 0.3, 0.1, 0.04]) {
    const tab = tabOf(look, box, zoom);
    expect(tab?.text, `${zoom}`).toBe('Fulfilment');
    expect((tab?.height ?? 0) * zoom).toBeCloseTo(24);
    expect((tab?.width ?? 0) * zoom).toBeLessThanOrEqual(Math.max(readable, box.width * zoom));
  }
  expect(tabOf(look, box, 0.02)).toBeUndefined();
});
