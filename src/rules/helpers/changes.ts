import type { Field, Version } from '#model/kinds/index.ts';

/**
 * What differs between two versions, as far as their fields show it. This is a first look: it tells which changes are
 * sure to be unreadable, and takes everything else for readable.
 */
export interface Changes {
  readonly any: boolean;
  /** Fields because of which new readers cannot read old messages. */
  readonly newReadsOld: readonly string[];
  /** Fields because of which old readers cannot read new messages. */
  readonly oldReadsNew: readonly string[];
}

/** Types that some format writes alike; what is in different groups is never readable as the other. */
const groups: readonly (readonly string[])[] = [
  ['int', 'long', 'double', 'timestamp'],
  ['string', 'enum', 'bytes', 'timestamp'],
  ['bool'],
  ['object'],
  ['array'],
];

const whole: readonly string[] = ['int', 'long'];

function isNeeded({ required, default: otherwise }: Field): boolean {
  return required === 'yes' && otherwise === '';
}

/** A number that was written as the one may not fit the other. Only Avro tells whole numbers of two sizes apart. */
function narrows(written: string, reader: string, avro: boolean): boolean {
  return (written === 'double' && whole.includes(reader)) || (avro && written === 'long' && reader === 'int');
}

/** `closed`: readers refuse fields that their version does not name. */
export function changesBetween(before: Version, after: Version, closed: boolean): Changes {
  const newReadsOld: string[] = [];
  const oldReadsNew: string[] = [];
  const old = new Map(before.fields.map((field) => [field.name, field]));
  const added = after.fields.filter(({ name }) => !old.has(name));
  const names = new Set(after.fields.map(({ name }) => name));
  const removed = before.fields.filter(({ name }) => !names.has(name));
  let any = added.length > 0 || removed.length > 0;
  // Protocol Buffers go by numbers, and whatever is missing has a value of its own.
  const byNumber = before.format === 'protobuf' || after.format === 'protobuf';
  const avro = before.format === 'avro' && after.format === 'avro';
  if (!byNumber) {
    for (const field of added) {
      if (isNeeded(field)) newReadsOld.push(field.name);
      if (closed) oldReadsNew.push(field.name);
    }
    for (const field of removed) {
      if (isNeeded(field)) oldReadsNew.push(field.name);
      if (closed) newReadsOld.push(field.name);
    }
  }
  for (const now of after.fields) {
    const was = old.get(now.name);
    if (!was) continue;
    if (was.required !== now.required || was.default !== now.default) any = true;
    if (!byNumber && isNeeded(now) && !isNeeded(was) && was.required === 'no') newReadsOld.push(now.name);
    if (!byNumber && isNeeded(was) && now.required === 'no') oldReadsNew.push(now.name);
    if (was.type === now.type || was.type === '?' || now.type === '?') continue;
    any = true;
    const alike = groups.some((group) => group.includes(was.type) && group.includes(now.type));
    // Protocol Buffers read a single value as a list of one, and a list as its last value.
    const listed = byNumber && (was.type === 'array' || now.type === 'array');
    if (!alike && !listed) {
      newReadsOld.push(now.name);
      oldReadsNew.push(now.name);
    }
    if (narrows(was.type, now.type, avro)) newReadsOld.push(now.name);
    if (narrows(now.type, was.type, avro)) oldReadsNew.push(now.name);
  }
  return { any, newReadsOld, oldReadsNew };
}
