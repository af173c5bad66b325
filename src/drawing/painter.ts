import type { Art, Shape } from './art.ts';
import { fonts, type Tokens } from './tokens.ts';

/** The part of CanvasRenderingContext2D that the painter needs: pure folders know no DOM. */
export interface Pen {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  lineCap: string;
  lineJoin: string;
  globalAlpha: number;
  font: string;
  textBaseline: string;
  save(): void;
  restore(): void;
  translate(x: number, y: number): void;
  rotate(angle: number): void;
  scale(x: number, y: number): void;
  beginPath(): void;
  closePath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void;
  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void;
  fill(): void;
  stroke(): void;
  setLineDash(dash: number[]): void;
  fillText(text: string, x: number, y: number): void;
}

type Step = readonly [command: string, numbers: readonly number[]];
const parsed = new Map<string, readonly Step[]>();
const counts: Readonly<Record<string, number>> = { M: 2, L: 2, Q: 4, C: 6, Z: 0 };

/** Steps of path data made of absolute M L Q C Z, read once. */
export function stepsOf(d: string): readonly Step[] {
  const known = parsed.get(d);
  if (known) return known;
  const steps: Step[] = [];
  for (const [, command = '', rest = ''] of d.matchAll(/([MLQCZ])([^MLQCZ]*)/g)) {
    const numbers = rest.match(/-?[0-9.]+/g)?.map(Number) ?? [];
    const count = counts[command] ?? 0;
    if (count === 0) steps.push([command, []]);
    else for (let i = 0; i < numbers.length; i += count) steps.push([command, numbers.slice(i, i + count)]);
  }
  // Labels and routes make new paths for ever; what is still wanted is read again in no time.
  if (parsed.size > 4_000) parsed.clear();
  parsed.set(d, steps);
  return steps;
}

/** Adds path data to the current path. */
export function trace(pen: Pen, d: string): void {
  for (const [command, v] of stepsOf(d)) {
    switch (command) {
      case 'M':
        pen.moveTo(v[0] as number, v[1] as number);
        break;
      case 'L':
        pen.lineTo(v[0] as number, v[1] as number);
        break;
      case 'Q':
        pen.quadraticCurveTo(v[0] as number, v[1] as number, v[2] as number, v[3] as number);
        break;
      case 'C':
        pen.bezierCurveTo(v[0] as number, v[1] as number, v[2] as number, v[3] as number, v[4] as number, v[5] as number);
        break;
      default:
        pen.closePath();
    }
  }
}

const noDash: number[] = [];

export function paintShape(pen: Pen, shape: Shape, tokens: Tokens, alpha = 1): void {
  const opacity = alpha * (shape.opacity ?? 1);
  if (pen.globalAlpha !== opacity) pen.globalAlpha = opacity;
  if (shape.type === 'text') {
    const font = `${shape.weight} ${shape.size}px ${fonts.text}`;
    if (pen.font !== font) pen.font = font;
    pen.fillStyle = tokens[shape.ink];
    pen.fillText(shape.text, shape.x, shape.y);
    return;
  }
  pen.beginPath();
  trace(pen, shape.d);
  if (shape.fill) {
    pen.fillStyle = tokens[shape.fill];
    pen.fill();
  }
  if (shape.stroke) {
    pen.strokeStyle = tokens[shape.stroke];
    pen.lineWidth = shape.width ?? 1;
    if (shape.dash) pen.setLineDash(shape.dash as number[]);
    pen.stroke();
    if (shape.dash) pen.setLineDash(noDash);
  }
}

/** Draws a node's art with its upper left corner at x, y. */
export function paintArt(pen: Pen, art: Art, x: number, y: number, w: number, h: number, tokens: Tokens, alpha = 1): void {
  pen.save();
  pen.translate(x, y);
  if (art.turn !== 0) {
    pen.translate(w / 2, h / 2);
    pen.rotate((art.turn * Math.PI) / 180);
    pen.translate(-w / 2, -h / 2);
  }
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  pen.textBaseline = 'alphabetic';
  for (const shape of art.shapes) paintShape(pen, shape, tokens, alpha);
  pen.restore();
}
