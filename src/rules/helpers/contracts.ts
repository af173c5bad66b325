import type { Id } from '#base/ids.ts';
import { type ElementOf, splitReference } from '#model/design.ts';
import type { Field, Version } from '#model/kinds/index.ts';
import type { Reads } from '../context.ts';

/** The contract that a reference names, or undefined if it is not there. */
export function contractOf(read: Reads, reference: string): ElementOf<'contract'> | undefined {
  return read.of(contractId(reference), 'contract');
}

/** A contract as something names it: with a version, or the latest. */
export interface Named {
  readonly contract: ElementOf<'contract'>;
  /** Undefined if the contract has no versions, or not that one. */
  readonly version: Version | undefined;
}

export function namedBy(read: Reads, reference: string): Named | undefined {
  const [id, number] = splitReference(reference);
  const contract = read.of(id, 'contract');
  if (!contract) return undefined;
  const { versions } = contract.props;
  return { contract, version: number === undefined ? versions.at(-1) : versions.find((each) => each.version === number) };
}

export function contractId(reference: string): Id {
  return splitReference(reference)[0];
}

/** The references in a list that lead to a contract; words such as `all` are no list. */
export function existing(read: Reads, references: readonly string[] | string): readonly string[] {
  return typeof references === 'string' ? [] : references.filter((each) => read.of(contractId(each), 'contract') !== undefined);
}

/** The fields of a version; undefined while they stand only in a schema text, where rules can't see them yet. */
export function fieldsOf(version: Version | undefined): readonly Field[] | undefined {
  if (!version) return [];
  return version.fields.length === 0 && version.text !== '' ? undefined : version.fields;
}

/** Every version has a name of its own (`OrderPlacedV2`, `order-placed.v2`), so that no contract ever changes. */
export function isNamedByVersion({ props: { name, versions } }: ElementOf<'contract'>): boolean {
  return versions.length <= 1 && /(?:[._\-/: ]v|V)[0-9]+$/.test(name);
}
