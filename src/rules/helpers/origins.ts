import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import { query, type Reads } from '../context.ts';
import { triggerOf } from './trig.ts';

/** Who a message comes from: its producer; where that is a connector, also those who write the store that it captures. */
export function originsOf(read: Reads, publishes: EdgeOf<'publishes'>): readonly Id[] {
  const captured = read.of(publishes.from, 'connector') ? read.into(publishes.from, 'captures') : [];
  const writers = captured.flatMap((captures) => read.into(captures.from, 'writes').map((write) => write.from));
  return [...new Set([publishes.from, ...writers])];
}

/** The channels whose messages make somebody publish to this channel, at first hand, also by way of a captured store. */
const causesOf = query((read: Reads, channel: Id): readonly Id[] => {
  const causes = new Set<Id>();
  const note = (effect: EdgeOf<'publishes'> | EdgeOf<'writes'>) => {
    for (const input of triggerOf(read, effect).inputs) causes.add(input.from);
  };
  for (const publishes of read.into(channel, 'publishes')) {
    note(publishes);
    if (!read.of(publishes.from, 'connector')) continue;
    for (const captures of read.into(publishes.from, 'captures'))
      for (const write of read.into(captures.from, 'writes')) note(write);
  }
  return [...causes].sort();
});

const farthest = 50;

/** Messages of one channel lead to messages of another, directly or over others. Gives up after 50 channels. */
export function leadsTo(read: Reads, from: Id, to: Id): boolean {
  const seen = new Set<Id>([to]);
  for (const channel of seen) {
    const causes = causesOf(read, channel);
    if (causes.includes(from)) return true;
    for (const cause of causes) if (seen.size < farthest) seen.add(cause);
  }
  return false;
}
