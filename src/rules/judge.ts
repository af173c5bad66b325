import type { Fault } from '#base/result.ts';
import { type OwnRule, type RuleSetting, type Settled, settledIn, type Waiver } from '#model/checking.ts';
import type { Design } from '#model/design.ts';
import { type Checker, createChecker } from './check.ts';
import type { CheckResult, Finding } from './finding.ts';
import { rules as allRules } from './index.ts';
import { type Profile, profileOf } from './profiles.ts';
import type { Rule } from './rule.ts';
import { rank, type Severity, severities } from './severity.ts';

/** What is said of a design once everything that people have settled is taken into account. */
export interface Judgement extends CheckResult {
  /** Findings that somebody has accepted, with the reason; they are in no other list. */
  readonly waived: readonly { readonly finding: Finding; readonly waiver: Waiver }[];
  /** Waivers of what is no longer found: mended, or gone. */
  readonly stale: readonly Waiver[];
  /** Own rules that can't be read, and why. */
  readonly faults: readonly Fault[];
}

/** A checker that knows waivers, settings, profile and own rules of each design that it is given. */
export interface Judge extends Checker {
  check(design: Design, options?: Parameters<Checker['check']>[1]): Judgement;
  /** The rules in use for the design checked last. */
  readonly rules: readonly Rule[];
}

export interface JudgeOptions {
  /** Ids of the rules in use, as an exercise names them: then the design's profile says nothing. All where nothing is said. */
  readonly rules?: readonly string[] | undefined;
  /** Severities that an exercise sets; what the design itself sets goes before them. */
  readonly settings?: Readonly<Record<string, RuleSetting>> | undefined;
  /** Instead of the profile that the design names. */
  readonly profile?: string | undefined;
  /** Rules of a team beside those in the design. */
  readonly ownRules?: readonly OwnRule[];
  /** Reads own rules (own/compile.ts); without it there are none. Given, so that pages without own rules need not load it. */
  readonly compile?: ((rules: readonly OwnRule[]) => { rules: readonly Rule[]; faults: readonly Fault[] }) | undefined;
}

export function createJudge(options: JudgeOptions = {}): Judge {
  return new SettledJudge(options);
}

class SettledJudge implements Judge {
  readonly #options: JudgeOptions;
  /** Of what the rules in use depend on. */
  #settled: Pick<Settled, 'profile' | 'settings' | 'ownRules'> | undefined;
  #checker: Checker = createChecker([]);
  #rules: readonly Rule[] = [];
  #faults: readonly Fault[] = [];
  #profile: Profile = profileOf(undefined);
  #last: { result: CheckResult; waivers: readonly Waiver[]; judgement: Judgement } | undefined;
  /** What was said of a finding, so that the same finding gives the same object. */
  #said = new WeakMap<Finding, Finding | 'nothing'>();

  constructor(options: JudgeOptions) {
    this.#options = options;
  }

  get rules(): readonly Rule[] {
    return this.#rules;
  }

  check(design: Design, options?: Parameters<Checker['check']>[1]): Judgement {
    const settled = settledIn(design.checking);
    this.#prepare(settled);
    const result = this.#checker.check(design, options);
    const last = this.#last;
    if (last && last.result === result && last.waivers === settled.waivers) return last.judgement;
    const judgement = this.#judge(result, settled.waivers);
    this.#last = { result, waivers: settled.waivers, judgement };
    return judgement;
  }

  edits: Checker['edits'] = (finding, fix, makeId) => this.#checker.edits(finding, fix, makeId);

  /** Chooses the rules anew where profile, settings or own rules have changed. */
  #prepare({ profile, settings: inDesign, ownRules }: Settled): void {
    const settings = new Map([...Object.entries(this.#options.settings ?? {}), ...inDesign]);
    const before = this.#settled;
    if (
      before &&
      before.profile === profile &&
      sameSettings(before.settings, settings) &&
      before.ownRules.length === ownRules.length
    )
      if (before.ownRules.every((rule, i) => rule === ownRules[i])) return;
    this.#settled = { profile, settings, ownRules };
    const named = this.#options.rules && new Set(this.#options.rules);
    this.#profile = named ? profileOf(undefined) : profileOf(this.#options.profile ?? profile);
    const own = this.#options.compile?.([...(this.#options.ownRules ?? []), ...ownRules]) ?? { rules: [], faults: [] };
    this.#faults = own.faults;
    const chosen = allRules.filter((rule) => (named ? named.has(rule.id) : this.#profile.has(rule)));
    const taken = new Set(allRules.map(({ id }) => id));
    const added = own.rules.filter(({ id }) => !taken.has(id) && taken.add(id));
    this.#rules = [...chosen, ...added].filter(({ id }) => settings.get(id) !== 'off');
    this.#checker = createChecker(this.#rules);
    this.#said = new WeakMap();
    this.#last = undefined;
  }

  #judge(result: CheckResult, waivers: readonly Waiver[]): Judgement {
    const settings = this.#settled?.settings ?? noSettings;
    const byKey = new Map(waivers.map((waiver) => [`${waiver.rule} ${waiver.at}`, waiver]));
    const used = new Set<Waiver>();
    const findings: Finding[] = [];
    const waived: Judgement['waived'][number][] = [];
    for (const found of result.findings) {
      const finding = this.#say(found, settings);
      if (!finding) continue;
      const waiver = byKey.get(`${finding.rule} ${finding.subject}`);
      if (waiver) {
        used.add(waiver);
        waived.push({ finding, waiver });
      } else findings.push(finding);
    }
    // Settings and profiles move findings among severities; within one they keep their order.
    findings.sort((a, b) => rank(a.severity) - rank(b.severity));
    const stale = waivers.filter((waiver) => !used.has(waiver));
    return { findings, questions: result.questions, waived, stale, faults: this.#faults };
  }

  #say(found: Finding, settings: ReadonlyMap<string, RuleSetting>): Finding | undefined {
    const known = this.#said.get(found);
    if (known) return known === 'nothing' ? undefined : known;
    const severity = this.#severityOf(found, settings.get(found.rule));
    const said = severity === undefined ? 'nothing' : severity === found.severity ? found : { ...found, severity };
    this.#said.set(found, said);
    return said === 'nothing' ? undefined : said;
  }

  /** A setting stands for the rule's own severity; what was milder or sterner than that stays so by as many steps. */
  #severityOf(found: Finding, setting: RuleSetting | undefined): Severity | undefined {
    const own = this.#rules.find(({ id }) => id === found.rule)?.severity;
    if (setting === undefined || setting === 'off' || own === undefined) return this.#profile.severity(found);
    const steps = rank(found.severity) - rank(own);
    const place = Math.min(Math.max(rank(setting) + steps, 0), severities.length - 1);
    // What rests on something that nobody has said is never an error.
    return severities[found.assumes.length > 0 ? Math.max(place, rank('warning')) : place];
  }
}

const noSettings: ReadonlyMap<string, RuleSetting> = new Map();

function sameSettings(a: ReadonlyMap<string, RuleSetting>, b: ReadonlyMap<string, RuleSetting>): boolean {
  return a === b || (a.size === b.size && [...a].every(([rule, setting]) => b.get(rule) === setting));
}
