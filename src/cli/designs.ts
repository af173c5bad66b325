import type { Id } from '#base/ids.ts';
import { type Fault, failure, type Result, success } from '#base/result.ts';
import type { Design } from '#model/design.ts';
import { readDesignFile, writeDesignFile } from '#model/file.ts';
import { checkDesignFile } from '#model/generated/design-file.js';
import { parseSketchWithMap } from '#model/sketch/parse.ts';
import { printSketch } from '#model/sketch/print.ts';
import type { Io } from './io.ts';

export type Form = 'design' | 'sketch';

/** Counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A design as it stands in a file. */
export interface Read {
  readonly path: string;
  readonly form: Form;
  readonly text: string;
  readonly design: Design;
  /** Where an element or edge stands in the text. */
  placeOf(id: Id): Place | undefined;
}

const endings: Readonly<Record<Form, string>> = { design: '.millrace.json', sketch: '.sketch' };

export function formOf(path: string): Form | undefined {
  return path.endsWith(endings.sketch) ? 'sketch' : path.endsWith('.json') ? 'design' : undefined;
}

export function withForm(path: string, form: Form): string {
  const bare = Object.values(endings).find((ending) => path.endsWith(ending)) ?? /\.[^./]*$/.exec(path)?.[0] ?? '';
  return path.slice(0, path.length - bare.length) + endings[form];
}

/** Files that are named, and those of both forms in folders that are named; `-` is standard input. */
export function filesIn(io: Io, paths: readonly string[]): Result<readonly string[]> {
  const files: string[] = [];
  const faults: Fault[] = [];
  for (const path of paths) {
    const found = path === '-' ? 'file' : io.look(path);
    if (found === 'file') files.push(path);
    else if (found === 'nothing') faults.push({ message: `${path}: there is no such file or folder.` });
    else {
      const inside = found.folder.filter((each) => Object.values(endings).some((ending) => each.endsWith(ending)));
      if (inside.length === 0)
        faults.push({ message: `${path}: holds no design (*${endings.design}) and no sketch (*${endings.sketch}).` });
      files.push(...inside);
    }
  }
  return faults.length > 0 ? failure(...faults) : success([...new Set(files)]);
}

export function readDesign(io: Io, path: string): Result<Read> {
  const text = path === '-' ? io.readStdin() : io.read(path);
  if (text === undefined) return failure({ message: `${path}: can’t be read.` });
  return designFrom(path, text);
}

/** What a text holds; a text without a telling name is a design file if it begins with a brace. */
export function designFrom(path: string, text: string): Result<Read> {
  const form = formOf(path) ?? (/^\ufeff?\s*\{\s*"/.test(text) ? 'design' : 'sketch');
  if (form === 'sketch') {
    const { result, marks } = parseSketchWithMap(text);
    if (!result.ok) return failure(...result.faults.map((fault) => located(path, fault)));
    const places = new Map<Id, number>();
    for (const { id, from } of marks) if (!places.has(id)) places.set(id, from);
    return success({ path, form, text, design: result.value, placeOf: (id) => placeAt(text, places.get(id)) });
  }
  const result = readDesignFile(text, checkDesignFile);
  if (!result.ok) return failure(...result.faults.map((fault) => located(path, fault)));
  return success({ path, form, text, design: result.value, placeOf: (id) => placeAt(text, idAt(text, id)) });
}

export function written(design: Design, form: Form): string {
  return form === 'design' ? writeDesignFile(design) : printSketch(design);
}

function located(path: string, fault: Fault): Fault {
  const at = fault.line === undefined ? (fault.path ? ` ${fault.path}` : '') : `:${fault.line}:${fault.column}`;
  return { ...fault, message: `${path}${at}: ${fault.message}` };
}

function idAt(text: string, id: Id): number | undefined {
  const found = new RegExp(`"id"\\s*:\\s*"${id}"`).exec(text)?.index;
  return found;
}

function placeAt(text: string, offset: number | undefined): Place | undefined {
  if (offset === undefined) return undefined;
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) as string).length + 1 };
}
