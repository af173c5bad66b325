import type { ElementKind } from './kind.ts';
import { elementKinds } from './kinds/index.ts';

/** Why no arrow leads from one kind to another, one sentence a pair; whatever is not listed has the sentence of its kind. */
const pairs: Partial<Record<ElementKind, Partial<Record<ElementKind, string>>>> = {
  service: {
    processor: 'A stream processor takes its input from channels: publish to one that it reads.',
    connector: 'A connector takes its input from a store or a channel: write to one, or publish to one, that it reads.',
  },
  processor: {
    processor: 'Stream processors pass events on through channels: publish to one that the next one reads.',
    connector: 'A connector takes its input from a store or a channel: write to one, or publish to one, that it reads.',
  },
  channel: {
    channel: 'A channel can’t publish by itself: something has to read it and publish to the other one.',
    store: 'A channel can’t write by itself: something has to read it and write to the store.',
  },
  store: {
    channel: 'A store can’t publish by itself: something has to read its changes.',
    store: 'A store can’t copy itself: something has to read its changes and write them to the other one.',
  },
  connector: {
    service: 'A connector delivers to channels and stores: let it publish to a channel that the service reads.',
    processor: 'A connector delivers to channels and stores: let it publish to a channel that the processor reads.',
    connector: 'Connectors meet at a channel or a store: let one fill it, and the other one read it.',
    external: 'A connector delivers to channels and stores: let it publish to a channel that the other system reads.',
  },
  external: {
    processor: 'A stream processor takes its input from channels: let the external system publish to one that it reads.',
    store: 'Something outside does not write into a store of yours: a service does that for it.',
    connector: 'A connector takes its input from a store or a channel: let the external system publish to one that it reads.',
  },
  contract: {
    contract: 'A contract describes messages and leads nowhere: put each one on a channel, or on the arrow that carries it.',
    store: 'A contract describes messages, and a store keeps data: only a schema registry holds contracts.',
    broker: 'A broker carries channels: put the contract on a channel of that broker.',
  },
};

const kinds: Partial<Record<ElementKind, string>> = {
  note: 'A note is joined to nothing: put it near what it is about.',
  contract: 'A contract describes messages: put it on the channel, or on the arrow, that carries them.',
  broker: 'A broker carries channels: join services to a channel on it instead.',
  saga: 'A saga names the services and other systems that take part in its steps: nothing else is joined to it.',
  context: 'A context is a frame: move things into it; no arrow leads to it.',
};

/** Kinds that stand in no arrows, the one that decides first. */
const order: readonly ElementKind[] = ['note', 'context', 'contract', 'broker', 'saga'];

/** [C3] */
export function whyNot(from: ElementKind, to: ElementKind): string {
  const apart = order.find((kind) => kind === from || kind === to);
  if (apart === undefined) {
    const [one, other] = [elementKinds[from].label.toLowerCase(), elementKinds[to].label.toLowerCase()];
    return pairs[from]?.[to] ?? `No arrow leads from a ${one} to a ${other}: they meet at a channel or a store.`;
  }
  return pairs[apart]?.[apart === from ? to : from] ?? (kinds[apart] as string);
}
