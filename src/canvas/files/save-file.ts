import { normalName } from '#base/text.ts';
import type { Design } from '#model/design.ts';
import { writeDesignFile } from '#model/file.ts';
import { printSketch } from '#model/sketch/print.ts';

/** The whole design as a file for git, and its name. */
export function designFile(design: Design): { readonly name: string; readonly text: string; readonly type: string } {
  return { name: `${fileName(design.title)}.millrace.json`, text: writeDesignFile(design), type: 'application/json' };
}

/** The design in the sketch notation, with places, and its name. */
export function sketchFile(design: Design): { readonly name: string; readonly text: string; readonly type: string } {
  return { name: `${fileName(design.title)}.sketch`, text: printSketch(design), type: 'text/plain' };
}

/** "Order to notification" → order-to-notification. */
export function fileName(title: string): string {
  const parts = title.split(/\s+/u).map(normalName).filter(Boolean);
  return parts.join('-').slice(0, 60) || 'design';
}

/** Hands a text to the browser as a download. */
export function download({ name, text, type }: { readonly name: string; readonly text: string; readonly type: string }): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the data; a moment later the address is not needed any more.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
