import type { Size } from '#model/design.ts';
import {
  circle,
  innerLines,
  moved,
  outline,
  roundedBox,
  type SignName,
  type Silhouette,
  signs,
  textSpan,
  tip,
} from './glyphs.ts';
import { kindWords, roleWords, words } from './labels.ts';
import { type Chip, contractInk, type Ink, type Look } from './look.ts';
import { clipped, textWidth, type Weight, wrapped } from './metrics.ts';

/** One stroke of the pen. The page turns these into SVG, the painter draws them on a canvas, the SVG writer prints them. */
export type Shape =
  | {
      readonly type: 'path';
      readonly d: string;
      readonly fill?: Ink;
      readonly stroke?: Ink;
      readonly width?: number;
      readonly dash?: readonly number[];
      readonly opacity?: number;
    }
  | {
      readonly type: 'text';
      readonly x: number;
      /** Of the baseline. */
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly weight: Weight;
      readonly ink: Ink;
      readonly opacity?: number;
    };

export interface Art {
  readonly shapes: readonly Shape[];
  /** Degrees that the whole is turned by about its middle: a hotspot is not meant to fit in. */
  readonly turn: number;
}

/** A count of findings of one severity. */
export interface Badge {
  readonly severity: 'error' | 'warning' | 'info';
  readonly count: number;
}

export interface ArtState {
  readonly selected?: boolean;
  readonly badges?: readonly Badge[];
  /** How it compares with the other design. */
  readonly highlight?: 'same' | 'differs' | 'only' | undefined;
}

const labelSize = 11;
const titleSize = 15;
const detailSize = 12;

/** A node as seen from near: silhouette, kind, name, telling properties, messages, marks. */
export function nodeArt(look: Look, [w, h]: Size, state: ArtState = {}): Art {
  const shapes: Shape[] = [];
  shapes.push(...body(look, w, h, state.selected === true));
  const inner = innerLines(look.silhouette, w, h);
  if (inner !== undefined) {
    shapes.push({
      type: 'path',
      d: inner,
      stroke: look.ink,
      width: look.solid ? 1 : look.silhouette === 'queue' ? 1.5 : 2,
      opacity: look.solid ? 0.45 : 1,
    });
  }
  if (look.silhouette === 'external') {
    shapes.push({ type: 'path', d: roundedBox(5, 5, w - 10, h - 10, 0), stroke: look.ink, width: 1, dash: [4, 3] });
  }
  if (look.kind === 'saga') shapes.push(...sagaText(look, w));
  else if (look.kind === 'broker') shapes.push(...brokerText(look, w, h));
  else shapes.push(...nodeText(look, w, h));
  if (look.silhouette === 'capsule') shapes.push(...ticks(w, look.ink));
  if (look.silhouette === 'pubsub') shapes.push(fan(w, look.ink));
  shapes.push(...chipRow(look.chips, w, h));
  if (state.highlight === 'differs' || state.highlight === 'only') shapes.push(...highlightMark(state.highlight));
  else if (look.pinned) shapes.push(...pinMark());
  shapes.push(...badgeArt(state.badges ?? [], badgesRight(look.silhouette, w), 0));
  return { shapes, turn: turnOf(look) };
}

export function turnOf(look: Look): number {
  return look.sign === 'hotspot' ? -6 : 0;
}

function body(look: Look, w: number, h: number, selected: boolean): Shape[] {
  const d = outline(look.silhouette, w, h);
  if (look.solid) {
    return [
      { type: 'path', d, fill: look.solid },
      { type: 'path', d, stroke: 'noteInk', width: 1, opacity: 0.45, ...(look.open ? { dash: [5, 4] } : {}) },
    ];
  }
  const dash = look.open ? { dash: [7, 5] } : {};
  return [
    { type: 'path', d, fill: selected ? look.tint : 'surface', stroke: look.fading ? 'border' : look.ink, width: 2, ...dash },
  ];
}

