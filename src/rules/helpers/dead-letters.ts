import type { MakeId } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, addElement } from './build.ts';

/** The deadLetters edges that serve a handler: from its node, or from its channel. */
export function deadLettersOf(read: Reads, consumes: EdgeOf<'consumes'>): readonly EdgeOf<'deadLetters'>[] {
  const all = [...read.out(consumes.to, 'deadLetters'), ...read.out(consumes.from, 'deadLetters')];
  return all.filter((edge) => typeof edge.props.for === 'string' || edge.props.for.includes(consumes.id));
}

/**
 * Edits that draw a dead-letter queue for a handler. One that another handler of the channel uses already serves this one as
 * well.
 */
export function deadLetterEdits(read: Reads, makeId: MakeId, consumes: EdgeOf<'consumes'>): Edit[] {
  const from = read.of(consumes.from, 'channel');
  if (!from) return [];
  const known = read
    .out(from.id, 'consumes')
    .flatMap((other) => read.out(other.to, 'deadLetters').map((edge) => edge.to))
    .find((queue) => read.of(queue, 'channel')?.props.role === 'dlq');
  const queue = known ?? makeId();
  const edits: Edit[] = [];
  const { broker, variant, type, context } = from.props;
  if (known === undefined)
    edits.push(addElement('channel', queue, { name: `${from.props.name}-dlq`, role: 'dlq', broker, variant, type, context }));
  // An external system has no dead letters of its own: the channel keeps them.
  const owner = read.of(consumes.to, 'external') ? from.id : consumes.to;
  const only = owner === from.id || read.into(consumes.to, 'consumes').length > 1;
  return [...edits, addEdge('deadLetters', makeId(), owner, queue, { redrive: 'manual', ...(only && { for: [consumes.id] }) })];
}
