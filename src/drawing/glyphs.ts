import type { ElementKind } from '#model/kind.ts';

/**
 * Silhouettes as path data (absolute M L Q C Z only, so that every reader of them stays small): the page puts them into SVG, the
 * painter replays them on a canvas, the SVG writer prints them. A point on the right sends, a notch on the left
 * receives.
 */
export type Silhouette =
  | 'service'
  | 'processor'
  | 'capsule'
  | 'openCapsule'
  | 'queue'
  | 'pubsub'
  | 'cylinder'
  | 'plug'
  | 'external'
  | 'sheet'
  | 'band'
  | 'badge'
  | 'frame'
  | 'folded'
  | 'sticky';

export type Side = 'left' | 'right' | 'top' | 'bottom';

/** Depth of the point and of the notch. */
export const tip = 18;
const corner = 8;
const cap = 12;
const fold = 18;
const prong = 14;
/** Bézier circle constant. */
const k = 0.5523;

const n = (value: number) => String(Math.round(value * 100) / 100);

export function roundedBox(x: number, y: number, width: number, height: number, radius: number): string {
  const r = Math.min(radius, width / 2, height / 2);
  const right = x + width;
  const bottom = y + height;
  return (
    `M${n(x + r)} ${n(y)}L${n(right - r)} ${n(y)}Q${n(right)} ${n(y)} ${n(right)} ${n(y + r)}` +
    `L${n(right)} ${n(bottom - r)}Q${n(right)} ${n(bottom)} ${n(right - r)} ${n(bottom)}` +
    `L${n(x + r)} ${n(bottom)}Q${n(x)} ${n(bottom)} ${n(x)} ${n(bottom - r)}L${n(x)} ${n(y + r)}Q${n(x)} ${n(y)} ${n(x + r)} ${n(y)}Z`
  );
}

export function circle(x: number, y: number, r: number): string {
  const c = r * k;
  return (
    `M${n(x - r)} ${n(y)}C${n(x - r)} ${n(y - c)} ${n(x - c)} ${n(y - r)} ${n(x)} ${n(y - r)}` +
    `C${n(x + c)} ${n(y - r)} ${n(x + r)} ${n(y - c)} ${n(x + r)} ${n(y)}` +
    `C${n(x + r)} ${n(y + c)} ${n(x + c)} ${n(y + r)} ${n(x)} ${n(y + r)}C${n(x - c)} ${n(y + r)} ${n(x - r)} ${n(y + c)} ${n(x - r)} ${n(y)}Z`
  );
}

/** Half axis of a capsule's rounded ends. */
function capsuleEnd(height: number): number {
  return Math.min(34, height * 0.42);
}

function capsule(w: number, h: number): string {
  const rx = capsuleEnd(h);
  const ry = h / 2;
  return (
    `M${n(rx)} 0L${n(w - rx)} 0C${n(w - rx + rx * k)} 0 ${n(w)} ${n(ry - ry * k)} ${n(w)} ${n(ry)}` +
    `C${n(w)} ${n(ry + ry * k)} ${n(w - rx + rx * k)} ${n(h)} ${n(w - rx)} ${n(h)}L${n(rx)} ${n(h)}` +
    `C${n(rx - rx * k)} ${n(h)} 0 ${n(ry + ry * k)} 0 ${n(ry)}C0 ${n(ry - ry * k)} ${n(rx - rx * k)} 0 ${n(rx)} 0Z`
  );
}

