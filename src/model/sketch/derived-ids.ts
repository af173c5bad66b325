import type { Id } from '#base/ids.ts';

/** Ids made from what is said, so that one text read in four rooms gives the same ids. [S14] */
export function derivedIds(): (kind: string, ...names: readonly string[]) => Id {
  const taken = new Set<Id>();
  // How often one thing was said: the ids of its earlier times are taken, and need not be tried again.
  const times = new Map<string, number>();
  return (kind, ...names) => {
    const said = names.join('\u0000');
    const plain = [kind, ...names]
      .map(slug)
      .filter((part) => part !== '')
      .join('-');
    // What can't be seen in the slug (other letters, case, the cut) has to be in the id all the same.
    const exact = plain.length <= longest && names.every((name) => slug(name) === name);
    let id = exact ? plain : `${plain.slice(0, longest - 8)}-${hash(`${kind}\u0000${said}`)}`;
    const key = `${kind}\u0000${said}`;
    let time = times.get(key) ?? 1;
    while (taken.has(id)) id = `${plain.slice(0, longest - 8)}-${hash(`${key}\u0000${++time}`)}`;
    times.set(key, time);
    taken.add(id);
    return id;
  };
}

const longest = 40;

function slug(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
}

/** FNV-1a over UTF-16 code units, 32 bits, as seven letters and digits: stable, and no secret is kept by it. */
function hash(text: string): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    h = Math.imul(h ^ (c & 0xff), 0x01000193);
    h = Math.imul(h ^ (c >>> 8), 0x01000193);
  }
  return (h >>> 0).toString(36).padStart(7, '0');
}
