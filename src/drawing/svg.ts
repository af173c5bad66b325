import type { Box } from './geometry.ts';
import type { Pen } from './painter.ts';

/** What `save` keeps and `restore` brings back. */
type Setting = Pick<
  SvgPen,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineCap'
  | 'lineJoin'
  | 'globalAlpha'
  | 'font'
  | 'textBaseline'
  | 'dash'
  | 'transform'
>;

/** A pen that writes SVG: what the painter draws on a canvas becomes a picture for documents, with text that stays text. */
export class SvgPen implements Pen {
  fillStyle: unknown = '#000000';
  strokeStyle: unknown = '#000000';
  lineWidth = 1;
  lineCap = 'butt';
  lineJoin = 'miter';
  globalAlpha = 1;
  font = '400 10px sans-serif';
  textBaseline = 'alphabetic';
  dash: readonly number[] = [];
  transform = '';
  private readonly kept: Setting[] = [];
  private readonly parts: string[] = [];
  private d = '';

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, globalAlpha, font, textBaseline, dash, transform } = this;
    this.kept.push({ fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, globalAlpha, font, textBaseline, dash, transform });
  }
  restore(): void {
    Object.assign(this, this.kept.pop());
  }
  translate(x: number, y: number): void {
    this.transform += `translate(${round(x)} ${round(y)})`;
  }
  rotate(angle: number): void {
    this.transform += `rotate(${round((angle * 180) / Math.PI)})`;
  }
  scale(x: number, y: number): void {
    if (x !== 1 || y !== 1) this.transform += `scale(${round(x)} ${round(y)})`;
  }
  setLineDash(dash: number[]): void {
    this.dash = dash;
  }

  beginPath(): void {
    this.d = '';
  }
  closePath(): void {
    this.d += 'Z';
  }
  moveTo(x: number, y: number): void {
    this.d += `M${round(x)} ${round(y)}`;
  }
  lineTo(x: number, y: number): void {
    this.d += `L${round(x)} ${round(y)}`;
  }
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    this.d += `Q${[cx, cy, x, y].map(round).join(' ')}`;
  }
  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    this.d += `C${[ax, ay, bx, by, x, y].map(round).join(' ')}`;
  }
  fill(): void {
    this.add('path', { d: this.d, fill: this.fillStyle });
  }
  stroke(): void {
    const { strokeStyle, lineWidth, lineCap, lineJoin, dash } = this;
    this.add('path', {
      d: this.d,
      fill: 'none',
      stroke: strokeStyle,
      'stroke-width': round(lineWidth),
      'stroke-linecap': lineCap === 'butt' ? undefined : lineCap,
      'stroke-linejoin': lineJoin === 'miter' ? undefined : lineJoin,
      'stroke-dasharray': dash.length === 0 ? undefined : dash.map(round).join(' '),
    });
  }
  fillText(text: string, x: number, y: number): void {
    const [, weight = '400', size = '10', family = 'sans-serif'] = /^(\S+) ([\d.]+)px (.*)$/.exec(this.font) ?? [];
    this.add(
      'text',
      { x: round(x), y: round(y), fill: this.fillStyle, 'font-family': family, 'font-weight': weight, 'font-size': size },
      text,
    );
  }

  /** The whole picture: what lies in the box, at one unit a pixel, on nothing. */
  document(box: Box, title: string): string {
    const [x, y, width, height] = [Math.floor(box.x), Math.floor(box.y), Math.ceil(box.width), Math.ceil(box.height)];
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${x} ${y} ${width} ${height}">`,
      ...(title === '' ? [] : [`<title>${escaped(title)}</title>`]),
      ...this.parts,
      '</svg>\n',
    ].join('\n');
  }

  private add(tag: string, given: Readonly<Record<string, unknown>>, text?: string): void {
    const { globalAlpha, transform } = this;
    const all = {
      ...given,
      opacity: globalAlpha === 1 ? undefined : round(globalAlpha),
      transform: transform === '' ? undefined : transform,
    };
    const attributes = Object.entries(all)
      .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escaped(String(value))}"`))
      .join('');
    this.parts.push(text === undefined ? `<${tag}${attributes}/>` : `<${tag}${attributes}>${escaped(text)}</${tag}>`);
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Names come from people: nothing of them may be read as a tag. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
