import { compareForPeople } from '#base/order.ts';

/** How well a text fits what was typed: smaller is better, undefined is not at all. Every typed word must be in it. */
export function fitOf(text: string, typed: string): number | undefined {
  const wanted = typed.toLowerCase().split(/\s+/u).filter(Boolean);
  const lower = text.toLowerCase();
  let sum = 0;
  for (const word of wanted) {
    const at = lower.indexOf(word);
    if (at < 0) return undefined;
    const startsWord = at === 0 || !/[\p{L}\p{N}]/u.test(lower[at - 1] ?? '');
    sum += at === 0 ? 0 : startsWord ? 1 : 3;
  }
  return sum;
}

/** Those that fit, best first, at most `most`; in their own order while nothing is typed. */
export function fitting<T>(items: readonly T[], textOf: (item: T) => string, typed: string, most = 200): readonly T[] {
  if (typed.trim() === '') return items.slice(0, most);
  const ranked = items.flatMap((item) => {
    const fit = fitOf(textOf(item), typed);
    return fit === undefined ? [] : [{ item, fit, text: textOf(item) }];
  });
  ranked.sort((a, b) => a.fit - b.fit || a.text.length - b.text.length || compareForPeople(a.text, b.text));
  return ranked.slice(0, most).map(({ item }) => item);
}
