import type { RefObject } from 'react';
import type { Position } from '#model/design.ts';
import { useBench } from '../bench.ts';
import { Menu, MenuItem, MenuSection } from '../ui/Menu.tsx';
import { isEnabled } from './command.ts';
import { type ContextTarget, contextMenu } from './context-menu.ts';
import { commandIcons } from './icons.ts';
import { commandOf, run } from './index.ts';
import { words } from './menu-labels.ts';

export interface ContextMenuItemsProps {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly target: ContextTarget;
  /** Where it was asked for, in canvas units. */
  readonly at: Position | undefined;
  readonly onClose: () => void;
}

/** The open context menu: a chunk of its own, fetched in the first idle moment. */
export default function ContextMenuItems({ anchor, target, at, onClose }: ContextMenuItemsProps) {
  const bench = useBench();
  return (
    <Menu
      aria-label={words[target]}
      placement="bottom start"
      popover={{ triggerRef: anchor, isOpen: true, onOpenChange: (open) => !open && onClose() }}
      onClose={onClose}
    >
      {contextMenu(target).map((ids) => {
        const offered = ids.map(commandOf).filter((command) => isEnabled(command, bench));
        return offered.length === 0 ? null : (
          <MenuSection key={ids[0]}>
            {offered.map((command) => (
              <MenuItem
                key={command.id}
                id={command.id}
                icon={commandIcons[command.id]}
                keys={command.keys?.[0]}
                tone={command.id === 'delete' ? 'danger' : undefined}
                onAction={() => run(bench, command.id, at)}
              >
                {command.label}
              </MenuItem>
            ))}
          </MenuSection>
        );
      })}
    </Menu>
  );
}