function nodeText(look: Look, w: number, h: number): Shape[] {
  const [left, right] = textSpan(look.silhouette, w);
  const room = right - left;
  const solid = look.solid !== undefined;
  const size = solid ? 14 : titleSize;
  const weight: Weight = solid ? 600 : 700;
  const unnamed = look.title === '';
  const [top, bottom] = clear(look, h);
  const tall = bottom - top;
  const lines = Math.max(2, Math.floor((tall - 36) / 17));
  const title = wrapped(
    unnamed ? words.nameless(look.label) : look.title,
    room,
    look.kind === 'note' ? lines : 2,
    size,
    unnamed ? 400 : weight,
  );
  const roomForDetail = tall >= 36 + title.length * 17;
  const detail = look.detail !== '' && roomForDetail ? clipped(look.detail, room, detailSize) : '';
  const height = 11 + title.length * 17 + (detail === '' ? 0 : 17);
  // Notes read from their upper left corner like paper; everything else stands in the middle of its silhouette.
  const first = look.kind === 'note' ? 20 : top + Math.round((tall - height) / 2) + 10;
  const shapes: Shape[] = labelRow(look, left, first, room);
  let y = first;
  for (const line of title) {
    y += y === first ? 19 : 17;
    shapes.push({
      type: 'text',
      x: left,
      y,
      text: line,
      size,
      weight: unnamed ? 400 : weight,
      ink: solid ? 'noteInk' : unnamed || look.fading ? 'muted' : 'ink',
      opacity: unnamed && solid ? 0.75 : 1,
    });
  }
  if (detail !== '')
    shapes.push({
      type: 'text',
      x: left,
      y: y + 17,
      text: detail,
      size: detailSize,
      weight: 400,
      ink: solid ? 'noteInk' : 'muted',
      opacity: solid ? 0.85 : 1,
    });
  return shapes;
}

/** Between which heights text may stand: below the lid of a cylinder, above the chips, inside of an inner frame. */
function clear(look: Look, h: number): readonly [number, number] {
  if (look.silhouette === 'cylinder') return [22, h - 5];
  if (look.silhouette === 'external') return [3, h - 5];
  return [0, look.chips.length > 0 ? h - 8 : h];
}

function labelRow(look: Look, left: number, y: number, room: number): Shape[] {
  const shapes: Shape[] = [];
  let x = left;
  if (look.sign) {
    shapes.push(sign(look.sign, x, y - 9.5, 0.85, look.ink));
    x += 14;
  }
  const label = clipped(look.label, room - (x - left), labelSize, 600);
  shapes.push({ type: 'text', x, y, text: label, size: labelSize, weight: 600, ink: look.ink });
  x += textWidth(label, labelSize, 600) + 9;
  if (look.role) {
    const word = roleWords[look.role];
    const free = left + room - x - 16;
    if (textWidth(word, labelSize) <= free) {
      shapes.push(sign(look.role, x, y - 9, 0.9, 'muted'));
      shapes.push({ type: 'text', x: x + 14, y, text: word, size: labelSize, weight: 400, ink: 'muted' });
    }
  }
  return shapes;
}

export function sign(name: SignName, x: number, y: number, scale: number, ink: Ink): Shape {
  const { d, filled } = signs[name];
  const path = moved(d, x, y, scale);
  return filled ? { type: 'path', d: path, fill: ink } : { type: 'path', d: path, stroke: ink, width: 1.6 * Math.min(1, scale) };
}

/** Entries of a log, the newest thick. */
function ticks(w: number, ink: Ink): Shape[] {
  return [0, 1, 2, 3, 4].map((i) => ({
    type: 'path',
    d: `M${w - 36 - i * 7} 17L${w - 36 - i * 7} 27`,
    stroke: ink,
    width: i === 0 ? 3 : 1.5,
    opacity: 1 - i * 0.16,
  }));
}

/** One message becoming three: every subscription gets its own copy. */
function fan(w: number, ink: Ink): Shape {
  const x = w - 56;
  return {
    type: 'path',
    d: `M${x} 22L${x + 8} 22M${x + 8} 22L${x + 20} 15M${x + 8} 22L${x + 21} 22M${x + 8} 22L${x + 20} 29`,
    stroke: ink,
    width: 1.6,
  };
}

function sagaText(look: Look, w: number): Shape[] {
  const shapes = labelRow({ ...look, label: look.detail === '' ? look.label : `${look.label} · ${look.detail}` }, 18, 21, w - 36);
  const unnamed = look.title === '';
  const title = clipped(unnamed ? words.nameless(kindWords.saga) : look.title, w - 36, titleSize, unnamed ? 400 : 700);
  shapes.push({
    type: 'text',
    x: 18,
    y: 40,
    text: title,
    size: titleSize,
    weight: unnamed ? 400 : 700,
    ink: unnamed ? 'muted' : 'ink',
  });
  const shown = look.steps.slice(0, look.steps.length > 4 ? 3 : 4);
  const more = look.steps.length - shown.length;
  const slot = (w - 36 - (more > 0 ? 26 : 0)) / Math.max(1, shown.length);
  shown.forEach((name, i) => {
    const x = 18 + i * slot;
    const number = String(i + 1);
    if (i > 0) shapes.push({ type: 'path', d: `M${x - 9} 59L${x - 5} 63L${x - 9} 67`, stroke: 'border', width: 1.5 });
    shapes.push({
      type: 'path',
      d: moved(signs.event.d, x + 8 - 6 * 1.9, 63 - 6 * 1.9, 1.9),
      fill: 'surface',
      stroke: 'neutral',
      width: 1.25,
    });
    shapes.push({
      type: 'text',
      x: x + 8 - textWidth(number, 10, 600) / 2,
      y: 66.5,
      text: number,
      size: 10,
      weight: 600,
      ink: 'neutral',
    });
    shapes.push({
      type: 'text',
      x: x + 20,
      y: 67,
      text: clipped(name, slot - 32, detailSize),
      size: detailSize,
      weight: 400,
      ink: 'ink',
    });
  });
  if (more > 0)
    shapes.push({ type: 'text', x: w - 36, y: 67, text: words.more(more), size: detailSize, weight: 600, ink: 'muted' });
  return shapes;
}

