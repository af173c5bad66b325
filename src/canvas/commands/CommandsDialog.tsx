import { useMemo } from 'react';
import { nameOf } from '#model/design.ts';
import { useBench } from '../bench.ts';
import { kindWord } from '../outline/tree.ts';
import { readRemembered, remember } from '../remembered.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { PickList } from '../ui/PickList.tsx';
import { isEnabled } from './command.ts';
import { help as words } from './help-labels.ts';
import { commandIcons } from './icons.ts';
import { commands, run } from './index.ts';

const mostRecent = 5;
/** Keys of the hand on the canvas, which make no sense in a list. */
const hidden = /^(?:all-commands$|escape$|walk-|nudge-|next-(?:left|right|up|down)$)/;

/** Everything that can be done, and every element to go to, found by typing; what was used last comes first. */
export function CommandsDialog({ onClose }: { readonly onClose: () => void }) {
  const bench = useBench();
  const { editor } = bench.session;
  const items = useMemo(() => {
    const recent = recentIds();
    const rank = (id: string) => (recent.includes(id) ? recent.indexOf(id) : mostRecent);
    const offered = commands
      .filter((command) => !hidden.test(command.id) && isEnabled(command, bench))
      .sort((a, b) => rank(a.id) - rank(b.id))
      .map((command) => ({
        id: `command ${command.id}`,
        label: command.label,
        keys: command.keys?.[0],
        mark: <Sign id={command.id} />,
      }));
    const design = editor.design.get();
    const elements = [...design.elements.values()].map((element) => ({
      id: `element ${element.id}`,
      label: nameOf(design, element.id),
      help: words.goTo(kindWord(element)),
      mark: <Glyph kind={element.kind} props={element.props as never} size={22} />,
    }));
    return [...offered, ...elements];
  }, [bench, editor]);
  return (
    <Dialog title={words.commandsTitle} isOpen onClose={onClose} size="s">
      <PickList
        label={words.commandsPlaceholder}
        items={items}
        emptyText={words.commandsEmpty}
        onPick={(key) => {
          const [what, id = ''] = key.split(' ');
          onClose();
          if (what === 'element') {
            editor.select([id]);
            editor.view.get()?.reveal([id]);
            return;
          }
          remember('commands', [id, ...recentIds().filter((each) => each !== id)].slice(0, mostRecent).join(' '));
          // The dialog gives the focus back first: what opens next takes it from there.
          requestAnimationFrame(() => run(bench, id));
        }}
      />
    </Dialog>
  );
}

function Sign({ id }: { readonly id: string }) {
  const Icon = commandIcons[id];
  return Icon ? <Icon size={17} aria-hidden /> : <span style={{ width: 17 }} />;
}

function recentIds(): readonly string[] {
  return (readRemembered('commands') ?? '').split(' ').filter(Boolean);
}
