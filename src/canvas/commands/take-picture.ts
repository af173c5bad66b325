import { partOf } from '../actions/copy.ts';
import type { Editor } from '../editor.ts';
import { pictureOf } from '../surface/picture.ts';
import { pictureType } from './clip.ts';
import { takeUpText } from './clipboard.ts';
import { help as words } from './help-labels.ts';

/** Copies what is selected, or everything, as an SVG picture for documents; where the clipboard takes no pictures, as the text of one. */
export async function takePicture(editor: Editor): Promise<void> {
  const { design } = editor.document;
  const part = partOf(design, editor.selection.get());
  const svg = pictureOf(part.elements.size > 0 ? part : design);
  try {
    await navigator.clipboard.write([new ClipboardItem({ [pictureType]: new Blob([svg], { type: pictureType }) })]);
  } catch {
    // Plain http, or a browser that knows no SVG in its clipboard.
    if (!takeUpText(svg)) return editor.toast({ tone: 'warning', sentence: words.pictureRefused });
  }
  editor.toast({ tone: 'ok', sentence: words.pictureCopied });
}
