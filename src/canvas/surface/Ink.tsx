import { memo } from 'react';
import type { Id } from '#base/ids.ts';
import { badgeArt, farMark } from '#drawing/art.ts';
import { edgeArt, edgePath, labelArt } from '#drawing/edge-art.ts';
import { labelAnyway } from '#drawing/edge-labels.ts';
import { type Box, defaultSize } from '#drawing/geometry.ts';
import { outline, roundedBox } from '#drawing/glyphs.ts';
import { lookOf } from '#drawing/look.ts';
import { farMarkRadius } from '#drawing/paint-scene.ts';
import { type Port, roundedPath, ways } from '#drawing/path.ts';
import { emptyDesign, splitReference } from '#model/design.ts';
import { elementFrom } from '../actions/create.ts';
import { useStore } from '../store.ts';
import type { Board } from './board.ts';
import { useBoard } from './board-context.ts';
import type { Guide } from './guides.ts';
import styles from './Ink.module.css';
import { ShapeView } from './NodeView.tsx';
import type { Shown } from './shown.ts';
import { wordedZoom } from './to-flow.ts';

/** Above the canvas and below the nodes: the arrows that matter now, and what the selected contract is used by. */
export function InkUnder() {
  const board = useBoard();
  const selection = useStore(board.editor.selection);
  const hovered = useStore(board.editor.hovered);
  const shown = useStore(board.shown);
  // Nodes are what this component is drawn from too: it has to follow when they move.
  useStore(board.nodes);
  useStore(board.editor.design);
  if (shown.kind === 'drag' || shown.kind === 'resize') return null;
  const edges = [...selection].filter((id) => board.scene.routes.has(id)).slice(0, 60);
  const { routes } = board.scene;
  return (
    <svg className={styles.under} aria-hidden="true">
      {references(board, hovered, selection).map((d) => (
        <path key={d} className={styles.reference} d={d} />
      ))}
      {hovered !== undefined && routes.has(hovered) && !selection.has(hovered) && (
        <EdgeInk board={board} id={hovered} selected={false} />
      )}
      {edges.map((id) => (
        <EdgeInk key={id} board={board} id={id} selected />
      ))}
    </svg>
  );
}

const EdgeInk = ({ board, id, selected }: { readonly board: Board; readonly id: Id; readonly selected: boolean }) => {
  const route = board.scene.routes.get(id);
  const look = board.scene.edgeLookOf(id);
  if (!route || !look) return null;
  const wide = { ...look, width: look.width + 1 };
  const label = board.scene.labels().get(id) ?? labelAnyway(route, look);
  return (
    <g>
      <path className={selected ? styles.halo : styles.lift} d={edgePath(route, look)} />
      {edgeArt({ ...route }, wide).map((shape, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the strokes of one arrow have an order and no names
        <ShapeView key={i} shape={shape} />
      ))}
      {label &&
        labelArt(look, label).map((shape, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <ShapeView key={i} shape={shape} />
        ))}
      <MarkInk board={board} id={id} />
    </g>
  );
};

/** The mark of an arrow's findings once more: its line now lies over the one that the canvas has painted. */
function MarkInk({ board, id }: { readonly board: Board; readonly id: Id }) {
  const { zoom } = useStore(board.viewport);
  const badges = board.scene.badgesOf(id);
  const [worst] = badges;
  const mark = worst && board.scene.marks().get(id);
  if (!mark) return null;
  const worded = zoom >= wordedZoom;
  const radius = farMarkRadius(zoom);
  const shapes = worded ? badgeArt(badges, mark.x + mark.width / 2, mark.y) : farMark(worst.severity, radius * zoom > 5);
  return (
    <g transform={worded ? undefined : `translate(${mark.on.x} ${mark.on.y}) scale(${radius})`}>
      {shapes.map((shape, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <ShapeView key={i} shape={shape} />
      ))}
    </g>
  );
}

