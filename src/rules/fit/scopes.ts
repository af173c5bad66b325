import type { Id } from '#base/ids.ts';
import { compareForPeople } from '#base/order.ts';
import type { Design, ElementOf } from '#model/design.ts';

/** Channels for which a broker is looked for together: those of one broker, or those without one. */
export interface FitScope {
  readonly broker: Id | 'none';
  /** Sorted by id. */
  readonly channels: readonly Id[];
}

/** The broker that a channel lives on; `none` where it names none, or one that is not there. */
export function brokerOf(design: Design, channel: ElementOf<'channel'>): Id | 'none' {
  const { broker } = channel.props;
  return design.elements.get(broker)?.kind === 'broker' ? broker : 'none';
}

/** One scope a broker, by name, then one for the channels without a broker if there are any (SPEC [B1]). */
export function fitScopes(design: Design): readonly FitScope[] {
  const channels = new Map<Id | 'none', Id[]>();
  const brokers: ElementOf<'broker'>[] = [];
  for (const element of design.elements.values()) {
    if (element.kind === 'broker') brokers.push(element);
    if (element.kind !== 'channel') continue;
    const broker = brokerOf(design, element);
    channels.set(broker, [...(channels.get(broker) ?? []), element.id]);
  }
  brokers.sort((a, b) => compareForPeople(a.props.name, b.props.name));
  const scope = (broker: Id | 'none'): FitScope => ({ broker, channels: [...(channels.get(broker) ?? [])].sort() });
  return [...brokers.map(({ id }) => scope(id)), ...(channels.has('none') ? [scope('none')] : [])];
}
