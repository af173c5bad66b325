import type { Plugin } from 'vite';

const refusing = (why: string) =>
  `() => { throw new Error('Millrace made a mistake: ${why} is not in the build (scripts/no-transitions.ts).'); }`;
const refusal = refusing('the canvas moves at once, and d3-transition');

/** What stands in the place of each package: all that React Flow and d3-zoom name of it. */
export const standIns = {
  'd3-transition': `import { selection } from 'd3-selection';
selection.prototype.transition = ${refusal};
selection.prototype.interrupt = function () { return this; };
export const interrupt = () => {};`,
  'd3-interpolate': `export const interpolate = ${refusal};
export const interpolateZoom = ${refusal};`,
  // Middle button on a node: d3-zoom begins a pan, which the surface's own controller takes over.
  'd3-drag': `export const drag = ${refusing('the surface drags nodes by itself, and d3-drag')};
export const dragDisable = () => {};
export const dragEnable = () => {};`,
} as const;

/**
 * React Flow brings what d3 needs to move a window over time (d3-transition, and with it d3-interpolate, d3-color, d3-ease, d3-timer):
 * 10 kB gzipped before one can draw. Ours moves at once (`surface/flow/Flow.tsx` gives no duration, flights are the surface's own),
 * so nothing of it ever runs: it is left out of the build. So is what lets React Flow drag nodes (d3-drag). Whatever asks for it after all says so loudly. To have a transition of
 * React Flow's, take this plugin out.
 */
export const noTransitions: Plugin = {
  name: 'no-transitions',
  apply: 'build',
  load: (id) => {
    const name = /\/node_modules\/(d3-(?:transition|interpolate|drag))\/[^?]*\.m?js$/.exec(id)?.[1];
    return name === undefined ? null : { code: standIns[name as keyof typeof standIns], moduleSideEffects: true };
  },
};
