import type { Id } from '#base/ids.ts';
import type { Variant } from '#brokers/capabilities.ts';
import { products } from '#brokers/index.ts';
import type { Design } from '#model/design.ts';
import { Tracker } from '../cells.ts';
import type { Reads } from '../context.ts';
import { capabilitiesOf, productIn } from '../helpers/cap.ts';
import { Indexes } from '../indexes.ts';
import type { Assumption } from '../maybe.ts';
import { type Say, sayWith } from '../say.ts';
import { type Outcome, outcomeOf, type Verdict } from './verdicts.ts';
import { type NeedKind, type NeedStatus, needKinds, type Wish, wishesAt } from './wishes.ts';
import { needSentence, pointWords } from './words.ts';

/** Which broker fits some channels: what the design asks for, and what each mode of each product makes of it. */
export interface BrokerFit {
  readonly needs: readonly Need[];
  /** All rows of the matrix, the best first (SPEC [B5]). */
  readonly rows: readonly RowFit[];
}

export interface Need {
  readonly kind: NeedKind;
  readonly status: NeedStatus;
  /** A sentence; where it is open, a question. */
  readonly sentence: string;
  /** Elements and edges that say so, or would have to. */
  readonly at: readonly Id[];
  /** What would have to be said to be sure. */
  readonly asks: readonly Assumption[];
}

export interface RowFit {
  readonly product: string;
  readonly variant: string;
  readonly verdict: Verdict;
  /** Some of the channels are on it now. */
  readonly inUse: boolean;
  /** In the order of the needs; several of one kind where elements differ. */
  readonly points: readonly Point[];
}

export interface Point {
  readonly kind: NeedKind;
  readonly verdict: Verdict;
  /** Of the need; the surest where several elements need it. */
  readonly status: NeedStatus;
  /** Why not, or on which condition; a remark where it fits. Empty where there is nothing to say. */
  readonly sentence: string;
  /** What the product's cells say besides, as fragments. */
  readonly notes: readonly string[];
  /** False where it rests on a cell that nobody has checked against the product's documentation. */
  readonly verified: boolean;
  readonly at: readonly Id[];
}

/** Holds channels against every row of the broker matrix. From scratch each time; nothing is kept. */
export function brokerFit(design: Design, channels: readonly Id[]): BrokerFit {
  const read = readsOf(design);
  const say = sayWith(read);
  const wishes = channels.flatMap((id) => wishesAt(read, id));
  const inUse = new Set(channels.map((id) => `${productIn(read, id)}/${capabilitiesOf(read, id).row?.variant}`));
  const rows = products.flatMap(({ product, variants }) =>
    variants.map((row): RowFit => {
      const points = pointsOf(wishes, row, read, say);
      return {
        product,
        variant: row.variant,
        verdict: worst(points),
        inUse: inUse.has(`${product}/${row.variant}`),
        points,
      };
    }),
  );
  return { needs: needsOf(wishes, say), rows: sorted(rows) };
}

function readsOf(design: Design): Reads {
  const indexes = new Indexes(new Tracker());
  indexes.update(design, { came: () => undefined, went: () => undefined });
  return indexes;
}

const statuses: readonly NeedStatus[] = ['stated', 'assumed', 'open'];

function needsOf(wishes: readonly Wish[], say: Say): Need[] {
  return [...grouped(wishes, ({ kind, status, by }) => `${kind} ${status} ${by}`).values()]
    .map((group): Need => {
      const first = group[0] as Wish;
      return {
        kind: first.kind,
        status: first.status,
        sentence: needSentence({ wishes: group }, say),
        at: unique(group.flatMap(({ at }) => at)),
        asks: group.flatMap(({ asks }) => asks),
      };
    })
    .sort(
      (a, b) => statuses.indexOf(a.status) - statuses.indexOf(b.status) || needKinds.indexOf(a.kind) - needKinds.indexOf(b.kind),
    );
}

function pointsOf(wishes: readonly Wish[], row: Variant, read: Reads, say: Say): Point[] {
  const judged = wishes.flatMap((wish) => {
    const outcome = outcomeOf(wish, row, read);
    return outcome ? [{ wish, outcome }] : [];
  });
  const groups = grouped(judged, ({ wish, outcome }) => [wish.kind, outcome.verdict, outcome.because, outcome.columns].join(' '));
  return [...groups.values()]
    .map((group): Point => {
      const { wish, outcome } = group[0] as { wish: Wish; outcome: Outcome };
      const { verdict, because, columns } = outcome;
      const cells = columns.map((column) => row[column]);
      const words = pointWords(verdict, because, { wishes: group.map((each) => each.wish), row }, say);
      return {
        kind: wish.kind,
        verdict,
        status: statuses.find((status) => group.some((each) => each.wish.status === status)) ?? wish.status,
        sentence: verdict === 'if' ? `Fits if ${words}` : words,
        notes: unique(cells.map(({ note }) => note).filter((note) => note !== '')),
        verified: cells.every((cell) => cell.verified),
        at: unique(group.flatMap((each) => each.wish.at)),
      };
    })
    .sort((a, b) => needKinds.indexOf(a.kind) - needKinds.indexOf(b.kind) || rank[a.verdict] - rank[b.verdict]);
}

const rank: Readonly<Record<Verdict, number>> = { no: 0, if: 1, fits: 2 };

function worst(points: readonly Pick<Point, 'verdict'>[]): Verdict {
  return points.reduce<Verdict>((so, { verdict }) => (rank[verdict] < rank[so] ? verdict : so), 'fits');
}

/** The fewest refusals first, then the fewest conditions, then the least that nobody has verified; else as they are listed. */
function sorted(rows: readonly RowFit[]): RowFit[] {
  const count = (row: RowFit, holds: (point: Point) => boolean) => row.points.filter(holds).length;
  const keys = new Map(
    rows.map((row) => [
      row,
      [
        count(row, ({ verdict }) => verdict === 'no'),
        count(row, ({ verdict }) => verdict === 'if'),
        count(row, ({ verified }) => !verified),
      ],
    ]),
  );
  return [...rows].sort((a, b) => {
    const [left, right] = [keys.get(a) ?? [], keys.get(b) ?? []];
    const at = left.findIndex((each, i) => each !== right[i]);
    return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
  });
}

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const list = groups.get(key(item));
    if (list) list.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
