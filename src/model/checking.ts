import { type Id, isId } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import type { EdgeKind, ElementKind } from './kind.ts';
import { edgeKinds, elementKinds } from './kinds/index.ts';

/**
 * What people have settled about the checking of a design: which profile of rules is in use, which rules are off, milder or
 * sterner, what was accepted and why, and rules of their own. It stands in the design, so that everybody sees the same.
 * Rules themselves are known to `rules/`; here they are ids.
 */
export type CheckingRecord =
  | { readonly is: 'profile'; readonly profile: string }
  | { readonly is: 'setting'; readonly rule: string; readonly setting: RuleSetting }
  | Waiver
  | { readonly is: 'rule'; readonly rule: OwnRule };

export type RuleSetting = 'off' | 'hint' | 'warning' | 'error';

/** Somebody has accepted what a rule says of one element or edge, and says why. */
export interface Waiver {
  readonly is: 'waiver';
  readonly rule: string;
  readonly at: Id;
  readonly reason: string;
  readonly by: string;
  /** The day, as 2026-11-28. */
  readonly on: string;
}

/** A rule that a team has written itself (rules/own/SPEC.md says what its expressions may read). */
export interface OwnRule {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly why: string;
  readonly severity: Exclude<RuleSetting, 'off'>;
  readonly subjects: readonly (ElementKind | EdgeKind)[];
  /** True where something is wrong: an expression of the Common Expression Language. */
  readonly when: string;
  /** Sentences; `{…}` stands for the value of an expression. */
  readonly what: string;
  readonly next: string;
  readonly notWhen?: readonly string[];
  readonly sources?: readonly { readonly title: string; readonly url?: string }[];
  /** Designs in the notation: each bad one gives a finding of this rule, a good one none. */
  readonly examples?: { readonly bad: readonly string[]; readonly good: readonly string[] };
}

export const checkingLimits = {
  records: 2_000,
  ownRules: 200,
  word: 60,
  line: 200,
  text: 1_000,
  sketch: 10_000,
  examples: 12,
} as const;

const ruleIdPattern = '^[a-z0-9]+(?:[-./][a-z0-9]+)*$';
const ruleId = new RegExp(ruleIdPattern);
const settings: readonly string[] = ['off', 'hint', 'warning', 'error'];
const day = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

export function isRuleId(value: unknown): value is string {
  return isText(value, checkingLimits.word) && ruleId.test(value);
}

/** What the record is kept under: two people who settle the same thing settle it once. */
export function checkingKey(record: CheckingRecord): string {
  switch (record.is) {
    case 'profile':
      return 'profile';
    case 'setting':
      return `setting ${record.rule}`;
    case 'waiver':
      return waiverKey(record.rule, record.at);
    case 'rule':
      return `rule ${record.rule.id}`;
  }
}

export function waiverKey(rule: string, at: Id): string {
  return `waiver ${rule} ${at}`;
}

/** A record as a stranger may have written it; undefined where it can't be read. */
export function readCheckingRecord(value: unknown): CheckingRecord | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const raw = value as Readonly<Record<string, unknown>>;
  switch (raw.is) {
    case 'profile':
      return isRuleId(raw.profile) ? { is: 'profile', profile: raw.profile } : undefined;
    case 'setting':
      return isRuleId(raw.rule) && settings.includes(raw.setting as string)
        ? { is: 'setting', rule: raw.rule, setting: raw.setting as RuleSetting }
        : undefined;
    case 'waiver': {
      const { rule, at, reason, by, on } = raw;
      const fits = isRuleId(rule) && isId(at) && isText(reason, checkingLimits.text) && isText(by, checkingLimits.line);
      return fits && typeof on === 'string' && day.test(on) ? { is: 'waiver', rule, at, reason, by, on } : undefined;
    }
    case 'rule': {
      const rule = readOwnRule(raw.rule);
      return rule && { is: 'rule', rule };
    }
    default:
      return undefined;
  }
}

function readOwnRule(value: unknown): OwnRule | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const raw = value as Readonly<Record<string, unknown>>;
  const { id, title, summary, why, severity, subjects, when, what, next } = raw;
  if (!isRuleId(id) || severity === 'off' || !settings.includes(severity as string)) return undefined;
  if (!isText(title, checkingLimits.line) || !isText(when, checkingLimits.text)) return undefined;
  for (const text of [summary, why, what, next]) if (!isText(text, checkingLimits.text)) return undefined;
  if (!Array.isArray(subjects) || subjects.length === 0 || !subjects.every(isKindName)) return undefined;
  const notWhen = texts(raw.notWhen, checkingLimits.text);
  const bad = texts((raw.examples as { bad?: unknown } | undefined)?.bad, checkingLimits.sketch);
  const good = texts((raw.examples as { good?: unknown } | undefined)?.good, checkingLimits.sketch);
  const sources = readSources(raw.sources);
  const rule = { id, title, summary, why, severity, subjects: [...new Set(subjects)], when, what, next };
  return {
    ...(rule as unknown as OwnRule),
    ...(notWhen.length > 0 && { notWhen }),
    ...(sources.length > 0 && { sources }),
    ...(bad.length + good.length > 0 && { examples: { bad, good } }),
  };
}

function isKindName(kind: unknown): kind is ElementKind | EdgeKind {
  return typeof kind === 'string' && (Object.hasOwn(elementKinds, kind) || Object.hasOwn(edgeKinds, kind));
}

