import type { Outcome, Report } from './comparison.ts';
import type { Combined, Member, Node } from './tree.ts';
import { whyNot } from './uncovered.ts';

/**
 * Compares a combination with a node that is none. Returns false, and reports nothing, if no member fits: then the kind
 * has changed. Of an `allOf` data fits every member, so one that the reader allows is enough; of the others, one that
 * allows all that the writer did.
 */
export function compareWithCombined(before: Node, after: Node, report: Report): boolean {
  if (after.kind === 'combined') {
    const single = after.members.length === 1;
    if (!single && after.criterion === 'allOf') return false;
    const fit = firstCompatible(after.members, (member) => report.attempt(before, member));
    if (fit === undefined) return false;
    report.adopt(fit);
    if (!single) report.add('SUM_TYPE_EXTENDED', sizes(before, after, '1', String(after.members.length)));
    return true;
  }
  if (before.kind !== 'combined') return false;
  const single = before.members.length === 1;
  if (!single && before.criterion !== 'allOf') return false;
  const fit = firstCompatible(before.members, (member) => report.attempt(member, after));
  if (fit === undefined) return false;
  report.adopt(fit);
  if (!single) report.add('PRODUCT_TYPE_NARROWED', sizes(before, after, String(before.members.length), '1'));
  return true;
}

function firstCompatible(members: readonly Member[], attempt: (member: Node) => Outcome): Outcome | undefined {
  for (const member of members) {
    const outcome = attempt(member.node());
    if (outcome.compatible) return outcome;
  }
  return undefined;
}

/** Compares two combinations: how they combine, how many members, and whether the members can be paired. */
export function compareCombined(before: Combined, after: Combined, report: Report): void {
  if (before.criterion !== after.criterion) {
    const extended = allowsNoLess(before, after);
    report.add(
      extended ? 'COMBINED_TYPE_EXTENDED' : 'COMBINED_TYPE_CHANGED',
      sizes(before, after, before.criterion, after.criterion),
    );
    if (!extended) return;
  }
  const [old, young] = [distinct(before), distinct(after)];
  const facts = sizes(before, after, String(old.length), String(young.length));
  if (old.length < young.length) report.add(after.criterion === 'allOf' ? 'PRODUCT_TYPE_EXTENDED' : 'SUM_TYPE_EXTENDED', facts);
  if (old.length > young.length) report.add(before.criterion === 'allOf' ? 'PRODUCT_TYPE_NARROWED' : 'SUM_TYPE_NARROWED', facts);
  pairMembers(old, young, facts, report);
}

function allowsNoLess(before: Combined, after: Combined): boolean {
  const [wasSingle, isSingle] = [before.members.length === 1, after.members.length === 1];
  if (after.criterion === 'anyOf' || (wasSingle && isSingle)) return true;
  return (wasSingle && after.criterion === 'oneOf') || (isSingle && before.criterion === 'allOf');
}

function distinct(combined: Combined): Member[] {
  return [...new Map(combined.members.map((member) => [member.text, member])).values()];
}

type Facts = ReturnType<typeof sizes>;

function sizes(before: Node, after: Node, old: string, young: string) {
  return {
    before: before.shown,
    after: after.shown,
    values: { before: old, after: young },
  };
}

interface Edge {
  readonly to: number;
  readonly outcome: Outcome;
}

/** Every member of the smaller side needs one of its own on the other side that it is compatible with. */
function pairMembers(old: readonly Member[], young: readonly Member[], facts: Facts, report: Report): void {
  const edges = old.map((member, from) => {
    const compatible: Edge[] = [];
    for (const [to, other] of young.entries()) {
      const outcome = report.attempt(member.node(), other.node());
      if (outcome.compatible) compatible.push({ to, outcome });
    }
    // Members with the same text, or at the same index, belong together if there is a choice.
    const liking = ({ to }: Edge) => (young[to]?.text === member.text ? 2 : 0) + (to === from ? 1 : 0);
    return compatible.sort((a, b) => liking(b) - liking(a));
  });
  const partners = maximumMatching(edges, young.length);
  for (const edge of partners) if (edge !== undefined) report.adopt(edge.outcome);
  if (partners.filter((edge) => edge !== undefined).length >= Math.min(old.length, young.length)) return;
  const lonely = old.filter((_, from) => partners[from] === undefined);
  report.add('COMBINED_TYPE_SUBSCHEMAS_CHANGED', { ...facts, detail: reasons(lonely, young, report) });
}

/** For a member without a partner: why it does not fit the first of the others that it is most alike in kind. */
function reasons(lonely: readonly Member[], young: readonly Member[], report: Report): string[] {
  return lonely.slice(0, 3).flatMap((member) => {
    const node = member.node();
    const alike = young.map((other) => other.node()).find((other) => other.kind === node.kind);
    return alike === undefined ? [] : whyNot(report.attempt(node, alike), report);
  });
}

/**
 * A maximum matching of a bipartite graph by augmenting paths (H. W. Kuhn, 1955). The partner of each left node, if any.
 * The recursion is as deep as there are members on the left, which the number of comparisons bounds.
 */
export function maximumMatching<E extends { readonly to: number }>(
  edges: readonly (readonly E[])[],
  size: number,
): (E | undefined)[] {
  const owners = new Array<number | undefined>(size).fill(undefined);
  const partners = new Array<E | undefined>(edges.length).fill(undefined);
  const augment = (from: number, tried: Set<number>): boolean => {
    for (const edge of edges[from] ?? []) {
      if (tried.has(edge.to)) continue;
      tried.add(edge.to);
      const owner = owners[edge.to];
      if (owner !== undefined && !augment(owner, tried)) continue;
      owners[edge.to] = from;
      partners[from] = edge;
      return true;
    }
    return false;
  };
  for (const from of edges.keys()) augment(from, new Set());
  return partners;
}
