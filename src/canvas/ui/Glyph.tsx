import { innerLines, outline, type SignName, signs, silhouetteOf } from '#drawing/glyphs.ts';
import { cssName } from '#drawing/tokens.ts';
import type { ElementKind } from '#model/kind.ts';
import { elementKinds } from '#model/kinds/index.ts';
import styles from './Glyph.module.css';

const width = 92;
const height = 52;

export interface GlyphProps {
  readonly kind: ElementKind;
  readonly props?: Readonly<Record<string, unknown>>;
  readonly size?: number;
}

/** The silhouette of an element in small, as in the notation: shape for the kind, colour for messages only. */
export function Glyph({ kind, props = {}, size = 30 }: GlyphProps) {
  const solid = solidOf(kind, props);
  const silhouette = silhouetteOf(kind, kind === 'channel' ? String(props.type ?? '?') : undefined);
  const [w, h] = solid ? [68, height] : [width, kind === 'broker' ? 36 : height];
  const inner = innerLines(silhouette, w, h);
  const sign = solid ? signs[solid as SignName] : undefined;
  const stroke = `var(${cssName(elementKinds[kind].family)})`;
  return (
    <svg
      className={styles.glyph}
      width={size}
      height={(size * height) / width}
      viewBox={`-2 -2 ${width + 4} ${height + 4}`}
      aria-hidden="true"
      data-kind={kind}
    >
      <g transform={`translate(${(width - w) / 2} ${(height - h) / 2})`}>
        <path
          d={outline(silhouette, w, h)}
          fill={solid ? `var(${cssName(solid === 'note' ? 'plainNote' : colourOf(solid))})` : 'var(--surface)'}
          stroke={solid ? 'none' : stroke}
          strokeDasharray={kind === 'context' || silhouette === 'openCapsule' ? '3 2.5' : undefined}
          className={styles.line}
        />
        {inner && !solid && <path d={inner} fill="none" stroke={stroke} className={styles.thin} />}
        {kind === 'external' && (
          <path d={`M8 8H${w - 8}V${h - 8}H8Z`} fill="none" stroke={stroke} strokeDasharray="2 2" className={styles.thin} />
        )}
        {kind === 'saga' && (
          <path d={`M${w / 3} 8V${h - 8}M${(w / 3) * 2} 8V${h - 8}`} fill="none" stroke={stroke} className={styles.thin} />
        )}
        {sign && (
          <path
            d={sign.d}
            transform={`translate(${w / 2 - 15} ${h / 2 - 15}) scale(2.5)`}
            fill={sign.filled ? 'var(--note-ink)' : 'none'}
            stroke={sign.filled ? 'none' : 'var(--note-ink)'}
            className={styles.sign}
          />
        )}
      </g>
    </svg>
  );
}

function solidOf(kind: ElementKind, props: Readonly<Record<string, unknown>>): string | undefined {
  if (kind === 'contract') return String(props.kind ?? 'event');
  if (kind === 'note') return String(props.style ?? 'note');
  return undefined;
}

function colourOf(solid: string): string {
  return ['event', 'command', 'query', 'policy', 'actor', 'hotspot'].includes(solid) ? solid : 'neutralTint';
}
