import { Monitor, Moon, Sun } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ThemeChoice } from '#canvas/bench.ts';
import { createStore, useStore } from '#canvas/store.ts';
import { applyTheme, rememberedTheme } from '#canvas/toolbar/theme.ts';
import { IconButton } from '#canvas/ui/Button.tsx';
import { Menu, MenuItem, MenuTrigger } from '#canvas/ui/Menu.tsx';
import { words } from './labels.ts';

const icons = { system: Monitor, light: Sun, dark: Moon } as const;
const choices = ['system', 'light', 'dark'] as const;

/** Light, dark, or what the system says; the same choice as in the canvas's menu. */
export function ThemeButton() {
  const [theme] = useState(() => createStore<ThemeChoice>(rememberedTheme()));
  const chosen = useStore(theme);
  useEffect(() => applyTheme(theme), [theme]);
  return (
    <MenuTrigger>
      <IconButton label={words.colours} icon={icons[chosen]} />
      <Menu
        placement="bottom end"
        aria-label={words.colours}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[chosen]}
        onSelectionChange={(keys) => {
          if (keys === 'all') return;
          const next = choices.find((choice) => keys.has(choice));
          if (next) theme.set(next);
        }}
      >
        {choices.map((choice) => (
          <MenuItem key={choice} id={choice}>
            {words[choice]}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}
