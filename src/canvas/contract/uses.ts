import type { Id } from '#base/ids.ts';
import { type Design, type ElementOf, elementOf, splitReference } from '#model/design.ts';
import type { Version } from '#model/kinds/version.ts';

/** Who works with one version of a contract. Ids in the order of the design. */
export interface VersionUse {
  readonly version: Version;
  /** What is meant where no version is named. */
  readonly latest: boolean;
  readonly channels: readonly Id[];
  readonly publishers: readonly Id[];
  readonly consumers: readonly Id[];
}

/**
 * Which channels carry each version, and who publishes and consumes it. An arrow that names no contracts means all of its
 * channel's; a name without a version means the latest.
 */
export function usesOf(design: Design, id: Id): readonly VersionUse[] {
  const contract = elementOf(design, id, 'contract');
  if (!contract) return [];
  const uses = contract.props.versions.map((version, i, all) => ({
    version,
    latest: i === all.length - 1,
    channels: new Set<Id>(),
    publishers: new Set<Id>(),
    consumers: new Set<Id>(),
  }));
  const named = (references: string | readonly string[]) =>
    // A word instead of a list: `all`, or that nobody has said yet.
    (typeof references === 'string' ? [] : references).flatMap((reference) => {
      const [named, number] = splitReference(reference);
      if (named !== id) return [];
      return uses.filter((use) => (number === undefined ? use.latest : use.version.version === number));
    });
  const carried = (channel: ElementOf<'channel'> | undefined) => channel?.props.contracts ?? [];
  for (const channel of design.elements.values())
    if (channel.kind === 'channel') for (const use of named(channel.props.contracts)) use.channels.add(channel.id);
  for (const edge of design.edges.values()) {
    if (edge.kind === 'publishes') {
      const own = edge.props.contracts;
      const meant = own.length > 0 ? own : carried(elementOf(design, edge.to, 'channel'));
      for (const use of named(meant)) {
        use.publishers.add(edge.from);
        use.channels.add(edge.to);
      }
    } else if (edge.kind === 'consumes') {
      const own = edge.props.contracts;
      const channel = elementOf(design, edge.from, 'channel');
      const meant = typeof own === 'string' ? carriedBy(design, edge.from, carried(channel)) : own;
      // A reader that is built against an older version reads with that one.
      const read = uses.find(({ version }) => version.version === edge.props.readerVersion);
      const references = meant.map((each) => (read && each === id ? `${id}@${read.version.version}` : each));
      for (const use of named(references)) {
        use.consumers.add(edge.to);
        use.channels.add(edge.from);
      }
    }
  }
  return uses.map((use) => ({
    ...use,
    channels: [...use.channels],
    publishers: [...use.publishers],
    consumers: [...use.consumers],
  }));
}

/** The contracts that are meant at a place: a contract itself, what a channel or an arrow carries. Each once; `!name` is none. */
export function contractsAt(design: Design, id: Id): readonly Id[] {
  const element = design.elements.get(id);
  const edge = design.edges.get(id);
  const named: string[] = [];
  if (element?.kind === 'contract') return [id];
  if (element?.kind === 'channel') named.push(...carriedBy(design, id, element.props.contracts));
  else if (edge?.kind === 'publishes' || edge?.kind === 'consumes') {
    const own = edge.props.contracts;
    const channel = edge.kind === 'publishes' ? edge.to : edge.from;
    if (typeof own !== 'string' && own.length > 0) named.push(...own);
    else named.push(...carriedBy(design, channel, elementOf(design, channel, 'channel')?.props.contracts ?? []));
  }
  const ids = named.map((reference) => splitReference(reference)[0]);
  return [...new Set(ids)].filter((each) => elementOf(design, each, 'contract') !== undefined);
}

/** What a channel carries: what is written at it, else what is published to it. */
function carriedBy(design: Design, channel: Id, written: string | readonly string[]): readonly string[] {
  if (typeof written !== 'string' && written.length > 0) return written;
  const published: string[] = [];
  for (const edge of design.edges.values())
    if (edge.kind === 'publishes' && edge.to === channel) published.push(...edge.props.contracts);
  return published;
}
