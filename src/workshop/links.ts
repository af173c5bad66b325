import { roomPattern, tokenPattern } from '#wire/roles.ts';

/** What opens one design on this server: its id, and the secret of one of its links. */
export interface DesignLink {
  readonly design: string;
  readonly token: string;
}

const roomExpression = new RegExp(roomPattern);
const tokenExpression = new RegExp(tokenPattern);

/** The address of a design's page; the token stands behind `#`, where no server and no log sees it. */
export function pathOf({ design, token }: DesignLink): string {
  return `/d/${design}#${token}`;
}

export type ReadLink =
  | { readonly kind: 'design'; readonly link: DesignLink }
  /** A design on another server: its whole address. */
  | { readonly kind: 'elsewhere'; readonly address: string }
  | { readonly kind: 'fault'; readonly sentence: string };

export const linkWords = {
  empty: 'Paste the link that you were given.',
  noLink: 'That is no link to a design. It looks like http://…/d/abc123#secret.',
  noToken: 'The end of the link is missing: the part behind the # lets you in.',
} as const;

/** Reads what somebody pasted: a whole address, or only its end. */
export function readLink(text: string, origin: string): ReadLink {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'fault', sentence: linkWords.empty };
  let address: URL;
  try {
    // "192.168.0.7:4100/d/…" and "/d/…" are pasted as well as whole addresses.
    address = new URL(
      /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : trimmed.startsWith('/') ? origin + trimmed : `http://${trimmed}`,
    );
  } catch {
    return { kind: 'fault', sentence: linkWords.noLink };
  }
  const [, design = ''] = /^\/d\/([^/]+)\/?$/.exec(address.pathname) ?? [];
  if (!/^https?:$/.test(address.protocol) || !roomExpression.test(design)) return { kind: 'fault', sentence: linkWords.noLink };
  const token = address.hash.slice(1);
  if (!tokenExpression.test(token)) return { kind: 'fault', sentence: linkWords.noToken };
  if (address.origin !== origin) return { kind: 'elsewhere', address: address.href };
  return { kind: 'design', link: { design, token } };
}

/** The link of this page's own address, if it has a whole one. */
export function linkFrom(design: string, hash: string): DesignLink | undefined {
  const token = hash.replace(/^#/, '');
  return roomExpression.test(design) && tokenExpression.test(token) ? { design, token } : undefined;
}

/** `ws://host/ws` of the server that this page came from. */
export function socketAddress({ protocol, host }: Pick<Location, 'protocol' | 'host'>): string {
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/ws`;
}
