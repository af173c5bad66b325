import type { ProtoEnum, ProtoEnumValue, ProtoField, ProtoMessage, ProtoOneof, Span } from './model.ts';

/** A stretch of a text that another takes the place of. */
export interface TextEdit extends Span {
  readonly insert: string;
}

/** A text with several stretches exchanged. They may not overlap. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((now, { start, end, insert }) => now.slice(0, start) + insert + now.slice(end), text);
}

/** Lines at the end of a block, laid out as the block is. */
export function appended(text: string, block: Span, lines: readonly string[]): TextEdit {
  const close = block.end - 1;
  const lineStart = text.lastIndexOf('\n', close - 1) + 1;
  const indent = text.slice(lineStart, close);
  if (lineStart > block.start && indent.trim() === '') {
    const inner = innerIndent(text, block) ?? `${indent}  `;
    return { start: lineStart, end: lineStart, insert: lines.map((line) => `${inner}${line}\n`).join('') };
  }
  // The block stands on one line.
  const before = text.charAt(close - 1) === ' ' || text.charAt(close - 1) === '{' ? '' : ' ';
  const gap = text.charAt(close - 1) === '{' ? ' ' : before;
  return { start: close, end: close, insert: `${gap}${lines.join(' ')} ` };
}

/** How far the first line inside of a block is indented. */
function innerIndent(text: string, block: Span): string | undefined {
  const open = text.indexOf('{', block.start);
  const line = /\n([ \t]*)\S/.exec(text.slice(open, block.end - 1));
  return line?.[1];
}

/** A declaration taken out, with its line where it has one of its own. */
export function removed(text: string, { start, end }: Span): TextEdit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const alone = text.slice(lineStart, start).trim() === '' && text.slice(end, lineEnd < 0 ? undefined : lineEnd).trim() === '';
  return alone ? { start: lineStart, end: lineEnd < 0 ? text.length : lineEnd + 1, insert: '' } : { start, end, insert: '' };
}

/** The text of a field or of an enum's value, marked as deprecated; undefined for what declares more than that. */
export function deprecatedText(text: string, declared: ProtoField | ProtoEnumValue): string | undefined {
  const numberEnd = 'numberAt' in declared ? declared.numberAt.end : declared.parts.number.end;
  const head = text.slice(declared.at.start, numberEnd);
  const tail = text.slice(numberEnd, declared.at.end).trim();
  if (tail.includes('{')) return undefined;
  if (declared.options.some(({ name, value }) => name === 'deprecated' && value === 'true')) return head + tail;
  return tail.startsWith('[') ? `${head} [deprecated = true, ${tail.slice(1).trimStart()}` : `${head} [deprecated = true]${tail}`;
}

/** What stands at a place: the innermost declarations around an offset. */
export interface Standing {
  readonly message?: ProtoMessage;
  readonly oneof?: ProtoOneof;
  readonly field?: ProtoField;
  readonly enumeration?: ProtoEnum;
  readonly value?: ProtoEnumValue;
}
