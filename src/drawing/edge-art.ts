import { chipArt, chipHeight, chipWidth, type Shape } from './art.ts';
import type { EdgeLabel } from './edge-labels.ts';
import { circle, roundedBox, type Side } from './glyphs.ts';
import { words } from './labels.ts';
import type { EdgeLook } from './look.ts';
import { clipped, textWidth } from './metrics.ts';
import { type Point, roundedPath, smoothPath } from './path.ts';
import type { Route } from './routing.ts';

export type Curve = 'orthogonal' | 'smooth';

const outward: Readonly<Record<Side, Point>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  top: { x: 0, y: -1 },
  bottom: { x: 0, y: 1 },
};
const r1 = (value: number) => Math.round(value * 10) / 10;

const trims = { none: 0, triangle: 7, chevron: 1, barred: 1, cross: 6, ring: 8, dot: 6 } as const;

export function edgePath(route: Route, look: Pick<EdgeLook, 'head' | 'tail'>, curve: Curve = 'orthogonal'): string {
  const start = trims[look.tail];
  const end = trims[look.head];
  return curve === 'smooth'
    ? smoothPath(route.points, route.from.side, route.to.side, start, end)
    : roundedPath(route.points, 8, start, end);
}

const known = new WeakMap<Route, { look: EdgeLook; curve: Curve; shapes: readonly Shape[] }>();

/** An arrow without its label: line, tail and head. */
export function edgeArt(route: Route, look: EdgeLook, curve: Curve = 'orthogonal'): readonly Shape[] {
  const found = known.get(route);
  if (found && found.look === look && found.curve === curve) return found.shapes;
  const shapes: Shape[] = [
    {
      type: 'path',
      d: edgePath(route, look, curve),
      stroke: look.ink,
      width: look.width,
      ...(look.dash.length > 0 ? { dash: look.dash } : {}),
    },
  ];
  shapes.push(...tailArt(route, look), ...headArt(route, look));
  known.set(route, { look, curve, shapes });
  return shapes;
}

function tailArt(route: Route, look: EdgeLook): Shape[] {
  if (look.tail === 'none') return [];
  const out = outward[route.from.side];
  const d = circle(route.from.x + out.x * 4, route.from.y + out.y * 4, 3.6);
  return [
    look.tail === 'ring'
      ? { type: 'path', d, fill: 'canvas', stroke: look.ink, width: 1.75 }
      : { type: 'path', d, fill: look.ink },
  ];
}

function headArt(route: Route, look: EdgeLook): Shape[] {
  const out = outward[route.to.side];
  const scale = look.width < 2 ? 0.85 : 1;
  /** A point `back` behind the tip and `aside` beside the line. */
  const at = (back: number, aside: number) =>
    `${r1(route.to.x + (out.x * back + out.y * aside) * scale)} ${r1(route.to.y + (out.y * back + out.x * aside) * scale)}`;
  const { ink } = look;
  switch (look.head) {
    case 'triangle':
      return [{ type: 'path', d: `M${at(1, 0)}L${at(11, -5)}L${at(11, 5)}Z`, fill: ink, stroke: ink, width: 1 }];
    case 'chevron':
      return [{ type: 'path', d: `M${at(10, -5.5)}L${at(1.5, 0)}L${at(10, 5.5)}`, stroke: ink, width: look.width < 2 ? 1.5 : 2 }];
    case 'barred':
      return [
        {
          type: 'path',
          d: `M${at(10, -5.5)}L${at(1.5, 0)}L${at(10, 5.5)}M${at(13, -5.5)}L${at(13, 5.5)}`,
          stroke: ink,
          width: 2,
        },
      ];
    case 'cross':
      return [{ type: 'path', d: `M${at(2, -4.5)}L${at(11, 4.5)}M${at(2, 4.5)}L${at(11, -4.5)}`, stroke: ink, width: 2 }];
    default:
      return [];
  }
}

export const labelTextSize = 11;

/** How much room a label wants: in one line, or chip over text. */
export function labelRoom(look: EdgeLook): { inline: number; stacked: number; chip: number; text: number } {
  const [chip] = look.chips;
  const more = look.chips.length > 1 ? 24 : 0;
  const chipRoom = chip ? Math.min(chipWidth(chip), 150) + more : 0;
  const text = look.text === '' ? 0 : Math.ceil(textWidth(look.text, labelTextSize)) + 8;
  return { chip: chipRoom, text, inline: chipRoom + text, stacked: Math.max(chipRoom, text) };
}

/** A label where `placeLabels` put it, on a patch of canvas colour so that the line does not strike it through. */
export function labelArt(look: EdgeLook, label: EdgeLabel): Shape[] {
  const room = labelRoom(look);
  const [chip] = look.chips;
  const shapes: Shape[] = [];
  const left = label.x - label.width / 2;
  const top = label.y - label.height / 2;
  const text = (x: number, y: number, width: number) => {
    const shown = clipped(look.text, width - 8, labelTextSize);
    const wide = textWidth(shown, labelTextSize);
    shapes.push({ type: 'path', d: roundedBox(x, y - 12, wide + 8, 16, 4), fill: 'canvas', opacity: 0.92 });
    shapes.push({ type: 'text', x: x + 4, y, text: shown, size: labelTextSize, weight: 400, ink: 'muted' });
  };
  const chips = (x: number, y: number, width: number) => {
    if (!chip) return;
    const more = look.chips.length > 1 ? 24 : 0;
    shapes.push(...chipArt(chip, x, y, width - more));
    if (more > 0) {
      shapes.push({
        type: 'path',
        d: roundedBox(x + width - more + 2, y, more - 2, chipHeight, 3),
        fill: 'neutralTint',
        stroke: 'canvas',
        width: 1.5,
      });
      shapes.push({
        type: 'text',
        x: x + width - more + 5,
        y: y + 13,
        text: words.more(look.chips.length - 1),
        size: labelTextSize,
        weight: 600,
        ink: 'ink',
      });
    }
  };
  if (label.stacked) {
    const chipRoom = Math.min(room.chip, label.width);
    const textRoom = Math.min(room.text, label.width);
    chips(label.x - chipRoom / 2, top, chipRoom);
    if (room.text > 0) text(label.x - textRoom / 2, top + (room.chip > 0 ? chipHeight : 0) + 13, textRoom);
  } else {
    const chipRoom =
      room.text > 0 ? Math.min(room.chip, label.width - Math.min(room.text, label.width / 2)) : Math.min(room.chip, label.width);
    chips(left, label.y - chipHeight / 2, chipRoom);
    if (room.text > 0) text(left + chipRoom, label.y + 4, label.width - chipRoom);
  }
  return shapes;
}
