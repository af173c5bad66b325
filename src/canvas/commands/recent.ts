/** So many are remembered on this device. */
const most = 8;

/** What was used last, newest first; the ids are kept one a line, since they hold spaces. */
export function recentIds(kept: string | undefined): readonly string[] {
  return (kept ?? '').split('\n').filter(Boolean).slice(0, most);
}

/** What is kept after one more use. */
export function withRecent(kept: string | undefined, id: string): string {
  return [id, ...recentIds(kept).filter((each) => each !== id)].slice(0, most).join('\n');
}

/** The same items, those that were used last first, the others in their own order. */
export function recentFirst<T extends { readonly id: string }>(items: readonly T[], kept: string | undefined): readonly T[] {
  const recent = recentIds(kept);
  const rank = (item: T) => {
    const at = recent.indexOf(item.id);
    return at < 0 ? most : at;
  };
  return [...items].sort((a, b) => rank(a) - rank(b));
}
