import { type CommonView, remainingMs } from '#wire/workshop.ts';
import { clockWords } from '#workshop/room/time.ts';
import type { WorkshopClient } from '#workshop/room/workshop-client.ts';
import { words } from './labels.ts';
import { useNow } from './use-workshop.ts';
import styles from './Workshop.module.css';

/** The phase that is on, and how much time is left of it. */
export function PhaseClock({
  view,
  client,
  large,
}: {
  readonly view: CommonView;
  readonly client: WorkshopClient;
  readonly large?: boolean;
}) {
  const now = useNow(client);
  const { clock, phases, ended } = view;
  const phase = phases[clock.index];
  if (ended) return <p className={styles.clock}>{words.over}</p>;
  if (!phase) return <p className={styles.clock}>{words.phaseNone}</p>;
  const left = remainingMs(clock, now);
  const time = clockWords(left);
  return (
    <p
      className={large ? styles.largeClock : styles.clock}
      data-over={left < 0 || undefined}
      data-soon={(left >= 0 && left < 60_000) || undefined}
    >
      <span>{words.phase(clock.index, phases.length, phase.name)}</span>
      <time role="timer" aria-live="off">
        {time}
      </time>
      {clock.pausedAt !== undefined && <em>{words.paused}</em>}
    </p>
  );
}
