import { type Id, isId } from '#base/ids.ts';
import type { Result } from '#base/result.ts';
import { success } from '#base/result.ts';
import type { Box } from '#drawing/geometry.ts';
import type { Bench } from '../bench.ts';
import { takeUpText } from '../commands/clipboard.ts';
import type { Editor } from '../editor.ts';
import type { Access } from '../page.ts';
import { fitting, maxZoom } from '../surface/viewport.ts';
import { shareApi } from './api.ts';
import { words } from './labels.ts';
import { keepLink, madeLinks } from './made-links.ts';

/** What the address of a design may point to: some of its records, or a part of the canvas. */
export type Place = { readonly ids: readonly Id[] } | { readonly view: Box };

/** More would make no address that mail programs leave whole. */
const mostIds = 20;
const farthest = 1e7;

/** The address of a place in a design. It stands before the `#`: a server may see which element is meant, never the secret. */
export function linkTo(address: string, place: Place): string {
  const url = new URL(address);
  url.search =
    'ids' in place
      ? `?at=${place.ids.slice(0, mostIds).join(',')}`
      : `?view=${[place.view.x, place.view.y, place.view.width, place.view.height].map(Math.round).join(',')}`;
  return url.href;
}

/** Reads the `?…` of an address, whoever wrote it. */
export function placeIn(search: string): Place | undefined {
  const asked = new URLSearchParams(search);
  const ids = (asked.get('at') ?? '').split(',').filter(isId).slice(0, mostIds);
  if (ids.length > 0) return { ids };
  const numbers = (asked.get('view') ?? '').split(',').map(Number);
  const [x = 0, y = 0, width = 0, height = 0] = numbers;
  const fits = numbers.length === 4 && numbers.every((n) => Math.abs(n) < farthest) && width > 0 && height > 0;
  return fits ? { view: { x, y, width, height } } : undefined;
}

/** Shows what an address points to; says so if it is no longer there. */
export function goToPlace(editor: Editor, search: string): void {
  const place = placeIn(search);
  const view = editor.view.get();
  if (!place || !view) return;
  if ('view' in place) {
    const seen = view.visible();
    const { zoom } = view.viewport.get();
    view.setViewport(fitting(place.view, [seen.width * zoom, seen.height * zoom], 0, maxZoom));
    return;
  }
  const { elements, edges } = editor.document.design;
  const found = place.ids.filter((id) => elements.has(id) || edges.has(id));
  if (found.length === 0) {
    editor.toast({ tone: 'info', sentence: words.placeGone });
    return;
  }
  editor.select(found);
  view.fit(found);
}

/** Copies a link to what is selected, else to the part of the canvas that is seen. */
export async function copyLink(bench: Bench): Promise<void> {
  const { editor } = bench.session;
  const { access } = bench.page;
  const view = editor.view.get();
  if (!access || !view) return;
  const ids = [...editor.selection.get()];
  const place: Place = ids.length > 0 ? { ids } : { view: view.visible() };
  const token = await tokenFor(access);
  if (!token.ok) editor.toast({ tone: 'error', sentence: token.faults[0]?.message ?? words.unreachable });
  else if (takeUpText(linkTo(access.linkTo(token.value), place)))
    editor.toast({ tone: 'ok', sentence: words.placeCopied(access.role === 'viewer' ? 'viewer' : 'editor') });
  else editor.toast({ tone: 'warning', sentence: words.placeNotCopied });
}

/** Owners never pass on their own link by the way: theirs is the one to edit, made if there is none yet. */
async function tokenFor(access: Access): Promise<Result<string>> {
  if (access.role !== 'owner') return success(access.token);
  const known = madeLinks(access.design).editor;
  if (known !== undefined) return success(known);
  const made = await shareApi(access).make('editor');
  if (made.ok) keepLink(access.design, 'editor', made.value);
  return made;
}
