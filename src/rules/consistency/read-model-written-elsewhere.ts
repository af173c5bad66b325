import type { Id, MakeId } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, set } from '../helpers/build.ts';
import { sourceOf } from '../helpers/feeds.ts';
import { triggerOf } from '../helpers/trig.ts';
import { all, type Claim, conclude, fails, holds, is, likely, not } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface WrittenElsewhere extends Fact {
  readonly store: Id;
  readonly how: 'beside' | 'alone' | 'two';
  /** The write that should not be there, and whose it is. */
  readonly write: Id;
  readonly node: Id;
  /** Another that writes there. */
  readonly other: Id | undefined;
  readonly otherWrite: Id | undefined;
  readonly target: string;
  /** The service whose events the store is made from. */
  readonly source: Id | undefined;
  /** The node may send a command to it. */
  readonly canAsk: boolean;
  /** It reads messages by which the write could be caused. */
  readonly hears: boolean;
  /** All handlers involved could compare versions. */
  readonly handled: boolean;
}

type Write = EdgeOf<'writes'>;
type Found = Omit<WrittenElsewhere, 'severity' | 'assumes' | 'about' | 'store' | 'source'>;

/** No message causes the write. What change data capture hands on follows the database, and is no doing of its own. */
function isOwn(read: Reads, write: Write): boolean {
  if (read.of(write.from, 'connector') && read.into(write.from, 'captures').length > 0) return false;
  return write.props.triggeredBy === 'own' || triggerOf(read, write).inputs.length === 0;
}

/** The write is skipped unless the message is newer than what is there. */
function versioned(read: Reads, write: Write): Claim {
  const { inputs } = triggerOf(read, write);
  return inputs.length === 0 ? fails : all(...inputs.map((input) => is(input, 'idempotency', 'versionCheck')));
}

function* beside(read: Reads, own: readonly Write[], fed: readonly Write[]): Generator<readonly [Claim, Found]> {
  const nodes = new Set([...own, ...fed].map(({ from }) => from));
  for (const write of own) {
    const other = fed[0] ?? own.find(({ from }) => from !== write.from);
    const kind = read.element(write.from)?.kind;
    yield [
      nodes.size > 1 || fed.length > 0 ? holds : likely,
      {
        how: other ? 'beside' : 'alone',
        write: write.id,
        node: write.from,
        other: other?.from,
        otherWrite: other?.id,
        target: write.props.target,
        canAsk: kind === 'service' || kind === 'processor',
        hears: read.into(write.from, 'consumes').length > 0,
        handled: false,
      },
    ];
  }
}

function* together(read: Reads, fed: readonly Write[]): Generator<readonly [Claim, Found]> {
  const first = new Map<string, Write>();
  for (const write of fed) {
    const { target } = write.props;
    const other = first.get(target);
    if (!other) first.set(target, write);
    if (!other || other.from === write.from) continue;
    // Two that name no table may well write to two of them.
    const same = target === '' ? likely : holds;
    yield [
      all(same, not(all(versioned(read, other), versioned(read, write)))),
      {
        how: 'two',
        write: write.id,
        node: write.from,
        other: other.from,
        otherWrite: other.id,
        target,
        canAsk: false,
        hears: true,
        handled: [write, other].every((each) => triggerOf(read, each).inputs.length > 0),
      },
    ];
  }
}

/** The other node takes over: it reads what this one read. */
function takeOver({ write, other, otherWrite }: WrittenElsewhere, read: Reads, makeId: MakeId): Edit[] {
  const mine = read.edge(write);
  const theirs = otherWrite === undefined ? undefined : read.edge(otherWrite);
  if (mine?.kind !== 'writes' || theirs?.kind !== 'writes' || other === undefined) return [];
  const heard = new Set(read.into(other, 'consumes').map(({ from }) => from));
  const edits: Edit[] = [{ op: 'removeEdge', id: write }];
  const causes = [...(typeof theirs.props.triggeredBy === 'string' ? [] : theirs.props.triggeredBy)];
  for (const input of triggerOf(read, mine as Write).inputs) {
    if (heard.has(input.from)) continue;
    const id = makeId();
    causes.push(id);
    edits.push(addEdge('consumes', id, input.from, other, { contracts: input.props.contracts }));
  }
  if (typeof theirs.props.triggeredBy !== 'string') edits.push(set(theirs.id, 'triggeredBy', causes));
  return edits;
}

/**
 * Differences from the catalogue: where the only writer acts by itself, nothing can run against it, and only a rebuild is
 * lost: a warning. Two that name no table may write to two of them: also a warning. A service that takes commands and reads
 * messages, and says nothing of what causes the write, is believed to write for the messages.
 */
