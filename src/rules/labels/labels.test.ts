import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Id } from '#base/ids.ts';
import { products } from '#brokers/index.ts';
import { type Design, nameOf } from '#model/design.ts';
import { check } from '../check.ts';
import { designOf } from '../designs.testkit.ts';
import { ruleOf, rules } from '../index.ts';
import type { Severity } from '../severity.ts';

/** Something that a person has said of a design, at one of its elements or edges (README.md). */
interface Label {
  readonly rule: string;
  readonly at: Id;
  readonly reason: string;
}

/** A mistake. */
interface Mistake extends Label {
  readonly severity: Exclude<Severity, 'hint'>;
}

interface Labelled {
  readonly design: Design;
  readonly mistakes: readonly Mistake[];
  /** What looks wrong and is right. */
  readonly sound: readonly Label[];
  /** Lines that were meant as labels and can't be read. */
  readonly unread: readonly string[];
}

const files = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.sketch'))
  .sort();
const known = new Map<string, Severity>(rules.map(({ id, severity }) => [id, severity]));

/** Labels are comments, and what people say of a design must not change it: it is read without them. */
function labelled(file: string): Labelled {
  const text = readFileSync(join(import.meta.dirname, file), 'utf8');
  const lines = text.split('\n').filter((line) => /^\s*#[!=]/.test(line));
  const mistakes: Mistake[] = [];
  const sound: Label[] = [];
  const design = designOf(text);
  for (const { id: at, props } of [...design.elements.values(), ...design.edges.values()]) {
    for (const line of ('comment' in props ? props.comment : '').split('\n')) {
      const mistake = /^\s*! ([a-z-]+) (error|warning): (\S.*)$/.exec(line);
      if (mistake) {
        const [, rule = '', severity, reason = ''] = mistake;
        mistakes.push({ rule, severity: severity === 'error' ? 'error' : 'warning', at, reason });
      }
      const right = /^\s*= ([a-z-]+): (\S.*)$/.exec(line);
      if (right) sound.push({ rule: right[1] ?? '', at, reason: right[2] ?? '' });
    }
  }
  const read = mistakes.length + sound.length;
  const bare = text.split('\n').filter((line) => !/^\s*#[!=]/.test(line));
  return { design: designOf(bare.join('\n')), mistakes, sound, unread: read === lines.length ? [] : lines };
}

/** Every label and every finding in one pile each; what is left over was said by one side only. */
function compare({ design, mistakes }: Labelled) {
  const open = [...mistakes];
  const unlabelled: string[] = [];
  const findings = check(design).findings;
  const found = findings.filter(({ severity }) => severity !== 'hint');
  for (const { rule, severity, at, what } of found) {
    const i = open.findIndex((label) => label.at === at[0] && label.rule === rule && label.severity === severity);
    if (i < 0) unlabelled.push(`${rule} ${severity} at ${nameOf(design, at[0])}: ${what}`);
    else open.splice(i, 1);
  }
  const missed = open.map((label) => `${label.rule} ${label.severity} at ${nameOf(design, label.at)}: ${label.reason}`);
  return { found: found.length, hints: findings.length - found.length, unlabelled, missed };
}

const tally = { designs: 0, labels: 0, errors: 0, found: 0, agreed: 0, hints: 0, sound: 0 };
const labelledRules = new Set<string>();
const drawnProducts = new Set<string>();

describe.each(files)('%s', (file) => {
  const all = labelled(file);
  const { design, mistakes, sound, unread } = all;

  it('can be read, and is a design of some size with some mistakes', () => {
    expect(unread).toEqual([]);
    expect([...mistakes, ...sound].filter(({ rule }) => !known.has(rule)).map(({ rule }) => rule)).toEqual([]);
    expect(design.elements.size).toBeGreaterThanOrEqual(10);
    expect(design.elements.size).toBeLessThanOrEqual(60);
    expect(mistakes.length).toBeGreaterThanOrEqual(3);
    expect(mistakes.length).toBeLessThanOrEqual(12);
    for (const { rule } of mistakes) labelledRules.add(rule);
    for (const element of design.elements.values()) {
      if (element.kind === 'broker') drawnProducts.add(element.props.product);
    }
  });

  it('[L1] gives the errors and warnings that people have found, and no others', () => {
    const { found, hints, unlabelled, missed } = compare(all);
    tally.designs++;
    tally.labels += mistakes.length;
    tally.errors += mistakes.filter(({ severity }) => severity === 'error').length;
    tally.found += found;
    tally.agreed += found - unlabelled.length;
    tally.hints += hints;
    tally.sound += sound.length;
    expect({ unlabelled, missed }).toEqual({ unlabelled: [], missed: [] });
  });

  it('[L2] is not accused of what looks wrong and is right', () => {
    // Said where the rule looks at all: elsewhere the label would hold for nothing.
    const kindOf = (id: Id) => (design.elements.get(id) ?? design.edges.get(id))?.kind;
    const astray = sound.filter(({ rule, at }) => !ruleOf(rule)?.subject.some((kind) => kind === kindOf(at)));
    expect(astray.map(({ rule, at }) => `${rule} at ${nameOf(design, at)}`)).toEqual([]);
    const found = check(design).findings.filter(({ severity }) => severity !== 'hint');
    const accused = sound.filter(({ rule, at }) => found.some((finding) => finding.rule === rule && finding.at[0] === at));
    expect(accused.map(({ rule, at, reason }) => `${rule} at ${nameOf(design, at)}: ${reason}`)).toEqual([]);
  });
});

describe('all of them', () => {
  it('[L3] hold a label of every rule that can say more than a hint, and every product', () => {
    expect(files.length).toBeGreaterThanOrEqual(30);
    const harmless = rules.filter(({ severity }) => severity === 'hint').map(({ id }) => id);
    expect([...known.keys()].filter((id) => !labelledRules.has(id) && !harmless.includes(id))).toEqual([]);
    expect(products.map(({ product }) => product).filter((product) => !drawnProducts.has(product))).toEqual([]);
  });

  afterAll(() => {
    const { designs, labels, errors, found, agreed, hints, sound } = tally;
    const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole).toFixed(4);
    console.log(
      `${designs} designs, ${labels} labels (${errors} errors), ${sound} things that look wrong and are right, ${hints} hints\n` +
        `label_precision ${share(agreed, found)}\nlabel_recall ${share(agreed, labels)}`,
    );
  });
});
