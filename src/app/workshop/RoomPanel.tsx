import { type ReactNode, useEffect, useState } from 'react';
import type { Session } from '#canvas/session.ts';
import { useStore } from '#canvas/store.ts';
import { Avatar } from '#canvas/ui/Avatar.tsx';
import { Button } from '#canvas/ui/Button.tsx';
import { Checkbox, Segmented } from '#canvas/ui/Choice.tsx';
import { TextField } from '#canvas/ui/TextField.tsx';
import { nameOf } from '#model/design.ts';
import { type DecisionAnswer, duties, type MemberView, workshopLimits } from '#wire/workshop.ts';
import type { WorkshopClient } from '#workshop/room/workshop-client.ts';
import { words } from './labels.ts';
import { useMaterial } from './use-material.ts';
import styles from './Workshop.module.css';

interface RoomPanelProps {
  readonly view: MemberView;
  readonly client: WorkshopClient;
  readonly session: Session;
  /** The brief. */
  readonly children: ReactNode;
}

/** The tab beside the canvas: who is in the group, one's part, and what the group decides. */
export function RoomPanel({ view, client, session, children }: RoomPanelProps) {
  const material = useMaterial(view.id, view.solutionsRevealed);
  const { own, seat } = view;
  return (
    <div className={styles.room}>
      <h2>{words.roomTitle(own.name)}</h2>
      <ul className={styles.members}>
        {own.seats.map(({ id, name, colour, duty, connected }) => (
          <li key={id} data-away={!connected || undefined}>
            <Avatar name={name} colour={colour} size="s" />
            <span>{name}</span>
            {duty && <em>{words.duties[duty]}</em>}
          </li>
        ))}
      </ul>
      <div className={styles.field}>
        <span id="duty">{words.duty}</span>
        <Segmented
          aria-labelledby="duty"
          options={[
            { value: 'none', label: words.noDuty },
            ...duties.map((duty) => ({ value: duty, label: words.duties[duty] })),
          ]}
          value={seat.duty ?? 'none'}
          onChange={(duty) => void client.ask({ do: 'takeDuty', duty: duty as 'none' })}
        />
      </div>
      <details className={styles.brief} open={view.clock.index < 1}>
        <summary>{words.brief}</summary>
        {children}
      </details>
      <h2>{words.decisions}</h2>
      <ol className={styles.decisions}>
        {material?.decisions.map(({ id, question, hint }) => (
          <li key={id}>
            <Decision
              id={id}
              question={question}
              hint={hint}
              answer={own.answers.find(({ decision }) => decision === id)}
              locked={own.frozen || view.ended}
              client={client}
              session={session}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}

interface DecisionProps {
  readonly id: string;
  readonly question: string;
  readonly hint: string;
  readonly answer: DecisionAnswer | undefined;
  readonly locked: boolean;
  readonly client: WorkshopClient;
  readonly session: Session;
}

function Decision({ id, question, hint, answer, locked, client, session }: DecisionProps) {
  const { editor } = session;
  const selection = useStore(editor.selection);
  const design = useStore(editor.design);
  const [text, setText] = useState(answer?.answer ?? '');
  const [reason, setReason] = useState(answer?.reason ?? '');
  const [shows, setShows] = useState(false);
  // Somebody of the group has answered meanwhile.
  useEffect(() => {
    setText(answer?.answer ?? '');
    setReason(answer?.reason ?? '');
  }, [answer]);
  const changed = text !== (answer?.answer ?? '') || reason !== (answer?.reason ?? '') || shows;
  const [selected] = selection;
  const at = shows && selected !== undefined ? selected : answer?.at;
  const save = () => {
    setShows(false);
    void client.ask({ do: 'decide', decision: id, answer: text.trim(), reason: reason.trim(), ...(at !== undefined && { at }) });
  };
  return (
    <>
      <p className={styles.question} title={hint}>
        {question}
      </p>
      <TextField label={words.answer} value={text} maxLength={workshopLimits.answer} isDisabled={locked} onChange={setText} />
      <TextField label={words.reason} value={reason} maxLength={workshopLimits.reason} isDisabled={locked} onChange={setReason} />
      {selected !== undefined && !locked && (
        <Checkbox isSelected={shows} onChange={setShows}>
          {words.showsIt} ({nameOf(design, selected)})
        </Checkbox>
      )}
      {answer?.at !== undefined && (
        <button
          type="button"
          className={styles.shownBy}
          onClick={() => {
            editor.select([answer.at as string]);
            editor.view.get()?.reveal([answer.at as string]);
          }}
        >
          {words.shownBy(nameOf(design, answer.at))}
        </button>
      )}
      <div className={styles.save}>
        {answer && !changed && <span>{words.saved(answer.by)}</span>}
        {changed && !locked && (
          <Button size="s" tone="primary" onPress={save}>
            {words.save}
          </Button>
        )}
      </div>
    </>
  );
}
