/**
 * Where a text stops being JSON, as an offset; undefined if it is JSON. `JSON.parse` decides what is accepted: this
 * only finds the place, which its messages give in some engines and in some cases only. Without recursion and without
 * patterns over long strings, since a stranger's file may be nested deeper, and be longer, than any stack.
 */
export function jsonErrorAt(text: string): number | undefined {
  const open: string[] = [];
  let expects: 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or close' | 'end' = 'value';
  let at = 0;
  while (true) {
    while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at++;
    if (at >= text.length) return expects === 'end' ? undefined : at;
    const c = text.charAt(at);
    const isValue: boolean = expects === 'value' || expects === 'value or ]';
    const closes =
      (c === '}' && (expects === 'name or }' || (expects === ', or close' && open.at(-1) === '{'))) ||
      (c === ']' && (expects === 'value or ]' || (expects === ', or close' && open.at(-1) === '[')));
    if (isValue && (c === '{' || c === '[')) {
      open.push(c);
      expects = c === '{' ? 'name or }' : 'value or ]';
      at++;
    } else if (closes) {
      open.pop();
      expects = open.length === 0 ? 'end' : ', or close';
      at++;
    } else if (expects === ':' && c === ':') {
      expects = 'value';
      at++;
    } else if (expects === ', or close' && c === ',') {
      expects = open.at(-1) === '{' ? 'name' : 'value';
      at++;
    } else if (c === '"' && (isValue || expects === 'name' || expects === 'name or }')) {
      const end = stringEnd(text, at);
      if (!end.ok) return end.at;
      expects = !isValue ? ':' : open.length === 0 ? 'end' : ', or close';
      at = end.at;
    } else {
      const scalar = isValue ? plain.exec(text.slice(at, at + 400))?.[0] : undefined;
      if (scalar === undefined) return at;
      expects = open.length === 0 ? 'end' : ', or close';
      at += scalar.length;
    }
  }
}

/** A number or a word; longer numbers than any that is meant are taken for a mistake. */
const plain = /^(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)(?![\w.+-])/;
const escapes = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/;

/** Behind the closing quote of the string that begins at `from`, or where it goes wrong. */
function stringEnd(text: string, from: number): { ok: boolean; at: number } {
  let at = from + 1;
  while (at < text.length && text.charAt(at) !== '"') {
    const found = text.charAt(at) === '\\' ? escapes.exec(text.slice(at, at + 6)) : undefined;
    if (found === null || text.charCodeAt(at) < 0x20) return { ok: false, at };
    at += found ? found[0].length : 1;
  }
  return at < text.length ? { ok: true, at: at + 1 } : { ok: false, at };
}

/** Line and column, counted from 1, of an offset. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