export const readModelWrittenElsewhere = defineRule<'store', WrittenElsewhere>({
  id: 'read-model-written-elsewhere',
  category: 'consistency',
  severity: 'error',
  title: 'Read model written from elsewhere',
  summary: 'A read model is changed by something else than its events, or by two projectors that do not heed each other.',
  why:
    'A projection is what its events say. What somebody writes into it directly is gone after a rebuild, and of two ' +
    'writers the one that happens to come last wins.',
  behavioural: { invariants: ['converge'], faults: ['replay', 'normal load'] },
  subject: ['store'],
  waits: true,
  *check(store, read) {
    if (store.props.role !== 'readModel') return;
    const writes = read.into(store.id, 'writes');
    if (writes.length === 0) return;
    const own = writes.filter((write) => isOwn(read, write));
    const fed = writes.filter((write) => !own.includes(write));
    for (const [claim, found] of [...beside(read, own, fed), ...together(read, fed)]) {
      yield* conclude('error', claim, (conclusion) => ({
        ...conclusion,
        ...found,
        about: [found.write, found.how],
        store: store.id,
        source: sourceOf(read, store.id),
      }));
    }
  },
  explain({ store, how, write, node, other, target }, say) {
    const who = say.name(node);
    const where = target === '' ? say.name(store) : `${say.word(target)} in ${say.name(store)}`;
    const both = other === undefined ? '' : say.names([other, node]);
    const what = {
      beside:
        other === node
          ? `${who} writes to ${where} not only for messages, but also by itself: a rebuild from the events loses what it wrote so.`
          : `${who} writes to ${where} without a message, beside ${other === undefined ? 'others' : say.name(other)}: a rebuild from the events loses what it wrote.`,
      alone: `${who} writes to the read model ${where} without a message, so nothing can build it again.`,
      two:
        target === ''
          ? `${both} both write to ${where}. If they change the same rows, the one that happens to come last wins.`
          : `${both} both write to ${where}, and the one that happens to come last wins.`,
    }[how];
    return {
      at: [store, write, node, ...(other === undefined || other === node ? [] : [other])],
      what,
      next: {
        beside: 'Send a command to the service that owns the data, and let its event bring the change here.',
        alone: 'Let it write when it reads an event; or, if this is where the truth stands, call it a system of record.',
        two: 'Let one projector write each table; or let both leave aside what is not newer.',
      }[how],
    };
  },
  fixes: [
    {
      id: 'ask-owner',
      fits: ({ how, source, node, other, canAsk }) =>
        how === 'beside' && source !== undefined && source !== node && other !== node && canAsk,
      title: ({ node, source, store }, say) =>
        `Let ${say.name(node)} send ${say.name(source as Id)} a command instead of writing to ${say.name(store)}`,
      kind: 'suggestion',
      edits({ write, node, source }, read, makeId) {
        if (source === undefined) return [];
        const known = read.out(node, 'calls').some((call) => call.to === source && call.props.purpose === 'command');
        const ask: Edit[] = known ? [] : [addEdge('calls', makeId(), node, source, { purpose: 'command' })];
        return [{ op: 'removeEdge', id: write }, ...ask];
      },
    },
    {
      id: 'leave-it',
      fits: ({ how }) => how === 'beside',
      title: ({ other, node, store }, say) =>
        other === node
          ? `Let ${say.name(node)} write to ${say.name(store)} only when a message arrives`
          : `Leave the writing of ${say.name(store)} to ${say.name(other as Id)}`,
      kind: 'suggestion',
      edits: ({ write }) => [{ op: 'removeEdge', id: write }],
    },
    {
      id: 'on-messages',
      fits: ({ how, hears }) => how === 'alone' && hears,
      title: ({ node, store }, say) => `Let ${say.name(node)} write to ${say.name(store)} when it reads a message`,
      kind: 'suggestion',
      edits: ({ write }) => [set(write, 'triggeredBy', 'all')],
    },
    {
      id: 'record',
      fits: ({ how }) => how === 'alone',
      title: ({ store }, say) => `Say that ${say.name(store)} is a system of record`,
      kind: 'suggestion',
      edits: ({ store }) => [set(store, 'role', 'record')],
    },
    {
      id: 'one-projector',
      fits: ({ how }) => how === 'two',
      title: ({ other, node, store }, say) =>
        `Let ${say.name(other as Id)} alone write to ${say.name(store)}, and read what ${say.name(node)} reads for it`,
      kind: 'suggestion',
      edits: takeOver,
    },
    {
      id: 'compare-versions',
      fits: ({ how, handled }) => how === 'two' && handled,
      title: ({ other, node }, say) => `Let ${say.names([other as Id, node])} leave aside what is not newer`,
      kind: 'suggestion',
      edits({ write, otherWrite }, read) {
        const inputs = [write, otherWrite].flatMap((id) => {
          const edge = id === undefined ? undefined : read.edge(id);
          return edge?.kind === 'writes' ? triggerOf(read, edge as Write).inputs : [];
        });
        return inputs.flatMap(({ id }) => [set(id, 'idempotency', 'versionCheck'), set(id, 'versionBy', 'sequence')]);
      },
    },
  ],
  examples: {
    bad: [
      {
        name: 'an admin page changes the search index directly',
        sketch: sketch`
          service products
          service search
          service admin
          topic product-events
          store index search (role readModel)
          products -> product-events -> search
          search -> index (mode upsert)
          admin -> index (mode update)
        `,
        expects: [
          {
            severity: 'error',
            what: '“admin” writes to “index” without a message, beside “search”: a rebuild from the events loses what it wrote.',
          },
        ],
      },
      {
        name: 'the projector also writes by a timer',
        sketch: sketch`
          service products
          service search
          topic product-events
          store index search (role readModel)
          products -> product-events -> search
          search -> index as project (mode upsert, triggeredBy product-events)
          search -> index as tidy (mode delete, triggeredBy own)
        `,
      },
      {
        name: 'two projectors write the same table',
        sketch: sketch`
          service products
          service stock
          service search
          service levels
          topic product-events
          topic stock-events
          store index search (role readModel)
          products -> product-events -> search (idempotency none)
          stock -> stock-events -> levels (idempotency versionCheck)
          search -> index (mode upsert, target products)
          levels -> index (mode update, target products)
        `,
        expects: [
          {
            severity: 'error',
            what: '“levels” and “search” both write to “products” in “index”, and the one that happens to come last wins.',
          },
        ],
      },
      {
        name: 'two projectors that name no table',
        sketch: sketch`
          service products
          service search
          service levels
          topic product-events
          store index search (role readModel)
          products -> product-events -> search (idempotency none)
          product-events -> levels (idempotency none)
          search -> index (mode upsert)
          levels -> index (mode update)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'the only writer hears nothing',
        sketch: sketch`
          external web client
          service products
          store index search (role readModel)
          web -> products (purpose command)
          products -> index (mode upsert)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'the only writer writes by a timer, although it reads events',
        sketch: sketch`
          service products
          service search
          topic product-events
          store index search (role readModel)
          products -> product-events -> search
          search -> index (mode upsert, triggeredBy own)
        `,
        expects: [{ severity: 'warning' }],
      },
    ],
    good: [
      {
        name: 'a command to the owner, its event, one projector',
        sketch: sketch`
          service products
          service search
          service admin
          topic product-events
          store index search (role readModel)
          admin -> products (purpose command)
          products -> product-events -> search
          search -> index (mode upsert)
        `,
      },
      {
        name: 'two projectors that heed versions',
        sketch: sketch`
          service products
          service search
          service levels
          topic product-events
          store index search (role readModel)
          products -> product-events -> search (idempotency versionCheck)
          product-events -> levels (idempotency versionCheck)
          search -> index (mode upsert, target products)
          levels -> index (mode upsert, target products)
        `,
      },
      {
        name: 'two projectors with a table each',
        sketch: sketch`
          service products
          service search
          service levels
          topic product-events
          store index search (role readModel)
          products -> product-events -> search (idempotency none)
          product-events -> levels (idempotency none)
          search -> index (mode upsert, target products)
          levels -> index (mode upsert, target levels)
        `,
      },
      {
        name: 'a copy that change data capture keeps',
        sketch: sketch`
          service products
          store products-db relational
          connector copy cdc
          store products-view document (role readModel)
          products -> products-db (mode upsert)
          products-db -> copy -> products-view (mode upsert)
        `,
      },
      {
        name: 'a service that takes commands, too, writes for the messages',
        sketch: sketch`
          external web client
          service products
          service search
          topic product-events
          store index search (role readModel)
          products -> product-events -> search
          web -> search (purpose command)
          search -> index (mode upsert)
        `,
      },
    ],
  },
  mend: [
    'Turn the direct write into a command to the owner, whose event brings the change.',
    'Let one projector write each table.',
    'Let projectors leave aside what is not newer than what is there.',
  ],
  notWhen: [
    'A store that is the truth about its data is no read model: give it the role of a system of record.',
    'Two projectors may write to different tables of one store.',
  ],
  sources: [sources['AZ-cqrs'], sources['AZ-es'], sources['CESP-cqrs']],
});
