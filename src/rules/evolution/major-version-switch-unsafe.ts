import type { Id } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, addElement, set } from '../helpers/build.ts';
import { writesOf } from '../helpers/carries.ts';
import { changesBetween } from '../helpers/changes.ts';
import { existing } from '../helpers/contracts.ts';
import { type Flow, flowsOf, type Generations, generationsOf, moveEdits } from '../helpers/generations.ts';
import { isField, keyOf, partsOf } from '../helpers/keys.ts';
import { majorOf } from '../helpers/own-name.ts';
import { all, any, type Claim, conclude, fails, holds, is, likely, said, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface SwitchUnsafe extends Fact {
  readonly contract: Id;
  readonly trouble: 'starved' | 'compacted' | 'split';
  readonly newest: number;
  readonly old: number;
  /** Where the old version is read, or where both stand. */
  readonly channel: Id;
  /** Where the new one is published, if that is elsewhere. */
  readonly elsewhere?: Id;
  /** The handlers, and who they belong to. */
  readonly handlers: readonly Id[];
  readonly readers: readonly Id[];
  /** An arrow by which the new version is published. */
  readonly publishes?: Id;
}

const wide: readonly string[] = ['company', 'partner', 'public'];

type Found = Omit<SwitchUnsafe, keyof Fact | 'contract' | 'newest'>;
type Case = readonly [severity: 'error' | 'warning', claim: Claim, about: readonly string[], found: Found];

/** Readers of an old major version that nobody publishes any more. */
function* starved(contract: ElementOf<'contract'>, generations: Generations, flows: readonly Flow[]): Generator<Case> {
  const newWriter = flows.flatMap(({ writers }) => writers).find(({ majors }) => majors.includes(generations.newest))?.publishes;
  for (const { channel, writers, unnamed, readers } of flows) {
    const outside = writers.length === 0 && wide.includes(contract.props.audience);
    if (unnamed || outside) continue;
    const written = new Set(writers.flatMap(({ majors }) => majors));
    const missing = (majors: readonly number[]) => majors.find((major) => major < generations.newest && !written.has(major));
    const hungry = readers.filter(({ majors, chosen }) => chosen && missing(majors) !== undefined);
    const old = Math.max(...hungry.map(({ majors }) => missing(majors) as number));
    if (hungry.length === 0) continue;
    // A reader that takes whatever comes may happen to understand the new version.
    const lucky =
      written.has(generations.newest) &&
      hungry.every(({ consumes }) => typeof consumes.props.contracts === 'string') &&
      readsNew(contract, old);
    yield [
      'error',
      lucky ? likely : holds,
      ['starved', channel.id],
      {
        trouble: 'starved',
        old,
        channel: channel.id,
        handlers: hungry.map(({ consumes }) => consumes.id),
        readers: hungry.map(({ consumes }) => consumes.to),
        ...(newWriter && { publishes: newWriter.id }),
        ...(newWriter && newWriter.to !== channel.id && { elsewhere: newWriter.to }),
      },
    ];
  }
}

/** By their fields, readers of the old version can read the new one. */
function readsNew({ props: { versions, openContent } }: ElementOf<'contract'>, old: number): boolean {
  const before = versions.findLast(({ version }) => majorOf(version) === old);
  const last = versions.at(-1);
  if (!before?.fields.length || !last?.fields.length) return false;
  return changesBetween(before, last, openContent).oldReadsNew.length === 0;
}

/** Two major versions in one compacted channel: the newer replaces the older under the same key. */
function* compacted(read: Reads, generations: Generations, flows: readonly Flow[]): Generator<Case> {
  for (const { channel, writers, readers } of flows) {
    const written = new Set(writers.flatMap(({ majors }) => majors));
    const old = [...written].filter((major) => major < generations.newest).sort((a, b) => b - a)[0];
    if (old === undefined || !written.has(generations.newest)) continue;
    const keys = writers.filter(({ majors }) => majors.length > 0).map(({ publishes }) => sameForAllVersions(read, publishes));
    const affected = readers.filter(({ majors }) => majors.length > 0);
    yield [
      'error',
      all(is(channel, 'cleanup', 'compact', 'compact+delete'), ...keys),
      ['compacted', channel.id],
      {
        trouble: 'compacted',
        old,
        channel: channel.id,
        handlers: affected.map(({ consumes }) => consumes.id),
        readers: affected.map(({ consumes }) => consumes.to),
      },
    ];
  }
}

function sameForAllVersions(read: Reads, publishes: EdgeOf<'publishes'>): Claim {
  const key = keyOf(read, publishes);
  if (key === '?') return unsaid({ id: publishes.id, property: 'key' });
  return isField(key) ? said(!partsOf(key).some((part) => /version/i.test(part))) : fails;
}

/** The old and the new version on two channels, although a reader of both needs one order over them. */
function* split(read: Reads, contract: ElementOf<'contract'>, generations: Generations, flows: readonly Flow[]): Generator<Case> {
  const carries = (flow: Flow, of: (major: number) => boolean) => flow.writers.some(({ majors }) => majors.some(of));
  const isOld = (major: number) => major < generations.newest;
  const isNew = (major: number) => major === generations.newest;
  for (const before of flows.filter((flow) => carries(flow, isOld) && !carries(flow, isNew))) {
    for (const after of flows.filter((flow) => carries(flow, isNew) && !carries(flow, isOld))) {
      const both = before.readers.flatMap(({ consumes, majors }) => {
        const other = after.readers.find((each) => each.consumes.to === consumes.to && each.majors.some(isNew));
        return other && majors.some(isOld) ? [[consumes, other.consumes] as const] : [];
      });
      const needs = both.map(([first, second]) => {
        const named = [first, second].flatMap(({ props }) => existing(read, props.orderWith));
        const together = named.some((each) => generations.majorOf(each) !== undefined);
        return any(said(together), is(first, 'orderingNeed', 'perKey', 'global'), is(second, 'orderingNeed', 'perKey', 'global'));
      });
      const found = both.filter((_, i) => needs[i]?.holds);
      yield [
        'warning',
        all(is(contract, 'category', 'domain', 'sourced'), any(...needs)),
        ['split', before.channel.id, after.channel.id],
        {
          trouble: 'split',
          old: Math.max(...before.writers.flatMap(({ majors }) => majors.filter(isOld))),
          channel: before.channel.id,
          elsewhere: after.channel.id,
          handlers: found.flatMap((pair) => pair.map(({ id }) => id)),
          readers: found.map(([{ to }]) => to),
        },
      ];
    }
  }
}

/**
 * Differences from the catalogue. Major versions are those of one contract, of several contracts of one name, or of
 * contracts whose names hold their version. Readers that name no version take what there is, and starve of nothing. A reader
 * whose fields happen to be in the new version too gives a warning. Silent where a producer may stand on another board.
 */
export const majorVersionSwitchUnsafe = defineRule<'contract', SwitchUnsafe>({
  id: 'major-version-switch-unsafe',
  category: 'evolution',
  severity: 'error',
  title: 'Switch to a new major version that loses readers',
  summary:
    'A new major version while readers of the old one are left without messages, while both replace each other in a compacted ' +
    'channel, or while a reader needs one order over both.',
  why:
    'A new major version says that old readers do not understand it. Until all of them have moved, somebody has to publish what ' +
    'they understand, in a place where it stays and in the order that they need.',
  behavioural: { invariants: ['nothing-lost', 'contract-readable'], faults: ['upgrade of one side', 'expiry'] },
  subject: ['contract'],
  *check(contract, read) {
    const generations = generationsOf(read, contract);
    if (!generations) return;
    const flows = flowsOf(read, generations);
    const cases = [
      ...starved(contract, generations, flows),
      ...compacted(read, generations, flows),
      ...split(read, contract, generations, flows),
    ];
    for (const [severity, claim, about, rest] of cases) {
      const { newest } = generations;
      yield* conclude(severity, claim, (found) => ({ ...found, about, contract: contract.id, newest, ...rest }));
    }
  },
  explain({ contract, trouble, newest, old, channel, elsewhere, handlers, readers }, say) {
    const name = say.name(contract);
    const who = say.names(readers);
    const where = say.name(channel);
    switch (trouble) {
      case 'starved':
        return {
          at: [contract, ...handlers, ...readers, channel],
          what:
            `${who} still ${say.agree(readers, 'reads', 'read')} version ${old} of ${name} from ${where}, but nobody publishes it ` +
            `there any more: ${elsewhere ? `version ${newest} goes to ${say.name(elsewhere)}` : `version ${newest} has taken its place`}.`,
          next: `Publish both versions until ${who} ${say.agree(readers, 'has', 'have')} moved.`,
        };
      case 'compacted':
        return {
          at: [contract, channel, ...handlers],
          what:
            `Versions ${old} and ${newest} of ${name} are published to ${where} under the same keys. It is compacted, so of each key ` +
            'only the last message stays, whichever version that is.',
          next: `Give version ${newest} a channel of its own, until nobody reads version ${old} any more.`,
        };
      case 'split':
        return {
          at: [contract, ...handlers, ...readers],
          what:
            `${who} ${say.agree(readers, 'needs', 'need')} events about one thing in order, but version ${old} of ${name} comes through ` +
            `${where} and version ${newest} through ${say.name(elsewhere as Id)}.`,
          why: 'Two channels have no order between them: a new event can be handled before an old one that happened earlier.',
          next: `Publish version ${newest} to ${where} as well. Readers can tell the versions by their type.`,
        };
    }
  },
  fixes: [
    {
      id: 'publish-both',
      fits: ({ trouble, publishes }) => trouble === 'starved' && publishes !== undefined,
      title: ({ contract, old, channel }, say) =>
        `Publish version ${old} of ${say.name(contract)} to ${say.name(channel)} as well`,
      kind: 'suggestion',
      edits({ contract, old, channel, publishes }, read, makeId) {
        const found = read.of(contract, 'contract');
        const reference = found && generationsOf(read, found)?.reference(old);
        const edge = read.edge(publishes as Id);
        if (reference === undefined || edge?.kind !== 'publishes') return [];
        const here = edge.to === channel ? edge : read.out(edge.from, 'publishes').find(({ to }) => to === channel);
        if (here) return [set(here.id, 'contracts', [...new Set([...writesOf(read, here), reference])])];
        return [addEdge('publishes', makeId(), edge.from, channel, { ...edge.props, name: '', contracts: [reference] })];
      },
    },
    {
      id: 'move-readers',
      fits: ({ trouble }) => trouble === 'starved',
      title: ({ readers, newest, contract }, say) => `Let ${say.names(readers)} read version ${newest} of ${say.name(contract)}`,
      kind: 'suggestion',
      edits({ contract, handlers, elsewhere }, read) {
        const found = read.of(contract, 'contract');
        const generations = found && generationsOf(read, found);
        if (!generations) return [];
        return handlers.flatMap((id): Edit[] => {
          const edge = read.edge(id);
          if (edge?.kind !== 'consumes') return [];
          const { contracts, readerVersion } = edge.props;
          const renewed = (each: string) => {
            const major = generations.majorOf(each);
            return major === undefined || major === generations.newest ? each : contract;
          };
          return [
            ...(typeof contracts === 'string' ? [] : [set(id, 'contracts', [...new Set(contracts.map(renewed))])]),
            ...(readerVersion === '' ? [] : [set(id, 'readerVersion', '')]),
            ...(elsewhere ? [{ op: 'reconnect' as const, id, from: elsewhere, to: edge.to }] : []),
          ];
        });
      },
    },
    {
      id: 'own-channel',
      fits: ({ trouble }) => trouble === 'compacted',
      title: ({ newest, contract }, say) => `Give version ${newest} of ${say.name(contract)} a channel of its own`,
      kind: 'suggestion',
      edits({ contract, channel, newest }, read, makeId) {
        const found = read.of(contract, 'contract');
        const generations = found && generationsOf(read, found);
        const from = read.of(channel, 'channel');
        if (!generations || !from) return [];
        const to = makeId();
        return [
          addElement('channel', to, { ...from.props, name: `${from.props.name}.v${newest}`, contracts: [] }),
          ...moveEdits(read, channel, to, (each) => generations.majorOf(each) === newest, makeId),
        ];
      },
    },
    {
      id: 'one-channel',
      fits: ({ trouble }) => trouble === 'split',
      title: ({ newest, contract, channel }, say) =>
        `Publish version ${newest} of ${say.name(contract)} to ${say.name(channel)} instead`,
      kind: 'suggestion',
      edits({ contract, channel, elsewhere, newest }, read, makeId) {
        const found = read.of(contract, 'contract');
        const generations = found && generationsOf(read, found);
        if (!generations) return [];
        return moveEdits(read, elsewhere as Id, channel, (each) => generations.majorOf(each) === newest, makeId);
      },
    },
    {
      id: 'no-order',
      fits: ({ trouble }) => trouble === 'split',
      title: ({ readers }, say) => `Say that ${say.names(readers)} ${say.agree(readers, 'needs', 'need')} no order over both`,
      kind: 'suggestion',
      edits({ contract, handlers }, read) {
        const found = read.of(contract, 'contract');
        const generations = found && generationsOf(read, found);
        return handlers.flatMap((id): Edit[] => {
          const edge = read.edge(id);
          if (edge?.kind !== 'consumes' || !generations) return [];
          const named = existing(read, edge.props.orderWith);
          const others = named.filter((each) => generations.majorOf(each) === undefined);
          return [set(id, 'orderingNeed', 'none'), ...(others.length < named.length ? [set(id, 'orderWith', others)] : [])];
        });
      },
    },
  ],
  examples: {
    bad: [
      {
        name: 'two versions on one compacted topic',
        sketch: sketch`
          topic accounts (cleanup compact)
          contract AccountState 1.0.0 event (category state) { accountId string }
          contract AccountState 2.0.0 { accountId string, owner string }
          bank -> accounts (contracts [AccountState@1.0.0, AccountState@2.0.0], key accountId)
          accounts -> ledger (contracts AccountState@1.0.0)
          accounts -> app (contracts AccountState@2.0.0)
        `,
        expects: [
          {
            severity: 'error',
            what:
              'Versions 1 and 2 of “AccountState” are published to “accounts” under the same keys. It is compacted, so of each key ' +
              'only the last message stays, whichever version that is.',
          },
        ],
      },
      {
        name: 'the producer has moved on, and a reader has not',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event { orderId string, total long }
          contract OrderPlaced 2.0.0 { orderId string }
          orders-api -> orders (contracts OrderPlaced) -> billing (readerVersion 1.0.0)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“billing” still reads version 1 of “OrderPlaced” from “orders”, but nobody publishes it there any more: version 2 has ' +
              'taken its place.',
          },
        ],
      },
      {
        name: 'the new version goes to a topic of its own, and the old topic is dry',
        sketch: sketch`
          topic orders (contracts OrderPlacedV1)
          contract OrderPlacedV1 1.0.0 event { orderId string }
          contract OrderPlacedV2 1.0.0 event { orderNumber long }
          orders-api -> orders-v2 (contracts OrderPlacedV2) -> mailer
          orders -> billing (contracts OrderPlacedV1)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“billing” still reads version 1 of “OrderPlacedV2” from “orders”, but nobody publishes it there any more: version 2 ' +
              'goes to “orders-v2”.',
          },
        ],
      },
      {
        name: 'a reader of the old version that finds all its fields in the new one',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event { orderId string }
          contract OrderPlaced 2.0.0 { orderId string, total long }
          orders-api -> orders (contracts OrderPlaced) -> billing (readerVersion 1.0.0)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'domain events on two topics, and one reader that needs them in order',
        sketch: sketch`
          contract OrderChanged 1.0.0 event (category domain, entity order) { orderId string }
          contract OrderChanged 2.0.0 { orderNumber long }
          orders-api -> orders (contracts OrderChanged@1.0.0) -> billing (orderingNeed perKey)
          orders-api -> orders-v2 (contracts OrderChanged@2.0.0) -> billing (orderingNeed perKey)
        `,
        expects: [{ severity: 'warning' }],
      },
    ],
    good: [
      {
        name: 'each version has a topic of its own while readers move',
        sketch: sketch`
          topic accounts (cleanup compact)
          topic accounts-v2 (cleanup compact)
          contract AccountState 1.0.0 event (category state) { accountId string }
          contract AccountState 2.0.0 { accountId string, owner string }
          bank -> accounts (contracts AccountState@1.0.0, key accountId) -> ledger (contracts AccountState@1.0.0)
          bank -> accounts-v2 (contracts AccountState@2.0.0, key accountId) -> app
        `,
      },
      {
        name: 'both versions of a domain event on one topic',
        sketch: sketch`
          topic orders (cleanup delete)
          contract OrderPlaced 1.0.0 event (category domain) { orderId string }
          contract OrderPlaced 2.0.0 { orderNumber long }
          orders-api -> orders (contracts [OrderPlaced@1.0.0, OrderPlaced@2.0.0], key orderId)
          orders -> billing (contracts OrderPlaced@1.0.0, orderingNeed perKey)
          orders -> mailer (contracts OrderPlaced@2.0.0, orderingNeed perKey)
        `,
      },
      {
        name: 'the version is part of the key',
        sketch: sketch`
          topic accounts (cleanup compact)
          contract AccountState 1.0.0 event (category state) { accountId string, schemaVersion int }
          contract AccountState 2.0.0 { accountId string, schemaVersion int, owner string }
          bank -> accounts (contracts [AccountState@1.0.0, AccountState@2.0.0], key "accountId:schemaVersion") -> app
        `,
      },
      {
        name: 'two topics, and a reader that minds no order',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (category domain) { orderId string }
          contract OrderPlaced 2.0.0 { orderNumber long }
          orders-api -> orders (contracts OrderPlaced@1.0.0) -> stats (orderingNeed none)
          orders-api -> orders-v2 (contracts OrderPlaced@2.0.0) -> stats (orderingNeed none)
        `,
      },
      {
        name: 'the old version is published on another board',
        sketch: sketch`
          topic orders (contracts OrderPlaced@1.0.0)
          contract OrderPlaced 1.0.0 event (audience company) { orderId string }
          contract OrderPlaced 2.0.0 { orderNumber long }
          orders -> billing (contracts OrderPlaced@1.0.0)
        `,
      },
      {
        name: 'a new minor version, and readers that name no version',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event { orderId string }
          contract OrderPlaced 1.1.0 { orderId string, note string optional }
          orders-api -> orders (contracts OrderPlaced) -> billing (readerVersion 1.0.0)
        `,
      },
    ],
  },
  mend: [
    'Publish both versions until every reader has moved, and then stop the old one.',
    'For events that carry the state (compacted topics): give the new version a topic of its own.',
    'For domain events: keep one topic and its order, and let the new version be another type.',
  ],
  notWhen: [
    'A reader that names no version takes what there is.',
    'In a channel whose messages are not compacted both versions can stand side by side.',
    'What is published on other boards is not seen; say so by the audience of the contract.',
  ],
  sources: [
    sources['OTTO-new-type'],
    sources['OTTO-data-new-topic'],
    sources['OTTO-domain-same-topic'],
    sources['CE-primer'],
    sources['CE-deprecation'],
  ],
});
