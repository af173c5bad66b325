import { failure, type Result, success } from '#base/result.ts';
import type { Design } from '#model/design.ts';
import type { Api } from '#workshop/api.ts';
import { type DesignLink, pathOf } from '#workshop/links.ts';
import type { Recents } from '#workshop/recents.ts';

export interface Making {
  readonly api: Api;
  readonly recents: Recents;
}

/** Makes a design on the server and returns the page that opens it, with the owner's link. */
export async function makeDesign(
  making: Making,
  content?: { readonly design: Design; readonly exercise?: string },
): Promise<Result<string>> {
  const update = content && (await firstUpdate(content.design, content.exercise));
  const title = content?.design.title ?? '';
  const made = await making.api.create({ title, ...(update ? { update } : {}) });
  if (!made.ok) return made;
  const link: DesignLink = { design: made.value.id, token: made.value.owner };
  making.recents.put({ ...link, title, role: 'owner', at: Date.now() });
  return success(pathOf(link));
}

/** Everything gets its place once, for everybody. Yjs is loaded only where there is something to put into the design. */
async function firstUpdate(design: Design, exercise: string | undefined): Promise<Uint8Array> {
  const [{ updateOf }, { placed }] = await Promise.all([import('#document/whole.ts'), import('#canvas/unplaced.ts')]);
  return updateOf(placed(design), exercise);
}

/** A design from an exercise's starter. Its ids follow from its text, so that four groups can be compared by origin. */
export async function makeFromExercise(making: Making, id: string): Promise<Result<string>> {
  const [{ starterOf }, { parseSketch }] = await Promise.all([
    import('#workshop/exercises.ts'),
    import('#model/sketch/parse.ts'),
  ]);
  const text = await starterOf(id);
  if (text === undefined) return failure({ message: `There is no exercise called “${id}”.` });
  const design = parseSketch(text);
  if (!design.ok)
    return failure({ message: `The exercise can’t be started: line ${design.faults[0]?.line ?? 1} of its starter is wrong.` });
  return makeDesign(making, { design: design.value, exercise: id });
}

/** A design from a file that a person chose; whatever is wrong with it, nothing was made. */
export async function makeFromFile(making: Making, file: File): Promise<Result<string>> {
  const { readDesignFrom, refusal } = await import('#canvas/files/read-file.ts');
  const read = await readDesignFrom(file);
  if (!read.ok) return failure({ message: refusal(file.name, read) });
  return makeDesign(making, { design: read.value });
}
