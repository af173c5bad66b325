import { type FormEvent, useState } from 'react';
import { Button } from '#canvas/ui/Button.tsx';
import { TextField } from '#canvas/ui/TextField.tsx';
import { pathOf, readLink } from '#workshop/links.ts';
import { codeIn } from '#workshop/room/seats.ts';
import styles from './Landing.module.css';
import { words } from './labels.ts';

/** Takes a pasted link, whole or in part, and says what is missing. */
export function JoinBox({ onJoin }: { readonly onJoin: (path: string) => void }) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string>();
  const join = (event: FormEvent) => {
    event.preventDefault();
    const code = codeIn(text);
    if (code !== undefined) return onJoin(`/join/${code}`);
    const read = readLink(text, location.origin);
    if (read.kind === 'fault') setFault(read.sentence);
    else if (read.kind === 'elsewhere') location.assign(read.address);
    else onJoin(pathOf(read.link));
  };
  return (
    <form className={styles.join} onSubmit={join}>
      <span className={styles.joinLabel} id="join-label">
        {words.join}
      </span>
      <TextField
        aria-labelledby="join-label"
        placeholder={words.joinPlaceholder}
        value={text}
        error={fault}
        autoComplete="off"
        spellCheck="false"
        onChange={(next) => {
          setText(next);
          setFault(undefined);
        }}
      />
      <Button type="submit">{words.joinButton}</Button>
    </form>
  );
}
