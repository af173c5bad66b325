import type { CompletionSource } from '@codemirror/autocomplete';
import type { Design } from '#model/design.ts';
import { completionsAt } from '#model/sketch/completions.ts';

const types = { statement: 'keyword', property: 'property', value: 'enum', name: 'variable', arrow: 'operator' } as const;

/** What the notation allows at the caret: statements, properties, values, names of the design. */
export function completeSketch(design: () => Design): CompletionSource {
  return (context) => {
    const { from, to, options } = completionsAt(context.state.doc.toString(), context.pos, design());
    // Nothing is offered unasked between two words: it would stand in the way of whoever just goes on.
    if (options.length === 0 || (from === context.pos && !context.explicit)) return null;
    return {
      from,
      to,
      options: options.map(({ label, detail, kind }) => ({ label, detail, type: types[kind] })),
      validFor: /^[\w.?~-]*$/u,
    };
  };
}
