import { type Fault, failure, type Result, success } from '#base/result.ts';
import { list, nearest } from '#base/text.ts';
import type { OwnRule } from '#model/checking.ts';
import type { Design } from '#model/design.ts';
import { applyEdits } from '#model/edit.ts';
import { causesOf, foldAll } from '#rules/fold.ts';
import { ruleOf, rules } from '#rules/index.ts';
import { createJudge, type Judge, type Judgement } from '#rules/judge.ts';
import { compileOwnRules } from '#rules/own/compile.ts';
import { readOwnRules } from '#rules/own/file.ts';
import { rulePageMarkdown } from '#rules/page.ts';
import { profiles } from '#rules/profiles.ts';
import type { Rule } from '#rules/rule.ts';
import { rank, severities } from '#rules/severity.ts';
import { designFrom, filesIn, type Read, readDesign, written } from '../designs.ts';
import type { ExitCode, Io } from '../io.ts';
import { type Given, oneOf, readOptions } from '../options.ts';
import { githubReport } from '../report/github.ts';
import { jsonReport } from '../report/json.ts';
import { junitReport } from '../report/junit.ts';
import type { CheckReport, FileReport, Reporter } from '../report/report.ts';
import { sarifReport } from '../report/sarif.ts';
import { textReport } from '../report/text.ts';

const reporters: Readonly<Record<string, Reporter>> = {
  text: textReport,
  json: jsonReport,
  sarif: sarifReport,
  junit: junitReport,
  github: githubReport,
};
const formats = Object.keys(reporters);
const thresholds = [...severities, 'never'] as const;

export const checkHelp = `millrace check FILES|FOLDERS [options]

Checks designs (*.millrace.json) and sketches (*.sketch) against the rules of event-driven design.

  --format ${formats.join('|')}   how to report (text)
  --fail-on ${thresholds.join('|')}   from which severity on to exit with 1 (error)
  --profile ${profiles.map(({ id }) => id).join('|')}
                       which rules are in use (the design’s own choice, else architect)
  --rules FILE         rules of your own, as JSON: {"rules": [ … ]}
  --base REV|FILE      report only what is new against a git revision or another file
  --fix                apply safe fixes and write the files
  --explain RULE       print what a rule looks for, why, and how to mend it

Exit: 0 nothing to object to, 1 something is, 2 the question could not be answered.`;

const options = {
  format: { type: 'string' },
  'fail-on': { type: 'string' },
  profile: { type: 'string' },
  rules: { type: 'string' },
  base: { type: 'string' },
  fix: { type: 'boolean' },
  explain: { type: 'string' },
} as const;

export function check(args: readonly string[], io: Io): ExitCode {
  const given = readOptions(args, options);
  if (!given.ok) return refused(io, given.faults);
  const rule = given.value.values.explain;
  if (typeof rule === 'string') return explain(rule, given.value, io);
  const asked = questionOf(given.value, io);
  if (!asked.ok) return refused(io, asked.faults);
  const { report, faults } = answer(asked.value, io);
  io.out((reporters[asked.value.format] as Reporter)(report, { colours: io.colours }));
  if (faults.length > 0) return refused(io, faults);
  const { failOn } = asked.value;
  const failing = report.files.some(({ findings }) =>
    findings.some(({ finding }) => failOn !== 'never' && rank(finding.severity) <= rank(failOn)),
  );
  return failing ? 1 : 0;
}

interface Asked {
  readonly files: readonly string[];
  readonly format: string;
  readonly failOn: (typeof thresholds)[number];
  readonly profile: string | undefined;
  readonly ownRules: readonly OwnRule[];
  readonly base: string | undefined;
  readonly fix: boolean;
}

function questionOf(given: Given, io: Io): Result<Asked> {
  const { values, names } = given;
  const format = oneOf(given, 'format', formats, 'text');
  const failOn = oneOf(given, 'fail-on', thresholds, 'error');
  const profile =
    values.profile === undefined
      ? success(undefined)
      : oneOf(
          given,
          'profile',
          profiles.map(({ id }) => id),
          'architect',
        );
  const own = typeof values.rules === 'string' ? ownRulesIn(values.rules, io) : success([]);
  const files =
    names.length === 0
      ? failure({ message: 'Name files or folders to check: millrace check designs/ (or - for standard input).' })
      : filesIn(io, names);
  if (!format.ok || !failOn.ok || !profile.ok || !own.ok || !files.ok)
    return failure(...[format, failOn, profile, own, files].flatMap((each) => (each.ok ? [] : each.faults)));
  return success({
    files: files.value,
    format: format.value,
    failOn: failOn.value,
    profile: profile.value,
    ownRules: own.value,
    base: typeof values.base === 'string' ? values.base : undefined,
    fix: values.fix === true,
  });
}

function ownRulesIn(path: string, io: Io): Result<readonly OwnRule[]> {
  const text = io.read(path);
  return text === undefined
    ? failure({ message: `${path}: there is no such file, or it can’t be read.` })
    : readOwnRules(path, text);
}

