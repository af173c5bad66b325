import { Eye, EyeOff, MonitorPlay, Pause, Play, SkipBack, SkipForward, Snowflake } from 'lucide-react';
import { useState } from 'react';
import { useStore } from '#canvas/store.ts';
import { Button, ButtonLink } from '#canvas/ui/Button.tsx';
import { Segmented } from '#canvas/ui/Choice.tsx';
import { TextField } from '#canvas/ui/TextField.tsx';
import { tokenPattern } from '#wire/roles.ts';
import { type InstructorView, type Screen, workshopLimits } from '#wire/workshop.ts';
import { forgetSeat } from '#workshop/room/seats.ts';
import type { WorkshopLink } from '#workshop/room/workshop-api.ts';
import type { WorkshopClient } from '#workshop/room/workshop-client.ts';
import { Notice } from '../Notice.tsx';
import { ThemeButton } from '../ThemeButton.tsx';
import { titleOf, words } from './labels.ts';
import { PhaseClock } from './PhaseClock.tsx';
import { useMaterial } from './use-material.ts';
import { useWorkshop, workshopApi } from './use-workshop.ts';
import { Wall } from './Wall.tsx';
import styles from './Workshop.module.css';

/** `/workshop/<id>#<instructor's token>.<observer's token>`: what only the instructor sees. */
export default function ConsolePage({ workshop }: { readonly workshop: string }) {
  const [token = '', observer = ''] = location.hash.slice(1).split('.');
  const [link] = useState<WorkshopLink>({ workshop, token });
  if (!new RegExp(tokenPattern).test(token)) return <Notice title={words.noTokenTitle} text={words.noTokenText} />;
  return <Console link={link} observer={observer} />;
}

function Console({ link, observer }: { readonly link: WorkshopLink; readonly observer: string }) {
  const { client, state, refusal, clearRefusal } = useWorkshop(link);
  if (state.step === 'refused') return <Notice title={words.refusedTitle} text={state.sentence} />;
  if (!client || state.step === 'opening') return <p className="quiet">{words.opening}</p>;
  const { view, online } = state;
  if (view.role !== 'instructor') return <Notice title={words.refusedTitle} text={words.noTokenText} />;
  return (
    <div className={styles.console}>
      <header className={styles.consoleHead}>
        <h1>{view.title}</h1>
        <span className={styles.smallCode}>{view.code}</span>
        <PhaseClock view={view} client={client} />
        <ButtonLink icon={MonitorPlay} href={`/workshop/${view.id}/screen#${observer}`} target="_blank">
          {words.openScreen}
        </ButtonLink>
        <ThemeButton />
      </header>
      <div aria-live="polite">
        {!online && <p className={styles.offline}>{words.offline}</p>}
        {refusal && (
          <p className={styles.offline}>
            {refusal}{' '}
            <Button size="s" onPress={clearRefusal}>
              {words.dismiss}
            </Button>
          </p>
        )}
      </div>
      <div className={styles.consoleBody}>
        <main>
          <Wall view={view} client={client} link={link} />
        </main>
        <aside className={styles.controls}>
          <Phases view={view} client={client} />
          <OnScreen view={view} client={client} />
          <Word client={client} />
          <ForYou view={view} client={client} />
          <End view={view} client={client} link={link} />
        </aside>
      </div>
    </div>
  );
}

interface PartProps {
  readonly view: InstructorView;
  readonly client: WorkshopClient;
}

function Phases({ view, client }: PartProps) {
  const { clock, phases } = view;
  const frozen = view.groups.every((group) => group.frozen);
  const paused = clock.pausedAt !== undefined;
  return (
    <section className={styles.card}>
      <ol className={styles.phases}>
        {phases.map(({ name, minutes }, i) => (
          <li key={name} aria-current={i === clock.index ? 'step' : undefined}>
            <button type="button" onClick={() => void client.ask({ do: 'startPhase', index: i })} title={words.startPhase(name)}>
              {name} <small>{minutes} min</small>
            </button>
          </li>
        ))}
      </ol>
      <div className={styles.row}>
        <Button
          size="s"
          icon={SkipBack}
          isDisabled={clock.index < 1}
          onPress={() => void client.ask({ do: 'startPhase', index: clock.index - 1 })}
        >
          {words.previousPhase}
        </Button>
        <Button
          size="s"
          tone="primary"
          icon={SkipForward}
          isDisabled={clock.index + 1 >= phases.length}
          onPress={() => void client.ask({ do: 'startPhase', index: clock.index + 1 })}
        >
          {words.nextPhase}
        </Button>
      </div>
      <div className={styles.row}>
        <Button
          size="s"
          icon={paused ? Play : Pause}
          isDisabled={clock.index < 0}
          onPress={() => void client.ask({ do: paused ? 'resume' : 'pause' })}
        >
          {paused ? words.resume : words.pause}
        </Button>
        <Button size="s" isDisabled={clock.index < 0} onPress={() => void client.ask({ do: 'extend', minutes: 2 })}>
          {words.extend}
        </Button>
        <Button size="s" icon={Snowflake} onPress={() => void client.ask({ do: 'freeze', groups: 'all', on: !frozen })}>
          {frozen ? words.releaseAll : words.freezeAll}
        </Button>
        <Button
          size="s"
          icon={view.eyes ? EyeOff : Eye}
          tone={view.eyes ? 'primary' : 'plain'}
          onPress={() => void client.ask({ do: 'eyes', on: !view.eyes })}
        >
          {view.eyes ? words.eyesOff : words.eyesOn}
        </Button>
      </div>
    </section>
  );
}

