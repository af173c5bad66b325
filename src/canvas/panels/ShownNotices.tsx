import { TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import type { Room, RoomStatus } from '#connection/room.ts';
import { useBench } from '../bench.ts';
import { run } from '../commands/index.ts';
import { Button, ButtonLink, IconButton } from '../ui/Button.tsx';
import { words } from './labels.ts';
import styles from './Notices.module.css';

/** A final refusal stands over everything, what was not accepted and what the server says are bars. */
export default function ShownNotices({ room, status }: { readonly room: Room; readonly status: RoomStatus }) {
  const bench = useBench();
  const [closed, setClosed] = useState<object>();
  if (status.refusal?.final) {
    return (
      <div role="alertdialog" aria-modal="true" aria-labelledby="refused-title" className={styles.screen}>
        <div className={styles.card}>
          <TriangleAlert size={28} aria-hidden className={styles.sign} />
          <h2 id="refused-title">{words.refusedTitle}</h2>
          <p>{status.refusal.sentence}</p>
          <h3>{words.refusedNext}</h3>
          <div className={styles.actions}>
            {bench.page.refusedActions?.map((action) => (
              <Button key={action.label} onPress={() => action.perform()}>
                {action.label}
              </Button>
            ))}
            <Button onPress={() => location.reload()}>{words.refusedReload}</Button>
            {bench.session.editor.document.design.elements.size > 0 && (
              <Button onPress={() => run(bench, 'export-file')}>{words.refusedKeep}</Button>
            )}
            <ButtonLink tone="primary" href={bench.page.home} autoFocus>
              {words.refusedHome}
            </ButtonLink>
          </div>
        </div>
      </div>
    );
  }
  const message = status.notice;
  return (
    <>
      {status.hasDraft && (
        <div role="alert" className={styles.bar} data-tone="warning">
          <TriangleAlert size={17} aria-hidden className={styles.sign} />
          <p>
            <strong>{words.draftTitle}</strong> {room.draft?.sentence ?? status.refusal?.sentence ?? ''} {words.draftWhy}
          </p>
          <Button size="s" onPress={() => room.reapplyDraft()}>
            {words.draftApply}
          </Button>
          <Button size="s" tone="quiet" onPress={() => room.discardDraft()}>
            {words.draftDiscard}
          </Button>
        </div>
      )}
      {message && message !== closed && (
        <div role="status" className={styles.bar}>
          <p>{message.sentence}</p>
          <IconButton label={words.noticeClose} icon={X} size="s" onPress={() => setClosed(message)} />
        </div>
      )}
    </>
  );
}
