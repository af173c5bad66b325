import { list } from '#base/text.ts';
import type { ElementOf } from '#model/design.ts';
import type { Field } from '#model/kinds/index.ts';
import type { Reads } from '../context.ts';
import type { Say } from '../say.ts';
import { fieldsOf, type Named, namedBy } from './contracts.ts';

export interface Personal extends Named {
  /** As something names it. */
  readonly reference: string;
  /** Never empty. */
  readonly fields: readonly Field[];
}

/** Those of the contracts that have fields marked as personal or secret, with these fields. */
export function personalIn(
  read: Reads,
  references: readonly string[],
  kinds: readonly Field['pii'][] = ['personal', 'special', 'secret'],
): readonly Personal[] {
  return references.flatMap((reference) => {
    const named = namedBy(read, reference);
    const fields = (fieldsOf(named?.version) ?? []).filter(({ pii }) => kinds.includes(pii));
    return named && fields.length > 0 ? [{ ...named, reference, fields }] : [];
  });
}

/** What stands in the message says nothing about anybody: it points elsewhere, or only a vault can tell. */
export function isMasked({ props: { piiProtection } }: ElementOf<'contract'>): boolean {
  return piiProtection === 'tokenised' || piiProtection === 'reference';
}

/** The names of fields, each once, in the order of the contracts. */
export function namesOf(personal: readonly Personal[]): readonly string[] {
  return [...new Set(personal.flatMap(({ fields }) => fields.map(({ name }) => name)))];
}

/** Fields as they are written, with many the first three and how many more. */
export function fieldWords(names: readonly string[], say: Say): string {
  const shown = names.length <= 4 ? names.map(say.word) : [...names.slice(0, 3).map(say.word), `${names.length - 3} more`];
  return list(shown);
}

/** The field, what it stands in, or something inside of it is among those that a handler needs. */
export function needed(needs: readonly string[], field: string): boolean {
  return needs.some((need) => need === field || field.startsWith(`${need}.`) || need.startsWith(`${field}.`));
}
