/** The part of a keyboard event that makes up a chord. */
export interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const named: Readonly<Record<string, string>> = {
  ' ': 'Space',
  '+': 'Plus',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

/**
 * The chord in the words of the registry: `Ctrl+Shift+Z`, `Shift+1`, `?`, `F8`. ⌘ counts as Ctrl. Digits under Shift
 * and letters under Alt are read off the place of the key, since what they write differs between keyboards.
 */
export function chordOf(event: Pressed): string {
  const key = keyOf(event);
  if (key === '?') return '?';
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) parts.push('Ctrl');
  if (event.altKey) parts.push('Alt');
  if (event.shiftKey) parts.push('Shift');
  return [...parts, key].join('+');
}

function keyOf({ key, code, shiftKey, altKey, ctrlKey, metaKey }: Pressed): string {
  if (code.startsWith('Digit') && (shiftKey || ctrlKey || metaKey)) return code.slice(5);
  if (code.startsWith('Key') && (altKey || !/^[\x21-\x7e]$/.test(key)) && key.length <= 2) return code.slice(3);
  if (named[key]) return named[key];
  return key.length === 1 ? key.toUpperCase() : key;
}

/** One printable character without a modifier that makes it a command: what would write into a text field. */
export function isTyping(event: Pressed): boolean {
  return !event.ctrlKey && !event.metaKey && !event.altKey && [...event.key].length === 1 && event.key !== ' ';
}

/** A single letter or sign: acts only with nothing selected, and not at all where single keys are switched off. */
export function isSingle(chord: string): boolean {
  return [...chord].length === 1 && !'←→↑↓'.includes(chord);
}
