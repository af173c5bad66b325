import type { EdgeKind, EdgeKindOf, ElementKind, ElementKindOf, PropsOf } from '../kind.ts';
import { broker } from './broker.ts';
import { calls } from './calls.ts';
import { captures } from './captures.ts';
import { channel } from './channel.ts';
import { connector } from './connector.ts';
import { consumes } from './consumes.ts';
import { context } from './context.ts';
import { contract } from './contract.ts';
import { deadLetters } from './deadLetters.ts';
import { external } from './external.ts';
import { field } from './field.ts';
import { note } from './note.ts';
import { processor } from './processor.ts';
import { publishes } from './publishes.ts';
import { reads } from './reads.ts';
import { saga } from './saga.ts';
import { service } from './service.ts';
import { step } from './step.ts';
import { store } from './store.ts';
import { version } from './version.ts';
import { writes } from './writes.ts';

/** The registry of element kinds, in the order of the palette and the documentation. */
export const elementKinds = {
  service,
  processor,
  channel,
  contract,
  store,
  connector,
  external,
  saga,
  broker,
  context,
  note,
} satisfies { [K in ElementKind]: ElementKindOf<K, unknown> };

/** The registry of edge kinds. */
export const edgeKinds = {
  publishes,
  consumes,
  deadLetters,
  writes,
  reads,
  calls,
  captures,
} satisfies { [K in EdgeKind]: EdgeKindOf<K, unknown> };

/** The registry of row kinds: what the lists of contracts and sagas consist of. */
export const rowKinds = { field, version, step } as const;

export type ElementProps<K extends ElementKind> = PropsOf<(typeof elementKinds)[K]['properties']>;
export type EdgeProps<K extends EdgeKind> = PropsOf<(typeof edgeKinds)[K]['properties']>;

export type { Field } from './field.ts';
export type { Step } from './step.ts';
export type { Version } from './version.ts';
