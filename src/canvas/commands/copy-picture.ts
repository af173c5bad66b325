import { fetchedLater } from '../later.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';

const picturing = fetchedLater(() => import('./take-picture.ts'));

export const copyPicture: Command = {
  id: 'copy-picture',
  label: words.copyPicture,
  group: 'design',
  enabled: ({ session }) => session.editor.design.get().elements.size > 0,
  perform: ({ session }) => void picturing().then(({ takePicture }) => takePicture(session.editor)),
};
