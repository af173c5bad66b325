import { fetchedLater } from '../later.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';

const saving = fetchedLater(() => import('../files/save-file.ts'));

export const exportFile: Command = {
  id: 'export-file',
  label: words.exportFile,
  group: 'design',
  keys: ['Ctrl+S'],
  perform({ session: { editor } }) {
    const { design } = editor.document;
    void saving().then(({ designFile, download }) => {
      const file = designFile(design);
      download(file);
      editor.toast({ tone: 'ok', sentence: words.saved(file.name) });
    });
  },
};
