import type { Id } from '#base/ids.ts';
import { type Design, elementOf } from './design.ts';
import type { Edit } from './edit.ts';

/** A version that others rely on and that an edit would change all the same. */
export interface PublishedVersion {
  readonly contract: Id;
  readonly version: string;
}

/**
 * The first published or deprecated version that an edit would change. Whether it is deprecated may change; what stands
 * in it may not: a change is a new version. Versions can be removed, with their contract or alone.
 */
export function publishedVersion(design: Design, edits: readonly Edit[]): PublishedVersion | undefined {
  for (const edit of edits) {
    if (edit.op !== 'set' && edit.op !== 'addRow' && edit.op !== 'removeRow' && edit.op !== 'moveRow') continue;
    const [list, row, property] = edit.path;
    if (list !== 'versions' || row === undefined || property === undefined) continue;
    const version = elementOf(design, edit.id, 'contract')?.props.versions.find(({ id }) => id === row);
    if (version === undefined || !isPublished(version)) continue;
    if (edit.op === 'set' && property === 'status' && isPublished({ status: String(edit.value) })) continue;
    return { contract: edit.id, version: version.version };
  }
  return undefined;
}

/** Others may rely on it: it is published, and perhaps deprecated since. */
export function isPublished({ status }: { readonly status: string }): boolean {
  return status === 'published' || status === 'deprecated';
}
