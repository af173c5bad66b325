import { countingIds, type Id, type MakeId } from '#base/ids.ts';
import { list } from '#base/text.ts';
import { edgeKindsBetween, type Proposal, proposals } from '#model/connect.ts';
import { type Design, type Element, edgeKindNames, emptyDesign } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { EdgeKind, ElementKind } from '#model/kind.ts';
import { edgeKinds, elementKinds } from '#model/kinds/index.ts';
import { propsWith } from '#model/values.ts';
import { whyNot } from '#model/why-not.ts';
import type { Reads } from '../context.ts';
import { addEdge, set } from '../helpers/build.ts';
import { edgeMayJoin } from '../indexes.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface EdgeNotAllowed extends Fact {
  readonly edge: Id;
  readonly kind: EdgeKind;
  readonly from: Id;
  readonly to: Id;
  readonly fromKind: ElementKind;
  readonly toKind: ElementKind;
  /** Dead letters that go to a channel which is not marked as such: nothing else is wrong. */
  readonly roleOnly: boolean;
}

/** “a service”, “an external system”. */
function one(kind: ElementKind): string {
  const noun = elementKinds[kind].label.toLowerCase();
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** The kind that an arrow between these two is most likely meant to have. */
function lawfulKind({ fromKind, toKind }: EdgeNotAllowed): EdgeKind | undefined {
  return edgeKindsBetween(fromKind, toKind).find((kind) => kind !== 'deadLetters');
}

/** The two ends alone, as far as the model needs them to propose what could stand between them. */
function pair(from: Element, to: Element): Design {
  return { ...emptyDesign, elements: new Map([from, to].map((element) => [element.id, element])) };
}

/** What the canvas would offer to put between the two. */
function detourFor({ from, to, fromKind, toKind }: EdgeNotAllowed): Proposal | undefined {
  const end = (id: Id, kind: ElementKind) => ({ id, kind, props: propsWith(kind) }) as unknown as Element;
  return proposals(pair(end(from, fromKind), end(to, toKind)), from, to, countingIds()).find(({ legal }) => !legal);
}

/**
 * The detour in the place of the arrow, with a name, in the context that both ends share, and with the contracts that the
 * arrow carried.
 */
function inserted(fact: EdgeNotAllowed, read: Reads, makeId: MakeId): Edit[] {
  const edge = read.edge(fact.edge);
  const [from, to] = [read.element(fact.from), read.element(fact.to)];
  if (!edge || !from || !to) return [];
  const detour = proposals(pair(from, to), from.id, to.id, makeId).find(({ legal }) => !legal);
  if (!detour) return [];
  const carried =
    'contracts' in edge.props && Array.isArray(edge.props.contracts) ? (edge.props.contracts as readonly string[]) : [];
  const shared = from.props.context === to.props.context ? from.props.context : 'none';
  const more = detour.edits.flatMap((edit): Edit[] => {
    if (edit.op === 'addElement') {
      const { id, kind } = edit.element;
      const name = edge.props.name || `${from.props.name}-${kind === 'channel' ? 'events' : kind}`;
      return [set(id, 'name', name), set(id, 'context', shared)];
    }
    return edit.op === 'addEdge' && edit.edge.kind === 'publishes' && carried.length > 0
      ? [set(edit.edge.id, 'contracts', carried)]
      : [];
  });
  return [{ op: 'removeEdge', id: edge.id }, ...detour.edits, ...more];
}

export const edgeNotAllowed = defineRule<EdgeKind, EdgeNotAllowed>({
  id: 'edge-not-allowed',
  category: 'structure',
  severity: 'error',
  title: 'Arrow not allowed here',
  summary:
    'An arrow between two kinds of element that it cannot join, such as an event that goes straight from service to service.',
  why: 'An arrow like this has no meaning that could be checked or played: nothing says how the message gets across.',
  behavioural: { not: 'An arrow without a meaning takes no part in any run.' },
  subject: edgeKindNames,
  *check(edge, read) {
    const from = read.element(edge.from);
    const to = read.element(edge.to);
    // An end that is gone is a broken reference.
    if (!from || !to) return;
    const fact = {
      assumes: [],
      about: [],
      edge: edge.id,
      kind: edge.kind,
      from: from.id,
      to: to.id,
      fromKind: from.kind,
      toKind: to.kind,
    } as const;
    if (!edgeMayJoin(edge.kind, from.kind, to.kind)) yield { ...fact, severity: 'error', roleOnly: false };
    else if (edge.kind === 'deadLetters' && to.kind === 'channel' && to.props.role !== 'dlq')
      yield { ...fact, severity: 'hint', roleOnly: true };
  },
  explain({ edge, kind, from, to, fromKind, toKind, roleOnly }, say) {
    const at = [edge, from, to] as const;
    if (roleOnly) {
      return {
        at,
        what:
          `${say.name(from)} puts messages that it could not handle into ${say.name(to)}, which is not marked as a ` +
          'dead-letter queue.',
        why:
          'Dead letters wait for people. A channel that is not marked as such looks as if its readers handled everything ' +
          'in it.',
        next: `Give ${say.name(to)} the role of a dead-letter queue, or choose another channel.`,
      };
    }
    const such = edgeKinds[kind];
    const said = `${say.name(from)} ${such.verb} ${say.name(to)}`;
    const ends = (kinds: readonly ElementKind[]) => list(kinds.map(one), 'or');
    return {
      at,
      what: `${said}, but such an arrow cannot lead from ${one(fromKind)} to ${one(toKind)}.`,
      next:
        edgeKindsBetween(fromKind, toKind).length === 0
          ? whyNot(fromKind, toKind)
          : `It leads from ${ends(such.from)} to ${ends(such.to)}. Say what is meant here, or put in between what is missing.`,
    };
  },
  fixes: [
    {
      id: 'set-role',
      fits: ({ roleOnly }) => roleOnly,
      title: ({ to }, say) => `Mark ${say.name(to)} as a dead-letter queue`,
      kind: 'suggestion',
      edits: ({ to }) => [set(to, 'role', 'dlq')],
    },
    {
      id: 'insert',
      fits: (fact) => !fact.roleOnly && detourFor(fact) !== undefined,
      title: (fact, say) => `Draw that ${say.name(fact.from)} ${detourFor(fact)?.label} to ${say.name(fact.to)}`,
      kind: 'suggestion',
      edits: (fact, read, makeId) => inserted(fact, read, makeId),
    },
    {
      id: 'turn-round',
      fits: ({ kind, fromKind, toKind, roleOnly }) => !roleOnly && edgeMayJoin(kind, toKind, fromKind),
      title: ({ from, to }, say) => `Turn the arrow between ${say.name(from)} and ${say.name(to)} round`,
      kind: 'suggestion',
      edits: ({ edge, from, to }) => [{ op: 'reconnect', id: edge, from: to, to: from }],
    },
    {
      id: 'change-kind',
      fits: (fact) => !fact.roleOnly && lawfulKind(fact) !== undefined,
      title: (fact, say) => {
        const { verb } = edgeKinds[lawfulKind(fact) as EdgeKind];
        return `Draw that ${say.name(fact.from)} ${verb} ${say.name(fact.to)}`;
      },
      kind: 'suggestion',
      edits(fact, read, makeId) {
        const edge = read.edge(fact.edge);
        const kind = lawfulKind(fact);
        if (!edge || !kind) return [];
        const { name, comment } = edge.props;
        return [{ op: 'removeEdge', id: edge.id }, addEdge(kind, makeId(), fact.from, fact.to, { name, comment })];
      },
    },
    {
      id: 'remove',
      title: ({ from, to }, say) => `Remove the arrow between ${say.name(from)} and ${say.name(to)}`,
      kind: 'suggestion',
      edits: ({ edge }) => [{ op: 'removeEdge', id: edge }],
    },
  ],
  examples: {
    bad: [
      {
        name: 'an event that goes straight to another service',
        sketch: sketch`
          service orders-api
          service billing
          orders-api -publishes-> billing
        `,
        expects: [
          {
            severity: 'error',
            what: '“orders-api” publishes to “billing”, but such an arrow cannot lead from a service to a service.',
          },
        ],
      },
      {
        name: 'a consumer that reads from a store',
        sketch: sketch`
          store orders-db relational
          service billing
          orders-db -consumes-> billing
        `,
      },
      {
        name: 'a store that publishes by itself',
        sketch: sketch`
          store orders-db relational
          topic orders
          orders-db -publishes-> orders
        `,
      },
      {
        name: 'a topic that writes to a store',
        sketch: sketch`
          topic orders
          store lake warehouse
          orders -writes-> lake
        `,
      },
      {
        name: 'dead letters into an ordinary channel',
        sketch: sketch`
          service billing
          topic orders
          queue failed
          orders -> billing -x failed
        `,
        expects: [
          {
            severity: 'hint',
            what: '“billing” puts messages that it could not handle into “failed”, which is not marked as a dead-letter queue.',
          },
        ],
      },
    ],
    good: [
      {
        name: 'a channel in between',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          orders-api -> orders -> billing
        `,
      },
      {
        name: 'a connector between store and channel',
        sketch: sketch`
          store orders-db relational
          connector capture cdc
          topic orders
          orders-db -> capture -> orders
        `,
      },
      {
        name: 'a call from service to service',
        sketch: sketch`
          service orders-api
          service prices
          orders-api -> prices (purpose query)
        `,
      },
      {
        name: 'dead letters into a dead-letter queue',
        sketch: sketch`
          service billing
          topic orders
          orders -> billing -x orders-dlq
        `,
      },
    ],
  },
  mend: ['Insert the channel or connector that is missing.', 'Turn the arrow round, or give it another meaning.'],
  notWhen: ['A service may call another one directly: draw it as a call, not as an event.'],
  sources: [sources.EVMODEL],
});
