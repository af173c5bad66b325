import { Suspense, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useBench } from '../bench.ts';
import { later } from '../later.ts';
import type { Peer, Presence } from '../presence/presence.ts';
import { useStore } from '../store.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { tip } from '../ui/tip.ts';
import { followersOf, shownPeers } from './following.ts';
import { words } from './labels.ts';
import styles from './People.module.css';

const PeopleList = later(() => import('./PeopleList.tsx'));

/** Who else is here, in the top bar: a click follows. The list behind it has everybody, oneself too. */
export function People() {
  const { presence } = useBench().session;
  return presence ? <Avatars presence={presence} /> : null;
}

function Avatars({ presence }: { readonly presence: Presence }) {
  const bench = useBench();
  const { editor, room } = bench.session;
  const peers = useStore(presence.peers);
  const following = useStore(presence.following);
  const me = useStore(presence.me);
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { shown, rest } = shownPeers(peers, following, 5);
  const followers = followersOf(peers, room?.awareness.clientID);
  const toggle = (peer: Peer) => {
    const on = following !== peer.client;
    presence.follow(on ? peer.client : undefined);
    const now = presence.following.get();
    if (on && now !== peer.client) editor.toast({ tone: 'info', sentence: words.cannot(peer.name) });
    else editor.say(on ? words.followed(peer.name) : words.stopped);
  };
  return (
    <fieldset aria-label={words.people} className={styles.people}>
      {followers.length > 0 && <span className={styles.followers}>{words.followYou(followers.length)}</span>}
      <ul className={styles.stack}>
        {shown.map((peer) => {
          const label = following === peer.client ? words.unfollow(peer.name) : words.follow(peer.name);
          return (
            <li key={peer.client}>
              <AriaButton aria-label={label} className={styles.face as string} onPress={() => toggle(peer)} {...tip(label)}>
                <Avatar name={peer.name} colour={peer.colour} following={following === peer.client} />
              </AriaButton>
            </li>
          );
        })}
      </ul>
      <AriaButton
        ref={button}
        aria-label={`${words.people}: ${words.here(peers.length)}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        className={styles.me as string}
        onPress={() => setOpen(!open)}
        {...tip(words.people)}
      >
        {rest > 0 ? <span className={styles.rest}>+{rest}</span> : <Avatar name={me.name} colour={me.colour} />}
      </AriaButton>
      {open && (
        <Suspense>
          <PeopleList anchor={button} presence={presence} toggle={toggle} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </fieldset>
  );
}