function brokerText(look: Look, w: number, h: number): Shape[] {
  const [left, right] = textSpan('badge', w);
  const room = right - left;
  const title = look.title === '' ? look.detail || words.nameless(kindWords.broker) : look.title;
  const label = look.title === '' || look.detail === '' ? look.label : `${look.label} · ${look.detail}`;
  return [
    { type: 'text', x: left, y: h / 2 - 5, text: clipped(label, room, 10, 600), size: 10, weight: 600, ink: look.ink },
    { type: 'text', x: left, y: h / 2 + 12, text: clipped(title, room, 14, 700), size: 14, weight: 700, ink: 'ink' },
  ];
}

export const chipHeight = 18;

/** Width that a chip wants: sign, name and margins. */
export function chipWidth(chip: Chip): number {
  return Math.ceil(textWidth(chip.name, labelSize, 600)) + 26;
}

/** A message in miniature: solid colour, sign and name, in a given width. */
export function chipArt(chip: Chip, x: number, y: number, width: number): Shape[] {
  return [
    { type: 'path', d: roundedBox(x, y, width, chipHeight, 3), fill: contractInk(chip.sort), stroke: 'canvas', width: 1.5 },
    sign(chip.sort, x + 6, y + 4.2, 0.8, 'noteInk'),
    {
      type: 'text',
      x: x + 19,
      y: y + 13,
      text: clipped(chip.name, width - 25, labelSize, 600),
      size: labelSize,
      weight: 600,
      ink: 'noteInk',
    },
  ];
}

function chipRow(chips: readonly Chip[], w: number, h: number): Shape[] {
  if (chips.length === 0) return [];
  const shapes: Shape[] = [];
  const room = w - 44;
  const y = h - chipHeight / 2;
  const [first, second] = chips;
  let x = 22;
  if (!first) return shapes;
  const two = second !== undefined && chipWidth(first) + chipWidth(second) + 4 + (chips.length > 2 ? 28 : 0) <= room;
  const shown = two ? 2 : 1;
  const rest = chips.length - shown;
  const widest = room - (rest > 0 ? 28 : 0);
  for (const chip of chips.slice(0, shown)) {
    const width = Math.min(chipWidth(chip), widest);
    shapes.push(...chipArt(chip, x, y, width));
    x += width + 1;
  }
  if (rest > 0) {
    const text = words.more(rest);
    const width = Math.ceil(textWidth(text, labelSize, 600)) + 10;
    shapes.push({ type: 'path', d: roundedBox(x, y, width, chipHeight, 3), fill: 'neutralTint', stroke: 'canvas', width: 1.5 });
    shapes.push({ type: 'text', x: x + 5, y: y + 13, text, size: labelSize, weight: 600, ink: 'ink' });
  }
  return shapes;
}

const severities = {
  error: { ink: 'error', tint: 'errorTint' },
  warning: { ink: 'warning', tint: 'warningTint' },
  info: { ink: 'info', tint: 'infoTint' },
} as const;

export const badgeHeight = 18;
const badgeGap = 4;

function counted(badge: Badge): { readonly text: string; readonly width: number } {
  const text = badge.count > 99 ? '99+' : String(badge.count);
  return { text, width: Math.max(36, Math.ceil(textWidth(text, labelSize, 700)) + 30) };
}

/** Width of the pills of some findings; 0 without any. */
export function badgesWidth(badges: readonly Badge[]): number {
  return badges.slice(0, 2).reduce((sum, badge, i) => sum + counted(badge).width + (i > 0 ? badgeGap : 0), 0);
}

/** Where the pills of a node end on its upper edge. */
export function badgesRight(silhouette: Silhouette, w: number): number {
  return w - (silhouette === 'service' || silhouette === 'processor' ? tip - 6 : 12);
}

