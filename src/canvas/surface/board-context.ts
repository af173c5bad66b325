import { createContext, useContext } from 'react';
import type { Board } from './board.ts';

const context = createContext<Board | undefined>(undefined);

export const BoardProvider = context.Provider;

export function useBoard(): Board {
  const board = useContext(context);
  if (!board) throw new Error('Millrace made a mistake: a part of the surface outside of a surface');
  return board;
}
