import { Check, Copy, RotateCcw } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Role } from '#wire/roles.ts';
import { useBench } from '../bench.ts';
import { takeUpText } from '../commands/clipboard.ts';
import type { Access } from '../page.ts';
import { Button } from '../ui/Button.tsx';
import { Segmented } from '../ui/Choice.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import field from '../ui/Field.module.css';
import { Select } from '../ui/Select.tsx';
import { shareApi } from './api.ts';
import { words } from './labels.ts';
import { isLocal, keepLink, type MadeLinks, madeLinks, mayHandOut } from './made-links.ts';
import { QrCode } from './QrCode.tsx';
import styles from './Share.module.css';

/** Links for the roles that one may hand out, a code for the phones in the room, and the way to take links back. */
export function ShareDialog({ access, onClose }: { readonly access: Access; readonly onClose: () => void }) {
  const { editor } = useBench().session;
  const api = useMemo(() => shareApi(access), [access]);
  const [made, setMade] = useState<MadeLinks>(() => ({ ...madeLinks(access.design), [access.role]: access.token }));
  const [network, setNetwork] = useState<readonly string[]>([]);
  const [host, setHost] = useState<string>();
  const [busy, setBusy] = useState<Role>();
  const [asked, setAsked] = useState<Role>();
  const [error, setError] = useState<string>();
  const offered = mayHandOut(access.role);
  const [shown, setShown] = useState<Role>(offered.includes('editor') ? 'editor' : (offered[0] as Role));
  const local = isLocal(location.hostname);
  useEffect(() => {
    let wanted = true;
    void api.network().then((addresses) => wanted && setNetwork(addresses));
    return () => {
      wanted = false;
    };
  }, [api]);

  // A link that begins with "localhost" opens nothing on anybody else's machine.
  const chosen = host ?? network[0];
  const origin = local && chosen !== undefined ? `${location.protocol}//${chosen}` : location.origin;
  const linkOf = (role: Role) => (made[role] === undefined ? undefined : access.linkTo(made[role], origin));
  const make = async (role: Role): Promise<string | undefined> => {
    const known = linkOf(role);
    if (known !== undefined) return known;
    setBusy(role);
    const answer = await api.make(role);
    setBusy(undefined);
    setError(answer.ok ? undefined : answer.faults[0]?.message);
    if (!answer.ok) return undefined;
    setMade({ ...made, ...keepLink(access.design, role, answer.value) });
    return access.linkTo(answer.value, origin);
  };
  const revoke = async (role: Role) => {
    setAsked(undefined);
    setBusy(role);
    const answer = await api.revoke(role);
    setBusy(undefined);
    setError(answer.ok ? undefined : answer.faults[0]?.message);
    if (!answer.ok) return;
    const kept = keepLink(access.design, role, undefined);
    setMade({ ...kept, [access.role]: access.token });
    editor.toast({ tone: 'ok', sentence: words.revoked(answer.value) });
  };
  const codeLink = linkOf(shown);

  return (
    <Dialog title={words.title} isOpen onClose={onClose} size="m">
      <p className={styles.intro}>{words.intro}</p>
      {error && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
      <ul className={styles.links}>
        {offered.map((role) => (
          <li key={role} className={styles.link}>
            <div className={styles.about}>
              <strong>{words.roles[role].title}</strong>
              <span>{words.roles[role].help}</span>
            </div>
            <LinkField role={role} link={linkOf(role)} busy={busy === role} make={() => make(role)} />
            {access.role === 'owner' && role !== 'owner' && (
              <Button
                size="s"
                tone="quiet"
                icon={RotateCcw}
                className={styles.revoke}
                isDisabled={busy !== undefined}
                onPress={() => setAsked(role)}
              >
                {words.revoke}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <section className={styles.room}>
        <div className={styles.roomText}>
          <h3>{words.network}</h3>
          <p className={styles.intro}>{words.networkHelp}</p>
          <div className={styles.pick}>
            <span className={styles.intro}>{words.whichQr}</span>
            <Segmented
              aria-label={words.whichQr}
              options={offered
                .filter((role) => role !== 'owner')
                .map((role) => ({ value: role, label: words.roles[role].title }))}
              value={shown}
              onChange={(value) => setShown(value as Role)}
            />
          </div>
          {local && <p className={styles.intro}>{words.localOnly}</p>}
          {local && network.length > 1 && (
            <Select
              label={words.networkChoice}
              options={network.map((each) => ({ value: each, label: each }))}
              value={chosen}
              onChange={setHost}
            />
          )}
        </div>
        {codeLink === undefined ? (
          <Button onPress={() => void make(shown)} isDisabled={busy !== undefined}>
            {busy === shown ? words.making : words.make}
          </Button>
        ) : (
          <QrCode text={codeLink} label={words.qrLabel(origin)} />
        )}
      </section>
      <Dialog
        title={words.revokeTitle}
        role="alertdialog"
        size="s"
        isOpen={asked !== undefined}
        onClose={() => setAsked(undefined)}
        footer={
          <>
            <Button onPress={() => setAsked(undefined)}>{words.cancel}</Button>
            <Button tone="danger" onPress={() => asked && void revoke(asked)}>
              {words.revokeYes}
            </Button>
          </>
        }
      >
        {asked && <p>{words.revokeText(words.roles[asked].title)}</p>}
      </Dialog>
    </Dialog>
  );
}

interface LinkFieldProps {
  readonly role: Role;
  readonly link: string | undefined;
  readonly busy: boolean;
  readonly make: () => Promise<string | undefined>;
}

function LinkField({ role, link, busy, make }: LinkFieldProps) {
  const { editor } = useBench().session;
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const title = words.roles[role].title;
  const copy = async () => {
    const known = link ?? (await make());
    if (known === undefined) return;
    const done = await copyText(known);
    setCopied(done);
    if (done) editor.say(words.copiedSay(title));
    else {
      input.current?.focus();
      input.current?.select();
      editor.toast({ tone: 'info', sentence: words.copyByHand });
    }
  };
  return (
    <div className={styles.copy}>
      <input
        ref={input}
        readOnly
        aria-label={words.linkFor(title)}
        className={field.input}
        value={link ?? ''}
        placeholder={busy ? words.making : words.notMade}
        onFocus={(event) => event.currentTarget.select()}
      />
      {/* Never disabled while it waits: a disabled button loses the focus, and with it Escape. */}
      <Button icon={copied ? Check : Copy} onPress={() => void (busy || copy())}>
        {copied ? words.copied : words.copy}
      </Button>
    </div>
  );
}

/** After an answer of the server the click is over, and only the asynchronous clipboard may still be written. */
async function copyText(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused: the old way may still work.
  }
  return takeUpText(text);
}
