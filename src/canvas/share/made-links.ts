import { type Role, roles, tokenPattern } from '#wire/roles.ts';
import { readRemembered, remember } from '../remembered.ts';

/** Secrets that this device has made or holds, by role: the server knows only their hashes and cannot say them again. */
export type MadeLinks = Readonly<Partial<Record<Role, string>>>;

/** In the order in which they are offered: what is handed out most, first. */
const offered: readonly Role[] = ['editor', 'viewer', 'owner'];

/** Links that a role may hand out: owners make links, everybody else can only pass on the one that they hold. */
export function mayHandOut(role: Role): readonly Role[] {
  return role === 'owner' ? offered : [role];
}

const token = new RegExp(tokenPattern);

export function readMadeLinks(kept: string | undefined): MadeLinks {
  try {
    const read = JSON.parse(kept ?? '{}') as Record<string, unknown> | null;
    const links: Partial<Record<Role, string>> = {};
    for (const role of roles) {
      const value = read?.[role];
      if (typeof value === 'string' && token.test(value)) links[role] = value;
    }
    return links;
  } catch {
    return {};
  }
}

export function madeLinks(design: string): MadeLinks {
  return readMadeLinks(readRemembered(`links.${design}`));
}

export function keepLink(design: string, role: Role, made: string | undefined): MadeLinks {
  const { [role]: _, ...rest } = madeLinks(design);
  const next: MadeLinks = made === undefined ? rest : { ...rest, [role]: made };
  remember(`links.${design}`, JSON.stringify(next));
  return next;
}

/** True for addresses that mean "this computer" and are of no use to anybody else. */
export function isLocal(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname) || hostname.endsWith('.localhost');
}
