import type { TemplateSource } from '#canvas/page.ts';

/** The exercises' starters as designs to begin from, loaded when somebody opens the list. */
export const templateSource: TemplateSource = {
  async list() {
    const { exercises } = await import('#workshop/exercises.ts');
    return exercises.map(({ id, title, summary }) => ({ id, title, summary }));
  },
  async sketchOf(id) {
    const { starterOf } = await import('#workshop/exercises.ts');
    return (await starterOf(id)) ?? '';
  },
};
