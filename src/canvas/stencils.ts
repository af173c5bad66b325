import type { Stencil } from './editor.ts';

export interface StencilGroup {
  readonly label: string;
  readonly stencils: readonly (Stencil & { readonly hint: string; readonly key?: string })[];
}

/** The palette, in the words that groups use; kinds and their properties follow from the choice. */
export const stencilGroups: readonly StencilGroup[] = [
  {
    label: 'Messages',
    stencils: [
      {
        id: 'event',
        label: 'Event',
        kind: 'contract',
        props: { kind: 'event' },
        hint: 'Something that has happened: “Order placed”.',
        key: 'E',
      },
      {
        id: 'command',
        label: 'Command',
        kind: 'contract',
        props: { kind: 'command' },
        hint: 'Something that one receiver is asked to do: “Charge card”.',
        key: 'K',
      },
      {
        id: 'query',
        label: 'Query',
        kind: 'contract',
        props: { kind: 'query' },
        hint: 'A question that is answered: “Order status”.',
        key: 'Q',
      },
    ],
  },
  {
    label: 'Flow',
    stencils: [
      {
        id: 'service',
        label: 'Service',
        kind: 'service',
        props: {},
        hint: 'A program that you run: it produces, consumes, or both.',
        key: 'S',
      },
      {
        id: 'channel',
        label: 'Channel',
        kind: 'channel',
        props: {},
        hint: 'Carries messages; topic or queue can be decided later.',
        key: 'C',
      },
      {
        id: 'topic',
        label: 'Topic',
        kind: 'channel',
        props: { type: 'log' },
        hint: 'A retained log: every group of consumers reads all of it.',
        key: 'T',
      },
      {
        id: 'queue',
        label: 'Queue',
        kind: 'channel',
        props: { type: 'queue' },
        hint: 'Each message goes to one consumer and is then gone.',
        key: 'U',
      },
      {
        id: 'processor',
        label: 'Stream processor',
        kind: 'processor',
        props: {},
        hint: 'Reads, transforms and publishes; may keep state.',
        key: 'P',
      },
    ],
  },
  {
    label: 'Around it',
    stencils: [
      {
        id: 'store',
        label: 'Database',
        kind: 'store',
        props: {},
        hint: 'Keeps state: a table, an index, a cache, an event store.',
        key: 'D',
      },
      {
        id: 'connector',
        label: 'Connector',
        kind: 'connector',
        props: {},
        hint: 'Configured, not coded: CDC, outbox relay, sink, bridge.',
      },
      {
        id: 'external',
        label: 'External system',
        kind: 'external',
        props: {},
        hint: 'What you do not run: a person, a partner, a payment provider.',
        key: 'X',
      },
      {
        id: 'broker',
        label: 'Broker',
        kind: 'broker',
        props: {},
        hint: 'The product that channels live on: Kafka, RabbitMQ, SQS, …',
      },
      { id: 'saga', label: 'Saga', kind: 'saga', props: {}, hint: 'A workflow over several services, with its compensations.' },
      {
        id: 'context',
        label: 'Context',
        kind: 'context',
        props: {},
        hint: 'A box around what belongs together: a bounded context or team.',
        key: 'B',
      },
    ],
  },
  {
    label: 'Notes',
    stencils: [
      { id: 'note', label: 'Note', kind: 'note', props: { style: 'note' }, hint: 'A remark that no rule reads.', key: 'M' },
      { id: 'actor', label: 'Actor', kind: 'note', props: { style: 'actor' }, hint: 'Who acts: a role or a person.' },
      { id: 'policy', label: 'Policy', kind: 'note', props: { style: 'policy' }, hint: '“Whenever … then …”' },
      { id: 'hotspot', label: 'Hotspot', kind: 'note', props: { style: 'hotspot' }, hint: 'An open question or a conflict.' },
    ],
  },
];

/** The groups with the stencils that are on offer, without those of which nothing is left. */
export function groupsOnOffer(palette: ReadonlySet<string> | undefined): readonly StencilGroup[] {
  if (palette === undefined) return stencilGroups;
  return stencilGroups
    .map((group) => ({ ...group, stencils: group.stencils.filter(({ id }) => palette.has(id)) }))
    .filter((group) => group.stencils.length > 0);
}

export const stencils: readonly Stencil[] = stencilGroups.flatMap((group) => group.stencils);

export function stencilOf(id: string): Stencil | undefined {
  return stencils.find((stencil) => stencil.id === id);
}
