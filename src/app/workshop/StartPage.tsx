import { ArrowLeft, Users } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { Button, ButtonLink } from '#canvas/ui/Button.tsx';
import { Segmented } from '#canvas/ui/Choice.tsx';
import { NumberField } from '#canvas/ui/NumberField.tsx';
import { Select } from '#canvas/ui/Select.tsx';
import { workshopLimits } from '#wire/workshop.ts';
import { exercises } from '#workshop/exercises.ts';
import { keepSeat, keptSeats } from '#workshop/room/seats.ts';
import { words as common } from '../labels.ts';
import { ThemeButton } from '../ThemeButton.tsx';
import { words } from './labels.ts';
import { workshopApi } from './use-workshop.ts';
import styles from './Workshop.module.css';

/** `/workshop`: an instructor opens a room. */
export default function StartPage() {
  const [, navigate] = useLocation();
  const [exercise, setExercise] = useState(() => new URLSearchParams(location.search).get('exercise') ?? exercises[0]?.id ?? '');
  const [groups, setGroups] = useState(4);
  const [plan, setPlan] = useState<'20' | '40'>('40');
  const [assign, setAssign] = useState<'choose' | 'balance'>('choose');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const mine = keptSeats().filter(({ as }) => as === 'instructor');
  const start = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const made = await workshopApi.create({ exercise, groups, plan, assign });
    setBusy(false);
    if (!made.ok) return setFault(made.faults[0]?.message);
    const { id, code, instructor, observer } = made.value;
    const title = exercises.find((each) => each.id === exercise)?.title ?? '';
    keepSeat({ code, workshop: id, token: `${instructor}.${observer}`, as: 'instructor', title });
    navigate(`/workshop/${id}#${instructor}.${observer}`);
  };
  return (
    <main className={styles.page}>
      <div className={styles.bar}>
        <ButtonLink href="/" tone="quiet" icon={ArrowLeft}>
          {common.toStart}
        </ButtonLink>
        <ThemeButton />
      </div>
      <form className={styles.card} onSubmit={start}>
        <h1>{words.startTitle}</h1>
        <p className={styles.lead}>{words.startLead}</p>
        <Select
          label={words.exercise}
          options={exercises.map(({ id, title, summary }) => ({ value: id, label: title, help: summary }))}
          value={exercise}
          onChange={setExercise}
        />
        <NumberField
          label={words.groups}
          minValue={1}
          maxValue={workshopLimits.groups}
          value={groups}
          onChange={(n) => setGroups(n || 1)}
        />
        <div className={styles.field}>
          <span id="plan">{words.plan}</span>
          <Segmented
            aria-labelledby="plan"
            options={(['20', '40'] as const).map((value) => ({ value, label: words.minutes(value) }))}
            value={plan}
            onChange={(value) => setPlan(value as '20' | '40')}
          />
        </div>
        <div className={styles.field}>
          <span id="assign">{words.assign}</span>
          <Segmented
            aria-labelledby="assign"
            options={[
              { value: 'choose', label: words.assignChoose },
              { value: 'balance', label: words.assignBalance },
            ]}
            value={assign}
            onChange={(value) => setAssign(value as 'choose' | 'balance')}
          />
        </div>
        <Button type="submit" tone="primary" icon={Users} isDisabled={busy}>
          {busy ? words.starting : words.start}
        </Button>
        <div aria-live="polite">{fault && <p className={styles.fault}>{fault}</p>}</div>
      </form>
      {mine.length > 0 && (
        <section className={styles.card} aria-labelledby="mine">
          <h2 id="mine">{words.mine}</h2>
          <ul className={styles.links}>
            {mine.map(({ workshop, token, title, code }) => (
              <li key={workshop}>
                <a href={`/workshop/${workshop}#${token}`}>{title}</a> <code>{code}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}
