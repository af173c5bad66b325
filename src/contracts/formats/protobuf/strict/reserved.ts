import type { NumberRange, ProtoEnum, ProtoMessage, Reserved } from '../model.ts';
import { spot } from '../places.ts';
import type { Pair, StrictRule } from './context.ts';

/** Is what was deleted safe from being used again? All of its names must be reserved where names count. */
export function isReserved(
  reserved: Reserved,
  by: 'number' | 'name' | undefined,
  number: number,
  names: readonly string[],
): boolean {
  if (by === 'number') return reserved.numbers.some(({ first, last }) => first <= number && number <= last);
  return by === 'name' && names.every((name) => reserved.names.includes(name));
}

/** Do the ranges together cover this one? They may touch and overlap in any order. */
export function covered({ first, last }: NumberRange, by: readonly NumberRange[]): boolean {
  let next = first;
  for (const range of [...by].sort((a, b) => a.first - b.first)) {
    if (range.first > next) return false;
    next = Math.max(next, range.last + 1);
    if (next > last) return true;
  }
  return false;
}

function rangeText({ first, last }: NumberRange): string {
  return first === last ? String(first) : `${first} to ${last}`;
}

function* lost({ before, after }: Pair<ProtoMessage> | Pair<ProtoEnum>) {
  const message = (what: string) => `${what} is no longer reserved in “${after.name}”: it may be used for something else.`;
  for (const range of before.reserved.numbers) {
    if (!covered(range, after.reserved.numbers))
      yield { message: message(rangeText(range)), before: spot(before), after: spot(after) };
  }
  for (const name of before.reserved.names) {
    if (!after.reserved.names.includes(name)) yield { message: message(`“${name}”`), before: spot(before), after: spot(after) };
  }
}

const messageNoDelete: StrictRule = {
  id: 'RESERVED_MESSAGE_NO_DELETE',
  *check({ messages }) {
    for (const pair of messages) yield* lost(pair);
  },
};

const enumNoDelete: StrictRule = {
  id: 'RESERVED_ENUM_NO_DELETE',
  *check({ enums }) {
    for (const pair of enums) yield* lost(pair);
  },
};

const extensionRangeNoDelete: StrictRule = {
  id: 'EXTENSION_MESSAGE_NO_DELETE',
  *check({ messages }) {
    for (const { before, after } of messages) {
      for (const range of before.extensionRanges) {
        if (covered(range, after.extensionRanges)) continue;
        const message = `Numbers ${rangeText(range)} of “${after.name}” are no longer open to extensions.`;
        yield { message, before: spot(before), after: spot(after) };
      }
    }
  },
};

export const reservedRules: readonly StrictRule[] = [messageNoDelete, enumNoDelete, extensionRangeNoDelete];
