import { Suspense } from 'react';
import type { Room } from '#connection/room.ts';
import { useBench } from '../bench.ts';
import { later } from '../later.ts';
import { useRoomStatus } from '../toolbar/use-room.ts';

const ShownNotices = later(() => import('./ShownNotices.tsx'));

/** What the server had to say, if anything: the words and what can be done are a chunk of their own. */
export function Notices() {
  const { room } = useBench().session;
  return room ? <RoomNotices room={room} /> : null;
}

function RoomNotices({ room }: { readonly room: Room }) {
  const status = useRoomStatus(room);
  if (!status || !(status.refusal?.final || status.hasDraft || status.notice)) return null;
  return (
    <Suspense>
      <ShownNotices room={room} status={status} />
    </Suspense>
  );
}
