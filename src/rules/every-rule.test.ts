import { describe, expect, it } from 'vitest';
import { countingIds } from '#base/ids.ts';
import { applyEdits } from '#model/edit.ts';
import { check, createChecker, inUse } from './check.ts';
import { designOf } from './designs.testkit.ts';
import { faults, invariants } from './faults.ts';
import { ruleOf, rules } from './index.ts';
import { rulePage, rulePageMarkdown } from './page.ts';
import { categories, type Rule } from './rule.ts';

/** Files of rules, by path: ./keys/key-missing-for-order.ts. */
const files = Object.keys(
  import.meta.glob([
    './*/*.ts',
    '!./helpers/*',
    '!./fit/*',
    '!./own/*',
    '!./concepts/*',
    '!./**/*.{test,testkit}.ts',
    '!./**/index.ts',
  ]),
);

/** The rules that its examples are checked with, and what it finds itself. */
const idsWith = ({ id, examples }: Rule) => [id, ...(examples.with ?? [])];
const ownFindings = (rule: Rule, sketch: string) =>
  check(designOf(sketch), { rules: idsWith(rule) }).findings.filter((finding) => finding.rule === rule.id);

describe('the registry', () => {
  it('[R1] lists every rule of the folder, each in the folder of its category and under its own name', () => {
    expect(rules.map(({ id, category }) => `./${category}/${id}.ts`).sort()).toEqual(files.sort());
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it('finds a rule by its id', () => {
    expect(ruleOf('dual-write')?.id).toBe('dual-write');
    expect(ruleOf('no-such-rule')).toBeUndefined();
  });

  it('[R1] keeps the rules of a category together, in the order of the categories', () => {
    const places = rules.map(({ category }) => Object.keys(categories).indexOf(category));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
});

for (const rule of rules) {
  describe(rule.id, () => {
    it('[R2] has a page that says everything', () => {
      for (const text of [rule.title, rule.summary, rule.why]) expect(text).toMatch(/^[A-Z]/);
      for (const text of [rule.summary, rule.why, ...rule.mend, ...rule.notWhen]) expect(text).toMatch(/[.?]$/);
      expect(rule.mend.length).toBeGreaterThan(0);
      expect(rule.notWhen.length).toBeGreaterThan(0);
      expect(rule.sources.length).toBeGreaterThan(0);
      expect(JSON.stringify(rule.sources)).not.toMatch(/SEED|undefined/);
      expect(rule.examples.bad.length).toBeGreaterThanOrEqual(2);
      expect(rule.examples.good.length).toBeGreaterThanOrEqual(2);
      expect(rulePage(rule).bad[0]?.sketch).toBe(rule.examples.bad[0]?.sketch);
      expect(rulePageMarkdown(rule)).toContain(`# ${rule.title}`);
    });

    it('[R3] says what a rehearsal shows, or why it shows nothing', () => {
      const { behavioural } = rule;
      if ('not' in behavioural) expect(behavioural.not).toMatch(/^[A-Z].*\.$/);
      else {
        for (const name of behavioural.invariants) expect(invariants).toHaveProperty([name]);
        for (const name of behavioural.faults) expect(faults[name].plays.length).toBeGreaterThan(0);
      }
    });

    it('[R4] shows its own severity in an example, and each fix in one', () => {
      const found = rule.examples.bad.flatMap(({ sketch }) => ownFindings(rule, sketch));
      expect(found.map(({ severity }) => severity)).toContain(rule.severity);
      const offered = new Set(found.flatMap(({ fixes }) => fixes.map(({ id }) => id)));
      // What a drawing in the notation cannot hold (an arrow to something deleted) has a test of its own.
      const elsewhere = rule.id === 'reference-broken' ? ['remove-edge'] : rule.id === 'edge-not-allowed' ? ['turn-round'] : [];
      expect([...offered, ...elsewhere].sort()).toEqual(expect.arrayContaining(rule.fixes.map(({ id }) => id).sort()));
    });

    for (const { name, sketch, expects = [{ severity: rule.severity }] } of rule.examples.bad) {
      it(`[R5] finds: ${name}`, () => {
        const found = ownFindings(rule, sketch);
        expect(
          found.map(({ severity }) => severity),
          found.map(({ what }) => what).join('\n'),
        ).toEqual(expects.map(({ severity }) => severity));
        expects.forEach(({ what }, i) => {
          if (what !== undefined) expect(found[i]?.what).toBe(what);
        });
        for (const { what, why, next, at } of found) {
          for (const text of [what, why, next]) {
            expect(text).toMatch(/^[\p{Lu}“].*[.?]$/u);
            expect(text).not.toMatch(/undefined|null|NaN|\[object|\s{2}|\bn\d+\b/);
          }
          const design = designOf(sketch);
          for (const id of at) expect(design.elements.has(id) || design.edges.has(id), id).toBe(true);
        }
      });

      it(`[R6] mends: ${name}`, () => {
        const design = designOf(sketch);
        const checker = createChecker(inUse(idsWith(rule)));
        const findings = checker.check(design).findings.filter((finding) => finding.rule === rule.id);
        for (const finding of findings) {
          expect(finding.fixes.length, finding.what).toBeGreaterThan(0);
          for (const { id, title } of finding.fixes) {
            expect(title).toMatch(/^[\p{Lu}“].*[^.]$/u);
            expect(title).not.toMatch(/undefined|\s{2}/);
            checker.check(design);
            const edits = checker.edits(finding, id, countingIds('fix'));
            const mended = applyEdits(design, edits);
            expect(mended, title).not.toBe(design);
            expect(
              checker.check(mended).findings.map(({ key }) => key),
              title,
            ).not.toContain(finding.key);
            expect(check(mended, { rules: ['edge-not-allowed', 'reference-broken'] }).findings.length, title).toBeLessThanOrEqual(
              check(design, { rules: ['edge-not-allowed', 'reference-broken'] }).findings.length,
            );
          }
        }
      });
    }

    for (const { name, sketch } of rule.examples.good) {
      it(`[R5] is silent: ${name}`, () => {
        const findings = ownFindings(rule, sketch);
        expect(findings.map(({ severity, what }) => `${severity}: ${what}`)).toEqual([]);
      });
    }
  });
}
