/**
 * Every colour of Millrace, once: the page reads them as CSS custom properties (tokens.css is made from this file by
 * `npm run generate`), the canvas painter and the SVG writer read them here. Contrasts are in SPEC.md.
 */
export type Theme = 'light' | 'dark';

export interface Tokens {
  readonly canvas: string;
  readonly surface: string;
  /** Panels, menus and wells one step away from the surface. */
  readonly sunken: string;
  readonly raised: string;
  readonly ink: string;
  readonly muted: string;
  readonly border: string;
  /** Lines inside panels; decoration only. */
  readonly hairline: string;
  readonly grid: string;
  readonly focus: string;
  readonly onFocus: string;
  readonly service: string;
  readonly serviceTint: string;
  readonly channel: string;
  readonly channelTint: string;
  readonly asset: string;
  readonly assetTint: string;
  readonly external: string;
  readonly externalTint: string;
  readonly neutral: string;
  readonly neutralTint: string;
  readonly event: string;
  readonly command: string;
  readonly query: string;
  readonly reply: string;
  readonly document: string;
  readonly policy: string;
  readonly actor: string;
  readonly hotspot: string;
  readonly plainNote: string;
  readonly noteInk: string;
  readonly publishes: string;
  readonly consumes: string;
  readonly calls: string;
  readonly captures: string;
  readonly deadLetters: string;
  readonly writes: string;
  readonly reads: string;
  readonly referenceLine: string;
  readonly error: string;
  readonly errorTint: string;
  readonly warning: string;
  readonly warningTint: string;
  readonly info: string;
  readonly infoTint: string;
  readonly ok: string;
  readonly okTint: string;
}

export const light: Tokens = {
  canvas: '#f7f6f2',
  surface: '#ffffff',
  sunken: '#f1efe9',
  raised: '#ffffff',
  ink: '#1d2126',
  muted: '#59616b',
  border: '#868d96',
  hairline: '#dedbd2',
  grid: '#dedbd2',
  focus: '#0b5fff',
  onFocus: '#ffffff',
  service: '#244092',
  serviceTint: '#f1f5ff',
  channel: '#a35e0a',
  channelTint: '#fef3e9',
  asset: '#04665e',
  assetTint: '#e9f9f7',
  external: '#c33887',
  externalTint: '#fef1f7',
  neutral: '#59616b',
  neutralTint: '#f1efe9',
  event: '#f9aa60',
  command: '#72b8f2',
  query: '#96e7a7',
  reply: '#a9e3dc',
  document: '#d8d3c6',
  policy: '#cbafed',
  actor: '#fae685',
  hotspot: '#f85581',
  plainNote: '#fff3b8',
  noteInk: '#1d2126',
  publishes: '#964d09',
  consumes: '#1f744f',
  calls: '#0060a6',
  captures: '#016f82',
  deadLetters: '#b02b27',
  writes: '#04665e',
  reads: '#04665e',
  referenceLine: '#6d7277',
  error: '#b7191c',
  errorTint: '#fee9e6',
  warning: '#915c08',
  warningTint: '#fcecd9',
  info: '#1666aa',
  infoTint: '#e3f0fe',
  ok: '#21763c',
  okTint: '#e1f5e4',
};

export const dark: Tokens = {
  canvas: '#14171b',
  surface: '#1e2329',
  sunken: '#181c21',
  raised: '#252b32',
  ink: '#eceff2',
  muted: '#a3adb8',
  border: '#77818c',
  hairline: '#343c45',
  grid: '#262c33',
  focus: '#8ab4ff',
  onFocus: '#14171b',
  service: '#8db0f7',
  serviceTint: '#1f2635',
  channel: '#f5bc69',
  channelTint: '#312317',
  asset: '#7fe3ce',
  assetTint: '#142b28',
  external: '#e96cad',
  externalTint: '#322028',
  neutral: '#a3adb8',
  neutralTint: '#252b32',
  event: '#df9959',
  command: '#79b1e0',
  query: '#89ca96',
  reply: '#92c9c2',
  document: '#bdb8ab',
  policy: '#b79ed4',
  actor: '#e4d27d',
  hotspot: '#f76689',
  plainNote: '#d9cf8f',
  noteInk: '#14171b',
  publishes: '#e69e6d',
  consumes: '#7cc39d',
  calls: '#6fb6fe',
  captures: '#71bfd1',
  deadLetters: '#ff8b7f',
  writes: '#7fe3ce',
  reads: '#7fe3ce',
  referenceLine: '#adb2b7',
  error: '#ffa096',
  errorTint: '#442320',
  warning: '#e0b583',
  warningTint: '#3e290f',
  info: '#8dc3fb',
  infoTint: '#192f46',
  ok: '#94cf9f',
  okTint: '#1a3520',
};

export const themes: Readonly<Record<Theme, Tokens>> = { light, dark };

/** Colours of people, each with at least 5.7 : 1 under white text. */
export const presenceColours = ['#b3261e', '#0b57d0', '#146c2e', '#7c3aed', '#8a5000', '#00696d', '#a8135f', '#4a5c92'] as const;

export const fonts = {
  text: "'Atkinson Hyperlegible Next Variable', system-ui, sans-serif",
  code: "'Atkinson Hyperlegible Mono Variable', ui-monospace, monospace",
} as const;

/** `serviceTint` → `--service-tint`. */
export function cssName(token: string): string {
  return `--${token.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The style sheet that is written to tokens.css. */
export function tokensCss(): string {
  const block = (tokens: Tokens) =>
    Object.entries(tokens)
      .map(([token, value]) => `  ${cssName(token)}: ${value};`)
      .join('\n');
  return [
    '/* Made from tokens.ts by `npm run generate`; do not edit. */',
    `:root {\n  color-scheme: light;\n  --font-text: ${fonts.text};\n  --font-code: ${fonts.code};\n${block(light)}\n}`,
    `:root[data-theme='dark'] {\n  color-scheme: dark;\n${block(dark)}\n}`,
    '',
  ].join('\n\n');
}
