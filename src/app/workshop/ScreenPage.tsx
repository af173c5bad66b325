import { Suspense, useEffect, useMemo, useState } from 'react';
import { createEditor } from '#canvas/editor.ts';
import { later } from '#canvas/later.ts';
import type { Session } from '#canvas/session.ts';
import { SessionProvider } from '#canvas/session.ts';
import { shareApi } from '#canvas/share/api.ts';
import { isLocal } from '#canvas/share/made-links.ts';
import { QrCode } from '#canvas/share/QrCode.tsx';
import { useStore } from '#canvas/store.ts';
import { placed } from '#canvas/unplaced.ts';
import { docOf } from '#document/whole.ts';
import { parseSketch } from '#model/sketch/parse.ts';
import type { WorkshopView } from '#wire/workshop.ts';
import { openPane, type Pane } from '#workshop/compare/pane.ts';
import type { WorkshopLink } from '#workshop/room/workshop-api.ts';
import type { WorkshopClient } from '#workshop/room/workshop-client.ts';
import { Brief } from '../design/Brief.tsx';
import { Notice } from '../Notice.tsx';
import { api } from '../services.ts';
import { DecisionTable } from './DecisionTable.tsx';
import { titleOf, words } from './labels.ts';
import { PhaseClock } from './PhaseClock.tsx';
import { useMaterial } from './use-material.ts';
import { useWorkshop, useWorkshopLink } from './use-workshop.ts';
import styles from './Workshop.module.css';

const Surface = later(() => import('#canvas/surface/Surface.tsx').then(({ Surface }) => ({ default: Surface })));
const Compare = later(() => import('#workshop/compare/Compare.tsx').then(({ Compare }) => ({ default: Compare })));

/** `/workshop/<id>/screen#<observer's token>`: the projector. It stays as long as the window does. */
export default function ScreenPage({ workshop }: { readonly workshop: string }) {
  const link = useWorkshopLink(workshop);
  return link ? <Screen key={link.token} link={link} /> : <Notice title={words.noTokenTitle} text={words.noTokenText} />;
}

function Screen({ link }: { readonly link: WorkshopLink }) {
  const { client, state } = useWorkshop(link);
  if (state.step === 'refused') return <Notice title={words.refusedTitle} text={state.sentence} />;
  if (!client || state.step === 'opening') return <p className="quiet">{words.opening}</p>;
  const { view } = state;
  const code = view.role === 'member' ? undefined : view.code;
  const presenter = view.groups.find(({ id }) => id === view.presenting?.group);
  return (
    <div className={styles.screen}>
      <header className={styles.screenHead}>
        <h1>{view.title}</h1>
        {presenter && <strong>{words.presenting(presenter.name)}</strong>}
        {code && view.screen.shows !== 'lobby' && <span className={styles.smallCode}>{code}</span>}
        <PhaseClock view={view} client={client} large />
      </header>
      {!state.online && <p className={styles.offline}>{words.offline}</p>}
      <Shown view={view} client={client} link={link} />
    </div>
  );
}

interface ShownProps {
  readonly view: WorkshopView;
  readonly client: WorkshopClient;
  readonly link: WorkshopLink;
}

/** What is on the screen now; members see the same while all eyes are asked for. */
export function Shown({ view, link }: ShownProps) {
  const { screen } = view;
  switch (screen.shows) {
    case 'lobby':
      return view.role === 'member' ? <Groups view={view} /> : <Lobby view={view} code={view.code} />;
    case 'brief':
      return (
        <article className={styles.bigText}>
          <Brief exercise={view.exercise} />
        </article>
      );
    case 'design': {
      const group = view.groups.find(({ id }) => id === screen.group);
      return group?.design ? (
        <LiveDesign key={group.design} design={group.design} token={link.token} title={group.name} />
      ) : (
        <Groups view={view} />
      );
    }
    case 'compare':
      return <SideBySide key={screen.groups.join()} view={view} groups={screen.groups} link={link} />;
    case 'decisions':
      return <DecisionTable view={view} />;
    case 'solution':
      return <Solution name={screen.solution} view={view} />;
  }
}

