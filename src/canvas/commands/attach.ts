import type { Bench } from '../bench.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';

/** Says which message a channel or an arrow carries, or makes a new one. */
export const attach: Command = {
  id: 'attach',
  label: words.attach,
  group: 'create',
  keys: ['Alt+E'],
  changes: true,
  enabled: (bench) => carrierOf(bench) !== undefined,
  perform: ({ dialog }) => dialog.set('attach'),
};

/** The selected channel or arrow that can name contracts. */
export function carrierOf({ session: { editor } }: Bench): string | undefined {
  const [id, ...rest] = editor.selection.get();
  if (id === undefined || rest.length > 0) return undefined;
  const design = editor.design.get();
  const record = design.elements.get(id) ?? design.edges.get(id);
  return record && 'contracts' in record.props ? id : undefined;
}
