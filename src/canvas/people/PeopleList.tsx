import type { RefObject } from 'react';
import { useBench } from '../bench.ts';
import type { Peer, Presence } from '../presence/presence.ts';
import { useStore } from '../store.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Popover } from '../ui/Popover.tsx';
import { followersOf } from './following.ts';
import { words } from './labels.ts';
import styles from './People.module.css';

export interface PeopleListProps {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly presence: Presence;
  readonly toggle: (peer: Peer) => void;
  readonly onClose: () => void;
}

/** Everybody who is here, oneself first: whom to follow, and one's own name and colour. */
export default function PeopleList({ anchor, presence, toggle, onClose }: PeopleListProps) {
  const bench = useBench();
  const peers = useStore(presence.peers);
  const following = useStore(presence.following);
  const me = useStore(presence.me);
  const followers = followersOf(peers, bench.session.room?.awareness.clientID);
  return (
    <Popover label={words.people} placement="bottom end" triggerRef={anchor} isOpen onOpenChange={(open) => !open && onClose()}>
      <ul className={styles.list}>
        <li className={styles.person}>
          <Avatar name={me.name} colour={me.colour} size="s" />
          <span className={styles.name}>
            {me.name} <small>({words.you})</small>
          </span>
          <Button
            size="s"
            onPress={() => {
              onClose();
              bench.dialog.set('me');
            }}
          >
            {words.edit}
          </Button>
        </li>
        {peers.map((peer) => (
          <li key={peer.client} className={styles.person}>
            <Avatar name={peer.name} colour={peer.colour} size="s" />
            <span className={styles.name}>
              {peer.name}
              {followers.includes(peer) && <small> {words.followsYou}</small>}
              {peer.away && <small> {words.away}</small>}
            </span>
            <Button size="s" tone="quiet" aria-pressed={following === peer.client} onPress={() => toggle(peer)}>
              {following === peer.client ? words.unfollow(peer.name) : words.follow(peer.name)}
            </Button>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
