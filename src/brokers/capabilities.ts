/**
 * What a product can do in one of its modes: one row of the broker matrix. Enumerated cells are read by rules;
 * measures are written as property values (`5min`, `1MiB`); the rest is text for people. See README.md.
 */

/** One cell. `verified: false` means that nobody has checked it against the product's documentation yet. */
export interface Cell<T extends string = string> {
  readonly value: T;
  /** What the value leaves out; empty where there is nothing to add. */
  readonly note: string;
  readonly verified: boolean;
}

/** Largest unit inside which the order of delivery is promised: a group is a message group, session or ordering key. */
export type Scope = 'none' | 'partition' | 'group' | 'queue' | 'channel';
/** How messages are spread over the instances of one consumer if nobody says otherwise. */
export type Assignment = 'exclusivePartition' | 'byKey' | 'competing';
/** Who gets a copy: each group, one of all consumers, or whatever the channel is drawn as. */
export type Fanout = 'group' | 'queue' | 'byType';
/** `yes`: read-process-write transactions inside the cluster; `delivery`: only repeats of publishing or delivery are dropped. */
export type ExactlyOnce = 'yes' | 'delivery' | 'no';
/** `log`: a reader may seek; `archive`: messages can be sent again from an archive. */
export type Replay = 'log' | 'archive' | 'none';
/**
 * What becomes of a failing message if nobody configures anything. `app`: the client decides; `hotloop`: it comes back at
 * once, without end.
 */
export type OnFail = 'block' | 'hotloop' | 'drop' | 'dlq' | 'app';
/** How a key finds its partition: `modulo` moves keys when partitions are added. */
export type KeyMapping = 'modulo' | 'range-split' | 'free';
/** `?`: has to be chosen; `-`: does not apply. */
export type StartDefault = 'latest' | 'earliest' | '?' | '-';
export type YesNo = 'yes' | 'no';

export interface Capabilities {
  readonly type: Cell<'log' | 'queue' | 'pubsub'>;
  readonly scope: Cell<Scope>;
  readonly keyConcept: Cell;
  readonly assignment: Cell<Assignment>;
  readonly fanout: Cell<Fanout>;
  readonly delivery: Cell;
  /** Whether a message that a producer sends twice is stored once. */
  readonly producerDedup: Cell<YesNo>;
  /** How long repeated sends are recognised: a duration, `?` where it is no fixed time, `-` where there is none. */
  readonly dedupWindow: Cell;
  /** How long that can be made; `?` where it is no fixed time, or no limit is known. */
  readonly dedupWindowMax: Cell;
  readonly eos: Cell<ExactlyOnce>;
  readonly replay: Cell<Replay>;
  /** A duration, or `?` where it is not a fixed time. */
  readonly retentionDefault: Cell;
  readonly retentionMax: Cell;
  /** Whether the latest message of each key can be kept instead of the latest messages. */
  readonly compaction: Cell<YesNo>;
  readonly defaultOnFail: Cell<OnFail>;
  /** Whether the broker itself puts aside what keeps failing. */
  readonly nativeDlq: Cell<YesNo>;
  /** A size, or `?`. */
  readonly sizeDefault: Cell;
  readonly maxSize: Cell;
  /** How long a consumer may hold a message: a duration, `?`, or `-` where there is none. */
  readonly lease: Cell;
  readonly keyMapping: Cell<KeyMapping>;
  readonly retryReorders: Cell<YesNo>;
  /** Whether the broker can hold a message back for a while. */
  readonly delay: Cell<YesNo>;
  /** Whether several messages are published all or none. */
  readonly transactions: Cell<YesNo>;
  readonly xa: Cell<YesNo>;
  readonly startDefault: Cell<StartDefault>;
  /** How long the position of a reader that is away is kept: a duration, or words where it is no fixed time. */
  readonly offsetRetention: Cell;
}

export interface Variant extends Capabilities {
  /** As it is written in a channel's `variant`. */
  readonly variant: string;
  /** What the product's own documentation calls it. */
  readonly label: string;
  /** What it is, in a sentence or two. */
  readonly help: string;
}

export interface Product {
  /** As it is written in a broker's `product`. */
  readonly product: string;
  readonly label: string;
  /** The first is what is meant where no variant is named. */
  readonly variants: readonly [Variant, ...Variant[]];
  readonly sources: readonly { readonly title: string; readonly url: string }[];
}

export function cell<const T extends string>(value: T, note = ''): Cell<T> {
  return { value, note, verified: true };
}

/** From general knowledge; shown as "not verified" until somebody has read it in the product's documentation. */
export function unverified<const T extends string>(value: T, note = ''): Cell<T> {
  return { value, note, verified: false };
}
