import type { Id } from '#base/ids.ts';
import type { Bench } from '../bench.ts';
import { contractsAt } from '../contract/uses.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';

/** Opens a contract with its schema and versions: the selected one, or what the selected channel or arrow carries. */
export const contract: Command = {
  id: 'contract',
  label: words.contract,
  group: 'go',
  keys: ['Alt+O'],
  enabled: (bench) => contractsMeant(bench).length > 0,
  perform(bench) {
    const [only, ...others] = contractsMeant(bench);
    if (only === undefined) return;
    if (others.length === 0) openContract(bench, only);
    else bench.dialog.set('contracts');
  },
};

/** The contracts that a person may want to see: those of the selection, all of the design where nothing is selected. */
export function contractsMeant({ session: { editor } }: Bench): readonly Id[] {
  const design = editor.design.get();
  const [id, ...rest] = editor.selection.get();
  if (id !== undefined) return rest.length === 0 ? contractsAt(design, id) : [];
  return [...design.elements.values()].filter(({ kind }) => kind === 'contract').map((element) => element.id);
}

/** Shows one contract with room for it. It stays, whatever is selected meanwhile. */
export function openContract({ contract: shown, dialog }: Pick<Bench, 'contract' | 'dialog'>, id: Id): void {
  shown.set(id);
  dialog.set('contract');
}
