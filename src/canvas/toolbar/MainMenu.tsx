import type { RefObject } from 'react';
import { type ThemeChoice, useBench } from '../bench.ts';
import { isEnabled } from '../commands/command.ts';
import { commandIcons } from '../commands/icons.ts';
import { commandOf, run } from '../commands/index.ts';
import { useStore } from '../store.ts';
import { Menu, MenuItem, MenuSection } from '../ui/Menu.tsx';
import { words } from './menu-labels.ts';

const sections = [
  { label: words.design, ids: ['templates', 'share', 'compare', 'which-broker', 'export-file', 'copy-text', 'panel-text'] },
  { label: words.canvas, ids: ['tidy', 'fit', 'minimap', 'find', 'select-all'] },
] as const;

const last = ['people', 'all-commands', 'glossary', 'keys', 'about'] as const;

/** What stands in the menu: a chunk of its own, fetched in the first idle moment. */
export default function MainMenu({
  anchor,
  onClose,
}: {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}) {
  const bench = useBench();
  const theme = useStore(bench.theme);
  const item = (id: string) => {
    const command = commandOf(id);
    return isEnabled(command, bench) ? (
      <MenuItem key={id} id={id} icon={commandIcons[id]} keys={command.keys?.[0]} onAction={() => run(bench, id)}>
        {command.label}
      </MenuItem>
    ) : null;
  };
  return (
    <Menu
      aria-label={words.menu}
      placement="bottom end"
      popover={{ triggerRef: anchor, isOpen: true, onOpenChange: (open) => !open && onClose() }}
      onClose={onClose}
    >
      {sections.map((section) => (
        <MenuSection key={section.label} label={section.label}>
          {section.ids.map(item)}
        </MenuSection>
      ))}
      <MenuSection
        label={words.colours}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[theme]}
        onSelectionChange={(keys: Iterable<string>) => {
          const [chosen] = keys;
          if (chosen) bench.theme.set(chosen as ThemeChoice);
        }}
      >
        {(['system', 'light', 'dark'] as const).map((choice) => (
          <MenuItem key={choice} id={choice}>
            {words.themes[choice]}
          </MenuItem>
        ))}
      </MenuSection>
      <MenuSection>{last.map(item)}</MenuSection>
    </Menu>
  );
}
