import type { Id } from '#base/ids.ts';
import type { Element } from '#model/design.ts';
import { query, type Reads } from '../context.ts';

/**
 * ctx(n): the nearest bounded context around an element, else the element itself. A connector stands where the store is
 * that it captures.
 */
export const contextOf = query((read: Reads, id: Id): Id => {
  let element = read.element(id);
  if (element?.kind === 'connector') {
    const captured = read.into(id, 'captures')[0];
    if (captured) element = read.element(captured.from);
  }
  const own = element?.id ?? id;
  const seen = new Set<Id>();
  // Two people can nest two contexts into each other at the same moment: a second visit ends the walk.
  while (element && !seen.has(element.id)) {
    seen.add(element.id);
    const context = read.of(element.props.context, 'context');
    if (context?.props.kind === 'boundedContext') return context.id;
    element = context as Element | undefined;
  }
  return own;
});