function answer(asked: Asked, io: Io): { readonly report: CheckReport; readonly faults: readonly Fault[] } {
  const { profile, ownRules, base } = asked;
  const judgeOf = () => createJudge({ profile, ownRules, compile: compileOwnRules });
  const files: FileReport[] = [];
  const faults: Fault[] = [];
  const inUse = new Map<string, Rule>();
  for (const path of asked.files) {
    const read = readDesign(io, path);
    if (!read.ok) {
      faults.push(...read.faults);
      continue;
    }
    const known = base === undefined ? success(undefined) : keysAt(base, path, io, judgeOf());
    if (!known.ok) {
      faults.push(...known.faults);
      continue;
    }
    const judge = judgeOf();
    const fixed = asked.fix ? fixSafely(read.value, judge, io) : { read: read.value, fixes: 0 };
    const judgement = judge.check(fixed.read.design);
    faults.push(...judgement.faults.map(({ message }) => ({ message: `${path}: ${message}` })));
    files.push(reportOf(fixed.read, judgement, judge, known.value, fixed.fixes));
    for (const rule of judge.rules) inUse.set(rule.id, rule);
  }
  return { report: { files, rules: [...inUse.values()], base }, faults };
}

function reportOf(
  read: Read,
  judgement: Judgement,
  judge: Judge,
  known: ReadonlySet<string> | undefined,
  fixed: number,
): FileReport {
  const { path, design, placeOf } = read;
  const findings = judgement.findings.filter(({ key }) => !known?.has(key));
  const causes = causesOf(foldAll(design, judgement.findings, judge));
  const shown = new Set(findings.map(({ key }) => key));
  return {
    path,
    findings: findings.map((finding) => {
      const cause = causes.get(finding.key);
      const place = placeOf(finding.at[0]) ?? placeOf(finding.subject);
      return { finding, place, causedBy: cause !== undefined && shown.has(cause) ? cause : undefined };
    }),
    waived: judgement.waived.map(({ finding, waiver }) => ({ finding, place: placeOf(finding.at[0]), waiver })),
    stale: judgement.stale,
    openQuestions: judgement.questions.reduce((sum, { properties }) => sum + properties.length, 0),
    fixed,
  };
}

/** Keys of what was found before: in another file, or in this file at a revision; nothing where it did not exist yet. */
function keysAt(base: string, path: string, io: Io, judge: Judge): Result<ReadonlySet<string>> {
  const asFile = io.look(base) === 'file';
  const text = asFile ? io.read(base) : io.atRevision(base, path);
  if (text === undefined) {
    if (io.atRevision(base, '') === undefined)
      return failure({ message: `--base ${base}: is neither a file nor a revision that git knows here.` });
    return success(new Set());
  }
  const before = designFrom(asFile ? base : path, text);
  if (!before.ok) return failure(...before.faults.map(({ message }) => ({ message: `${base}: ${message}` })));
  return success(new Set(judge.check(before.value.design).findings.map(({ key }) => key)));
}

/** More rounds than any chain of fixes needs. */
const mostRounds = 50;

function fixSafely(read: Read, judge: Judge, io: Io): { readonly read: Read; readonly fixes: number } {
  let design: Design = read.design;
  let fixes = 0;
  for (let round = 0; round < mostRounds; round++) {
    const next = judge
      .check(design)
      .findings.flatMap((finding) => finding.fixes.filter(({ kind }) => kind === 'safe').map(({ id }) => ({ finding, id })))
      .map(({ finding, id }) => applyEdits(design, judge.edits(finding, id, io.makeId)))
      .find((mended) => mended !== design);
    if (!next) break;
    design = next;
    fixes++;
  }
  if (fixes === 0) return { read, fixes };
  const text = written(design, read.form);
  if (read.path === '-') return { read: { ...read, design }, fixes };
  io.write(read.path, text);
  const again = designFrom(read.path, text);
  return { read: again.ok ? again.value : { ...read, design }, fixes };
}

function explain(id: string, { values }: Given, io: Io): ExitCode {
  const own = typeof values.rules === 'string' ? ownRulesIn(values.rules, io) : success<readonly OwnRule[]>([]);
  if (!own.ok) return refused(io, own.faults);
  const rule = ruleOf(id) ?? compileOwnRules(own.value).rules.find((each) => each.id === id);
  if (!rule) {
    const near = nearest(
      id,
      rules.map((each) => each.id),
    );
    const hint = near ? `: did you mean ${near}?` : `; there are ${list(rules.map((each) => each.id))}.`;
    return refused(io, [{ message: `There is no rule ${id}${hint}` }]);
  }
  io.out(rulePageMarkdown(rule));
  return 0;
}

function refused(io: Io, faults: readonly Fault[]): ExitCode {
  for (const { message } of faults) io.err(`millrace: ${message}\n`);
  return 2;
}
