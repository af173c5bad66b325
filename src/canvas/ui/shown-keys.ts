const apple = typeof navigator !== 'undefined' && /Mac|iP(hone|ad|od)/.test(navigator.platform);

const symbols: Readonly<Record<string, string>> = { Ctrl: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩', Backspace: '⌫' };

/** The same chord in the signs of the machine: `Ctrl+Shift+Z` is ⇧⌘Z on a Mac. */
export function shownKeys(keys: string, onApple = apple): string {
  if (!onApple) return keys;
  return keys
    .split('+')
    .map((key) => symbols[key] ?? key)
    .join('');
}
