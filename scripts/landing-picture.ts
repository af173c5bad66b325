/**
 * Draws the picture of the start page with the canvas's own notation: `node scripts/landing-picture.ts` after the
 * notation has changed. It is kept as a file, so that the start page need not load what draws.
 */
import { writeFileSync } from 'node:fs';
import { nodeArt, type Shape } from '#drawing/art.ts';
import { Boxes } from '#drawing/boxes.ts';
import { edgeArt, labelArt } from '#drawing/edge-art.ts';
import { placeLabels } from '#drawing/edge-labels.ts';
import { type Box, boxOf, sizeOf } from '#drawing/geometry.ts';
import { edgeLookOf, lookOf } from '#drawing/look.ts';
import { type Route, Router } from '#drawing/routing.ts';
import { cssName } from '#drawing/tokens.ts';
import type { Design } from '#model/design.ts';
import { parseSketch } from '#model/sketch/parse.ts';

const sketch = `
service  orders-api @ 10,190
topic    orders     (partitions 6, retention 7d, contracts [OrderPlaced]) @ 334,190
service  billing    @ 640,80
service  shipping   @ 640,300
store    orders-db  relational @ 10,350
external PayCo      payment @ 640,-60
queue    orders-dlq (role dlq) @ 334,350
contract OrderPlaced 1.0.0 event
orders-api -> orders (contracts [OrderPlaced], key orderId)
orders-api -> orders-db
orders -> billing
orders -> shipping
billing -> PayCo
shipping -x orders-dlq
`;

const parsed = parseSketch(sketch);
if (!parsed.ok) throw new Error(parsed.faults.map(({ message }) => message).join('\n'));
const design: Design = parsed.value;
const r1 = (value: number) => Math.round(value * 10) / 10;

const nodes = [...design.elements.values()].filter((element) => design.positions.has(element.id));
const looks = new Map(nodes.map((element) => [element.id, lookOf(design, element)]));
const router = new Router();
router.update(
  new Map(nodes.map(({ id }) => [id, { box: boxOf(design, id) as Box, silhouette: looks.get(id)?.silhouette ?? 'service' }])),
  new Map([...design.edges.values()].map((edge) => [edge.id, edge])),
);

function drawn(shape: Shape): string {
  const opacity = shape.opacity !== undefined && shape.opacity !== 1 ? ` opacity="${r1(shape.opacity * 100) / 100}"` : '';
  if (shape.type === 'text') {
    const text = shape.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    return `<text x="${r1(shape.x)}" y="${r1(shape.y)}" font-size="${shape.size}" font-weight="${shape.weight}" fill="var(${cssName(shape.ink)})"${opacity}>${text}</text>`;
  }
  const stroke = shape.stroke ? ` stroke="var(${cssName(shape.stroke)})" stroke-width="${shape.width ?? 1}"` : '';
  const dash = shape.dash ? ` stroke-dasharray="${shape.dash.join(' ')}"` : '';
  return `<path d="${shape.d}" fill="${shape.fill ? `var(${cssName(shape.fill)})` : 'none'}"${stroke}${dash}${opacity}/>`;
}

const boxes = new Boxes();
boxes.load(nodes.map(({ id }) => [id, boxOf(design, id) as Box]));
const edges = [...design.edges.values()].map((edge) => ({
  id: edge.id,
  route: router.routes.get(edge.id) as Route,
  look: edgeLookOf(design, edge),
}));
const labels = placeLabels(edges, boxes);
const lines = edges.flatMap(({ route, look }) => edgeArt(route, look, 'smooth'));
const words = edges.flatMap(({ id, look }) => {
  const label = labels.get(id);
  return label ? labelArt(look, label) : [];
});
const bodies = nodes.map((element) => {
  const badges = element.props.name === 'billing' ? [{ severity: 'error' as const, count: 1 }] : [];
  const [x, y] = design.positions.get(element.id) as readonly [number, number];
  const look = looks.get(element.id);
  if (!look) return '';
  return `<g transform="translate(${x} ${y})">${nodeArt(look, sizeOf(design, element), { badges }).shapes.map(drawn).join('')}</g>`;
});
const picture = `<g stroke-linecap="round" stroke-linejoin="round">${[...lines, ...words].map(drawn).join('')}${bodies.join('')}</g>\n`;
writeFileSync(new URL('../src/app/landing/picture.svg', import.meta.url), picture);
for (const { id, route } of edges) {
  console.log(
    design.elements.get(design.edges.get(id)?.from ?? '')?.props.name,
    JSON.stringify(route.points.map(({ x, y }) => [r1(x), r1(y)])),
  );
}
console.log(picture.length);
