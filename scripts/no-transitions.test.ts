import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { standIns } from './no-transitions.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const xyflow = read('node_modules/@xyflow/system/dist/esm/index.mjs');
const zoom = read('node_modules/d3-zoom/dist/d3-zoom.mjs');
const flow = read('src/canvas/surface/flow/Flow.tsx');

/** Names that a module imports from a package. */
function namesFrom(source: string, name: string): string[] {
  return (new RegExp(`import \\{([^}]*)\\} from '${name}'`).exec(source)?.[1] ?? '')
    .split(',')
    .flatMap((each) => each.trim() || []);
}

describe('d3-transition and d3-drag can be left out, because', () => {
  it.each(Object.entries(standIns))('all that is named of %s has a stand-in', (name, code) => {
    const named = new Set([...namesFrom(xyflow, name), ...namesFrom(zoom, name)]);
    expect([...named].sort()).toEqual([...code.matchAll(/export const (\w+)/g)].map((match) => match[1]));
  });

  it('React Flow begins a transition only where it is given a duration', () => {
    expect(xyflow.match(/\.transition\(/g)).toHaveLength(1);
    expect(xyflow).toContain('return hasDuration ? selection.transition()');
    expect(xyflow).toMatch(/const hasDuration = typeof duration === 'number' && duration > 0;/);
  });

  it('d3-zoom begins one only at a double click, which zooms nothing here', () => {
    expect(zoom.match(/\.transition\(/g)).toHaveLength(1);
    expect(zoom).toMatch(/function dblclicked\([^}]*\.transition\(/);
    expect(flow).toContain('zoomOnDoubleClick={false}');
  });

  it('React Flow drags nodes only where they may be dragged', () => {
    expect(xyflow.match(/[^.\w]drag\(\)/g)).toHaveLength(2);
    expect(flow).toContain('nodesDraggable={false}');
  });

  it('Flow.tsx gives no duration, and has nothing of React Flow that does', () => {
    expect([...flow.matchAll(/duration: ([^ },]+)/g)].map((match) => match[1])).toEqual(['0']);
    expect(namesFrom(flow, '@xyflow/react').filter((name) => !name.startsWith('type '))).toEqual([
      'ReactFlow',
      'useStoreApi',
      'ViewportPortal',
    ]);
  });
});
