import type { Id, MakeId } from '#base/ids.ts';
import { type EdgeOf, type ElementOf, splitReference } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, set } from './build.ts';
import { carries, readsOf, writesOf } from './carries.ts';
import { contractId } from './contracts.ts';
import { majorOf, nameAndNumber } from './own-name.ts';

/**
 * The major versions of one type of message: of one contract, of several of one name, or of a contract whose name holds its
 * version and the one before it (`OrderPlacedV1`, `OrderPlacedV2`).
 */
export interface Generations {
  readonly newest: number;
  /** Ids of the contracts of earlier major versions, and of the newest one. */
  readonly contracts: readonly Id[];
  /** The major version that a reference means; undefined for another type of message. */
  majorOf(reference: string): number | undefined;
  /** A reference to the last version of a major version. */
  reference(major: number): string;
}

/** Undefined where there is only one, or where another contract holds the newest. */
export function generationsOf(read: Reads, contract: ElementOf<'contract'>): Generations | undefined {
  const majors = (of: ElementOf<'contract'>) => of.props.versions.map(({ version }) => majorOf(version));
  const { base, joint, number } = nameAndNumber(contract.props.name);
  const byName = number > 1 && contract.props.versions.length === 1;
  const own = byName ? [number] : majors(contract);
  const newest = own.at(-1);
  if (newest === undefined || contract.props.name === '') return undefined;
  const earlier = new Map<Id, readonly number[]>();
  const note = (name: string, of: (other: ElementOf<'contract'>) => readonly number[]) => {
    for (const id of read.contractsNamed(name)) {
      const other = id === contract.id ? undefined : read.of(id, 'contract');
      if (other) earlier.set(id, of(other));
    }
  };
  if (byName) {
    note(`${base}${joint}${number - 1}`, () => [number - 1]);
    if (number === 2) note(base, () => [1]);
  } else note(contract.props.name, majors);
  if ([...earlier.values()].some((each) => Math.max(...each, 0) >= newest)) return undefined;
  if (earlier.size === 0 && own.every((major) => major === newest)) return undefined;
  const meant = (reference: string): number | undefined => {
    const [id, version] = splitReference(reference);
    const known = id === contract.id ? own : earlier.get(id);
    if (!known) return undefined;
    return version === undefined || byName ? known.at(-1) : majorOf(version);
  };
  return {
    newest,
    contracts: [...earlier.keys(), contract.id],
    majorOf: meant,
    reference(major) {
      if (major === newest) return contract.id;
      const version = contract.props.versions.findLast((each) => majorOf(each.version) === major)?.version;
      const other = [...earlier].find(([, each]) => each.includes(major))?.[0];
      return version === undefined || byName ? (other ?? contract.id) : `${contract.id}@${version}`;
    },
  };
}

/** Who writes and who reads which major versions on one channel. */
export interface Flow {
  readonly channel: ElementOf<'channel'>;
  readonly writers: readonly { readonly publishes: EdgeOf<'publishes'>; readonly majors: readonly number[] }[];
  /** Somebody publishes something that has no name. */
  readonly unnamed: boolean;
  readonly readers: readonly {
    readonly consumes: EdgeOf<'consumes'>;
    readonly majors: readonly number[];
    /** The reader names the version; otherwise it takes what there is. */
    readonly chosen: boolean;
  }[];
}

/** The channels that somebody connects with any of these contracts. */
export function flowsOf(read: Reads, generations: Generations): readonly Flow[] {
  const channels = new Set<Id>();
  for (const contract of generations.contracts) {
    for (const id of read.referrers(contract)) {
      if (read.of(id, 'channel')) channels.add(id);
      const edge = read.edge(id);
      if (edge?.kind === 'publishes') channels.add(edge.to);
      if (edge?.kind === 'consumes') channels.add(edge.from);
    }
  }
  return [...channels].sort().flatMap((id) => {
    const channel = read.of(id, 'channel');
    if (!channel) return [];
    const publishers = read.into(id, 'publishes');
    const majors = (references: readonly string[]) => [...new Set(references.flatMap((each) => generations.majorOf(each) ?? []))];
    return [
      {
        channel,
        writers: publishers.map((publishes) => ({ publishes, majors: majors(writesOf(read, publishes)) })),
        unnamed: publishers.some((publishes) => writesOf(read, publishes).length === 0),
        readers: read.out(id, 'consumes').map((consumes) => {
          const { contracts, readerVersion } = consumes.props;
          const named = readsOf(read, consumes).filter((each) => generations.majorOf(each) !== undefined);
          const byVersion = named.length > 0 && readerVersion !== '';
          const explicit =
            contracts !== 'all' &&
            named.some((each) => splitReference(each)[1] !== undefined || contractId(each) !== generations.contracts.at(-1));
          return {
            consumes,
            majors: byVersion ? [majorOf(readerVersion)] : majors(named),
            chosen: byVersion || explicit,
          };
        }),
      },
    ];
  });
}

/** What some contracts are published and read through becomes another channel; whatever else stands there stays. */
export function moveEdits(read: Reads, from: Id, to: Id, isMoved: (reference: string) => boolean, makeId: MakeId): Edit[] {
  const edits: Edit[] = [];
  const channel = read.of(from, 'channel');
  const listed = channel && Array.isArray(channel.props.contracts) ? (channel.props.contracts as readonly string[]) : [];
  if (listed.some(isMoved))
    edits.push(
      set(
        from,
        'contracts',
        listed.filter((each) => !isMoved(each)),
      ),
    );
  for (const publishes of read.into(from, 'publishes')) {
    const written = writesOf(read, publishes);
    const moved = written.filter(isMoved);
    const rest = written.filter((each) => !isMoved(each));
    if (moved.length === 0) continue;
    if (rest.length === 0) {
      edits.push({ op: 'reconnect', id: publishes.id, from: publishes.from, to });
      if (publishes.props.contracts.length === 0) edits.push(set(publishes.id, 'contracts', moved));
    } else {
      edits.push(set(publishes.id, 'contracts', rest));
      edits.push(addEdge('publishes', makeId(), publishes.from, to, { ...publishes.props, name: '', contracts: moved }));
    }
  }
  const carried = carries(read, from);
  for (const consumes of read.out(from, 'consumes')) {
    const wanted = readsOf(read, consumes);
    const moved = wanted.filter(isMoved);
    if (moved.length === 0) continue;
    const all = consumes.props.contracts === 'all';
    const rest = (all ? carried : wanted).filter((each) => !isMoved(each));
    const there = read.out(to, 'consumes').find((each) => each.to === consumes.to);
    if (there && there.props.contracts !== 'all')
      edits.push(set(there.id, 'contracts', [...new Set([...there.props.contracts, ...moved])]));
    if (!there && rest.length > 0)
      edits.push(addEdge('consumes', makeId(), to, consumes.to, { ...consumes.props, name: '', contracts: moved }));
    if (rest.length === 0) {
      if (there) edits.push({ op: 'removeEdge', id: consumes.id });
      else edits.push({ op: 'reconnect', id: consumes.id, from: to, to: consumes.to });
    } else if (!all) edits.push(set(consumes.id, 'contracts', rest));
  }
  return edits;
}
