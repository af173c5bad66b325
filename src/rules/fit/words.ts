import type { Id } from '#base/ids.ts';
import { list } from '#base/text.ts';
import type { Variant } from '#brokers/capabilities.ts';
import { bytesOf, durationMs } from '#model/property.ts';
import { sizeInWords, spanInWords } from '../helpers/amounts.ts';
import type { Say } from '../say.ts';
import type { Verdict } from './verdicts.ts';
import type { NeedKind, Wish } from './wishes.ts';

/** Two or three words for the head of a column or a list. */
export const needLabels: Readonly<Record<NeedKind, string>> = {
  orderPerKey: 'Order per key',
  orderGlobal: 'One order over all',
  replay: 'Replay',
  compaction: 'Latest per key',
  retention: 'Retention',
  fanOut: 'Several readers',
  dedup: 'Repeated sends',
  exactlyOnce: 'Exactly-once',
  transactions: 'Transactions',
  xa: 'XA',
  delay: 'Delay',
  deadLetters: 'Dead letters',
  size: 'Message size',
};

/** Wishes that are said in one sentence: of one kind, and come about in the same way. */
export interface Group {
  readonly wishes: readonly Wish[];
}

interface Named {
  /** The elements that need it, and a verb that agrees with them. */
  readonly who: string;
  agree(one: string, several: string): string;
  readonly channels: string;
  agreeChannels(one: string, several: string): string;
  /** With what each asks for: “orders” (for ever) and “mail” (3 days). */
  readonly amounts: string;
}

const most = 4;

function named({ wishes }: Group, say: Say): Named {
  const who = wishes.flatMap((wish) => wish.who);
  const channels = wishes.map(({ channel }) => channel);
  return {
    who: say.names(who),
    agree: (one, several) => say.agree(who, one, several),
    channels: say.names(channels),
    agreeChannels: (one, several) => say.agree(channels, one, several),
    amounts: amountsOf(wishes, say),
  };
}

function amountsOf(wishes: readonly Wish[], say: Say): string {
  const largest = new Map<Id, Wish & { readonly amount: number }>();
  for (const wish of wishes) {
    const [id] = wish.who;
    if (id === undefined || wish.amount === undefined) continue;
    if ((largest.get(id)?.amount ?? -1) < wish.amount) largest.set(id, { ...wish, amount: wish.amount });
  }
  const all = [...largest].sort(([, a], [, b]) => b.amount - a.amount || 0);
  const words = all.map(
    ([id, { kind, amount }]) => `${say.name(id)} (${kind === 'size' ? sizeInWords(amount) : spanInWords(amount)})`,
  );
  return words.length <= most ? list(words) : list([...words.slice(0, most - 1), `${words.length - most + 1} more`]);
}

type Sentence = (names: Named, row: Variant) => string;

/** What a group of wishes asks for, as a sentence; what is open, as a question. */
export function needSentence(group: Group, say: Say): string {
  const [first] = group.wishes;
  if (!first) return '';
  const names = named(group, say);
  const asked = needs[first.kind];
  return (asked[first.status === 'open' ? 'open' : first.by] ?? asked.usual)(names);
}

type Needs = { readonly usual: (names: Named) => string } & Readonly<Record<string, (names: Named) => string>>;

