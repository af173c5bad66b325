import { isId } from '#base/ids.ts';
import { type DesignLink, linkFrom } from '../links.ts';

/** Where a design that is compared comes from. */
export type Source =
  /** A design on this server, live: what its group changes is compared anew. */
  | { readonly kind: 'room'; readonly link: DesignLink }
  /** A version that was kept; it does not change any more. */
  | { readonly kind: 'snapshot'; readonly link: DesignLink; readonly id: string; readonly name: string }
  /** A file of this device: gone when the page is loaded again. */
  | { readonly kind: 'file'; readonly name: string; readonly text: string };

/** As many designs are laid side by side at once. */
export const mostSources = 4;

/** The address of a comparison. Tokens stand behind `#`; files can't be in an address. */
export function comparePath(sources: readonly Source[]): string {
  const hash = hashOf(sources);
  return hash === '' ? '/compare' : `/compare#${hash}`;
}

export function hashOf(sources: readonly Source[]): string {
  return sources
    .flatMap((source) => {
      if (source.kind === 'file') return [];
      const { design, token } = source.link;
      return source.kind === 'room'
        ? [`${design}~${token}`]
        : [`${design}~${token}~${source.id}~${encodeURIComponent(source.name).replaceAll('~', '%7E')}`];
    })
    .join(',');
}

/** Reads the part of the address behind `#`; what is no source of ours is left out. */
export function sourcesOf(hash: string): readonly Source[] {
  return hash
    .replace(/^#/, '')
    .split(',')
    .flatMap((part): Source[] => {
      const [design = '', token = '', id, name] = part.split('~');
      const link = linkFrom(design, token);
      if (!link) return [];
      if (id === undefined) return [{ kind: 'room', link }];
      return isId(id) ? [{ kind: 'snapshot', link, id, name: decoded(name) }] : [];
    })
    .slice(0, mostSources);
}

function decoded(text = ''): string {
  try {
    return decodeURIComponent(text).slice(0, 200);
  } catch {
    return '';
  }
}

/** The same source twice is one pane: a design can't be compared with itself. */
export function keyOf(source: Source): string {
  switch (source.kind) {
    case 'room':
      return `room ${source.link.design}`;
    case 'snapshot':
      return `snapshot ${source.link.design} ${source.id}`;
    case 'file':
      return `file ${source.name} ${source.text.length}`;
  }
}
