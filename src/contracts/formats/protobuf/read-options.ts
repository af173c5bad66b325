import type { Cursor } from './cursor.ts';
import type { ProtoOption } from './model.ts';
import type { Token } from './tokens.ts';

/** `option name = value;`, from the word `option` on. */
export function readOption(cursor: Cursor, options: ProtoOption[]): void {
  const first = cursor.next();
  const name = readName(cursor);
  const value = readValue(cursor);
  cursor.skip(';');
  options.push({ name, value, at: cursor.spanFrom(first) });
}

/** `[name = value, …]`, if it is there. */
export function readInlineOptions(cursor: Cursor, options: ProtoOption[]): void {
  if (!cursor.skip('[')) return;
  while (!cursor.done && !cursor.skip(']')) {
    const first = cursor.peek();
    const name = readName(cursor);
    const value = readValue(cursor);
    options.push({ name, value, at: cursor.spanFrom(first) });
    cursor.skip(',');
  }
}

function readName(cursor: Cursor): string {
  let name = '';
  while (!cursor.done && !cursor.skip('=')) name += cursor.next().text;
  return name;
}

/** Up to the comma, bracket or semicolon that ends it. Spaces and line breaks between tokens don't count. */
function readValue(cursor: Cursor): string {
  const parts: string[] = [];
  let depth = 0;
  let last: Token | undefined;
  while (!cursor.done) {
    if (depth === 0 && (cursor.is(',') || cursor.is(']') || cursor.is(';'))) break;
    const token = cursor.next();
    if (!token.string && '{[<'.includes(token.text)) depth++;
    if (!token.string && '}]>'.includes(token.text)) depth--;
    // Adjacent strings are one string.
    if (token.string && last?.string) parts.push(JSON.stringify(JSON.parse(parts.pop() ?? '""') + token.text));
    else parts.push(token.string ? JSON.stringify(token.text) : token.text);
    last = token;
  }
  return parts.join(' ');
}
