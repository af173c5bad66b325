import { list, nearest } from '#base/text.ts';
import { edgeKindNames, elementKindNames } from '../design.ts';
import type { EdgeKind, ElementKind } from '../kind.ts';
import { edgeKinds } from '../kinds/index.ts';
import { writable } from './syntax.ts';

/**
 * What may have been meant by a property that a kind does not have: one of another kind, with the place where that one
 * is stated (`orderingNeed` behind the wrong arrow of a chain); or one that is written nearly so. [S8]
 */
export function propertyHint(kind: ElementKind | EdgeKind, name: string): string {
  const others = [...edgeKindNames, ...elementKindNames].filter((each) => each !== kind);
  const owner = others.find((each) => namesOf(each).includes(name));
  if (owner) return `it is one of a ${owner}, ${placeOf(owner)}.`;
  const own = namesOf(kind);
  const near = nearest(name, own);
  if (near) return `did you mean \`${near}\`?`;
  for (const each of others) {
    const similar = nearest(name, namesOf(each));
    if (similar) return `did you mean \`${similar}\` of a ${each}, ${placeOf(each)}?`;
  }
  return `a ${kind} has ${list(own)}.`;
}

function namesOf(kind: ElementKind | EdgeKind): readonly string[] {
  return writable(kind).map((each) => each.as);
}

function placeOf(kind: ElementKind | EdgeKind): string {
  if (!isEdge(kind)) return 'which stands where that is declared';
  const { from, to } = edgeKinds[kind];
  return `which stands behind an arrow such as the one from a ${from[0]} to a ${to[0]}`;
}

function isEdge(kind: ElementKind | EdgeKind): kind is EdgeKind {
  return Object.hasOwn(edgeKinds, kind);
}
