import { Palette as Colours, FileText as Design, Settings2 as Setting, UserRound } from 'lucide-react';
import { useMemo } from 'react';
import { nameOf } from '#model/design.ts';
import { type Bench, useBench } from '../bench.ts';
import { kindWord } from '../outline/tree.ts';
import { words as peopleWords } from '../people/labels.ts';
import { readRemembered, remember } from '../remembered.ts';
import { stencilOf } from '../stencils.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { type Pickable, PickList } from '../ui/PickList.tsx';
import { choicesOf } from './choices.ts';
import { isEnabled } from './command.ts';
import { help as words } from './help-labels.ts';
import { commandIcons } from './icons.ts';
import { commands, run } from './index.ts';
import { recentFirst, withRecent } from './recent.ts';

/** Keys of the hand on the canvas, which make no sense in a list. */
const hidden = /^(?:all-commands$|escape$|walk-|nudge-|next-(?:left|right|up|down)$)/;

interface Entry extends Pickable {
  perform(): void;
}

/** Everything that can be done or chosen, every element, person and design to go to, found by typing; the latest come first. */
export function CommandsDialog({ onClose }: { readonly onClose: () => void }) {
  const bench = useBench();
  const entries = useMemo(() => recentFirst(entriesOf(bench), readRemembered('recent')), [bench]);
  return (
    <Dialog title={words.commandsTitle} isOpen onClose={onClose} size="s">
      <PickList
        label={words.commandsPlaceholder}
        items={entries}
        emptyText={words.commandsEmpty}
        onPick={(id) => {
          onClose();
          remember('recent', withRecent(readRemembered('recent'), id));
          // The dialog gives the focus back first: what opens next takes it from there.
          requestAnimationFrame(() => entries.find((entry) => entry.id === id)?.perform());
        }}
      />
    </Dialog>
  );
}

function entriesOf(bench: Bench): readonly Entry[] {
  const { editor, presence } = bench.session;
  const offered = commands
    .filter((command) => !hidden.test(command.id) && isEnabled(command, bench))
    .map((command) => ({
      id: `command ${command.id}`,
      label: command.label,
      keys: command.keys?.[0],
      mark: <Sign id={command.id} />,
      perform: () => run(bench, command.id),
    }));
  const design = editor.design.get();
  const elements = [...design.elements.values()].map((element) => ({
    id: `element ${element.id}`,
    label: nameOf(design, element.id),
    help: words.goTo(kindWord(element)),
    mark: <Glyph kind={element.kind} props={element.props as never} size={22} />,
    perform: () => {
      editor.select([element.id]);
      editor.view.get()?.reveal([element.id]);
    },
  }));
  const people = (presence?.peers.get() ?? []).map((peer) => {
    const followed = presence?.following.get() === peer.client;
    return {
      id: `person ${peer.client}`,
      label: followed ? peopleWords.unfollow(peer.name) : peopleWords.follow(peer.name),
      help: words.person,
      mark: <UserRound size={17} color={peer.colour} aria-hidden />,
      perform: () => presence?.follow(followed ? undefined : peer.client),
    };
  });
  const designs = (bench.page.otherDesigns?.() ?? []).map((other) => ({
    id: `design ${other.id}`,
    label: other.title,
    help: words.otherDesign,
    mark: <Design size={17} aria-hidden />,
    perform: other.open,
  }));
  const choices = choicesOf(bench).flatMap((choice) =>
    choice.options.map(({ value, label }) => ({
      id: `choice ${choice.id} ${value}`,
      label: `${choice.label}: ${label}`,
      help: choice.store.get() === value ? words.chosen : undefined,
      mark: choice.id === 'theme' ? <Colours size={17} aria-hidden /> : <Setting size={17} aria-hidden />,
      perform: () => choice.choose(value),
    })),
  );
  return [...offered, ...elements, ...people, ...designs, ...choices];
}

/** A command's sign: that of the element which it draws, or its icon. */
function Sign({ id }: { readonly id: string }) {
  const stencil = id.startsWith('draw-') ? stencilOf(id.slice(5)) : undefined;
  if (stencil) return <Glyph kind={stencil.kind} props={stencil.props} size={22} />;
  const Icon = commandIcons[id];
  return Icon ? <Icon size={17} aria-hidden /> : <span style={{ width: 17 }} />;
}
