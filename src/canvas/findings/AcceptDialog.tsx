import { useState } from 'react';
import { checkingLimits } from '#model/checking.ts';
import { useBench } from '../bench.ts';
import { readRemembered, remember } from '../remembered.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';
import type { ShownFinding } from './checking.ts';
import styles from './Findings.module.css';
import { words } from './labels.ts';

/** Accepts a finding with a reason and a name, for everybody and in the file. */
export function AcceptDialog({ finding, onClose }: { readonly finding: ShownFinding; readonly onClose: () => void }) {
  const { editor, presence } = useBench().session;
  const [reason, setReason] = useState('');
  const [by, setBy] = useState(() => readRemembered('signs') ?? presence?.me.get().name ?? '');
  const [asked, setAsked] = useState(false);
  const lacking = (text: string) => (asked && text.trim() === '' ? words.accept.needed : undefined);
  const accept = () => {
    setAsked(true);
    if (reason.trim() === '' || by.trim() === '') return;
    remember('signs', by.trim());
    const on = new Date().toISOString().slice(0, 10);
    editor.perform([
      {
        op: 'settle',
        record: { is: 'waiver', rule: finding.rule, at: finding.subject, reason: reason.trim(), by: by.trim(), on },
      },
    ]);
    editor.say(words.accept.done);
    onClose();
  };
  return (
    <Dialog
      title={words.accept.title}
      size="s"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{words.accept.cancel}</Button>
          <Button tone="primary" onPress={accept}>
            {words.accept.action}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p className={styles.quoted}>{finding.what}</p>
        <TextField
          label={words.accept.reason}
          help={words.accept.reasonHelp}
          lines={3}
          value={reason}
          maxLength={checkingLimits.text}
          error={lacking(reason)}
          autoFocus
          onChange={setReason}
        />
        <TextField label={words.accept.by} value={by} maxLength={checkingLimits.line} error={lacking(by)} onChange={setBy} />
      </div>
    </Dialog>
  );
}
