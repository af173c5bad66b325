import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import { query, type Reads } from '../context.ts';
import { contextOf } from './ctx.ts';

/** How far a message travels, nearest first: the order in which audiences are compared. */
export const relations = ['context', 'business', 'company', 'partner', 'public'] as const;
export type Relation = (typeof relations)[number];

/** relation(c,e): how far away from the owner of a contract (a service, a context, or its producer) a reader stands. */
export function relationOf(read: Reads, owner: Id, consumes: EdgeOf<'consumes'>): Relation {
  const external = read.of(consumes.to, 'external');
  if (external) {
    if (external.props.type === 'partner') return 'partner';
    return external.props.trusted === 'yes' ? 'company' : 'public';
  }
  if (contextOf(read, owner) === contextOf(read, consumes.to)) return 'context';
  const team = teamOf(read, owner);
  return team !== undefined && team === teamOf(read, consumes.to) ? 'business' : 'company';
}

export function isFarther(a: Relation, b: Relation): boolean {
  return relations.indexOf(a) > relations.indexOf(b);
}

/** The outermost team around an element. */
const teamOf = query((read: Reads, id: Id): Id | undefined => {
  let team: Id | undefined;
  const seen = new Set<Id>();
  for (let element = read.element(id); element && !seen.has(element.id); element = read.element(element.props.context)) {
    seen.add(element.id);
    if (element.kind === 'context' && element.props.kind === 'team') team = element.id;
  }
  return team;
});
