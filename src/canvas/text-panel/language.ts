import { StreamLanguage, type StringStream } from '@codemirror/language';
import { statementWords, textWords } from '#model/sketch/syntax.ts';

interface State {
  /** Nothing of the statement has been read yet. */
  start: boolean;
  /** Depth of ( ) and [ ]. */
  depth: number;
  /** The next word names a property. */
  property: boolean;
  block: boolean;
}

const openers = new Set<string>([
  ...statementWords.map((statement) => statement.word),
  ...textWords,
  'step',
  'field',
  'on',
  'as',
  'near',
]);

function token(stream: StringStream, state: State): string | null {
  if (state.block) {
    if (stream.match(/.*?"""/u)) state.block = false;
    else stream.skipToEnd();
    return 'string';
  }
  if (stream.sol() && state.depth === 0) state.start = true;
  if (stream.eatSpace()) return null;
  if (stream.match('#')) {
    stream.skipToEnd();
    return 'comment';
  }
  if (stream.match('"""')) {
    state.block = true;
    return 'string';
  }
  if (stream.match(/"(?:[^"\\]|\\.)*"?/u)) {
    state.start = false;
    return 'string';
  }
  if (stream.match(/-[A-Za-z]*->|->|-x(?=\s|$)/u)) return 'operator';
  if (stream.match(/[([]/u)) {
    state.depth++;
    state.property = true;
    return 'bracket';
  }
  if (stream.match(/[)\]]/u)) {
    state.depth = Math.max(0, state.depth - 1);
    state.property = false;
    return 'bracket';
  }
  if (stream.match(/[{}]/u)) {
    state.start = true;
    return 'brace';
  }
  if (stream.match(',')) {
    state.property = state.depth > 0;
    return 'punctuation';
  }
  if (stream.match(/@?-?\d+(?:\.\d+)*(?:ms|min|KiB|MiB|GiB|[smhdB])?(?:\/(?:s|min|h|d))?(?![A-Za-z0-9_])/u)) return 'number';
  if (stream.match('?')) return 'atom';
  if (stream.match(/[A-Za-z_!~][\w.!~-]*?(?=->|-x\s|[^\w.!~-]|$)/u)) {
    const word = stream.current();
    if (state.property) {
      state.property = false;
      return 'propertyName';
    }
    const opens = state.start && state.depth === 0 && openers.has(word);
    state.start = false;
    return opens ? 'keyword' : state.depth > 0 ? 'atom' : 'variableName';
  }
  stream.next();
  return null;
}

/** The sketch notation for the editor: colours only; meaning is the parser's business. */
export const sketchLanguage = StreamLanguage.define<State>({
  name: 'sketch',
  startState: () => ({ start: true, depth: 0, property: false, block: false }),
  copyState: (state) => ({ ...state }),
  token,
  languageData: { commentTokens: { line: '#' }, closeBrackets: { brackets: ['(', '[', '{', '"'] } },
});
