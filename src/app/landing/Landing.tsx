import { FolderOpen, GitCompareArrows, PenLine, Users } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useLocation } from 'wouter';
import type { Result } from '#base/result.ts';
import { acceptedFiles } from '#canvas/files/accepted.ts';
import { Button, ButtonLink } from '#canvas/ui/Button.tsx';
import { Mark } from '#canvas/ui/Mark.tsx';
import { useFileDrop } from '#workshop/use-file-drop.ts';
import { words as common } from '../labels.ts';
import { makeDesign, makeFromFile } from '../new-design.ts';
import { recents } from '../recents.ts';
import { api } from '../services.ts';
import { ThemeButton } from '../ThemeButton.tsx';
import { JoinBox } from './JoinBox.tsx';
import styles from './Landing.module.css';
import { words } from './labels.ts';
import { Picture } from './Picture.tsx';
import { RecentList } from './RecentList.tsx';

const Gallery = lazy(() => import('./Gallery.tsx'));
const making = { api, recents };

/** The first page: what Millrace is, and every way to begin. */
export default function Landing() {
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();

  const go = async (made: Promise<Result<string>>) => {
    setBusy(true);
    setFault(undefined);
    const result = await made;
    setBusy(false);
    if (result.ok) navigate(result.value);
    else setFault(result.faults[0]?.message);
  };
  const open = (file: File | undefined) => file && void go(makeFromFile(making, file));
  const drop = useFileDrop(([file]) => open(file));

  return (
    <div className={styles.page} data-drop={drop.over || undefined} {...drop.handlers}>
      <div className={styles.drop} aria-hidden>
        {words.drop}
      </div>
      <header className={styles.head}>
        <span className={styles.brand}>
          <Mark size={28} />
          {common.name}
        </span>
        <ThemeButton />
      </header>
      <main className={styles.main}>
        <section className={styles.hero}>
          <div className={styles.words}>
            <h1 className={styles.title}>{words.title}</h1>
            <p className={styles.lead}>{words.lead}</p>
            <div className={styles.actions}>
              <Button
                tone="primary"
                icon={PenLine}
                className={styles.big}
                isDisabled={busy}
                onPress={() => void go(makeDesign(making))}
              >
                {words.sketch}
              </Button>
              <FileTrigger acceptedFileTypes={acceptedFiles} onSelect={(files) => open(files?.[0])}>
                <Button icon={FolderOpen} className={styles.big} isDisabled={busy}>
                  {words.openFile}
                </Button>
              </FileTrigger>
              <ButtonLink href="/workshop" icon={Users} className={styles.big}>
                {words.workshop}
              </ButtonLink>
              <ButtonLink href="/compare" icon={GitCompareArrows} className={styles.big}>
                {words.compare}
              </ButtonLink>
            </div>
            <JoinBox onJoin={navigate} />
            <Status busy={busy} fault={fault} />
            <p className={styles.promise}>{words.promise}</p>
          </div>
          <Picture />
        </section>
        <RecentList />
        <section className={styles.section} aria-labelledby="exercises">
          <h2 id="exercises" className={styles.heading}>
            {words.exercises}
          </h2>
          <p className={styles.sectionLead}>{words.exercisesLead}</p>
          <Suspense fallback={<div className={styles.galleryWait} />}>
            <Gallery />
          </Suspense>
        </section>
      </main>
    </div>
  );
}

function Status({ busy, fault }: { readonly busy: boolean; readonly fault: string | undefined }): ReactNode {
  return (
    <div aria-live="polite">
      {busy && <p className={styles.busy}>{words.making}</p>}
      {fault && <p className={styles.fault}>{fault}</p>}
    </div>
  );
}
