import { labelAnyway } from '#drawing/edge-labels.ts';
import { union } from '#drawing/geometry.ts';
import { edgeBounds, type NodeState, paintEdges, paintFrame, paintLabel, paintNode } from '#drawing/paint-scene.ts';
import { placeMissing } from '#drawing/placement.ts';
import { SvgPen } from '#drawing/svg.ts';
import { tabHeight } from '#drawing/tab.ts';
import { light } from '#drawing/tokens.ts';
import type { Design } from '#model/design.ts';
import { Scene } from './scene.ts';

const plain: NodeState = { selected: false, dim: false, lifted: false, highlight: undefined, held: undefined, badges: [] };
const margin = 16;

/**
 * A design, or a part of one, as an SVG picture: as the canvas draws it near, in light colours, without marks and selection.
 */
export function pictureOf(design: Design): string {
  const scene = new Scene(placeMissing);
  scene.update(design);
  const pen = new SvgPen();
  const all = scene.bounds() ?? { x: 0, y: 0, width: 1, height: 1 };
  for (const id of scene.framesIn(all)) {
    const [look, box] = [scene.lookOf(id), scene.frames.boxOf(id)];
    if (look && box) paintFrame(pen, look, box, plain, 1, light);
  }
  const edges = [...scene.routes].flatMap(([id, route]) => {
    const look = scene.edgeLookOf(id);
    return look ? [{ id, route, look, dim: false }] : [];
  });
  paintEdges(pen, edges, light, 'orthogonal');
  for (const id of scene.inOrder(scene.nodes.touching(all))) {
    const [look, box] = [scene.lookOf(id), scene.nodes.boxOf(id)];
    if (look && box) paintNode(pen, look, box, plain, 'near', 1, light);
  }
  for (const { id, route, look } of edges) {
    const label = scene.labels().get(id) ?? labelAnyway(route, look);
    if (label) paintLabel(pen, look, label, light);
  }
  const { x, y, width, height } = union([all, ...edges.map(({ route }) => edgeBounds(route))]) ?? all;
  const above = margin + tabHeight;
  return pen.document({ x: x - margin, y: y - above, width: width + 2 * margin, height: height + margin + above }, design.title);
}
