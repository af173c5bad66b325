import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';

function serves({ props }: EdgeOf<'deadLetters'>, consumes: EdgeOf<'consumes'>): boolean {
  return typeof props.for === 'string' || props.for.includes(consumes.id);
}

/** The deadLetters edges that serve a handler: from its node, or from its channel. */
export function deadLettersOf(read: Reads, consumes: EdgeOf<'consumes'>): readonly EdgeOf<'deadLetters'>[] {
  const all = [...read.out(consumes.to, 'deadLetters'), ...read.out(consumes.from, 'deadLetters')];
  return all.filter((edge) => serves(edge, consumes));
}

/** The handlers that a deadLetters edge serves: of its node, or of its channel. */
export function servedBy(read: Reads, edge: EdgeOf<'deadLetters'>): readonly EdgeOf<'consumes'>[] {
  const all = read.of(edge.from, 'channel') ? read.out(edge.from, 'consumes') : read.into(edge.from, 'consumes');
  return all.filter((consumes) => serves(edge, consumes));
}

/** The channels whose messages end in a dead-letter queue by this edge. */
export function deadLetteredFrom(read: Reads, edge: EdgeOf<'deadLetters'>): readonly Id[] {
  if (read.of(edge.from, 'channel')) return [edge.from];
  return [...new Set(servedBy(read, edge).map((consumes) => consumes.from))];
}