const simple: readonly Exclude<Screen['shows'], 'design' | 'compare' | 'solution'>[] = ['lobby', 'brief', 'decisions'];

function OnScreen({ view, client }: PartProps) {
  const { shows } = view.screen;
  const special = (simple as readonly string[]).includes(shows) ? [] : [shows];
  return (
    <section className={styles.card}>
      <div className={styles.field}>
        <span id="screen">{words.screenShows}</span>
        <Segmented
          aria-labelledby="screen"
          options={[...simple, ...special].map((each) => ({ value: each, label: words.screens[each as Screen['shows']] }))}
          value={shows}
          onChange={(each) => {
            const wanted = simple.find((one) => one === each);
            if (wanted) void client.ask({ do: 'show', screen: { shows: wanted } });
          }}
        />
      </div>
    </section>
  );
}

function Word({ client }: Pick<PartProps, 'client'>) {
  const [text, setText] = useState('');
  const [sent, setSent] = useState(false);
  const send = async () => {
    if (text.trim() === '') return;
    if (!(await client.ask({ do: 'broadcast', text: text.trim() }))) return;
    setText('');
    setSent(true);
  };
  return (
    <section className={styles.card}>
      <TextField
        label={words.broadcast}
        value={text}
        maxLength={workshopLimits.message}
        onChange={(next) => {
          setText(next);
          setSent(false);
        }}
      />
      <div className={styles.row}>
        <Button size="s" onPress={() => void send()}>
          {words.send}
        </Button>
        <span aria-live="polite">{sent && words.sent}</span>
      </div>
    </section>
  );
}

/** Solutions, wrong turns, hints and the debrief: no group's window can ask for them. */
function ForYou({ view, client }: PartProps) {
  const material = useMaterialOf(view);
  if (!material) return null;
  return (
    <details className={styles.card}>
      <summary>{words.material}</summary>
      <h3>{words.hints}</h3>
      <ol>
        {(material.hints ?? []).map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ol>
      <h3>{words.solutions}</h3>
      <div className={styles.row}>
        <Button size="s" onPress={() => void client.ask({ do: 'revealSolutions', on: !view.solutionsRevealed })}>
          {view.solutionsRevealed ? words.hideSolutions : words.revealSolutions}
        </Button>
        {view.solutionsRevealed &&
          material.solutions.map(({ name }) => (
            <Button
              key={name}
              size="s"
              onPress={() => void client.ask({ do: 'show', screen: { shows: 'solution', solution: name } })}
            >
              {words.showSolution(titleOf(name))}
            </Button>
          ))}
      </div>
      {[...material.solutions, ...(material.traps ?? [])].map(({ name, text }) => (
        <details key={name}>
          <summary>{titleOf(name)}</summary>
          <pre className={styles.sketch}>{text}</pre>
        </details>
      ))}
      <h3>{words.debrief}</h3>
      <pre className={styles.debrief}>{material.debrief}</pre>
    </details>
  );
}

function useMaterialOf(view: InstructorView) {
  return useMaterial(view.id, view.solutionsRevealed, location.hash.slice(1).split('.')[0]);
}

function End({ view, client, link }: PartProps & { readonly link: WorkshopLink }) {
  const state = useStore(client.state);
  const leave = async () => {
    if (!confirm(words.deleteSure)) return;
    const gone = await workshopApi.delete(link);
    if (!gone.ok) return;
    forgetSeat(view.id);
    location.assign('/workshop');
  };
  if (state.step !== 'open') return null;
  return (
    <section className={styles.card}>
      <div className={styles.row}>
        <Button size="s" onPress={() => void client.ask({ do: view.ended ? 'reopen' : 'end' })}>
          {view.ended ? words.reopen : words.end}
        </Button>
        <Button size="s" onPress={() => void client.ask({ do: 'archive', on: !view.archived })}>
          {view.archived ? words.unarchive : words.archive}
        </Button>
        <Button size="s" tone="danger" onPress={() => void leave()}>
          {words.deleteIt}
        </Button>
      </div>
    </section>
  );
}
