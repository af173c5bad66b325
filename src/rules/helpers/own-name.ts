import type { Id, MakeId } from '#base/ids.ts';
import { type ElementOf, splitReference } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { referencesIn } from '../references.ts';
import { addElement, set } from './build.ts';

/** The number behind a name that holds a version: 2 of `OrderPlacedV2` and of `order-placed.v2`. */
const numbered = /^(.+?)([._\-/: ]v|V)([0-9]+)$/;

/** The name without its version, how it is joined, and the version; version 1 where the name holds none. */
export function nameAndNumber(name: string): { readonly base: string; readonly joint: string; readonly number: number } {
  const [, base, joint, number] = numbered.exec(name) ?? [];
  if (base !== undefined && joint !== undefined) return { base, joint, number: Number(number) };
  return { base: name, joint: /[._\-/: ]/.test(name) ? '.v' : 'V', number: 1 };
}

/** What the last version of a contract would be called as a type of its own: `OrderPlacedV2`. No other contract is called so. */
export function ownName(read: Reads, { props: { name, versions } }: ElementOf<'contract'>): string {
  const { base, joint, number } = nameAndNumber(name);
  let next = Math.max(number + 1, majorOf(versions.at(-1)?.version ?? ''));
  while (read.contractsNamed(`${base}${joint}${next}`).length > 0) next++;
  return `${base}${joint}${next}`;
}

/**
 * Makes the last version of a contract a contract with a name of its own. Whoever named just that version names the new
 * contract; whoever publishes or carries the old one without naming a version has both from then on. Readers stay with the
 * old one until they move.
 */
export function ownNameEdits(read: Reads, contract: Id, name: string, makeId: MakeId): Edit[] {
  const found = read.of(contract, 'contract');
  const last = found?.props.versions.at(-1);
  if (!found || !last || found.props.versions.length < 2) return [];
  const id = makeId();
  const edits: Edit[] = [
    addElement('contract', id, { ...found.props, name, versions: [{ ...last, version: '1.0.0' }] }),
    { op: 'removeRow', id: contract, path: ['versions', last.id] },
  ];
  for (const referrer of read.referrers(contract)) {
    const record = read.element(referrer) ?? read.edge(referrer);
    if (!record) continue;
    const carries = record.kind === 'channel' || record.kind === 'publishes';
    for (const { path, value } of referencesIn(record)) {
      const renamed = (reference: string): readonly string[] => {
        const [of, version] = splitReference(reference);
        if (of !== contract) return [reference];
        if (version === last.version) return [id];
        return carries && version === undefined ? [reference, id] : [reference];
      };
      const now = typeof value === 'string' ? (renamed(value)[0] as string) : [...new Set(value.flatMap(renamed))];
      if (typeof now === 'string' ? now !== value : now.length !== value.length || now.some((each, i) => each !== value[i]))
        edits.push(set(referrer, path, now));
    }
  }
  return edits;
}

/** Every place that names one version of a contract names another instead. */
export function renumberEdits(read: Reads, contract: Id, from: string, to: string): Edit[] {
  const edits: Edit[] = [];
  const [was, now] = [`${contract}@${from}`, `${contract}@${to}`];
  for (const referrer of read.referrers(contract)) {
    const record = read.element(referrer) ?? read.edge(referrer);
    if (!record) continue;
    for (const { path, value } of referencesIn(record)) {
      if (value === was) edits.push(set(referrer, path, now));
      else if (typeof value !== 'string' && value.includes(was))
        edits.push(
          set(
            referrer,
            path,
            value.map((each) => (each === was ? now : each)),
          ),
        );
    }
  }
  return edits;
}

export function majorOf(version: string): number {
  return Number(version.split('.')[0]) || 0;
}
