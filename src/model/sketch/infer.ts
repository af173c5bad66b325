import { list } from '#base/text.ts';
import { edgeKindNames } from '../design.ts';
import type { EdgeKind, ElementKind } from '../kind.ts';
import { edgeKinds } from '../kinds/index.ts';
import { arrowKinds } from './syntax.ts';

/** One arrow between two names, for working out what the undeclared ones are. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind | undefined;
}

export interface Inferred {
  readonly kind: ElementKind;
  /** It is the end of `-x`. */
  readonly deadLetters: boolean;
}

/**
 * What undeclared names in arrows are. [S5] From what is declared, step by step: next to a service, processor or
 * connector stands a channel, next to a channel stands a service, unless only something else is legal. Where
 * nothing is declared, the first name is a service. `undefined` where that leaves a choice.
 */
export function inferKinds(
  arrows: readonly Arrow[],
  declared: ReadonlyMap<string, ElementKind>,
): ReadonlyMap<string, Inferred | undefined> {
  const known = new Map(declared);
  const found = new Map<string, Inferred | undefined>();
  const open = new Set<string>();
  const around = new Map<string, Arrow[]>();
  for (const arrow of arrows) {
    for (const name of new Set([arrow.from, arrow.to])) {
      if (!known.has(name)) open.add(name);
      const list = around.get(name);
      if (list) list.push(arrow);
      else around.set(name, [arrow]);
    }
  }
  const names = [...open];
  // Those of whose arrows the other end, or the kind, is known by now.
  let ready = new Set<string>();
  const settle = (name: string, kind: ElementKind | undefined, deadLetters = false) => {
    found.set(name, kind && { kind, deadLetters });
    open.delete(name);
    if (!kind) return;
    known.set(name, kind);
    for (const { from, to } of around.get(name) ?? []) ready.add(from === name ? to : from);
  };
  for (const { to, kind } of arrows) if (kind === 'deadLetters' && open.has(to)) settle(to, 'channel', true);
  for (const { from, to, kind } of arrows) {
    if (kind || known.has(to)) ready.add(from);
    if (kind || known.has(from)) ready.add(to);
  }
  let first = 0;
  while (open.size > 0) {
    // One round at a time, so that the order of the lines does not decide.
    const round = new Map<string, ElementKind | undefined>();
    for (const name of ready) {
      if (!open.has(name)) continue;
      const near = (around.get(name) ?? []).filter((arrow) => known.has(arrow.from) || known.has(arrow.to) || arrow.kind);
      round.set(name, kindFrom(name, near, known));
    }
    if (round.size === 0) {
      while (!open.has(names[first] as string)) first++;
      round.set(names[first] as string, 'service');
    }
    ready = new Set();
    for (const [name, kind] of round) settle(name, kind);
  }
  return found;
}

const candidates: readonly ElementKind[] = ['service', 'channel', 'store', 'connector'];
const writers: ReadonlySet<ElementKind> = new Set(['service', 'processor', 'connector']);

function kindFrom(name: string, near: readonly Arrow[], known: ReadonlyMap<string, ElementKind>): ElementKind | undefined {
  const end = (arrow: Arrow, at: string, kind: ElementKind) => {
    if (at === name) return kind;
    // Where the kind is named outright, the other end may be anything: it is accepted even if it is illegal.
    return arrow.kind ? undefined : known.get(at);
  };
  const fits = candidates.filter((kind) =>
    near.every((arrow) => isLegal(arrow, end(arrow, arrow.from, kind), end(arrow, arrow.to, kind))),
  );
  if (fits.length <= 1) return fits[0];
  const others = near.map((arrow) => known.get(arrow.from === name ? arrow.to : arrow.from)).filter((kind) => kind !== undefined);
  if (fits.includes('channel') && others.some((kind) => writers.has(kind))) return 'channel';
  if (fits.includes('service') && others.every((kind) => !writers.has(kind) && kind !== 'external')) return 'service';
  return undefined;
}

function isLegal(arrow: Arrow, from: ElementKind | undefined, to: ElementKind | undefined): boolean {
  const kinds = arrow.kind ? [arrow.kind] : edgeKindNames.filter((kind) => kind !== 'deadLetters');
  return kinds.some(
    (kind) =>
      (from === undefined || (edgeKinds[kind].from as readonly ElementKind[]).includes(from)) &&
      (to === undefined || (edgeKinds[kind].to as readonly ElementKind[]).includes(to)),
  );
}

/** "declare it: `topic orders` or `service orders`". */
export function declarationHint(name: string): string {
  return `declare it, for example as ${list([`\`service ${name}\``, `\`topic ${name}\``, `\`store ${name}\``], 'or')}`;
}

/** The one edge that `->` means between two kinds, if there is one. */
export function arrowKind(from: ElementKind, to: ElementKind): EdgeKind | undefined {
  const kinds = arrowKinds(from, to);
  return kinds.length === 1 ? kinds[0] : undefined;
}
