import { useStore } from '../store.ts';
import type { Board } from './board.ts';

/** The cursor that says what a press would do. */
export function useCursor(board: Board): string | undefined {
  const shown = useStore(board.shown);
  const under = useStore(board.under);
  const panning = useStore(board.panning);
  const hand = useStore(board.editor.hand);
  const placing = useStore(board.editor.placing);
  const readOnly = useStore(board.editor.readOnly);
  if (shown.kind === 'pan') return 'grabbing';
  if (panning || (hand && !placing)) return 'grab';
  if (shown.kind === 'drag') return shown.copying ? 'copy' : 'move';
  if (shown.kind === 'connect') return 'crosshair';
  if (placing) return 'copy';
  switch (under.on) {
    case 'node':
      return readOnly ? 'pointer' : under.rim ? 'crosshair' : 'move';
    case 'edge':
    case 'badge':
      return 'pointer';
    case 'end':
      return 'crosshair';
    case 'context':
      return readOnly ? 'pointer' : 'move';
    case 'resize':
      return under.corner === 'nw' || under.corner === 'se'
        ? 'nwse-resize'
        : under.corner === 'ne' || under.corner === 'sw'
          ? 'nesw-resize'
          : under.corner === 'n' || under.corner === 's'
            ? 'ns-resize'
            : 'ew-resize';
    default:
      return undefined;
  }
}