function readSources(value: unknown): { title: string; url?: string }[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, checkingLimits.examples).flatMap((each: unknown) => {
    const { title, url } = (typeof each === 'object' && each !== null ? each : {}) as { title?: unknown; url?: unknown };
    if (!isText(title, checkingLimits.line)) return [];
    return [isText(url, checkingLimits.line) && /^https?:\/\//.test(url) ? { title, url } : { title }];
  });
}

function texts(value: unknown, longest: number): string[] {
  if (!Array.isArray(value)) return [];
  return value.filter((each): each is string => isText(each, longest)).slice(0, checkingLimits.examples);
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= longest;
}

export type Checking = ReadonlyMap<string, CheckingRecord>;

export const noChecking: Checking = new Map();

/** The settled things by what they are, waivers and rules in the order of their keys. */
export interface Settled {
  readonly profile: string | undefined;
  readonly settings: ReadonlyMap<string, RuleSetting>;
  readonly waivers: readonly Waiver[];
  readonly ownRules: readonly OwnRule[];
}

const known = new WeakMap<Checking, Settled>();

export function settledIn(checking: Checking): Settled {
  const found = known.get(checking);
  if (found) return found;
  const settings = new Map<string, RuleSetting>();
  const waivers: Waiver[] = [];
  const ownRules: OwnRule[] = [];
  let profile: string | undefined;
  for (const [, record] of [...checking].sort(([a], [b]) => compare(a, b))) {
    if (record.is === 'profile') profile = record.profile;
    else if (record.is === 'setting') settings.set(record.rule, record.setting);
    else if (record.is === 'waiver') waivers.push(record);
    else ownRules.push(record.rule);
  }
  const settled = { profile, settings, waivers, ownRules };
  known.set(checking, settled);
  return settled;
}

type Json = Readonly<Record<string, unknown>>;

const text = (maxLength: number, more: Json = {}): Json => ({ type: 'string', minLength: 1, maxLength, ...more });
const list = (items: Json, maxItems: number, more: Json = {}): Json => ({ type: 'array', items, maxItems, ...more });
const record = (required: readonly string[], properties: Json): Json => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});

/** The part of the schema of design files that holds all this; own rules are also files of their own. */
export function checkingSchema(kinds: readonly string[]): { readonly checking: Json; readonly ownRule: Json } {
  const rule = text(checkingLimits.word, { pattern: ruleIdPattern });
  const { line, text: long, sketch, examples } = checkingLimits;
  return {
    checking: record([], {
      profile: rule,
      settings: { type: 'object', propertyNames: rule, additionalProperties: { enum: settings } },
      waivers: list(
        record(['rule', 'at', 'reason', 'by', 'on'], {
          rule,
          at: { $ref: '#/$defs/id' },
          reason: text(long),
          by: text(line),
          on: { type: 'string', pattern: day.source },
        }),
        checkingLimits.records,
      ),
      rules: list({ $ref: '#/$defs/ownRule' }, checkingLimits.ownRules),
    }),
    ownRule: record(['id', 'title', 'summary', 'why', 'severity', 'subjects', 'when', 'what', 'next'], {
      id: rule,
      title: text(line),
      summary: text(long),
      why: text(long),
      severity: { enum: settings.filter((each) => each !== 'off') },
      subjects: list({ type: 'string', enum: kinds }, kinds.length, { minItems: 1, uniqueItems: true }),
      when: text(long),
      what: text(long),
      next: text(long),
      notWhen: list(text(long), examples),
      sources: list(record(['title'], { title: text(line), url: text(line, { pattern: '^https?://' }) }), examples),
      examples: record(['bad', 'good'], { bad: list(text(sketch), examples), good: list(text(sketch), examples) }),
    }),
  };
}

/** As it stands in a file; undefined where nothing is settled. */
export function writtenChecking(checking: Checking): Json | undefined {
  const { profile, settings, waivers, ownRules } = settledIn(checking);
  if (checking.size === 0) return undefined;
  return {
    ...(profile !== undefined && { profile }),
    ...(settings.size > 0 && { settings: Object.fromEntries(settings) }),
    ...(waivers.length > 0 && { waivers: waivers.map(inOrder).map(({ is, ...waiver }) => waiver) }),
    ...(ownRules.length > 0 && { rules: ownRules.map((rule) => inOrder({ is: 'rule' as const, rule }).rule) }),
  };
}

/** The same record with its keys in the order in which they are written. */
function inOrder<R extends CheckingRecord>(record: R): R {
  return (readCheckingRecord(record) as R | undefined) ?? record;
}

/** The other way round, from what the schema has let through. */
export function checkingOf(written: Json | undefined): Checking {
  if (!written) return noChecking;
  const {
    profile,
    settings = {},
    waivers = [],
    rules = [],
  } = written as {
    profile?: string;
    settings?: Readonly<Record<string, unknown>>;
    waivers?: readonly object[];
    rules?: readonly unknown[];
  };
  const raw: unknown[] = [
    ...(profile === undefined ? [] : [{ is: 'profile', profile }]),
    ...Object.entries(settings).map(([rule, setting]) => ({ is: 'setting', rule, setting })),
    ...waivers.map((waiver) => ({ is: 'waiver', ...waiver })),
    ...rules.map((rule) => ({ is: 'rule', rule })),
  ];
  return new Map(
    raw.flatMap((each) => {
      const read = readCheckingRecord(each);
      return read ? [[checkingKey(read), read] as const] : [];
    }),
  );
}