/** Pills that end at `right` on the height `middle`, the gravest first from the left; at most two. */
export function badgeArt(badges: readonly Badge[], right: number, middle: number): Shape[] {
  const shapes: Shape[] = [];
  let x = right;
  for (const badge of badges.slice(0, 2).reverse()) {
    const { text, width } = counted(badge);
    x -= width;
    const { ink, tint } = severities[badge.severity];
    const inside = (width - 13 - textWidth(text, labelSize, 700)) / 2;
    shapes.push({
      type: 'path',
      d: roundedBox(x, middle - badgeHeight / 2, width, badgeHeight, badgeHeight / 2),
      fill: tint,
      stroke: ink,
      width: 1.25,
    });
    shapes.push(sign(badge.severity, x + inside, middle - 4.6, 0.76, ink));
    shapes.push({ type: 'text', x: x + inside + 13, y: middle + 4, text, size: labelSize, weight: 700, ink });
    x -= badgeGap;
  }
  return shapes;
}

/** The mark of findings from afar, around 0, 0 and of radius 1: a disc in the colour of the gravest, with its sign. */
export function farMark(severity: Badge['severity'], withSign: boolean): Shape[] {
  const { ink, tint } = severities[severity];
  const disc: Shape = { type: 'path', d: circle(0, 0, 1), fill: ink, stroke: tint, width: 0.25 };
  return withSign ? [disc, { type: 'path', d: moved(signs[severity].d, -0.72, -0.72, 0.12), stroke: tint, width: 0.24 }] : [disc];
}

const highlights = { differs: { ink: 'warning', tint: 'warningTint' }, only: { ink: 'info', tint: 'infoTint' } } as const;

/** A sign on the upper left, so that the colour of the ring is not alone. */
function highlightMark(highlight: 'differs' | 'only'): Shape[] {
  const { ink, tint } = highlights[highlight];
  return [{ type: 'path', d: circle(14, -2, 10), fill: tint, stroke: ink, width: 1.5 }, sign(highlight, 8, -8, 1, ink)];
}

/** A pin on the upper left: tidying leaves it there. */
function pinMark(): Shape[] {
  return [
    { type: 'path', d: circle(4, -4, 8.5), fill: 'surface', stroke: 'border', width: 1.25 },
    sign('pin', -1.1, -9.5, 0.85, 'muted'),
  ];
}

/** Sizes of a name from afar, the largest that fits: at a quarter of its size a short name can still be read. */
const farSizes = [46, 40, 34, 30, 26, 24];
const farLeading = 1.15;

function farLines(height: number, size: number): number {
  return height >= 2 * size * farLeading + 4 ? 2 : 1;
}

/** Whether a name stands in a box without being cut, and without a break inside of a word. */
function fitsWhole(title: string, room: number, height: number, size: number): boolean {
  const lines = farLines(height, size);
  if (lines === 1) return textWidth(title, size, 700) <= room && size <= height - 8;
  if (title.split(/(?<=[\s._/-])/).some((part) => textWidth(part, size, 700) > room)) return false;
  return !wrapped(title, room, lines, size, 700).at(-1)?.endsWith('…');
}

/**
 * A node as seen from afar: its silhouette in its family's tint, and the name as large as fits. The mark of its findings keeps its
 * size on the screen and is painted apart (`farMark`).
 */
export function farArt(look: Look, [w, h]: Size): Art {
  const [left, right] = textSpan(look.silhouette, w);
  const room = right - left + (look.silhouette === 'queue' ? 6 : 0);
  const title = look.title === '' ? look.label : look.title;
  const top = look.silhouette === 'cylinder' ? 12 : 0;
  const size = farSizes.find((each) => fitsWhole(title, room, h - top, each)) ?? (farSizes.at(-1) as number);
  const lines = wrapped(title, room, farLines(h - top, size), size, 700);
  const leading = size * farLeading;
  const first = top + (h - top) / 2 - ((lines.length - 1) * leading) / 2 + size * 0.34;
  const shapes: Shape[] = [
    {
      type: 'path',
      d: outline(look.silhouette, w, h),
      fill: look.tint,
      stroke: look.solid ? 'noteInk' : look.fading ? 'border' : look.ink,
      width: look.solid ? 1.5 : 3,
      ...(look.open ? { dash: [10, 7] } : {}),
    },
  ];
  const inner = innerLines(look.silhouette, w, h);
  if (inner !== undefined) shapes.push({ type: 'path', d: inner, stroke: look.ink, width: 2, opacity: 0.7 });
  lines.forEach((text, i) => {
    shapes.push({
      type: 'text',
      x: left,
      y: first + i * leading,
      text,
      size,
      weight: 700,
      ink: look.solid ? 'noteInk' : 'ink',
      opacity: look.title === '' ? 0.7 : 1,
    });
  });
  return { shapes, turn: turnOf(look) };
}
