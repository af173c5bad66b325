import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from '#base/order.ts';
import { type Fault, failure, type Result, success } from '#base/result.ts';
import { validator } from '#base/validate.ts';
import { type Exercise, exerciseSchema, readExercise } from '#wire/exercise.ts';

/** A text that only instructors may read. */
export interface SecretText {
  /** The name of its file, without its ending. */
  readonly name: string;
  readonly text: string;
}

/** What stands in a folder of `templates/`, as the server needs it. */
export interface Template {
  readonly exercise: Exercise;
  readonly starter: string;
  readonly solutions: readonly SecretText[];
  readonly traps: readonly SecretText[];
  readonly debrief: string;
}

/** Exercises by id. */
export type Templates = (id: string) => Result<Template>;

const check = validator<Exercise>(exerciseSchema);

/** Reads exercises from a folder, each when it is first asked for. */
export function templatesIn(folder: string): Templates {
  const known = new Map<string, Template>();
  return (id) => {
    const found = known.get(id);
    if (found) return success(found);
    const path = join(folder, id);
    // The id was checked by a pattern that lets no path through.
    if (!/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/.test(id) || !existsSync(join(path, 'exercise.json')))
      return failure({ message: 'There is no such exercise on this server.' });
    const read = readTemplate(path);
    if (read.ok) known.set(id, read.value);
    return read;
  };
}

function readTemplate(path: string): Result<Template> {
  const text = (file: string) => (existsSync(join(path, file)) ? readFileSync(join(path, file), 'utf8') : '');
  const exercise = readExercise(JSON.parse(text('exercise.json')), check);
  if (!exercise.ok)
    return failure(
      ...exercise.faults.map((fault): Fault => ({ ...fault, message: `The exercise can’t be used: ${fault.message}` })),
    );
  const secrets = (inside: string): SecretText[] =>
    existsSync(join(path, inside))
      ? readdirSync(join(path, inside))
          .filter((name) => name.endsWith('.sketch'))
          .sort(compare)
          .map((name) => ({ name: name.slice(0, -'.sketch'.length), text: text(join(inside, name)) }))
      : [];
  return success({
    exercise: exercise.value,
    starter: text('starter.sketch'),
    solutions: secrets('solutions'),
    traps: secrets('traps'),
    debrief: text('debrief.md'),
  });
}
