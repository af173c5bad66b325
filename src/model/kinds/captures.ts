import { commonEdgeProperties, edgeKind } from '../kind.ts';

/** A connector picks up the changes of a store, from its log or by polling. */
export const captures = edgeKind({
  kind: 'captures',
  label: 'Captures',
  plural: 'Captures',
  help: 'A connector picks up every change of a store, from the database’s log or by asking again and again.',
  from: ['store'],
  to: ['connector'],
  verb: 'is captured by',
  properties: { ...commonEdgeProperties },
});
