import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';

/** What causes an effect: messages of these handlers, or the node's own doing (a request, a timer). */
export interface Trigger {
  readonly own: boolean;
  readonly inputs: readonly EdgeOf<'consumes'>[];
}

type Effect = EdgeOf<'writes'> | EdgeOf<'publishes'> | EdgeOf<'calls'>;

/**
 * trig(a): without anything said, every input of the node; its own doing if it has none. Beyond the catalogue: also its
 * own doing if somebody calls it to make something happen. A service that takes orders by requests and hears of
 * payments by messages would else seem to do all its work for the messages.
 */
export function triggerOf(read: Reads, effect: Effect): Trigger {
  const { triggeredBy } = effect.props;
  if (triggeredBy === 'own') return { own: true, inputs: [] };
  const inputs = read.into(effect.from, 'consumes');
  if (typeof triggeredBy === 'string') {
    const called = read.into(effect.from, 'calls').some((call) => call.props.purpose === 'command');
    return { own: called || inputs.length === 0, inputs };
  }
  return { own: false, inputs: inputs.filter((input) => triggeredBy.includes(input.id)) };
}

export function triggers(read: Reads, effect: Effect, consumes: Id): boolean {
  return triggerOf(read, effect).inputs.some((input) => input.id === consumes);
}

/** What causes an effect, for another effect that has the same causes: without those that are no handlers of the node. */
export function causesOf(read: Reads, effect: Effect): readonly string[] | string {
  const { triggeredBy } = effect.props;
  if (typeof triggeredBy === 'string') return triggeredBy;
  const handlers = read.into(effect.from, 'consumes').map(({ id }) => id);
  const causes = triggeredBy.filter((id) => handlers.includes(id));
  return causes.length > 0 ? causes : 'all';
}
