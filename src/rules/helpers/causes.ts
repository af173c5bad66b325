import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { set } from './build.ts';
import { triggerOf } from './trig.ts';

type Effect = EdgeOf<'writes'> | EdgeOf<'publishes'> | EdgeOf<'calls'>;

/** Edits after which a handler no longer causes an effect: other causes keep it, and without any it goes. */
export function untied(read: Reads, effect: Effect, consumes: Id): Edit[] {
  const { own, inputs } = triggerOf(read, effect);
  const others = inputs.map(({ id }) => id).filter((id) => id !== consumes);
  if (others.length > 0) return [set(effect.id, 'triggeredBy', others)];
  return own ? [set(effect.id, 'triggeredBy', 'own')] : [{ op: 'removeEdge', id: effect.id }];
}

/** Edits after which a new handler of the same node causes all that another one does. */
export function causedBy(read: Reads, consumes: EdgeOf<'consumes'>, added: Id): Edit[] {
  const { to } = consumes;
  const effects: readonly Effect[] = [...read.out(to, 'writes'), ...read.out(to, 'publishes'), ...read.out(to, 'calls')];
  return effects.flatMap(({ id, props: { triggeredBy } }) =>
    typeof triggeredBy !== 'string' && triggeredBy.includes(consumes.id) ? [set(id, 'triggeredBy', [...triggeredBy, added])] : [],
  );
}
