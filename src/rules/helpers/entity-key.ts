import { capital, wordsOf } from '#base/text.ts';
import type { ElementOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { carriersOf, writesOf } from './carries.ts';
import { contractId, fieldsOf, namedBy } from './contracts.ts';
import { isField, keyOf, partsOf } from './keys.ts';

/** The key that messages get, if the contract has that field; the only field that is called an id; else one named after the entity. */
export function entityKeyFor(read: Reads, contract: ElementOf<'contract'>): string {
  const { entityKey, entity } = contract.props;
  if (isField(entityKey)) return entityKey;
  const names = new Set((fieldsOf(namedBy(read, contract.id)?.version) ?? []).map(({ name }) => name));
  const keys = carriersOf(read, contract.id)
    .flatMap((channel) => read.into(channel, 'publishes'))
    .filter((edge) => writesOf(read, edge).some((each) => contractId(each) === contract.id))
    .map((edge) => keyOf(read, edge));
  const known = keys.find((key) => isField(key) && partsOf(key).every((part) => names.has(part)));
  if (known !== undefined) return known;
  const [only, ...others] = [...names].filter((name) => wordsOf(name).at(-1) === 'id');
  if (entity === '') return only !== undefined && others.length === 0 ? only : 'id';
  const [first = '', ...rest] = wordsOf(entity);
  return `${first}${rest.map(capital).join('')}Id`;
}
