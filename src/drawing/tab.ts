import type { Box } from './geometry.ts';
import { kindWords, words } from './labels.ts';
import type { Look } from './look.ts';
import { clipped, textWidth } from './metrics.ts';

export const tabHeight = 24;
export const tabTextSize = 13;
/** A context that is narrower on the screen than this is a crumb. */
const crumb = 12;

/** From afar a tab may be wider than its context, up to this many screen pixels: a name that is cut to a letter names nothing. */
export const readable = 120;

/** The tab with a context's name, which keeps its size on the screen whatever the zoom; undefined where it would be a crumb. */
export function tabOf(look: Look, box: Box, zoom: number): (Box & { readonly text: string }) | undefined {
  const name = look.title === '' ? words.nameless(kindWords.context) : look.title;
  const full = look.detail === '' ? name : `${name} · ${look.detail}`;
  if (box.width * zoom < crumb) return undefined;
  const room = Math.max(box.width * zoom, readable);
  const text = clipped(full, room - 20, tabTextSize, 600);
  const width = Math.min(room, Math.ceil(textWidth(text, tabTextSize, 600)) + 20);
  return { x: box.x, y: box.y - tabHeight / zoom, width: width / zoom, height: tabHeight / zoom, text };
}

/** The zoom at which a design is looked at as a whole: what must not lie behind a tab keeps off what it takes up then. */
const overview = 0.7;

/** Where a context's tab is when the design is looked at as a whole. */
export function usualTab(look: Look, box: Box): Box | undefined {
  return tabOf(look, box, overview);
}

/** Width of that tab in a context of any size. */
export function tabRoom(look: Look): number {
  return tabOf(look, { x: 0, y: 0, width: 1_000, height: 0 }, overview)?.width ?? 0;
}