/** Outline of a silhouette in its box of w × h, from 0 0. */
export function outline(silhouette: Silhouette, w: number, h: number): string {
  const r = corner;
  switch (silhouette) {
    case 'service':
      return `M${r} 0L${n(w - tip)} 0L${n(w)} ${n(h / 2)}L${n(w - tip)} ${n(h)}L${r} ${n(h)}Q0 ${n(h)} 0 ${n(h - r)}L0 ${r}Q0 0 ${r} 0Z`;
    case 'processor':
      return `M0 0L${n(w - tip)} 0L${n(w)} ${n(h / 2)}L${n(w - tip)} ${n(h)}L0 ${n(h)}L${tip} ${n(h / 2)}Z`;
    case 'capsule':
    case 'openCapsule':
    case 'pubsub':
      return capsule(w, h);
    case 'queue':
      return `M${r} 0L${n(w)} 0L${n(w)} ${n(h)}L${r} ${n(h)}Q0 ${n(h)} 0 ${n(h - r)}L0 ${r}Q0 0 ${r} 0Z`;
    case 'cylinder': {
      const a = (w / 2) * k;
      const b = cap * k;
      return (
        `M0 ${cap}C0 ${n(cap - b)} ${n(w / 2 - a)} 0 ${n(w / 2)} 0C${n(w / 2 + a)} 0 ${n(w)} ${n(cap - b)} ${n(w)} ${cap}` +
        `L${n(w)} ${n(h - cap)}C${n(w)} ${n(h - cap + b)} ${n(w / 2 + a)} ${n(h)} ${n(w / 2)} ${n(h)}` +
        `C${n(w / 2 - a)} ${n(h)} 0 ${n(h - cap + b)} 0 ${n(h - cap)}Z`
      );
    }
    case 'plug': {
      const x = w - prong;
      const [upper, lower] = prongs(h);
      return (
        `M${r} 0L${n(x - 6)} 0Q${n(x)} 0 ${n(x)} 6L${n(x)} ${n(upper - 5)}L${n(w - 3)} ${n(upper - 5)}Q${n(w)} ${n(upper - 5)} ${n(w)} ${n(upper)}` +
        `Q${n(w)} ${n(upper + 5)} ${n(w - 3)} ${n(upper + 5)}L${n(x)} ${n(upper + 5)}L${n(x)} ${n(lower - 5)}L${n(w - 3)} ${n(lower - 5)}` +
        `Q${n(w)} ${n(lower - 5)} ${n(w)} ${n(lower)}Q${n(w)} ${n(lower + 5)} ${n(w - 3)} ${n(lower + 5)}L${n(x)} ${n(lower + 5)}` +
        `L${n(x)} ${n(h - 6)}Q${n(x)} ${n(h)} ${n(x - 6)} ${n(h)}L${r} ${n(h)}Q0 ${n(h)} 0 ${n(h - r)}L0 ${r}Q0 0 ${r} 0Z`
      );
    }
    case 'external':
      return `M0 0L${n(w)} 0L${n(w)} ${n(h)}L0 ${n(h)}Z`;
    case 'sheet':
      return `M3 0L${n(w - fold)} 0L${n(w)} ${fold}L${n(w)} ${n(h - 3)}Q${n(w)} ${n(h)} ${n(w - 3)} ${n(h)}L3 ${n(h)}Q0 ${n(h)} 0 ${n(h - 3)}L0 3Q0 0 3 0Z`;
    case 'band':
      return roundedBox(0, 0, w, h, 14);
    case 'badge':
      return roundedBox(0, 0, w, h, 10);
    case 'frame':
    case 'folded':
      return roundedBox(0, 0, w, h, 10);
    case 'sticky':
      return roundedBox(0, 0, w, h, 3);
  }
}

/** Where the two prongs of a plug are, from the top. */
export function prongs(h: number): readonly [number, number] {
  return [h * 0.3, h * 0.7];
}

