import type { Plugin } from 'vite';

const refusal = `() => { throw new Error('Millrace made a mistake: the canvas moves at once, and d3-transition is not in the build (scripts/no-transitions.ts).'); }`;

/** What stands in the place of each package: all that React Flow and d3-zoom name of it. */
export const standIns = {
  'd3-transition': `import { selection } from 'd3-selection';
selection.prototype.transition = ${refusal};
selection.prototype.interrupt = function () { return this; };
export const interrupt = () => {};`,
  'd3-interpolate': `export const interpolate = ${refusal};
export const interpolateZoom = ${refusal};`,
} as const;

/**
 * React Flow brings what d3 needs to move a window over time (d3-transition, and with it d3-interpolate, d3-color, d3-ease, d3-timer):
 * 10 kB gzipped before one can draw. Ours moves at once (`surface/flow/Flow.tsx` gives no duration, flights are the surface's own),
 * so nothing of it ever runs: it is left out of the build. Whatever asks for it after all says so loudly. To have a transition of
 * React Flow's, take this plugin out.
 */
export const noTransitions: Plugin = {
  name: 'no-transitions',
  apply: 'build',
  load: (id) => {
    const name = /\/node_modules\/(d3-(?:transition|interpolate))\/[^?]*\.m?js$/.exec(id)?.[1];
    return name === undefined ? null : { code: standIns[name as keyof typeof standIns], moduleSideEffects: true };
  },
};
