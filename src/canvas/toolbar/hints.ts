import type { Id } from '#base/ids.ts';
import { count } from '#base/text.ts';
import type { Design } from '#model/design.ts';

export interface HintSource {
  readonly design: Design;
  readonly selection: ReadonlySet<Id>;
  readonly placing: string | undefined;
  readonly hand: boolean;
  readonly picking: boolean;
  readonly renaming: boolean;
  readonly readOnly: boolean;
  /** Name of the person who is followed. */
  readonly following: string | undefined;
  readonly coarse: boolean;
}

/** One line for what one can do right now; about what is selected, else about the canvas. */
export function hintFor({
  design,
  selection,
  placing,
  hand,
  picking,
  renaming,
  readOnly,
  following,
  coarse,
}: HintSource): string {
  if (following !== undefined) return `You follow ${following}. Move the canvas or press Esc to stop.`;
  if (readOnly)
    return coarse
      ? 'Drag to look around. Tap something to read about it.'
      : 'Drag to look around, scroll to zoom. Click something to read about it.';
  if (placing !== undefined) return `Click where the ${placing.toLowerCase()} goes. Shift+click places several. Esc cancels.`;
  if (hand) return 'Drag moves the canvas. H or Esc puts the hand down.';
  if (picking) return 'Type to find, Enter to add, Esc to cancel.';
  if (renaming) return 'Enter keeps the name, Esc the old one.';
  if (selection.size > 1)
    return `${count(selection.size, 'thing')} selected. Drag moves them, Ctrl+D copies, Ctrl+G frames them, Delete removes.`;
  const [id] = selection;
  if (id !== undefined) return coarse ? 'Tap the handle to connect it, hold for more.' : one(design, id);
  if (design.elements.size === 0) return 'Drag something out of the palette, or press S for a service.';
  return 'Double-click or N adds something. Drag on empty canvas selects. Press ? for all keys.';
}

function one(design: Design, id: Id): string {
  const element = design.elements.get(id);
  if (!element) return 'Drag an end to another element to join it there. Enter shows what is promised. Delete removes the arrow.';
  switch (element.kind) {
    case 'contract':
      return 'Drop the card on an arrow or a channel: that is what it carries. Alt+O opens its schema and versions.';
    case 'context':
      return 'Drag things in or out. Just type to rename it. Alt+G collapses it to one node, Alt+Shift+G opens it.';
    case 'note':
      return 'Just type to rename it. No rule reads notes.';
    case 'broker':
    case 'saga':
      return 'Enter shows its properties. Just type to rename it.';
    default:
      return 'Drag from its rim to connect it, or press Alt+C. Just type to rename it. Enter shows its properties.';
  }
}
