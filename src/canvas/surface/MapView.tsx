import { useEffect, useRef } from 'react';
import { type Box, union } from '#drawing/geometry.ts';
import type { Position } from '#model/design.ts';
import type { Board } from './board.ts';
import { labels } from './labels.ts';
import styles from './Minimap.module.css';

/** As in Minimap.module.css. */
const width = 200;
const height = 140;
/** Painted at most five times a second: nobody reads a map faster, and it must not slow down what it is a map of. */
const everyMs = 200;

/** The map itself: with the window, the others' windows, and findings as dots. */
export default function MapView({ board }: { readonly board: Board }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = useRef<{ box: Box; ratio: number }>({ box: { x: 0, y: 0, width: 1, height: 1 }, ratio: 1 });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const paint = () => {
      timer = undefined;
      const context = canvas.current?.getContext('2d');
      if (context) scale.current = paintMap(board, context);
    };
    const soon = () => {
      timer ??= setTimeout(paint, everyMs);
    };
    paint();
    const stops = [
      board.editor.design,
      board.editor.collapsed,
      board.nodes,
      board.viewport,
      board.editor.selection,
      board.tokens,
      board.size,
    ].map((store) => store.subscribe(soon));
    const { presence, checking } = board.session;
    if (presence) stops.push(presence.onMotion(soon));
    if (checking) stops.push(checking.byRecord.subscribe(soon));
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [board]);
  const go = (event: React.PointerEvent) => {
    const rect = event.currentTarget.getBoundingClientRect();
    const { box, ratio } = scale.current;
    const at: Position = [(event.clientX - rect.left) / ratio + box.x, (event.clientY - rect.top) / ratio + box.y];
    const size = board.size.get();
    const { zoom } = board.viewport.get();
    board.session.presence?.follow(undefined);
    board.setViewport({ zoom, x: size[0] / 2 - at[0] * zoom, y: size[1] / 2 - at[1] * zoom });
  };
  return (
    <canvas
      ref={canvas}
      className={styles.map}
      role="img"
      aria-label={labels.minimap}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={(event) => event.buttons === 1 && go(event)}
    />
  );
}

function paintMap(board: Board, context: CanvasRenderingContext2D): { box: Box; ratio: number } {
  const { scene } = board;
  const { canvas } = context;
  const dense = devicePixelRatio;
  if (canvas.width !== width * dense) {
    canvas.width = width * dense;
    canvas.height = height * dense;
  }
  const tokens = board.tokens.get();
  const seen = board.view.visible();
  const all = union([seen, ...[scene.bounds() ?? seen]]) as Box;
  const ratio = Math.min((width - 16) / all.width, (height - 16) / all.height);
  const box: Box = {
    x: all.x - (width / ratio - all.width) / 2,
    y: all.y - (height / ratio - all.height) / 2,
    width: width / ratio,
    height: height / ratio,
  };
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(dense * ratio, 0, 0, dense * ratio, -box.x * dense * ratio, -box.y * dense * ratio);
  const selection = board.editor.selection.get();
  const least = 2.5 / ratio;
  for (const id of scene.framesIn(box)) {
    const frame = scene.frames.boxOf(id);
    if (!frame) continue;
    context.strokeStyle = tokens.border;
    context.lineWidth = 1 / ratio;
    context.strokeRect(frame.x, frame.y, frame.width, frame.height);
  }
  for (const id of scene.nodes.touching(box)) {
    const look = scene.lookOf(id);
    const node = board.boxNow(id);
    if (!look || !node) continue;
    context.fillStyle = selection.has(id) ? tokens.focus : tokens[look.solid ?? look.ink];
    context.globalAlpha = selection.has(id) || look.solid ? 1 : 0.75;
    context.fillRect(node.x, node.y, Math.max(least, node.width), Math.max(least, node.height));
  }
  context.globalAlpha = 1;
  for (const id of scene.nodes.touching(box)) {
    if (scene.badgesOf(id)[0]?.severity !== 'error') continue;
    const node = scene.boxOf(id);
    if (!node) continue;
    context.fillStyle = tokens.error;
    context.beginPath();
    context.arc(node.x + node.width, node.y, 3 / ratio, 0, 2 * Math.PI);
    context.fill();
  }
  context.lineWidth = 1.5 / ratio;
  for (const peer of board.session.presence?.peers.get() ?? []) {
    const view = board.session.presence?.motionOf(peer.client).view;
    if (!view) continue;
    context.strokeStyle = peer.colour;
    context.strokeRect(view.x, view.y, view.width, view.height);
  }
  context.fillStyle = tokens.focus;
  context.globalAlpha = 0.08;
  context.fillRect(seen.x, seen.y, seen.width, seen.height);
  context.globalAlpha = 1;
  context.strokeStyle = tokens.focus;
  context.strokeRect(seen.x, seen.y, seen.width, seen.height);
  return { box, ratio };
}
