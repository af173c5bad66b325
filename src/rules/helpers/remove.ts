import type { Id } from '#base/ids.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { referencesIn } from '../references.ts';
import { set } from './build.ts';

/** Removes an edge, and takes it out of the lists that name it: what only it caused has then a cause of its own. */
export function removeEdgeEdits(read: Reads, id: Id): Edit[] {
  if (!read.edge(id)) return [];
  const edits: Edit[] = [];
  for (const referrer of read.referrers(id)) {
    const record = read.edge(referrer) ?? read.element(referrer);
    if (!record) continue;
    for (const { path, property, value } of referencesIn(record)) {
      if (typeof value === 'string' || !value.includes(id)) continue;
      const rest = value.filter((each) => each !== id);
      const empty = path.at(-1) === 'triggeredBy' ? 'own' : property.default;
      edits.push(set(referrer, path, rest.length > 0 ? rest : (empty as string)));
    }
  }
  return [...edits, { op: 'removeEdge', id }];
}
