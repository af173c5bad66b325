import { commonEdgeProperties, edgeKind } from '../kind.ts';
import { choice } from '../property.ts';

/** A node looks something up in a store. */
export const reads = edgeKind({
  kind: 'reads',
  label: 'Reads',
  plural: 'Reads',
  help: 'Looks something up in a store.',
  from: ['store'],
  to: ['service', 'processor', 'external'],
  verb: 'is read by',
  properties: {
    freshness: choice(
      {
        immediate: {
          label: 'It must be there at once',
          help: 'The reader has to see its own last write; a projection may be too late.',
        },
        eventual: { label: 'It may be a little late', help: 'Data that is some seconds old does no harm.' },
      },
      {
        label: 'Freshness',
        help: 'Whether the reader must see what it has just changed itself.',
        question: 'How soon must a change be seen?',
        level: 'essential',
        default: '?',
      },
    ),
    ...commonEdgeProperties,
  },
});
