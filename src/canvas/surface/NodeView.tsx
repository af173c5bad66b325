import { memo } from 'react';
import type { Shape } from '#drawing/art.ts';
import { alphaOf, artOf, ringPath, ringsOf } from '#drawing/paint-scene.ts';
import { cssName, fonts } from '#drawing/tokens.ts';
import styles from './NodeView.module.css';
import type { Face } from './to-flow.ts';

/** A node in the page: the same art that the painter draws on the canvas, as SVG, so that neither looks different. */
export const NodeView = memo(({ face }: { readonly face: Face }) => {
  if (face.far) return null;
  const [width, height] = face.size;
  const box = { x: 0, y: 0, width, height };
  const art = artOf(face.look, box, face, false);
  const alpha = alphaOf(face);
  const turn = art.turn === 0 ? undefined : `rotate(${art.turn} ${width / 2} ${height / 2})`;
  return (
    <svg className={styles.node} width={width} height={height} aria-hidden="true" opacity={alpha === 1 ? undefined : alpha}>
      <g transform={turn}>
        {ringsOf(face).map((ring) => (
          <path
            key={ring.gap}
            className={styles.ring}
            d={ringPath(face.look, box, ring.gap)}
            transform={`translate(${-ring.gap} ${-ring.gap})`}
            stroke={ring.held ?? `var(${cssName(ring.colour ?? 'focus')})`}
            strokeWidth={ring.width}
            strokeDasharray={ring.dash ? '6 4' : undefined}
          />
        ))}
        {art.shapes.map((shape, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the strokes of one drawing have an order and no names
          <ShapeView key={i} shape={shape} />
        ))}
      </g>
    </svg>
  );
});

export function ShapeView({ shape }: { readonly shape: Shape }) {
  if (shape.type === 'text') {
    return (
      <text
        x={shape.x}
        y={shape.y}
        fontFamily={fonts.text}
        fontSize={shape.size}
        fontWeight={shape.weight}
        fill={`var(${cssName(shape.ink)})`}
        opacity={shape.opacity === 1 ? undefined : shape.opacity}
      >
        {shape.text}
      </text>
    );
  }
  return (
    <path
      d={shape.d}
      fill={shape.fill ? `var(${cssName(shape.fill)})` : 'none'}
      stroke={shape.stroke ? `var(${cssName(shape.stroke)})` : undefined}
      strokeWidth={shape.width}
      strokeDasharray={shape.dash?.join(' ')}
      opacity={shape.opacity === 1 ? undefined : shape.opacity}
    />
  );
}