/** Lines inside a silhouette that belong to it: the lid of a cylinder, the slots of a queue, the fold of a sheet. */
export function innerLines(silhouette: Silhouette, w: number, h: number): string | undefined {
  switch (silhouette) {
    case 'queue':
      return [10, 20, 30].map((x) => `M${n(w - x)} 0L${n(w - x)} ${n(h)}`).join('');
    case 'cylinder': {
      const a = (w / 2) * k;
      const b = cap * k;
      return `M0 ${cap}C0 ${n(cap + b)} ${n(w / 2 - a)} ${2 * cap} ${n(w / 2)} ${2 * cap}C${n(w / 2 + a)} ${2 * cap} ${n(w)} ${n(cap + b)} ${n(w)} ${cap}`;
    }
    case 'sheet':
      return `M${n(w - fold)} 0L${n(w - fold)} ${fold - 3}Q${n(w - fold)} ${fold} ${n(w - fold + 3)} ${fold}L${n(w)} ${fold}`;
    case 'plug':
      return `M${n(w - prong - 7)} 0L${n(w - prong - 7)} ${n(h)}`;
    case 'folded':
      return roundedBox(5, 5, w - 10, h - 10, 6);
    default:
      return undefined;
  }
}

/**
 * How far the outline lies inside its box on a side, at a distance along that side: 0 at a straight side, the depth
 * of the notch in its middle. Edges end there.
 */
export function insetAt(silhouette: Silhouette, side: Side, along: number, w: number, h: number): number {
  const middle = side === 'left' || side === 'right' ? h / 2 : w / 2;
  const off = Math.min(1, Math.abs(along - middle) / middle);
  const round = (depth: number) => depth * (1 - Math.sqrt(Math.max(0, 1 - off * off)));
  switch (silhouette) {
    case 'service':
      return side === 'right' ? tip * off : 0;
    case 'processor':
      return side === 'right' ? tip * off : side === 'left' ? tip * (1 - off) : 0;
    case 'capsule':
    case 'openCapsule':
    case 'pubsub':
      return side === 'left' || side === 'right' ? round(capsuleEnd(h)) : 0;
    case 'cylinder':
      return side === 'top' || side === 'bottom' ? round(cap) : 0;
    case 'plug':
      return side === 'right' && prongs(h).every((at) => Math.abs(along - at) > 5) ? prong : 0;
    default:
      return 0;
  }
}

/** The part of a side on which edges may end: clear of corners, points and rounded ends. */
export function usable(silhouette: Silhouette, side: Side, w: number, h: number): readonly [number, number] {
  if (side === 'left' || side === 'right') {
    const clear = Math.min(14, h / 3);
    // A folded corner is no place to end at.
    return [silhouette === 'sheet' && side === 'right' ? Math.min(fold + 6, h / 2) : clear, h - clear];
  }
  switch (silhouette) {
    case 'service':
      return [16, w - tip - 8];
    case 'processor':
      return [tip, w - tip - 8];
    case 'capsule':
    case 'openCapsule':
    case 'pubsub':
      return [capsuleEnd(h), w - capsuleEnd(h)];
    case 'plug':
      return [16, w - prong - 12];
    case 'sheet':
      return [12, w - fold - 6];
    default:
      return [16, w - 16];
  }
}

/** Left and right edge of the text inside a silhouette. */
export function textSpan(silhouette: Silhouette, w: number): readonly [number, number] {
  switch (silhouette) {
    case 'service':
      return [16, w - tip - 6];
    case 'processor':
      return [tip + 12, w - tip - 4];
    case 'capsule':
    case 'openCapsule':
    case 'pubsub':
      return [28, w - 24];
    case 'queue':
    case 'folded':
      return [16, w - 38];
    case 'plug':
      return [16, w - prong - 13];
    case 'sheet':
    case 'sticky':
      return [12, w - 12];
    case 'badge':
      return [12, w - 12];
    default:
      return [16, w - 16];
  }
}

/** The silhouette of a kind; for channels it depends on how they hand messages out. */
export function silhouetteOf(kind: ElementKind, type?: string): Silhouette {
  switch (kind) {
    case 'service':
      return 'service';
    case 'processor':
      return 'processor';
    case 'channel':
      return type === 'queue' ? 'queue' : type === 'pubsub' ? 'pubsub' : type === 'log' ? 'capsule' : 'openCapsule';
    case 'contract':
      return 'sheet';
    case 'store':
      return 'cylinder';
    case 'connector':
      return 'plug';
    case 'external':
      return 'external';
    case 'saga':
      return 'band';
    case 'broker':
      return 'badge';
    case 'context':
      return 'frame';
    case 'note':
      return 'sticky';
  }
}

