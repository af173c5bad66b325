import { useEffect, useMemo, useRef } from 'react';
import type { Peer, Presence } from '../presence/presence.ts';
import { tellOfOthers } from '../presence/told.ts';
import { useStore } from '../store.ts';
import type { Board } from './board.ts';
import { labels } from './labels.ts';
import styles from './Others.module.css';
import { Remote } from './remote.ts';
import { toScreen } from './viewport.ts';

/** Pointers of the others, with names; those outside of the window as chips at its border. */
export default function Others({ board, presence }: { readonly board: Board; readonly presence: Presence }) {
  const remote = useMemo(() => new Remote(board, presence), [board, presence]);
  const peers = useStore(presence.peers);
  const following = useStore(presence.following);
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => remote.start(), [remote]);
  useEffect(() => tellOfOthers(board.editor, presence), [board, presence]);
  useEffect(() => {
    if (peers.length === 0) return undefined;
    // Positions are written into the page directly: thirty of them a second are none of React's business.
    const write = () => {
      for (const element of layer.current?.children ?? []) place(board, remote, element as HTMLElement);
    };
    write();
    const stops = [remote.onFrame(write), board.viewport.subscribe(write)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [board, remote, peers]);
  const leader = peers.find((peer) => peer.client === following);
  return (
    <>
      <div ref={layer}>
        {peers.map((peer) => (
          <Pointer key={peer.client} peer={peer} board={board} remote={remote} />
        ))}
      </div>
      {leader && (
        <div className={styles.frame} style={{ borderColor: leader.colour }}>
          <span className={styles.leader} style={{ background: leader.colour }}>
            {labels.following(leader.name)}
          </span>
        </div>
      )}
    </>
  );
}

function Pointer({ peer, board, remote }: { readonly peer: Peer; readonly board: Board; readonly remote: Remote }) {
  const go = () => {
    const at = remote.pointerOf(peer.client) ?? remote.elsewhere(peer.client);
    const [width, height] = board.size.get();
    const { zoom } = board.viewport.get();
    if (at) board.flyTo({ zoom, x: width / 2 - at[0] * zoom, y: height / 2 - at[1] * zoom });
  };
  return (
    <div className={styles.person} data-client={peer.client} style={{ '--person': peer.colour } as React.CSSProperties}>
      <svg className={styles.arrow} width="18" height="20" viewBox="0 0 18 20" aria-hidden="true">
        <path d="M1.5 1.5L16 8.4L9.4 10.6L6.4 17.2Z" />
      </svg>
      <span className={styles.name} aria-hidden="true">
        {peer.name}
      </span>
      <button
        type="button"
        className={styles.chip}
        data-control=""
        tabIndex={-1}
        onClick={go}
        aria-label={labels.away(peer.name)}
      >
        {peer.name}
      </button>
    </div>
  );
}

const margin = 14;

function place(board: Board, remote: Remote, element: HTMLElement): void {
  const client = Number(element.dataset.client);
  const at = remote.pointerOf(client) ?? remote.elsewhere(client);
  if (!at) {
    element.style.visibility = 'hidden';
    return;
  }
  const [x, y] = toScreen(board.viewport.get(), at);
  const [width, height] = board.size.get();
  const inside = x >= 0 && y >= 0 && x <= width && y <= height;
  element.style.visibility = '';
  element.dataset.away = inside ? '' : 'true';
  const cx = inside ? x : Math.min(Math.max(x, margin), width - margin);
  const cy = inside ? y : Math.min(Math.max(y, margin), height - margin);
  // Chips lie inside of the window, whichever border they are at.
  const shift = inside ? '' : ` translate(${cx > width - 120 ? '-100%' : '0'}, ${cy > height - 40 ? '-100%' : '0'})`;
  element.style.transform = `translate(${cx}px, ${cy}px)${shift}`;
}
