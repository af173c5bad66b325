import { describe, expect, it } from 'vitest';
import type { CheckingRecord, OwnRule } from '#model/checking.ts';
import type { Design } from '#model/design.ts';
import { applyEdits } from '#model/edit.ts';
import { designOf } from '../designs.testkit.ts';
import { createJudge, type Judgement } from '../judge.ts';
import { sketch } from '../sketch.ts';
import { compileOwnRules } from './compile.ts';

const settle = (design: Design, ...records: CheckingRecord[]): Design =>
  applyEdits(
    design,
    records.map((record) => ({ op: 'settle', record })),
  );
const said = ({ findings }: Judgement) => findings.map(({ rule, severity }) => `${severity} ${rule}`);
const shop = designOf(sketch`
  service shop
  store orders-db relational
  topic orders
  shop -> orders-db
  shop -> orders (atomicity none)
`);

const named: OwnRule = {
  id: 'acme/topic-names',
  title: 'Topic names',
  summary: 'Names of topics are in kebab case.',
  why: 'The platform refuses others.',
  severity: 'warning',
  subjects: ['channel'],
  when: '!it.name.fits("^[a-z]+(-[a-z]+)*$")',
  what: '“{it.name}” is not in kebab case.',
  next: 'Rename it.',
};

describe('own rules', () => {
  const judge = () => createJudge({ rules: [], compile: compileOwnRules });

  it('[O1] [O3] find what they look for, with the words of their authors', () => {
    const design = designOf(sketch`
      topic Orders_In
      topic order-events
    `);
    const judged = judge().check(settle(design, { is: 'rule', rule: named }));
    expect(judged.findings.map(({ rule, what }) => [rule, what])).toEqual([
      ['acme/topic-names', '“Orders_In” is not in kebab case.'],
    ]);
  });

  it('[O1] see the ends of an edge, and the broker of a channel', () => {
    const rule: OwnRule = {
      ...named,
      subjects: ['consumes'],
      when: 'from.broker.product == "kafka" && it.group == "" && to.kind == "service"',
      what: '“{to.name}” reads “{from.name}” without a group.',
    };
    const design = designOf(sketch`
      broker main kafka
      topic orders on main
      service billing
      orders -> billing
    `);
    expect(
      judge()
        .check(settle(design, { is: 'rule', rule }))
        .findings.map(({ what }) => what),
    ).toEqual(['“billing” reads “orders” without a group.']);
  });

  it('[O5] are one step milder where they rest on something that nobody has said', () => {
    const rule: OwnRule = { ...named, severity: 'error', when: 'it.partitions == "?"', what: 'Unsaid.', next: 'Say it.' };
    const design = designOf(sketch`
      topic orders
    `);
    expect(said(judge().check(settle(design, { is: 'rule', rule })))).toEqual(['warning acme/topic-names']);
  });

  it('[O1] compare durations in seconds', () => {
    const rule: OwnRule = { ...named, when: 'it.retention < 7 * 86400', what: 'Short.', next: 'Longer.' };
    const design = designOf(sketch`
      topic short (retention 1d)
      topic long (retention 7d)
    `);
    expect(judge().check(settle(design, { is: 'rule', rule })).findings.length).toBe(1);
  });

  it('[O2] [O4] that can’t be read are named with their place, and the others are used', () => {
    const wrong: OwnRule = { ...named, id: 'acme/wrong', when: 'it.name ==' };
    const slow: OwnRule = { ...named, id: 'acme/slow', when: 'it.name.matches("(a+)+$")' };
    const design = designOf(sketch`
      topic Orders_In
    `);
    const judged = judge().check(
      settle(design, { is: 'rule', rule: named }, { is: 'rule', rule: wrong }, { is: 'rule', rule: slow }),
    );
    expect(judged.findings.length).toBe(1);
    expect(judged.faults.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^The rule “acme\/slow”, “when”: .*“fits”.*\(line 1, column 8\)\.$/),
      expect.stringMatching(/^The rule “acme\/wrong”, “when”: .*\(line 1, column \d+\)\.$/),
    ]);
  });

  it('[O2] are matched in linear time', () => {
    const rule: OwnRule = { ...named, when: 'it.name.fits("^(a+)+$")', what: 'All a.', next: 'Rename.' };
    const design = applyEdits(
      designOf(sketch`
        topic t
      `),
      [],
    );
    const [channel] = design.elements.values();
    const long = applyEdits(design, [{ op: 'set', id: channel?.id ?? '', path: ['name'], value: `${'a'.repeat(60)}!` }]);
    expect(judge().check(settle(long, { is: 'rule', rule })).findings).toEqual([]);
  });

  it('[O6] can’t take the place of a rule of the catalogue', () => {
    const rule: OwnRule = { ...named, id: 'dual-write' };
    expect(
      said(createJudge({ rules: ['dual-write'], compile: compileOwnRules }).check(settle(shop, { is: 'rule', rule }))),
    ).toEqual(['error dual-write']);
  });

  it('[O4] say nothing where an expression asks for what is not there', () => {
    const rule: OwnRule = { ...named, when: 'it.colour == "red"' };
    const design = designOf(sketch`
      topic orders
    `);
    expect(judge().check(settle(design, { is: 'rule', rule }))).toMatchObject({ findings: [], faults: [] });
  });

  it('[O7] are no longer than anybody needs', () => {
    const rule: OwnRule = { ...named, when: Array.from({ length: 120 }, () => 'true').join(' && ') };
    const design = designOf(sketch`
      topic orders
    `);
    expect(
      judge().check(settle(design, { is: 'rule', rule: { ...rule, when: `${rule.when} && ${rule.when} && ${rule.when}` } }))
        .faults.length,
    ).toBe(1);
  });
});
