import { Menu as MenuIcon } from 'lucide-react';
import { Suspense, useRef, useState } from 'react';
import { later } from '../later.ts';
import { IconButton } from '../ui/Button.tsx';
import { words } from './menu-labels.ts';

const MainMenu = later(() => import('./MainMenu.tsx'));

export function MenuButton() {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <IconButton
        ref={button}
        label={words.menu}
        icon={MenuIcon}
        aria-haspopup="menu"
        aria-expanded={open}
        onPress={() => setOpen(true)}
      />
      {open && (
        <Suspense>
          <MainMenu anchor={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
