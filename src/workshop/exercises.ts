/// <reference types="vite/client" />
import type { Exercise } from '#wire/exercise.ts';

/**
 * What students may see of the exercises in templates/: named values of exercise.json (not its hints), the brief and
 * the starter. Solutions, traps and debriefs are served by the server to instructors only; a test searches the built
 * page for them. Loaded on demand: import it with `import()`.
 */
const at = <T>(files: Record<string, T>) =>
  new Map(Object.entries(files).map(([path, value]) => [path.split('/').at(-2) ?? '', value]));

const titles = at(import.meta.glob<string>('../../templates/*/exercise.json', { eager: true, import: 'title' }));
const summaries = at(import.meta.glob<string>('../../templates/*/exercise.json', { eager: true, import: 'summary' }));
const levels = at(import.meta.glob<1 | 2 | 3>('../../templates/*/exercise.json', { eager: true, import: 'level' }));
const needs = at(import.meta.glob<Exercise['need']>('../../templates/*/exercise.json', { eager: true, import: 'need' }));
const chapters = at(import.meta.glob<string>('../../templates/*/exercise.json', { eager: true, import: 'after' }));
const findings = at(
  import.meta.glob<Exercise['findings']>('../../templates/*/exercise.json', { eager: true, import: 'findings' }),
);
const rules = at(import.meta.glob<readonly string[]>('../../templates/*/exercise.json', { eager: true, import: 'rules' }));
const settings = at(
  import.meta.glob<Exercise['settings']>('../../templates/*/exercise.json', { eager: true, import: 'settings' }),
);
const palettes = at(import.meta.glob<readonly string[]>('../../templates/*/exercise.json', { eager: true, import: 'palette' }));
const briefs = at(import.meta.glob<string>('../../templates/*/brief.md', { query: '?raw', import: 'default' }));
const starters = at(import.meta.glob<string>('../../templates/*/starter.sketch', { query: '?raw', import: 'default' }));

export interface ExerciseInfo extends Pick<Exercise, 'id' | 'title' | 'summary' | 'after' | 'findings'> {
  readonly level: 1 | 2 | 3;
  readonly core: boolean;
  readonly rules: readonly string[];
  readonly palette: readonly string[];
  readonly settings: Exercise['settings'];
}

/** In the order of the course: by chapter, warm-ups first, then by title. */
export const exercises: readonly ExerciseInfo[] = [...titles]
  .filter(([id]) => starters.has(id) && briefs.has(id))
  .map(([id, title]) => ({
    id,
    title,
    summary: summaries.get(id) ?? '',
    level: levels.get(id) ?? 1,
    core: needs.get(id) === 'core',
    after: chapters.get(id) ?? '',
    findings: findings.get(id) ?? 'shown',
    rules: rules.get(id) ?? [],
    palette: palettes.get(id) ?? [],
    settings: settings.get(id) ?? {},
  }))
  .sort((a, b) => chapter(a) - chapter(b) || a.title.localeCompare(b.title, 'en', { numeric: true }));

function chapter({ after, level }: ExerciseInfo): number {
  const number = /^\d+/.exec(after)?.[0];
  return number === undefined ? (/^warm/i.test(after) ? 0 : 10 + level) : Number(number);
}

export function exerciseInfo(id: string): ExerciseInfo | undefined {
  return exercises.find((each) => each.id === id);
}

/** The students' brief in Markdown. */
export async function briefOf(id: string): Promise<string | undefined> {
  return briefs.get(id)?.();
}

/** The design to start from, in the notation. */
export async function starterOf(id: string): Promise<string | undefined> {
  return starters.get(id)?.();
}