function Groups({ view }: { readonly view: WorkshopView }) {
  return (
    <ul className={styles.groupList}>
      {view.groups.map(({ id, name, size }) => (
        <li key={id}>
          <strong>{name}</strong> <span>{words.people(size)}</span>
        </li>
      ))}
    </ul>
  );
}

function Lobby({ view, code }: { readonly view: WorkshopView; readonly code: string }) {
  const [host, setHost] = useState<string>();
  useEffect(() => {
    // A code that leads to "localhost" opens nothing on anybody else's machine.
    if (!isLocal(location.hostname)) return;
    let wanted = true;
    void shareApi({ design: '', token: '' })
      .network()
      .then(([first]) => wanted && setHost(first));
    return () => {
      wanted = false;
    };
  }, []);
  const origin = host === undefined ? location.origin : `${location.protocol}//${host}`;
  const joined = view.groups.reduce((sum, { size }) => sum + size, 0);
  return (
    <section className={styles.lobby}>
      <div>
        <p>{words.joinAt}</p>
        <p className={styles.address}>{`${origin.replace(/^https?:\/\//, '')}/join`}</p>
        <p className={styles.code}>{code}</p>
        <p>{words.joined(joined)}</p>
      </div>
      <figure>
        <QrCode text={`${origin}/join/${code}`} label={`${origin}/join/${code}`} />
        <figcaption>{words.orScan}</figcaption>
      </figure>
      <Groups view={view} />
    </section>
  );
}

function LiveDesign({ design, token, title }: { readonly design: string; readonly token: string; readonly title: string }) {
  const [pane, setPane] = useState<Pane>();
  useEffect(() => {
    const next = openPane({ kind: 'room', link: { design, token } }, { api });
    setPane(next);
    return () => next.close();
  }, [design, token]);
  return pane ? <OnePane pane={pane} title={title} /> : null;
}

function OnePane({ pane, title }: { readonly pane: Pane; readonly title: string }) {
  const state = useStore(pane.state);
  if (state.step === 'failed') return <p className={styles.fault}>{state.sentence}</p>;
  if (state.step === 'opening') return <p className="quiet">{words.opening}</p>;
  return <Canvas session={state.session} title={title} />;
}

function Canvas({ session, title }: { readonly session: Session; readonly title: string }) {
  return (
    <section className={styles.canvas} aria-label={title}>
      <h2>{title}</h2>
      <SessionProvider value={session}>
        <Suspense>
          <Surface autoFit />
        </Suspense>
      </SessionProvider>
    </section>
  );
}

function SideBySide({
  view,
  groups,
  link,
}: {
  readonly view: WorkshopView;
  readonly groups: readonly string[];
  readonly link: WorkshopLink;
}) {
  const first = useMemo(
    () =>
      groups.flatMap((id) => {
        const design = view.groups.find((group) => group.id === id)?.design;
        return design === undefined ? [] : [{ kind: 'room' as const, link: { design, token: link.token } }];
      }),
    [groups, view.groups, link.token],
  );
  if (first.length < 2) return <Groups view={view} />;
  return (
    <div className={styles.sideBySide}>
      <Suspense>
        <Compare first={first} api={api} recents={noRecents} home="/" onSources={ignore} />
      </Suspense>
    </div>
  );
}

const ignore = () => undefined;
const noRecents = {
  list: { get: () => [], set: ignore, update: ignore, subscribe: () => ignore },
  put: ignore,
  forget: ignore,
} as const;

function Solution({ name, view }: { readonly name: string; readonly view: WorkshopView }) {
  const material = useMaterial(view.id, view.solutionsRevealed);
  const text = material?.solutions.find((each) => each.name === name)?.text;
  const session = useMemo<Session | undefined>(() => {
    const parsed = text === undefined ? undefined : parseSketch(text);
    if (!parsed?.ok) return undefined;
    const editor = createEditor(docOf(placed(parsed.value)), { readOnly: true });
    return { editor, presence: undefined, room: undefined, checking: undefined };
  }, [text]);
  return session ? <Canvas session={session} title={titleOf(name)} /> : <p className="quiet">{words.opening}</p>;
}
