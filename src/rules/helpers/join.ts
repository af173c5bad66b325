import type { Id } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Field } from '#model/kinds/index.ts';
import { unknown } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { meeting } from './carries.ts';
import { fieldsOf, type Named, namedBy } from './contracts.ts';
import { isField, keyOf, partsOf } from './keys.ts';
import { inputsOf } from './tables.ts';

/** One input of a join, with what is known about the keys of its messages. */
export interface Side {
  readonly input: EdgeOf<'consumes'>;
  readonly channel: ElementOf<'channel'>;
  readonly table: boolean;
  readonly keyed: readonly Keyed[];
}

export interface Keyed {
  readonly publishes: EdgeOf<'publishes'>;
  /** As written: a field, `none`, `const` or `?`. */
  readonly key: string;
  /** The first contract that both producer and join know, if there is one. */
  readonly contract: string | undefined;
}

/** The inputs of a join, one for each channel. */
export function sidesOf(read: Reads, processor: ElementOf<'processor'>): readonly Side[] {
  const { tables } = inputsOf(read, processor);
  const sides = new Map<string, Side>();
  for (const input of read.into(processor.id, 'consumes')) {
    const channel = read.of(input.from, 'channel');
    if (!channel || sides.has(channel.id)) continue;
    const keyed = read.into(channel.id, 'publishes').flatMap((publishes) => {
      const common = meeting(read, publishes, input);
      return common ? [{ publishes, key: keyOf(read, publishes), contract: common.contracts[0] }] : [];
    });
    sides.set(channel.id, { input, channel, table: tables.some(({ id }) => id === input.id), keyed });
  }
  return [...sides.values()];
}

/** The field on which a join matches: as it says, else the only key that its inputs have. */
export function joinedBy(processor: ElementOf<'processor'>, sides: readonly Side[]): string | undefined {
  if (isField(processor.props.joinKey)) return processor.props.joinKey;
  const keys = new Set(sides.flatMap(({ keyed }) => keyed.map(({ key }) => key)).filter(isField));
  return keys.size === 1 ? [...keys][0] : undefined;
}

/**
 * The messages have another key than the one on which they are matched. Undefined while the key is not known, and where the
 * two may be one field under two names (`id` of a customer, `customerId` of an order): the contract has no field of the
 * name on which is matched.
 */
export function keyedOtherwise(read: Reads, { key, contract }: Keyed, target: string): boolean | undefined {
  if (key === unknown) return undefined;
  if (!isField(key)) return true;
  const wanted = partsOf(target);
  const parts = partsOf(key);
  if (parts.length === wanted.length && parts.every((part) => wanted.includes(part))) return false;
  const fields = contract === undefined ? [] : fieldsOf(namedBy(read, contract)?.version);
  if (fields === undefined) return undefined;
  return fields.length === 0 || wanted.every((part) => fields.some(({ name }) => name === part)) ? true : undefined;
}

/** A field of a side by its name, where its type is known, with the contract that has it. */
export interface Typed {
  readonly channel: Id;
  readonly named: Named;
  readonly field: Field;
}

export function typedIn(read: Reads, { channel, keyed }: Side, name: string): Typed | undefined {
  for (const { contract } of keyed) {
    const named = contract === undefined ? undefined : namedBy(read, contract);
    const field = fieldsOf(named?.version)?.find((each) => each.name === name);
    if (named && field && field.type !== unknown) return { channel: channel.id, named, field };
  }
  return undefined;
}
