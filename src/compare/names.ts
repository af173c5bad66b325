import { normalName, wordsOf } from '#base/text.ts';

/** Words that say what kind of thing a name belongs to, which its silhouette says already. */
const fillers = new Set(
  (
    'a an the of for to and my new service services svc srv api apis app application apps system sys server ms microservice ' +
    'topic topics queue queues q stream streams channel bus event events evt message messages msg command cmd db database store ' +
    'table repo repository handler consumer producer publisher subscriber listener worker job processor component gateway v1 v2 v3'
  ).split(' '),
);

/** Words that mean nearly the same in the domains that people draw; compared as stems. */
const synonyms: readonly (readonly string[])[] = [
  ['order', 'purchase'],
  ['customer', 'client', 'user', 'buyer', 'shopper'],
  ['payment', 'pay', 'billing', 'charge', 'charging'],
  ['notification', 'notify', 'notifier', 'mail', 'mailer', 'email', 'sms', 'messaging'],
  ['stock', 'inventory', 'warehouse'],
  ['shipping', 'shipment', 'dispatch', 'delivery', 'deliver', 'courier'],
  ['product', 'item', 'article'],
  ['catalog', 'catalogue'],
  ['analytics', 'analytic', 'statistics', 'stats', 'reporting', 'report', 'insight'],
  ['auth', 'identity', 'login', 'account'],
  ['artist', 'dj', 'band', 'performer'],
  ['parcel', 'package', 'packet'],
  ['dlq', 'dlt', 'dead', 'deadletter', 'poison'],
  ['booking', 'reservation', 'reserve', 'book'],
  ['invoice', 'bill'],
  ['place', 'create', 'submit', 'make', 'open', 'register'],
  ['request', 'ask', 'want'],
  ['cancel', 'abort', 'withdraw', 'revoke'],
  ['confirm', 'accept', 'approve', 'authorise', 'authorize', 'succeed', 'complete', 'take', 'capture'],
  ['reject', 'refuse', 'decline', 'deny', 'fail'],
  ['update', 'change', 'modify', 'edit'],
  ['delete', 'remove', 'erase'],
  ['start', 'begin'],
  ['expire', 'timeout'],
  ['refund', 'reverse'],
];

/** Stations of a life cycle: names that differ in these mean different things. Each word is found among the synonyms. */
const stations = ['place', 'request', 'cancel', 'confirm', 'reject', 'update', 'delete', 'start', 'expire', 'refund', 'shipment'];

const endings = ['ations', 'ation', 'ments', 'ment', 'ings', 'ing', 'led', 'ers', 'ies', 'er', 'ed', 'es', 's', 'e', 'y'];

/** The word without its ending. Names are a handful of words, not prose: this is enough to join order and orders. */
export function stem(word: string): string {
  for (const ending of endings) {
    if (word.length - ending.length >= 3 && word.endsWith(ending)) {
      const rest = word.slice(0, -ending.length);
      // shipp(ing) → ship, cancell(ed) → cancel
      return /(.)\1$/.test(rest) ? rest.slice(0, -1) : rest;
    }
  }
  return word;
}

const classes = new Map<string, number>();
for (const [index, words] of synonyms.entries())
  for (const word of words) if (!classes.has(stem(word))) classes.set(stem(word), index);
const stationClasses = new Set(stations.map((word) => classes.get(stem(word)) ?? -1));

interface Token {
  readonly stem: string;
  readonly weight: number;
  readonly class: number | undefined;
}

const fillerWeight = 0.12;
const synonymLikeness = 0.75;

interface Name {
  readonly plain: string;
  readonly tokens: readonly Token[];
}

const known = new Map<string, Name>();

function nameOf(text: string): Name {
  let name = known.get(text);
  if (!name) {
    const words = wordsOf(text.normalize('NFKD').replace(/\p{M}/gu, ''));
    const onlyFillers = words.every((word) => fillers.has(word));
    name = {
      plain: normalName(text),
      tokens: words.map((word) => {
        const root = stem(word);
        return { stem: root, weight: fillers.has(word) && !onlyFillers ? fillerWeight : 1, class: classes.get(root) };
      }),
    };
    // Bounded: a page that stays open for days sees many names.
    if (known.size > 5_000) known.clear();
    known.set(text, name);
  }
  return name;
}

function likeness(a: Token, b: Token): number {
  if (a.stem === b.stem) return 1;
  if (a.class !== undefined && a.class === b.class) return synonymLikeness;
  const shorter = Math.min(a.stem.length, b.stem.length);
  const longer = Math.max(a.stem.length, b.stem.length);
  let shared = 0;
  while (shared < shorter && a.stem[shared] === b.stem[shared]) shared++;
  return shared >= 4 && shared / longer >= 0.6 ? 0.8 : 0;
}

/** How alike two names are, 0 to 1; undefined where one of them has none [A3]. */
export function nameLikeness(a: string, b: string): number | undefined {
  const first = nameOf(a);
  const second = nameOf(b);
  if (first.plain === '' || second.plain === '') return undefined;
  if (first.plain === second.plain) return 1;
  const pairs: { readonly i: number; readonly j: number; readonly score: number }[] = [];
  for (const [i, x] of first.tokens.entries()) {
    for (const [j, y] of second.tokens.entries()) {
      const score = likeness(x, y);
      if (score > 0) pairs.push({ i, j, score });
    }
  }
  pairs.sort((x, y) => y.score - x.score || x.i - y.i || x.j - y.j);
  const usedFirst = new Set<number>();
  const usedSecond = new Set<number>();
  let shared = 0;
  let total = 0;
  for (const token of first.tokens) total += token.weight;
  for (const token of second.tokens) total += token.weight;
  for (const { i, j, score } of pairs) {
    if (usedFirst.has(i) || usedSecond.has(j)) continue;
    usedFirst.add(i);
    usedSecond.add(j);
    shared += score * ((first.tokens[i] as Token).weight + (second.tokens[j] as Token).weight);
  }
  const alike = Math.min(total > 0 ? shared / total : 0, 0.97);
  return opposed(first, usedFirst, second, usedSecond) ? Math.min(alike, 0.1) : alike;
}

/** What is left over on both sides names two different stations of a life cycle. */
function opposed(first: Name, usedFirst: ReadonlySet<number>, second: Name, usedSecond: ReadonlySet<number>): boolean {
  const left = stationsLeft(first, usedFirst);
  const right = stationsLeft(second, usedSecond);
  return left.length > 0 && right.length > 0;
}

function stationsLeft(name: Name, used: ReadonlySet<number>): number[] {
  return name.tokens.flatMap((token, i) =>
    !used.has(i) && token.class !== undefined && stationClasses.has(token.class) ? [token.class] : [],
  );
}
