import type { ElementOf } from '#model/design.ts';
import { type Claim, holds, is, unsaid } from '../maybe.ts';

/** What an external system did can't be undone. What is sent stays sent, unless somebody says otherwise. */
export function isFinal(external: ElementOf<'external'>): Claim {
  const { reversible, type } = external.props;
  if (reversible !== '?') return is(external, 'reversible', 'no');
  return type === 'notification' ? holds : unsaid({ id: external.id, property: 'reversible' });
}
