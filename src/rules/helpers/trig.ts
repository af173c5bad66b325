import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';

/** What causes an effect: messages of these handlers, or the node's own doing (a request, a timer). */
export interface Trigger {
  readonly own: boolean;
  readonly inputs: readonly EdgeOf<'consumes'>[];
}

type Effect = EdgeOf<'writes'> | EdgeOf<'publishes'> | EdgeOf<'calls'>;

/** trig(a): without anything said, every input of the node; its own doing if it has none. */
export function triggerOf(read: Reads, effect: Effect): Trigger {
  const { triggeredBy } = effect.props;
  if (triggeredBy === 'own') return { own: true, inputs: [] };
  const inputs = read.into(effect.from, 'consumes');
  if (typeof triggeredBy === 'string') return { own: inputs.length === 0, inputs };
  return { own: false, inputs: inputs.filter((input) => triggeredBy.includes(input.id)) };
}

export function triggers(read: Reads, effect: Effect, consumes: Id): boolean {
  return triggerOf(read, effect).inputs.some((input) => input.id === consumes);
}
