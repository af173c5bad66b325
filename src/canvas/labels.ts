import { quoted } from '#base/text.ts';

/** Words of the workbench's frame and of the editor itself. */
export const words = {
  canvas: 'Canvas',
  published: (contract: string, version: string) =>
    `Version ${version} of ${quoted(contract)} is published, so it stays as it is. Add a version to change something.`,
  mayOnlyLook: 'This link may only look. Ask the owner for an editor’s link to change the design.',
  undone: 'Undone.',
  redone: 'Redone.',
  nothingToUndo: 'You have done nothing on this visit that could be undone. Steps of others are theirs to undo.',
  nothingToRedo: 'There is nothing to redo.',
  overtaken: 'That step has nothing left to change: others have changed or removed the same things since.',
} as const;