const needs: Readonly<Record<NeedKind, Needs>> = {
  orderPerKey: {
    usual: ({ who, agree }) => `${who} ${agree('needs', 'need')} the messages of each key in order.`,
    processor: ({ who, agree }) =>
      `${who} ${agree('adds up or joins', 'add up or join')} messages by key, which usually needs them in order.`,
    open: ({ who }) => `Must ${who} handle messages in order?`,
  },
  orderGlobal: {
    usual: ({ who, agree, channels }) => `${who} ${agree('needs', 'need')} all messages of ${channels} in one order.`,
  },
  replay: {
    usual: ({ who, channels }) => `The data of ${who} is to be built again from ${channels}.`,
    table: ({ who, agree, channels }) => `${who} ${agree('reads', 'read')} ${channels} as a table, so from its first message on.`,
    earliest: ({ who, agree, channels }) => `${who} ${agree('starts', 'start')} with the oldest message of ${channels}.`,
    sourced: ({ who, agree, channels }) =>
      `${who} in ${channels} ${agree('is', 'are')} the record itself, from which the state is computed.`,
    open: ({ who, channels }) => `Is the data of ${who} ever built again from ${channels}?`,
  },
  compaction: {
    usual: ({ channels, agreeChannels }) => `${channels} ${agreeChannels('keeps', 'keep')} the latest message of each key.`,
  },
  retention: {
    usual: ({ amounts }) => `Messages are kept: ${amounts}.`,
    outage: ({ amounts }) => `Nothing is missed after the longest outage: ${amounts}.`,
    rebuild: ({ who, channels }) => `All messages of ${channels} are kept, to build the data of ${who} again.`,
    sourced: ({ channels }) => `All messages of ${channels} are kept, because they are the record.`,
  },
  fanOut: {
    usual: ({ channels, who, agreeChannels }) =>
      agreeChannels(
        `${channels} is read by ${who}, each of which gets all messages.`,
        `${channels} are read by several consumers, each of which gets all messages.`,
      ),
  },
  dedup: {
    usual: ({ who, agree }) => `${who} ${agree('counts', 'count')} on the broker to drop repeated sends.`,
    channel: ({ channels, agreeChannels }) =>
      `${channels} ${agreeChannels('stores', 'store')} a message once, even if it is sent twice.`,
  },
  exactlyOnce: {
    usual: ({ who, agree }) => `${who} ${agree('makes', 'make')} reading and publishing one broker transaction.`,
    processor: ({ who, agree }) =>
      `${who} ${agree('promises', 'promise')} exactly-once, which may need transactions of the broker.`,
  },
  transactions: {
    usual: ({ who, agree }) => `${who} ${agree('publishes', 'publish')} several messages in one broker transaction.`,
  },
  xa: {
    usual: ({ who, agree }) => `${who} ${agree('publishes', 'publish')} in one distributed transaction with a database (XA).`,
  },
  delay: {
    usual: ({ who, agree }) => `${who} ${agree('lets', 'let')} a failed message wait before it is tried again.`,
    channel: ({ channels, agreeChannels }) =>
      `${channels} ${agreeChannels('holds', 'hold')} messages back until they are tried again.`,
    open: ({ who }) => `How long does a failed message of ${who} wait before it is tried again?`,
  },
  deadLetters: {
    usual: ({ who }) => `What ${who} can’t handle goes to a dead-letter queue.`,
    channel: ({ channels }) => `The broker puts aside what consumers of ${channels} can’t handle.`,
    open: ({ who }) => `What becomes of a message that ${who} can never handle?`,
  },
  size: {
    usual: ({ amounts }) => `The largest messages: ${amounts}.`,
    open: ({ who }) => `How large can ${who} get?`,
  },
};

/**
 * What a row does about a group of wishes; empty where there is nothing to say. A refusal and a remark are sentences; a
 * condition continues “Fits if”.
 */
export function pointWords(verdict: Verdict, because: string, group: Group & { readonly row: Variant }, say: Say): string {
  const [first] = group.wishes;
  const told = first && points[first.kind]?.[because];
  const sentence = told?.[verdict];
  return sentence ? sentence(named(group, say), group.row) : '';
}

type Told = Readonly<Partial<Record<Verdict, Sentence>>>;

const time = (value: string) => spanInWords(durationMs(value) ?? 0);
const size = (value: string) => sizeInWords(bytesOf(value) ?? 0);

const oneActive: Told = {
  fits: ({ who }) => `Order holds as long as one instance of ${who} is active at a time.`,
};
const oneInstance: Told = {
  fits: ({ who, agree }) => `Order holds as long as ${who} ${agree('runs', 'each run')} one instance.`,
};

