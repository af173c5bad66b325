import type { Id } from '#base/ids.ts';
import { normalName } from '#base/text.ts';
import { type Design, type ElementOf, splitReference } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import { version as versionKind } from '#model/kinds/version.ts';
import { limits } from '#model/property.ts';
import { type Row, rowWith } from '#model/values.ts';
import { referencesIn } from '#rules/references.ts';
import { elementFrom } from '../actions/create.ts';
import { withPlaces } from '../unplaced.ts';

type Contract = ElementOf<'contract'>;
type Version = Contract['props']['versions'][number];

/*
 * A version that breaks others on purpose: told by its number, or moved to a contract of its own. Each is one step. Names are
 * for the offer; edits are made when somebody takes it.
 */

/** The number of the next major version; undefined where the version's number says so already. */
export function nextMajor(contract: Contract, version: Version): string | undefined {
  const others = contract.props.versions.filter(({ id }) => id !== version.id).map(majorOf);
  const major = Math.max(0, ...others) + 1;
  return majorOf(version) >= major ? undefined : `${major}.0.0`;
}

/** The version under another number; whoever names it keeps naming it. */
export function renumbering(design: Design, contract: Contract, version: Version, number: string): readonly Edit[] {
  return [
    { op: 'set', id: contract.id, path: ['versions', version.id, 'version'], value: number },
    ...renamed(design, contract.id, version.version, `${contract.id}@${number}`),
  ];
}

function majorOf({ version }: Version): number {
  return Number.parseInt(version, 10) || 0;
}

/**
 * The version as the first one of a new contract, which is like the old one otherwise. Whoever names the version names the new
 * contract; whoever means the latest stays with the old one.
 */
export function separation(design: Design, contract: Contract, version: Version, id: Id): readonly Edit[] {
  const name = ownName(design, contract);
  const { format, text, fields } = version;
  const first = rowWith(versionKind, 'v1', 'a0', { format, text, fields: fields as readonly Row[] });
  const element = elementFrom({ kind: 'contract', props: { ...contract.props, name, versions: [first] } }, id);
  const edits: Edit[] = [
    { op: 'addElement', element },
    ...renamed(design, contract.id, version.version, id),
    { op: 'removeRow', id: contract.id, path: ['versions', version.id] },
  ];
  return withPlaces(design, edits);
}

/** Edits that let every reference to one version name something else. */
function renamed(design: Design, contract: Id, number: string, now: string): Edit[] {
  const isMeant = (reference: string) => {
    const [id, version] = splitReference(reference);
    return id === contract && version === number;
  };
  const edits: Edit[] = [];
  for (const record of [...design.elements.values(), ...design.edges.values()]) {
    for (const { path, value, names } of referencesIn(record)) {
      if (!names.some(isMeant)) continue;
      const next = typeof value === 'string' ? now : [...new Set(value.map((each) => (isMeant(each) ? now : each)))];
      edits.push({ op: 'set', id: record.id, path, value: next });
    }
  }
  return edits;
}

/** What a contract of its own is called: `PaidV2`, or the next that nothing else is called. */
export function ownName(design: Design, { props: { name } }: Contract): string {
  const taken = new Set([...design.elements.values()].map((element) => normalName(element.props.name)));
  const base = name.replace(/V\d+$/, '').slice(0, limits.text - 6);
  for (let n = 2; ; n++) if (!taken.has(normalName(`${base}V${n}`))) return `${base}V${n}`;
}
