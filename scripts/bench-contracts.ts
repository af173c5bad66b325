/**
 * How far the verdicts on schemas agree with tables of public cases, and how long one comparison takes. Run with
 * `npm run bench:contracts [-- folder]`. The tables are read where they lie and are no part of the project; without the
 * folder there is nothing to measure, and that is said. Profiles disagree on purpose: they are never summed up.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { check, type Mode, type Version } from '#contracts/policy.ts';
import { isSemantic, ruleTable, witnessTime } from './bench-contracts/json-schema.ts';
import { type Case, type Judge, judges, sameReasons } from './bench-contracts/judges.ts';
import { percentile } from './bench-contracts/percentile.ts';
import { sixtyFields } from './bench-contracts/sixty-fields.ts';

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../../shared/corpus/compat'));
const shown = process.argv.includes('--misses');
const figures: Record<string, number> = {};
/** How long each search for a counterexample took, of the pairs that the rules find incompatible. */
const searches: number[] = [];

if (existsSync(folder)) {
  Object.assign(figures, ruleTable(folder));
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort())
    measure(join(folder, file));
  console.log(`search for a counterexample: ${searches.length} pairs that the rules find incompatible`);
  if (searches.length > 0) figures['witness_ms_p95'] = percentile(searches, 0.95);
} else {
  console.log(`SKIPPED: there are no tables in ${folder}; name their folder as the argument.`);
}
Object.assign(figures, sixtyFields());
console.log(JSON.stringify({ bench: 'contracts', figures }));

function measure(file: string): void {
  const table = basename(file, '.jsonl');
  const cases = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case);
  const counted = cases.filter((each) => each.suspect === undefined);
  const judging = judges.filter((judge) => counted.some((each) => judge.format === each.format && judge.judges(each)));
  if (judging.length === 0) console.log(`${table}: ${counted.length} cases, and nobody here judges them`);
  for (const judge of judging) {
    const groups = new Map<string, { agree: number; total: number }>();
    const sum = { agree: 0, total: 0 };
    const wrong = { compatible: 0, incompatible: 0 };
    for (const each of counted.filter((one) => judge.format === one.format && judge.judges(one))) {
      const expected = judge.lenient ? (each.expect_lenient ?? each.expect) : each.expect;
      const said = verdict(judge, each);
      const agrees = said === expected;
      if (!agrees && said !== 'unreadable') wrong[said]++;
      const group = groups.get(each.profile) ?? { agree: 0, total: 0 };
      groups.set(each.profile, group);
      for (const count of [group, sum]) {
        count.total++;
        if (agrees) count.agree++;
      }
      if (!agrees && shown) console.log(`  ${each.id} (${judge.name}) expected ${expected}`);
    }
    for (const [profile, { agree, total }] of groups) {
      console.log(`${table}, ${profile}, ${judge.name}: ${agree}/${total} agree`);
    }
    figures[`${table}_${judge.figure}agree_ratio`] = Number((sum.agree / sum.total).toFixed(4));
    // Where a table says what is so, it matters which way a judge errs: one breaks readers, the other only holds people up.
    if (judge.format === 'json-schema' && counted.some(isSemantic)) {
      console.log(`${table}, ${judge.name}: ${wrong.compatible} falsely compatible, ${wrong.incompatible} falsely incompatible`);
      figures[`${table}_${judge.figure}false_compatible`] = wrong.compatible;
      figures[`${table}_${judge.figure}false_incompatible`] = wrong.incompatible;
    }
  }
  for (const each of counted) {
    const time = witnessTime(each);
    if (time !== undefined) searches.push(time);
  }
  measureReasons(table, counted);
}

/** Not only that a pair fails, but why and where. */
function measureReasons(table: string, cases: readonly Case[]): void {
  const failing = cases.filter((each) => each.expect === 'incompatible');
  const answers = failing.map((each) => ({ id: each.id, same: sameReasons(each) })).filter(({ same }) => same !== undefined);
  if (answers.length === 0) return;
  const agree = answers.filter(({ same }) => same).length;
  console.log(`${table}, reasons and places: ${agree}/${answers.length} agree`);
  if (shown) for (const { id, same } of answers) if (!same) console.log(`  ${id} (reasons and places)`);
  figures[`${table}_reasons_agree_ratio`] = Number((agree / answers.length).toFixed(4));
}

/** The verdict of the mode that a case asks for; a text that cannot be read agrees with nothing. */
function verdict(judge: Judge, each: Case): 'compatible' | 'incompatible' | 'unreadable' {
  let unreadable = false;
  const texts = each.history ?? [each.before];
  const version = (text: unknown, id: number, imports: unknown): Version<{ text: unknown; imports: unknown }> => ({
    id: `v${id}`,
    format: judge.id,
    schema: { text, imports },
  });
  const earlier = texts.map((text, index) => version(text, index + 1, each.before_imports));
  const candidate = version(each.after, texts.length + 1, each.after_imports);
  const failing = check(each.mode as Mode, earlier, candidate, (before, after) => {
    const reads = judge.reads(each, before.schema, after.schema);
    if (reads === undefined) unreadable = true;
    return reads === false ? [{ rule: 'REFUSED', compatible: false, message: 'The reader cannot read it.' }] : [];
  });
  return unreadable ? 'unreadable' : failing.length === 0 ? 'compatible' : 'incompatible';
}
