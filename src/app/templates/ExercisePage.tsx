import { ArrowLeft, Play, Users } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { Badge } from '#canvas/ui/Badge.tsx';
import { Button, ButtonLink } from '#canvas/ui/Button.tsx';
import { exerciseInfo } from '#workshop/exercises.ts';
import { Brief } from '../design/Brief.tsx';
import { words as common } from '../labels.ts';
import { chapterWords, words as landing, levelWords } from '../landing/labels.ts';
import { Notice } from '../Notice.tsx';
import { makeFromExercise } from '../new-design.ts';
import { recents } from '../recents.ts';
import { api } from '../services.ts';
import { ThemeButton } from '../ThemeButton.tsx';
import styles from './ExercisePage.module.css';
import { words } from './labels.ts';

/** `/templates/<name>`: what an exercise is about, and the way into it. */
export default function ExercisePage({ name }: { readonly name: string }) {
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const exercise = exerciseInfo(name);
  if (!exercise) return <Notice title={words.unknownTitle} text={words.unknownText} />;
  const start = async () => {
    setBusy(true);
    const made = await makeFromExercise({ api, recents }, name);
    setBusy(false);
    if (made.ok) navigate(made.value);
    else setFault(made.faults[0]?.message);
  };
  return (
    <main className={styles.page}>
      <div className={styles.bar}>
        <ButtonLink href="/" tone="quiet" icon={ArrowLeft}>
          {common.toStart}
        </ButtonLink>
        <ThemeButton />
      </div>
      <header className={styles.head}>
        <p className={styles.more}>
          {exercise.core && <Badge tone="info">{landing.core}</Badge>}
          <span>{[levelWords[exercise.level], chapterWords(exercise.after), landing.minutes].join(' · ')}</span>
        </p>
        <h1 className={styles.title}>{exercise.title}</h1>
        <p className={styles.summary}>{exercise.summary}</p>
        <div className={styles.start}>
          <Button tone="primary" icon={Play} isDisabled={busy} onPress={() => void start()}>
            {words.start}
          </Button>
          <ButtonLink href={`/workshop?exercise=${encodeURIComponent(name)}`} icon={Users}>
            {words.workshop}
          </ButtonLink>
          <p>{words.startHint}</p>
        </div>
        <div aria-live="polite">{fault && <p className={styles.fault}>{fault}</p>}</div>
      </header>
      <article className={styles.brief} aria-label={words.brief}>
        <Brief exercise={name} />
      </article>
    </main>
  );
}