const points: Readonly<Partial<Record<NeedKind, Readonly<Record<string, Told>>>>> = {
  orderPerKey: {
    noOrder: {
      no: ({ who, agree }) =>
        `${who} ${agree('needs', 'need')} the messages of each key in order, but no order is promised here.`,
      if: ({ who, agree }) => `${who} ${agree('works', 'work')} in any order: none is promised here.`,
    },
    partly: { fits: () => 'Order per key is kept with a restriction.' },
    alone: {
      if: ({ who }) =>
        `only one instance of ${who} is active at a time, or each part of the keys has a queue and a reader of its own.`,
    },
    oneWorker: oneInstance,
    oneActive,
  },
  orderGlobal: {
    noOrder: {
      no: ({ who, agree, channels }) =>
        `${who} ${agree('needs', 'need')} all messages of ${channels} in one order, but no order is promised here.`,
    },
    onePartition: {
      if: ({ channels, agreeChannels }) =>
        `${channels} ${agreeChannels('has', 'each have')} a single partition: order holds only inside one.`,
    },
    oneKey: { if: ({ channels }) => `all messages of ${channels} have one key: order holds only inside a group.` },
    alone: { if: ({ who }) => `only one instance of ${who} is active at a time.` },
    oneWorker: oneInstance,
    oneActive,
  },
  replay: {
    gone: {
      no: ({ who, channels }) =>
        `The data of ${who} is to be built again from ${channels}, but here a message is gone once it has been handled.`,
      if: ({ who, agree, channels }) =>
        `${who} never ${agree('needs', 'need')} old messages of ${channels} again: here one is gone once it has been handled.`,
    },
    record: {
      if: ({ who }) =>
        `${who} can be found elsewhere, such as in an event store: here a message is gone once it has been handled.`,
    },
    recordArchive: { if: ({ who }) => `an archive may be the record of ${who}: old messages come only from there.` },
    archive: { if: ({ who }) => `the data of ${who} can be built again from an archive: old messages come only from there.` },
  },
  compaction: {
    none: {
      no: ({ channels, agreeChannels }) =>
        `${channels} ${agreeChannels('is', 'are')} to keep the latest message of each key, which is not possible here.`,
    },
    keepAll: {
      if: ({ channels, agreeChannels }) =>
        `${channels} ${agreeChannels('keeps', 'keep')} all messages instead: the latest of each key can’t be kept alone here.`,
    },
  },
  retention: {
    tooShort: {
      no: ({ amounts }, row) =>
        `Messages are to be kept longer than is possible here: ${amounts}, at most ${time(row.retentionMax.value)}.`,
      if: ({ who }, row) => `${time(row.retentionMax.value)} of history is enough for ${who}: nothing is kept longer here.`,
    },
    unknown: { if: ({ amounts }) => `messages are kept long enough, for which there is no one number here: ${amounts}.` },
    set: {
      fits: (_, row) =>
        durationMs(row.retentionDefault.value) === undefined
          ? 'How long messages are kept has to be set.'
          : `How long messages are kept has to be set: ${time(row.retentionDefault.value)} by default.`,
    },
  },
  fanOut: {
    shared: {
      no: ({ channels }) =>
        `Several consumers each read all messages of ${channels}, but here consumers share the messages of a channel.`,
      if: ({ channels }) => `the consumers of ${channels} may share its messages: here each goes to one of them only.`,
    },
  },
  dedup: {
    stored: {
      no: ({ who, agree }) =>
        `${who} ${agree('counts', 'count')} on the broker to drop repeated sends, but every one is stored here.`,
    },
    mustCope: { if: ({ channels }) => `the consumers of ${channels} notice repeats themselves: here repeated sends are stored.` },
    cope: { fits: ({ channels }) => `Repeated sends are stored here; the consumers of ${channels} notice them.` },
    window: {
      no: ({ amounts }, row) =>
        `Sends are to be remembered longer than is possible here: ${amounts}, at most ${time(row.dedupWindowMax.value)}.`,
    },
    setWindow: { fits: (_, row) => `How long sends are remembered has to be set: ${time(row.dedupWindow.value)} by default.` },
  },
  exactlyOnce: {
    none: {
      no: ({ who, agree }) =>
        `${who} ${agree('makes', 'make')} reading and publishing one broker transaction, but there is none here.`,
      if: ({ who, agree }) =>
        `${who} ${agree('makes', 'make')} each message count once without transactions of the broker: there are none here.`,
    },
    delivery: {
      no: ({ who, agree }) =>
        `${who} ${agree('makes', 'make')} reading and publishing one broker transaction, but here only repeats on the way are dropped.`,
      if: ({ who, agree }) =>
        `${who} ${agree('makes', 'make')} each message count once without transactions of the broker: here only repeats on the way are dropped.`,
    },
  },
  transactions: {
    none: {
      no: ({ who, agree }) =>
        `${who} ${agree('publishes', 'publish')} several messages in one broker transaction, but there is none here.`,
    },
  },
  xa: {
    none: {
      no: ({ who, agree }) =>
        `${who} ${agree('publishes', 'publish')} in one distributed transaction with a database (XA), in which this broker can’t take part.`,
    },
  },
  delay: {
    waits: { if: ({ who }) => `consumers wait by themselves before they try again (${who}): messages can’t be held back here.` },
  },
  deadLetters: {
    byConsumer: {
      if: ({ who, agree }) =>
        `${who} ${agree('publishes its', 'publish their')} dead letters ${agree('itself', 'themselves')}: the broker does not do it here.`,
    },
  },
  size: {
    tooLarge: {
      no: ({ amounts }, row) =>
        `Messages can be larger than is possible here: ${amounts}, at most ${size(row.maxSize.value)}. A claim check would keep them small.`,
    },
    raise: {
      if: ({ amounts }, row) => `the limit is raised for ${amounts}: it is ${size(row.sizeDefault.value)} by default.`,
    },
  },
};