/** Thin dotted lines from the contracts that are selected or hovered to what carries them. */
function references(board: Board, hovered: Id | undefined, selection: ReadonlySet<Id>): string[] {
  const { design } = board.scene;
  const contracts = new Set(
    [...selection, ...(hovered === undefined ? [] : [hovered])].filter((id) => design.elements.get(id)?.kind === 'contract'),
  );
  if (contracts.size === 0) return [];
  const lines: string[] = [];
  const draw = (reference: string, to: { x: number; y: number } | undefined) => {
    const [id] = splitReference(reference);
    const box = contracts.has(id) ? board.scene.boxOf(id) : undefined;
    if (box && to) lines.push(`M${box.x + box.width / 2} ${box.y + box.height / 2}L${to.x} ${to.y}`);
  };
  for (const element of design.elements.values()) {
    if (element.kind !== 'channel' || typeof element.props.contracts === 'string') continue;
    const box = board.scene.boxOf(element.id);
    for (const reference of element.props.contracts)
      draw(reference, box && { x: box.x + box.width / 2, y: box.y + box.height / 2 });
  }
  for (const edge of design.edges.values()) {
    if ((edge.kind !== 'publishes' && edge.kind !== 'consumes') || typeof edge.props.contracts === 'string') continue;
    const points = board.scene.routes.get(edge.id)?.points;
    const a = points?.[Math.floor((points.length - 1) / 2)];
    const b = points?.[Math.floor((points.length - 1) / 2) + 1];
    for (const reference of edge.props.contracts) draw(reference, a && b && { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  }
  return lines;
}

/** Above the nodes: what the hand is doing. */
export function InkOver() {
  const board = useBoard();
  const shown = useStore(board.shown);
  const { zoom } = useStore(board.viewport);
  return (
    <svg className={styles.over} aria-hidden="true">
      <Doing board={board} shown={shown} zoom={zoom} />
      <Grips board={board} zoom={zoom} idle={shown.kind === 'none'} />
      <Ghost board={board} zoom={zoom} />
    </svg>
  );
}

function Doing({ board, shown, zoom }: { readonly board: Board; readonly shown: Shown; readonly zoom: number }) {
  const px = 1 / zoom;
  switch (shown.kind) {
    case 'marquee':
      return (
        <rect
          className={styles.marquee}
          x={shown.box.x}
          y={shown.box.y}
          width={shown.box.width}
          height={shown.box.height}
          strokeWidth={px}
        />
      );
    case 'drag':
      return shown.guides.map((guide) => (
        <GuideLine key={`${guide.kind}${guide.axis}${guide.at}${guide.from}`} guide={guide} px={px} />
      ));
    case 'connect':
      return <Line board={board} shown={shown} px={px} />;
    default:
      return <Asking board={board} px={px} />;
  }
}

/** The line stays while the picker asks what shall stand at its end. */
function Asking({ board, px }: { readonly board: Board; readonly px: number }) {
  const request = useStore(board.editor.picker);
  if (!request?.from) return null;
  const shown: Shown = {
    kind: 'connect',
    from: request.from.id,
    direction: request.from.direction,
    to: request.at,
    target: undefined,
    legal: true,
    edge: undefined,
  };
  return <Line board={board} shown={shown} px={px} />;
}

const GuideLine = memo(({ guide, px }: { readonly guide: Guide; readonly px: number }) => {
  const { axis, at, from, to } = guide;
  if (guide.kind === 'align') {
    const { size, sizeAt = at } = guide;
    return (
      <g>
        {axis === 'x' ? (
          <line className={styles.guide} x1={at} x2={at} y1={from} y2={to} strokeWidth={px} />
        ) : (
          <line className={styles.guide} x1={from} x2={to} y1={at} y2={at} strokeWidth={px} />
        )}
        {size !== undefined && (
          <text
            className={styles.gap}
            x={axis === 'x' ? at + 8 * px : sizeAt}
            y={axis === 'x' ? sizeAt + 4 * px : at - 6 * px}
            fontSize={11 * px}
            textAnchor={axis === 'x' ? 'start' : 'middle'}
          >
            {size}
          </text>
        )}
      </g>
    );
  }
  const [x1, y1, x2, y2] = axis === 'x' ? [from, at, to, at] : [at, from, at, to];
  const [ex, ey] = axis === 'x' ? [0, 5 * px] : [5 * px, 0];
  return (
    <g>
      <path
        className={styles.guide}
        strokeWidth={px}
        d={`M${x1 - ex} ${y1 - ey}L${x1 + ex} ${y1 + ey}M${x1} ${y1}L${x2} ${y2}M${x2 - ex} ${y2 - ey}L${x2 + ex} ${y2 + ey}`}
      />
      <text
        className={styles.gap}
        x={(x1 + x2) / 2 + (axis === 'y' ? 8 * px : 0)}
        y={(y1 + y2) / 2 - (axis === 'x' ? 6 * px : -4 * px)}
        fontSize={11 * px}
        textAnchor={axis === 'x' ? 'middle' : 'start'}
      >
        {guide.size}
      </text>
    </g>
  );
});

/** The line from the node to the pointer, or to the target it would join; crossed out where that is not possible. */
function Line({
  board,
  shown,
  px,
}: {
  readonly board: Board;
  readonly shown: Extract<Shown, { kind: 'connect' }>;
  readonly px: number;
}) {
  const from = board.boxNow(shown.from);
  const target = shown.target === undefined ? undefined : board.boxNow(shown.target);
  if (!from) return null;
  const [x, y] = shown.to;
  const end: Box = target ?? { x, y, width: 0.01, height: 0.01 };
  const a = portTowards(from, end);
  const b = target ? portTowards(target, from) : facing(a, x, y);
  const points = ways(a, b, from, end)[0] ?? [a, b];
  const cls = shown.legal ? styles.line : styles.refused;
  return (
    <g>
      {target && (
        <rect
          className={shown.legal ? styles.target : styles.targetRefused}
          x={target.x - 5}
          y={target.y - 5}
          width={target.width + 10}
          height={target.height + 10}
          rx={10}
          strokeWidth={2 * Math.max(1, px)}
        />
      )}
      <path className={cls} d={roundedPath(points)} strokeWidth={2 * Math.max(1, px)} />
      {!target && <circle className={styles.dot} cx={x} cy={y} r={5 * px} />}
    </g>
  );
}

function portTowards(box: Box, other: Box): Port {
  const dx = other.x + other.width / 2 - (box.x + box.width / 2);
  const dy = other.y + other.height / 2 - (box.y + box.height / 2);
  if (Math.abs(dx) * box.height >= Math.abs(dy) * box.width) {
    return {
      side: dx >= 0 ? 'right' : 'left',
      along: box.height / 2,
      x: dx >= 0 ? box.x + box.width : box.x,
      y: box.y + box.height / 2,
    };
  }
  return {
    side: dy >= 0 ? 'bottom' : 'top',
    along: box.width / 2,
    x: box.x + box.width / 2,
    y: dy >= 0 ? box.y + box.height : box.y,
  };
}

const across = { left: 'right', right: 'left', top: 'bottom', bottom: 'top' } as const;

function facing(a: Port, x: number, y: number): Port {
  return { side: across[a.side], along: 0, x, y };
}

/** Grips of what can be resized, and the ends of a selected arrow that can be taken elsewhere. */
function Grips({ board, zoom, idle }: { readonly board: Board; readonly zoom: number; readonly idle: boolean }) {
  const selection = useStore(board.editor.selection);
  const readOnly = useStore(board.editor.readOnly);
  useStore(board.editor.design);
  const [only] = selection.size === 1 ? selection : [];
  if (only === undefined || readOnly || !idle) return null;
  const route = board.scene.routes.get(only);
  const r = 5 / zoom;
  if (route) {
    return board.scene.isPlain(only) ? (
      <g>
        {[route.from, route.to].map((port, i) => (
          <circle key={i === 0 ? 'from' : 'to'} className={styles.grip} cx={port.x} cy={port.y} r={r} strokeWidth={2 / zoom} />
        ))}
      </g>
    ) : null;
  }
  const kind = board.scene.design.elements.get(only)?.kind;
  const box = kind === 'note' ? board.scene.boxOf(only) : board.scene.frames.boxOf(only);
  if (!box) return null;
  const { x, y, width, height } = box;
  const out = kind === 'note' ? 4 : 0;
  return (
    <g>
      {[
        [x - out, y - out],
        [x + width + out, y - out],
        [x - out, y + height + out],
        [x + width + out, y + height + out],
      ].map(([cx = 0, cy = 0]) => (
        <rect
          key={`${cx} ${cy}`}
          className={styles.grip}
          x={cx - r}
          y={cy - r}
          width={2 * r}
          height={2 * r}
          rx={1.5 / zoom}
          strokeWidth={1.5 / zoom}
        />
      ))}
    </g>
  );
}

/** What is about to be placed, where it would stand. */
function Ghost({ board, zoom }: { readonly board: Board; readonly zoom: number }) {
  const at = useStore(board.ghost);
  const placing = useStore(board.editor.placing);
  const dragged = useStore(board.editor.dragged);
  if (!at) return null;
  // What is dragged in from another window is a stencil of which nobody here knows more.
  const stencil = placing ?? dragged;
  const [width, height] = stencil ? defaultSize(stencil) : [160, 84];
  const look = stencil ? lookOf(emptyDesign, elementFrom(stencil, 'ghost')) : undefined;
  const d = look ? outline(look.silhouette, width, height) : roundedBox(0, 0, width, height, 8);
  return (
    <path
      className={styles.ghost}
      d={d}
      transform={`translate(${at[0] - width / 2} ${at[1] - height / 2})`}
      strokeWidth={2 * Math.max(1, 1 / zoom)}
    />
  );
}
