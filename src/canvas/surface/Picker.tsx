import { Suspense } from 'react';
import { later } from '../later.ts';
import { useStore } from '../store.ts';
import { useBoard } from './board-context.ts';

const PickerList = later(() => import('./PickerList.tsx'));

/** What shall stand there? Opens where a line was dropped or something is to be added; typing narrows the list. */
export function Picker() {
  const board = useBoard();
  const request = useStore(board.editor.picker);
  return request && board.mayEdit ? (
    <Suspense>
      <PickerList key={`${request.at.join()} ${request.from?.id ?? ''}`} board={board} request={request} />
    </Suspense>
  ) : null;
}
