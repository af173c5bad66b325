import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useLocation } from 'wouter';
import { fetchedLater } from '#canvas/later.ts';
import type { Page } from '#canvas/page.ts';
import { type Store, useStore } from '#canvas/store.ts';
import { Button, ButtonLink } from '#canvas/ui/Button.tsx';
import { Workbench } from '#canvas/Workbench.tsx';
import { type DesignLink, linkFrom, pathOf } from '#workshop/links.ts';
import { Notice } from '../Notice.tsx';
import { recents } from '../recents.ts';
import { type OpenDesign, type OpenState, openDesign } from '../session.ts';
import { templateSource } from '../templates/template-source.ts';
import { Brief } from './Brief.tsx';
import styles from './DesignPage.module.css';
import { words } from './labels.ts';

/** The addresses of comparisons: needed when somebody leaves to compare, not to draw. */
const comparing = fetchedLater(() => import('#workshop/compare/sources.ts'));

/** `/d/<design>#<token>`: one design, opened in its room. */
export default function DesignPage({ design }: { readonly design: string }) {
  const hash = useHash();
  const link = linkFrom(design, hash);
  if (!link) return <Notice title={words.noTokenTitle} text={words.noTokenText} />;
  return <Opened key={link.token} link={link} />;
}

function Opened({ link: { design, token } }: { readonly link: DesignLink }) {
  const link = useMemo(() => ({ design, token }), [design, token]);
  const [opened, setOpened] = useState<OpenDesign>();
  useEffect(() => {
    const next = openDesign({ link, recents });
    setOpened(next);
    return () => next.close();
  }, [link]);
  return opened ? <Opening link={link} state={opened.state} /> : <Quiet />;
}

function Opening({ link, state: store }: { readonly link: DesignLink; readonly state: Store<OpenState> }) {
  const state = useStore(store);
  switch (state.step) {
    case 'opening':
      return <Quiet />;
    case 'waiting':
      return (
        <Notice title={words.waitingTitle} text={words.waitingText}>
          <Button tone="primary" onPress={() => location.reload()}>
            {words.retry}
          </Button>
        </Notice>
      );
    case 'refused':
      return (
        <Notice title={words.refusedTitle} text={state.sentence}>
          <OtherWays link={link} />
        </Notice>
      );
    case 'open':
      return <Drawing link={link} state={state} />;
  }
}

/** What this device knows besides: another link to the same design, or only this one, which can be forgotten. */
function OtherWays({ link }: { readonly link: DesignLink }) {
  const [, navigate] = useLocation();
  const known = useStore(recents.list).find((recent) => recent.design === link.design);
  if (!known) return null;
  if (known.token !== link.token) {
    return (
      <ButtonLink tone="primary" href={pathOf(known)}>
        {words.another}
      </ButtonLink>
    );
  }
  const forget = () => {
    recents.forget(link.design);
    navigate('/');
  };
  return <Button onPress={forget}>{words.forget}</Button>;
}

function Drawing({ link, state }: { readonly link: DesignLink; readonly state: Extract<OpenState, { step: 'open' }> }) {
  const [, navigate] = useLocation();
  const { session, role, exercise } = state;
  const page = useMemo<Page>(
    () => ({
      home: '/',
      access: {
        design: link.design,
        token: link.token,
        role,
        linkTo: (token, origin = location.origin) => origin + pathOf({ design: link.design, token }),
      },
      templates: templateSource,
      place: location.search,
      otherDesigns: () =>
        recents.list
          .get()
          .filter((recent) => recent.design !== link.design)
          .map((recent) => ({
            id: recent.design,
            title: recent.title || words.untitled,
            open: () => navigate(pathOf(recent)),
          })),
      compare: () => void comparing().then(({ comparePath }) => navigate(comparePath([{ kind: 'room', link }]))),
      ...(exercise ? { brief: <Brief exercise={exercise.id} /> } : {}),
    }),
    [link, role, exercise, navigate],
  );
  return <Workbench session={session} page={page} />;
}

/** Nothing flashes while a fast server answers; after a moment it says what is going on. */
function Quiet() {
  return (
    <p className={styles.opening} role="status">
      {words.opening}
    </p>
  );
}

/** The part of the address behind `#`; people paste another one into an open tab. */
function useHash(): string {
  return useSyncExternalStore(
    (listener) => {
      addEventListener('hashchange', listener);
      return () => removeEventListener('hashchange', listener);
    },
    () => location.hash,
    () => '',
  );
}
