import { presenceColours } from '#drawing/tokens.ts';
import styles from './Landing.module.css';
import { words } from './labels.ts';
import drawing from './picture.svg?raw';

/** Course of a message from the producer to both consumers, in the units of the drawing. */
const toTopic = 'M200 232L326 232';
const toBilling = 'M531 222C582 222 582 122 632 122';
const toShipping = 'M531 242C582 242 582 332 632 332';

/** What the canvas looks like while a group works on it: made of the canvas's own drawing (scripts/landing-picture.ts). */
export function Picture() {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return (
    <svg className={styles.picture} viewBox="-6 -92 846 540" role="img" aria-label={words.picture}>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a file of this folder, made by our own script. */}
      <g dangerouslySetInnerHTML={{ __html: drawing }} />
      {!still && (
        <>
          <Message path={toTopic} begin="0s" />
          <Message path={toBilling} begin="1.4s" />
          <Message path={toShipping} begin="1.4s" />
        </>
      )}
      <g transform="translate(246 -84)">
        <path
          d="M340 84C362 84 356 136 386 136L524 136Q541 136 546 150"
          stroke="var(--error)"
          strokeWidth="1.25"
          strokeDasharray="3 4"
          fill="none"
        />
        <rect width="340" height="118" rx="10" fill="var(--raised)" stroke="var(--border)" />
        <circle cx="26" cy="27" r="9.5" fill="var(--error-tint)" stroke="var(--error)" />
        <path d="M22.5 23.5L29.5 30.5M29.5 23.5L22.5 30.5" stroke="var(--error)" strokeWidth="1.75" strokeLinecap="round" />
        <text x="44" y="32" className={styles.findingTitle}>
          {words.findingTitle}
        </text>
        <text x="44" y="54" className={styles.findingText}>
          {words.findingText[0]}
        </text>
        <text x="44" y="72" className={styles.findingText}>
          {words.findingText[1]}
        </text>
        <text x="44" y="100" className={styles.findingFix}>
          {words.findingFix}
        </text>
      </g>
      <Pointer x={196} y={318} name={words.people[0]} colour={presenceColours[1]} />
      <Pointer x={730} y={226} name={words.people[1]} colour={presenceColours[3]} />
    </svg>
  );
}

function Message({ path, begin }: { readonly path: string; readonly begin: string }) {
  return (
    <g opacity="0">
      <rect x="-7" y="-7" width="14" height="14" rx="2.5" fill="var(--event)" stroke="var(--note-ink)" strokeWidth="1" />
      <circle r="2.6" fill="var(--note-ink)" />
      <animateMotion
        dur="4.2s"
        begin={begin}
        repeatCount="indefinite"
        path={path}
        keyPoints="0;1;1"
        keyTimes="0;0.28;1"
        calcMode="linear"
      />
      <animate
        attributeName="opacity"
        dur="4.2s"
        begin={begin}
        repeatCount="indefinite"
        values="0;1;1;0;0"
        keyTimes="0;0.03;0.26;0.3;1"
      />
    </g>
  );
}

function Pointer({
  x,
  y,
  name,
  colour,
}: {
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly colour: string;
}) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <path d="M0 0L5 17L8.6 10.2L15.8 8Z" fill={colour} stroke="#ffffff" strokeWidth="1.25" strokeLinejoin="round" />
      <rect x="12" y="14" width={name.length * 7.4 + 14} height="20" rx="4" fill={colour} />
      <text x="19" y="28" fill="#ffffff" fontSize="12" fontWeight="600">
        {name}
      </text>
    </g>
  );
}
