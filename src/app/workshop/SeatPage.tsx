import { Hand, LifeBuoy } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Page } from '#canvas/page.ts';
import { createStore, useStore } from '#canvas/store.ts';
import { Badge } from '#canvas/ui/Badge.tsx';
import { Button } from '#canvas/ui/Button.tsx';
import { Workbench } from '#canvas/Workbench.tsx';
import type { MemberView } from '#wire/workshop.ts';
import type { Recents } from '#workshop/recents.ts';
import type { WorkshopLink } from '#workshop/room/workshop-api.ts';
import type { WorkshopClient } from '#workshop/room/workshop-client.ts';
import { Brief } from '../design/Brief.tsx';
import { Notice } from '../Notice.tsx';
import { type OpenDesign, type OpenState, openDesign } from '../session.ts';
import { words } from './labels.ts';
import { PhaseClock } from './PhaseClock.tsx';
import { RoomPanel } from './RoomPanel.tsx';
import { Shown } from './ScreenPage.tsx';
import { useWorkshop, useWorkshopLink } from './use-workshop.ts';
import styles from './Workshop.module.css';

/** `/w/<workshop>#<token>`: a seat in a group. */
export default function SeatPage({ workshop }: { readonly workshop: string }) {
  const link = useWorkshopLink(workshop);
  return link ? <Seat key={link.token} link={link} /> : <Notice title={words.noTokenTitle} text={words.noTokenText} />;
}

function Seat({ link }: { readonly link: WorkshopLink }) {
  const { client, state, refusal, clearRefusal } = useWorkshop(link);
  if (state.step === 'refused') return <Notice title={words.refusedTitle} text={state.sentence} />;
  if (!client || state.step === 'opening') return <p className="quiet">{words.opening}</p>;
  const { view } = state;
  if (view.role !== 'member') return <Notice title={words.refusedTitle} text={words.noTokenText} />;
  return (
    <div className={styles.seat}>
      <Announcements view={view} client={client} online={state.online} refusal={refusal} onDismiss={clearRefusal} />
      {/* Another group is another design: everything of the page begins anew. */}
      <GroupDesign key={view.own.design} link={link} view={view} client={client} />
      {view.eyes && (
        <div className={styles.eyes} role="dialog" aria-modal aria-label={words.eyes}>
          <p className={styles.eyesHead}>{words.eyes}</p>
          <Shown view={view} client={client} link={link} />
        </div>
      )}
    </div>
  );
}

interface AnnouncementsProps {
  readonly view: MemberView;
  readonly client: WorkshopClient;
  readonly online: boolean;
  readonly refusal: string | undefined;
  readonly onDismiss: () => void;
}

/** What everybody should see at once: the instructor's word, why nothing can be changed, that the server is away. */
function Announcements({ view, online, refusal, onDismiss }: AnnouncementsProps) {
  const [read, setRead] = useState(0);
  const { message, own, ended } = view;
  const state = ended ? words.ended : own.frozen ? words.frozen : undefined;
  return (
    <div className={styles.announcements} aria-live="polite">
      {!online && <p data-tone="warning">{words.offline}</p>}
      {state && <p data-tone="info">{state}</p>}
      {refusal && (
        <p data-tone="warning">
          {refusal}
          <Button size="s" onPress={onDismiss}>
            {words.dismiss}
          </Button>
        </p>
      )}
      {message && message.at > read && (
        <p data-tone="info">
          <strong>{words.message}:</strong> {message.text}
          <Button size="s" onPress={() => setRead(message.at)}>
            {words.dismiss}
          </Button>
        </p>
      )}
    </div>
  );
}

/** A workshop's designs stand in no list of this device: the seat is the way back to them. */
const noRecents: Recents = { list: createStore([]), put: () => undefined, forget: () => undefined };

interface GroupProps {
  readonly link: WorkshopLink;
  readonly view: MemberView;
  readonly client: WorkshopClient;
}

function GroupDesign({ link, view, client }: GroupProps) {
  const [opened, setOpened] = useState<OpenDesign>();
  const { design } = view.own;
  const { token } = link;
  useEffect(() => {
    const next = openDesign({ link: { design, token }, recents: noRecents });
    setOpened(next);
    return () => next.close();
  }, [design, token]);
  const state = useStore(opened?.state ?? opening);
  if (state.step === 'refused') return <Notice title={words.refusedTitle} text={state.sentence} />;
  if (state.step !== 'open') return <p className="quiet">{words.opening}</p>;
  return <Bench state={state} view={view} client={client} link={link} />;
}

const opening = createStore<OpenState>({ step: 'opening' });

function Bench({ state, view, client }: GroupProps & { readonly state: Extract<OpenState, { step: 'open' }> }) {
  const { session } = state;
  const phase = view.phases[view.clock.index];
  const { checked } = view.own;
  const shown = useRef(false);
  const name = view.seat.name;
  useEffect(() => {
    const { checking, presence, editor } = session;
    // The name of the seat is the name on the cursor.
    presence?.me.update((me) => (me.name === name ? me : { ...me, name }));
    const when = phase?.showFindings ?? 'onCheck';
    checking?.gate.set(
      when === 'never'
        ? { kind: 'later' }
        : when === 'always'
          ? { kind: 'open' }
          : { kind: 'ask', ask: () => void client.ask({ do: 'checkUs' }) },
    );
    checking?.hidden.set(when === 'never' || (when === 'onCheck' && !checked));
    if (!shown.current) editor.panel.set('room');
    shown.current = true;
  }, [session, phase, checked, name, client]);
  const page = useMemo<Page>(
    () => ({
      home: '/',
      bar: <SeatBar view={view} client={client} />,
      room: (
        <RoomPanel view={view} client={client} session={session}>
          {state.exercise && <Brief exercise={state.exercise.id} />}
        </RoomPanel>
      ),
    }),
    [state.exercise, view, client, session],
  );
  return <Workbench session={session} page={page} />;
}

function SeatBar({ view, client }: { readonly view: MemberView; readonly client: WorkshopClient }) {
  const waiting = view.own.helpSince !== undefined;
  return (
    <>
      {view.own.lookedAt && <Badge tone="info">{words.looking}</Badge>}
      <PhaseClock view={view} client={client} />
      <Button
        size="s"
        tone={waiting ? 'primary' : 'plain'}
        icon={waiting ? LifeBuoy : Hand}
        onPress={() => void client.ask({ do: 'askHelp', on: !waiting })}
      >
        {waiting ? words.helpAsked : words.help}
      </Button>
    </>
  );
}
