import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';

/** The deadLetters edges that serve a handler: from its node, or from its channel. */
export function deadLettersOf(read: Reads, consumes: EdgeOf<'consumes'>): readonly EdgeOf<'deadLetters'>[] {
  const all = [...read.out(consumes.to, 'deadLetters'), ...read.out(consumes.from, 'deadLetters')];
  return all.filter((edge) => typeof edge.props.for === 'string' || edge.props.for.includes(consumes.id));
}
