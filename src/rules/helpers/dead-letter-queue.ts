import type { Id, MakeId } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, addElement, set } from './build.ts';
import { productIn } from './cap.ts';

/** So often a message is tried again before it counts as one that cannot be handled. */
export const tries = 5;

/**
 * Edits that draw a dead-letter queue for a handler, with an alarm: letters that nobody looks at are lost all the same. One that
 * another handler of the channel uses already serves this one as well.
 */
export function drawDeadLetterQueue(read: Reads, makeId: MakeId, consumes: EdgeOf<'consumes'>): Edit[] {
  const from = read.of(consumes.from, 'channel');
  if (!from) return [];
  const known = read
    .out(from.id, 'consumes')
    .flatMap((other) => read.out(other.to, 'deadLetters').map((edge) => edge.to))
    .find((queue) => read.of(queue, 'channel')?.props.role === 'dlq');
  const queue = known ?? makeId();
  const edits: Edit[] = [];
  const { broker, variant, type, context } = from.props;
  if (known === undefined) {
    const product = productIn(read, from.id);
    const beside = { name: `${from.props.name}-dlq`, role: 'dlq', watched: 'yes', context } as const;
    // EventBridge hands its dead letters to a queue of another product.
    if (product === 'eventbridge') edits.push(addElement('channel', queue, { ...beside, type: 'queue' }));
    // SQS counts the age from the first send, so that dead letters need all the time that there is.
    else
      edits.push(
        addElement('channel', queue, { ...beside, broker, variant, type, ...(product === 'sns-sqs' && { retention: '14d' }) }),
      );
  }
  // An external system has no dead letters of its own: the channel keeps them.
  const owner = read.of(consumes.to, 'external') ? from.id : consumes.to;
  const only = owner === from.id || read.into(consumes.to, 'consumes').length > 1;
  return [...edits, addEdge('deadLetters', makeId(), owner, queue, { redrive: 'manual', ...(only && { for: [consumes.id] }) })];
}

/** Puts what a handler cannot handle into a dead-letter queue after a few tries. */
export function addDeadLetterQueue(read: Reads, consumes: Id, makeId: MakeId): Edit[] {
  const handler = read.edge(consumes);
  if (handler?.kind !== 'consumes') return [];
  const edits = drawDeadLetterQueue(read, makeId, handler as EdgeOf<'consumes'>);
  if (edits.length === 0) return [];
  const { retry, retryMax } = handler.props;
  if (retry === '?') edits.push(set(consumes, 'retry', 'blocking'));
  if (typeof retryMax !== 'number') edits.push(set(consumes, 'retryMax', tries));
  return [...edits, set(consumes, 'onExhausted', 'dlq')];
}
