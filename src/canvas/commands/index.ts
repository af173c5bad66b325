import type { Position } from '#model/design.ts';
import type { Bench } from '../bench.ts';
import { about } from './about.ts';
import { alignCommands, spreadCommands } from './align.ts';
import { allCommands } from './all-commands.ts';
import { attach } from './attach.ts';
import { collapse } from './collapse.ts';
import { type Command, isEnabled } from './command.ts';
import { compare } from './compare.ts';
import { connect } from './connect.ts';
import { contract } from './contract.ts';
import { copy } from './copy.ts';
import { copyLink } from './copy-link.ts';
import { copyPicture } from './copy-picture.ts';
import { copyText } from './copy-text.ts';
import { cut } from './cut.ts';
import { remove } from './delete.ts';
import { duplicate } from './duplicate.ts';
import { duplicateJoined } from './duplicate-joined.ts';
import { cancel } from './escape.ts';
import { expand } from './expand.ts';
import { exportFile } from './export-file.ts';
import { find } from './find.ts';
import { fit } from './fit.ts';
import { fitSelection } from './fit-selection.ts';
import { frame } from './frame.ts';
import { glossary } from './glossary.ts';
import { hand } from './hand.ts';
import { keysHelp } from './keys.ts';
import { minimap } from './minimap.ts';
import { edgeWalkCommands, moveCommands } from './moves.ts';
import { nextFinding } from './next-finding.ts';
import { open } from './open.ts';
import { briefPanel } from './panel-brief.ts';
import { findingsPanel } from './panel-findings.ts';
import { inspectorPanel } from './panel-inspector.ts';
import { outlinePanel } from './panel-outline.ts';
import { textPanel } from './panel-text.ts';
import { paste } from './paste.ts';
import { people } from './people.ts';
import { pin } from './pin.ts';
import { placeAnew } from './place-anew.ts';
import { previousFinding } from './previous-finding.ts';
import { quickAdd } from './quick-add.ts';
import { redo } from './redo.ts';
import { rename } from './rename.ts';
import { rulesInUse } from './rules.ts';
import { selectAll } from './select-all.ts';
import { share } from './share.ts';
import { stencilCommands } from './stencils.ts';
import { templates } from './templates.ts';
import { theme } from './theme.ts';
import { tidy } from './tidy.ts';
import { tidySelection } from './tidy-selection.ts';
import { undo } from './undo.ts';
import { unframe } from './unframe.ts';
import { unpin } from './unpin.ts';
import { whichBroker } from './which-broker.ts';
import { zoomFull } from './zoom-full.ts';
import { zoomIn } from './zoom-in.ts';
import { zoomOut } from './zoom-out.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  quickAdd,
  ...stencilCommands,
  connect,
  attach,
  ...moveCommands.filter((command) => command.group === 'create'),
  undo,
  redo,
  cut,
  copy,
  paste,
  duplicate,
  duplicateJoined,
  remove,
  selectAll,
  rename,
  open,
  cancel,
  tidy,
  tidySelection,
  placeAnew,
  pin,
  unpin,
  frame,
  unframe,
  ...alignCommands,
  ...spreadCommands,
  ...moveCommands.filter((command) => command.group === 'arrange'),
  zoomIn,
  zoomOut,
  zoomFull,
  fit,
  fitSelection,
  collapse,
  expand,
  hand,
  minimap,
  theme,
  ...moveCommands.filter((command) => command.group === 'go'),
  ...edgeWalkCommands,
  contract,
  nextFinding,
  previousFinding,
  find,
  inspectorPanel,
  findingsPanel,
  outlinePanel,
  textPanel,
  briefPanel,
  templates,
  share,
  compare,
  exportFile,
  copyText,
  copyPicture,
  copyLink,
  people,
  keysHelp,
  allCommands,
  glossary,
  rulesInUse,
  whichBroker,
  about,
];

const byId = new Map(commands.map((command) => [command.id, command]));

export function commandOf(id: string): Command {
  const command = byId.get(id);
  if (!command) throw new Error(`Millrace made a mistake: no command ${id}`);
  return command;
}

/** Performs a command if it may be performed now. */
export function run(bench: Bench, id: string, at?: Position): void {
  const command = commandOf(id);
  if (isEnabled(command, bench)) command.perform(bench, at);
}

/** The chord to show beside a command. */
export function commandKeys(id: string): string | undefined {
  return commandOf(id).keys?.[0];
}
