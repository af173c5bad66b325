import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { validator } from '#base/validate.ts';
import { readers } from '#canvas/contract/readers.ts';
import { stencilOf } from '#canvas/stencils.ts';
import type { TableRow } from '#contracts/table.ts';
import { type Box, boxOf, contains, grid, touches } from '#drawing/geometry.ts';
import { type Design, type Element, nameOf, standsIn } from '#model/design.ts';
import { parseSketch } from '#model/sketch/parse.ts';
import { check } from '#rules/check.ts';
import { rules } from '#rules/index.ts';
import { type Exercise, exerciseLimits, exerciseSchema, readExercise } from '#wire/exercise.ts';

const templates = import.meta.dirname;
const validate = validator<Exercise>(exerciseSchema);

const folders = readdirSync(templates, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** So far apart stand two elements, in canvas units, so that arrows and their labels find room between them. */
const gap = 60;

it('finds exercises', () => {
  expect(folders).toContain('uberbeats-0.1');
});

describe.each(folders)('%s', (folder) => {
  const path = (...parts: string[]) => join(templates, folder, ...parts);
  const text = (...parts: string[]) => readFileSync(path(...parts), 'utf8');
  const bytes = (...parts: string[]) => statSync(path(...parts)).size;
  const sketchesIn = (part: string) => readdirSync(path(part)).map((file) => `${part}/${file}`);
  const solutions = sketchesIn('solutions');
  const traps = sketchesIn('traps');
  const sketches = ['starter.sketch', ...solutions, ...traps];

  let exercise: Exercise;
  beforeAll(() => {
    const read = readExercise(JSON.parse(text('exercise.json')), validate);
    expect(read).toMatchObject({ ok: true });
    if (read.ok) exercise = read.value;
  });

  it('is named like its folder, and holds only what an exercise consists of', () => {
    expect(exercise.id).toBe(folder);
    expect(readdirSync(path()).sort()).toEqual([
      'brief.md',
      'debrief.md',
      'exercise.json',
      'solutions',
      'starter.sketch',
      'traps',
    ]);
    expect([...solutions, ...traps].filter((file) => !file.endsWith('.sketch'))).toEqual([]);
    expect(solutions.length).toBeGreaterThanOrEqual(2);
    expect(traps.length).toBeGreaterThanOrEqual(2);
  });

  it('keeps within the limits of size', () => {
    expect(bytes('exercise.json')).toBeLessThanOrEqual(exerciseLimits.exercise);
    expect(bytes('brief.md')).toBeLessThanOrEqual(exerciseLimits.brief);
    expect(bytes('debrief.md')).toBeLessThanOrEqual(exerciseLimits.debrief);
    for (const file of sketches) expect(bytes(file), file).toBeLessThanOrEqual(exerciseLimits.sketch);
  });

  it('names rules and stencils that exist', () => {
    const known = new Set<string>(rules.map((rule) => rule.id));
    expect(exercise.rules.filter((id) => !known.has(id))).toEqual([]);
    expect(exercise.palette.filter((id) => stencilOf(id) === undefined)).toEqual([]);
  });

  it('offers a stencil for every kind that its designs are made of', () => {
    const offered = new Set<string>(exercise.palette.map((id) => stencilOf(id)?.kind ?? id));
    for (const file of sketches) {
      const kinds = new Set([...designOf(text(file)).elements.values()].map((element) => element.kind));
      expect(
        [...kinds].filter((kind) => !offered.has(kind)),
        file,
      ).toEqual([]);
    }
  });

  it('opens with a starter that has no error', () => {
    expect(shown(designOf(text('starter.sketch')), exercise).filter((finding) => finding.endsWith(' error'))).toEqual([]);
  });

  it.each(solutions)('%s says its trade-off, and has no error and no warning', (file) => {
    expect(text(file)).toMatch(/^# Trade-off: \S.{40,}\.\n/);
    expect(shown(designOf(text(file)), exercise).filter((finding) => !finding.endsWith(' hint'))).toEqual([]);
  });

  it.each(traps)('%s shows exactly what its header names', (file) => {
    const header = text(file);
    const named = header.match(/^# shows:.*$/gm) ?? [];
    expect(named.filter((line) => !/^# shows: [a-z-]+ at "[^"]+" (?:error|warning|hint)$/.test(line))).toEqual([]);
    expect(header).toMatch(/^# Trap: \S/);
    expect(named.length).toBeGreaterThan(0);
    expect(shown(designOf(header), exercise)).toEqual(named.map((line) => line.slice('# shows: '.length)).sort());
  });

  it.each(sketches)('%s stands on the grid, with room between its elements and frames around their own', (file) => {
    const design = designOf(text(file));
    const elements = [...design.elements.values()];
    for (const element of elements) {
      const at = design.positions.get(element.id);
      const size = design.sizes.get(element.id);
      expect(at, `place of ${element.props.name}`).toBeDefined();
      if (element.kind === 'context') expect(size, `size of ${element.props.name}`).toBeDefined();
      expect(
        [...(at ?? []), ...(size ?? [])].filter((n) => n % grid !== 0),
        `grid of ${element.props.name}`,
      ).toEqual([]);
    }
    const clashes = elements.flatMap((a, i) => elements.slice(i + 1).flatMap((b) => clash(design, a, b)));
    expect(clashes).toEqual([]);
  });

  it.each(sketches)('%s says the same in its schema texts and in the tables of fields beside them', (file) => {
    for (const element of designOf(text(file)).elements.values()) {
      if (element.kind !== 'contract') continue;
      for (const { version, format, text: schema, fields } of element.props.versions) {
        if (schema === '') continue;
        const row = ({ name, type, required, default: otherwise }: Row) => [name, type, required, otherwise].join(' ');
        expect(rowsOf(format, schema).map(row), `${element.props.name} ${version}`).toEqual(fields.map(row));
      }
    }
  });

  it('does not give answers away in what students can read', () => {
    const namesIn = (file: string) =>
      [...designOf(text(file)).elements.values()]
        .filter((element) => element.kind === 'contract')
        .map((element) => element.props.name);
    const given = new Set(namesIn('starter.sketch'));
    const answers = [...solutions, ...traps].flatMap(namesIn).filter((name) => !given.has(name));
    expect(answers.length).toBeGreaterThan(0);
    for (const file of ['brief.md', 'exercise.json', 'starter.sketch']) {
      expect(
        [...new Set(answers)].filter((name) => text(file).includes(name)),
        file,
      ).toEqual([]);
      expect(text(file), file).not.toMatch(/solutions\/|traps\/|debrief/);
    }
  });
});

function designOf(sketch: string): Design {
  const read = parseSketch(sketch);
  if (!read.ok) throw new Error(read.faults.map((fault) => `${fault.line}:${fault.column} ${fault.message}`).join('\n'));
  return read.value;
}

type Row = Pick<TableRow, 'name' | 'type' | 'default'> & { readonly required: string };

/** The table that the contract view makes from a schema text. */
function rowsOf(format: string, schema: string): readonly Row[] {
  const reader = readers[format as keyof typeof readers];
  if (!reader) throw new Error(`No schema text is read in the format ${format}.`);
  const read = reader.read(schema);
  if (!read.ok) throw new Error(read.faults.map((fault) => `${fault.line}:${fault.column} ${fault.message}`).join('\n'));
  return reader.fields(read.value).rows;
}

/** What the exercise's rules find, as in a trap's header: `rule at "element" severity`. */
function shown(design: Design, exercise: Exercise): string[] {
  return check(design, { rules: exercise.rules })
    .findings.map((finding) => `${finding.rule} at "${nameOf(design, finding.at[0])}" ${finding.severity}`)
    .sort();
}

function clash(design: Design, a: Element, b: Element): string[] {
  const [boxA, boxB] = [boxOf(design, a.id), boxOf(design, b.id)];
  if (!boxA || !boxB) return [];
  if (standsIn(design, b.id, a.id)) return contains(boxA, boxB) ? [] : [`${b.props.name} juts out of ${a.props.name}`];
  if (standsIn(design, a.id, b.id)) return contains(boxB, boxA) ? [] : [`${a.props.name} juts out of ${b.props.name}`];
  const framed = a.kind === 'context' || b.kind === 'context';
  return touches(boxA, framed ? boxB : widened(boxB)) ? [`${a.props.name} is too near to ${b.props.name}`] : [];
}

function widened(box: Box): Box {
  return { x: box.x - gap, y: box.y - gap, width: box.width + 2 * gap, height: box.height + 2 * gap };
}