/** A sign of 12 × 12, drawn with a pen of 1.6 unless it is filled. */
export interface Sign {
  readonly d: string;
  readonly filled: boolean;
}

const stroked = (d: string): Sign => ({ d, filled: false });
const filled = (d: string): Sign => ({ d, filled: true });

/** Signs that say in shape what colour says too, so that colour is never alone. Paths, because fonts differ in them. */
export const signs = {
  event: filled(circle(6, 6, 4.2)),
  command: stroked('M6 1.6L6 7.2M6 10.1L6 10.3'),
  query: stroked('M3.4 4C3.4 2.3 4.5 1.5 6 1.5C7.5 1.5 8.6 2.4 8.6 3.9C8.6 5.7 6 5.6 6 7.6M6 10.3L6 10.5'),
  reply: stroked('M4.4 2.6L1.5 5.4L4.4 8.2M1.5 5.4L8 5.4C9.6 5.4 10.5 6.4 10.5 7.9C10.5 9.4 9.6 10.4 8 10.4L6.4 10.4'),
  document: stroked('M2.2 1.6L9.8 1.6L9.8 10.4L2.2 10.4ZM4.4 4.4L7.6 4.4M4.4 7.4L7.6 7.4'),
  note: stroked('M2 3.2L10 3.2M2 6L10 6M2 8.8L6.8 8.8'),
  actor: stroked(`${circle(6, 6, 4.8)}M4.3 4.8L4.3 5M7.7 4.8L7.7 5M3.9 7.2C4.6 8.6 7.4 8.6 8.1 7.2`),
  policy: stroked(
    'M10.2 6C10.2 8.3 8.3 10.2 6 10.2C3.7 10.2 1.8 8.3 1.8 6C1.8 3.7 3.7 1.8 6 1.8C7.5 1.8 8.8 2.6 9.5 3.8M9.9 1.3L9.6 4L6.9 3.8',
  ),
  hotspot: filled('M7.2 0.6L2.3 6.9L5.5 6.9L4.6 11.4L9.7 4.9L6.4 4.9Z'),
  error: stroked('M2.6 2.6L9.4 9.4M9.4 2.6L2.6 9.4'),
  warning: stroked('M6 1.6L6 7.2M6 10.1L6 10.3'),
  info: stroked('M6 5L6 10.4M6 1.8L6 2'),
  differs: stroked('M2 4.4L10 4.4M2 7.6L10 7.6M8.2 1.8L3.8 10.2'),
  only: stroked('M6 2L6 10M2 6L10 6'),
  pin: stroked('M4 1.5L8 1.5M4.6 1.5L4.6 5L2.8 7.2L9.2 7.2L7.4 5L7.4 1.5M6 7.2L6 11'),
  sends: stroked('M1 2.6L8.2 2.6L11.2 6L8.2 9.4L1 9.4Z'),
  receives: stroked('M1 2.6L11 2.6L11 9.4L1 9.4L3.8 6Z'),
  both: stroked('M1 2.6L8.2 2.6L11.2 6L8.2 9.4L1 9.4L3.8 6Z'),
} as const satisfies Readonly<Record<string, Sign>>;

export type SignName = keyof typeof signs;

/** Path data enlarged and then moved. */
export function moved(d: string, dx: number, dy: number, scale = 1): string {
  let horizontal = true;
  return d.replace(/-?[0-9]+(?:\.[0-9]+)?/g, (number) => {
    const value = Number(number) * scale + (horizontal ? dx : dy);
    horizontal = !horizontal;
    return n(value);
  });
}
