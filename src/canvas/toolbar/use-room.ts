import { useSyncExternalStore } from 'react';
import type { Room, RoomStatus } from '#connection/room.ts';

const never = () => () => {};

/** The room's status; undefined where there is no room. */
export function useRoomStatus(room: Room | undefined): RoomStatus | undefined {
  return useSyncExternalStore(
    room ? (listener) => room.subscribe(listener) : never,
    () => room?.status,
    () => room?.status,
  );
}
