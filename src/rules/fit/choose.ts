import type { Id, MakeId } from '#base/ids.ts';
import { compareForPeople } from '#base/order.ts';
import { productOf } from '#brokers/index.ts';
import { type Design, type ElementOf, elementOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import { unknown } from '#model/property.ts';
import { addElement, set } from '../helpers/build.ts';
import { brokerOf, type FitScope } from './scopes.ts';

/**
 * Edits that put channels on a mode of a product (SPEC [B7]). A broker that others share keeps its product; channels without
 * a broker get one of that product that is there, or a new one.
 */
export function chooseBroker(
  design: Design,
  { broker, channels }: FitScope,
  product: string,
  variant: string,
  makeId: MakeId,
): Edit[] {
  const chosen = productOf(product);
  if (!chosen) return [];
  const target = targetOf(design, { broker, channels }, product);
  const id = target?.id ?? makeId();
  const edits: Edit[] = [];
  if (!target) edits.push(addElement('broker', id, { name: freeName(design, product), product: chosen.product as never }));
  else if (target.props.product !== product) edits.push(set(id, 'product', product));
  const mode = chosen.variants.length > 1 ? variant : '';
  for (const each of channels) {
    const channel = elementOf(design, each, 'channel');
    if (!channel) continue;
    if (channel.props.broker !== id) edits.push(set(each, 'broker', id));
    if (channel.props.variant !== mode) edits.push(set(each, 'variant', mode));
  }
  return edits;
}

type Broker = ElementOf<'broker'>;

/** The broker that the channels will be on; undefined where a new one is needed. */
function targetOf(design: Design, { broker, channels }: FitScope, product: string): Broker | undefined {
  const on = new Map<string, Id[]>();
  const brokers: Broker[] = [];
  for (const { id } of design.elements.values()) {
    const channel = elementOf(design, id, 'channel');
    if (channel) on.set(brokerOf(design, channel), [...(on.get(brokerOf(design, channel)) ?? []), id]);
    const found = elementOf(design, id, 'broker');
    if (found) brokers.push(found);
  }
  const own = elementOf(design, broker, 'broker');
  const shared = on.get(broker)?.some((id) => !channels.includes(id)) ?? false;
  if (own && (own.props.product === product || !shared)) return own;
  brokers.sort((a, b) => compareForPeople(a.props.name, b.props.name));
  return (
    brokers.find((each) => each.props.product === product) ??
    brokers.find((each) => each.props.product === unknown && !on.has(each.id))
  );
}

function freeName(design: Design, wanted: string): string {
  const taken = new Set([...design.elements.values()].map(({ props }) => props.name));
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted}-${n}`;
  return name;
}
