import { Label, Radio, RadioGroup } from 'react-aria-components';
import { presenceColours } from '#drawing/tokens.ts';
import type { Presence } from '../presence/presence.ts';
import { remember } from '../remembered.ts';
import { useStore } from '../store.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';
import { words } from './labels.ts';
import styles from './People.module.css';

/** One's own name and colour: kept on this device, seen by everybody at once. */
export function MeDialog({ presence, onClose }: { readonly presence: Presence; readonly onClose: () => void }) {
  const me = useStore(presence.me);
  const change = (next: { readonly name?: string; readonly colour?: string }) => {
    const now = { ...me, ...next, ...(next.colour !== undefined && { byChance: false }) };
    presence.me.set(now);
    remember('me', JSON.stringify(now));
  };
  return (
    <Dialog
      title={words.edit}
      size="s"
      isOpen
      onClose={onClose}
      footer={
        <Button tone="primary" onPress={onClose}>
          {words.done}
        </Button>
      }
    >
      <div className={styles.form}>
        <TextField
          label={words.name}
          help={words.nameHelp}
          value={me.name}
          maxLength={40}
          autoFocus
          onChange={(name) => change({ name })}
        />
        <RadioGroup value={me.colour} onChange={(colour) => change({ colour })} orientation="horizontal">
          <Label>{words.colour}</Label>
          <div className={styles.swatches}>
            {presenceColours.map((colour, i) => (
              <Radio
                key={colour}
                value={colour}
                aria-label={words.colours[i] ?? colour}
                className={styles.swatch as string}
                style={{ backgroundColor: colour }}
              />
            ))}
          </div>
        </RadioGroup>
      </div>
    </Dialog>
  );
}
