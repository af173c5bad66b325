import type { RoomStatus } from '#connection/room.ts';
import { words } from './labels.ts';

export interface ShownStatus {
  readonly tone: 'ok' | 'busy' | 'away' | 'stopped';
  readonly short: string;
  readonly detail: string;
}

/** Where one's changes are, in two words and in one sentence. */
export function shownStatus(status: Pick<RoomStatus, 'link' | 'synced' | 'unsaved'> | undefined): ShownStatus {
  if (!status) return { tone: 'ok', short: words.alone, detail: words.aloneDetail };
  switch (status.link) {
    case 'refused':
      return { tone: 'stopped', short: words.refused, detail: words.refusedDetail };
    case 'offline':
      return { tone: 'away', short: words.offline(status.unsaved), detail: words.offlineDetail };
    case 'connecting':
      return status.synced
        ? { tone: 'away', short: words.reconnecting, detail: words.reconnectingDetail }
        : { tone: 'busy', short: words.connecting, detail: words.connectingDetail };
    case 'online':
      return status.unsaved > 0
        ? { tone: 'busy', short: words.saving, detail: words.savingDetail(status.unsaved) }
        : { tone: 'ok', short: words.saved, detail: words.savedDetail };
  }
}
