import { autocompletion, type CompletionSource, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';

export interface CodeBasics {
  /** Accessible name. */
  readonly label: string;
  readonly placeholder: string;
  readonly complete: CompletionSource | undefined;
}

/** What every text editor of the workbench has, whatever it is a text of. Undo is the caller's. */
export function codeBasics({ label, placeholder: hint, complete }: CodeBasics): Extension {
  return [
    lineNumbers(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    highlightSelectionMatches(),
    search({ top: true }),
    lintGutter(),
    colours,
    theme,
    placeholder(hint),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', autocapitalize: 'off', tabindex: '0' }),
    // Tab indents while there is a selection of lines; Esc, then Tab leaves the editor (CodeMirror's own way).
    keymap.of([...completionKeymap, ...defaultKeymap, ...searchKeymap, ...lintKeymap, indentWithTab]),
    complete ? autocompletion({ override: [complete], icons: false }) : [],
  ];
}

export function readOnlyAs(on: boolean): Extension {
  return [EditorState.readOnly.of(on), EditorView.editable.of(!on)];
}

const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.keyword, color: 'var(--service)', fontWeight: '600' },
    { tag: tags.propertyName, color: 'var(--asset)' },
    { tag: tags.string, color: 'var(--external)' },
    { tag: tags.number, color: 'var(--channel)' },
    { tag: tags.atom, color: 'var(--channel)' },
    { tag: tags.operator, color: 'var(--calls)', fontWeight: '700' },
    { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
    { tag: [tags.bracket, tags.brace, tags.punctuation], color: 'var(--muted)' },
  ]),
);

const theme = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--surface)', color: 'var(--ink)', fontSize: 'var(--text-s)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-code)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--focus)', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--focus)', borderLeftWidth: '2px' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--muted)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 6px 0 8px', minWidth: '2.2em', fontSize: '0.92em' },
  '.cm-gutter-lint': { width: '0.9em' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--focus) 24%, transparent)',
  },
  '.cm-marked': { backgroundColor: 'var(--chosen)' },
  '.cm-placeholder': { color: 'var(--muted)', whiteSpace: 'pre-wrap' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--pressed)', outline: 'none' },
  '.cm-selectionMatch': { backgroundColor: 'var(--hover)' },
  '.cm-tooltip': {
    border: '1px solid var(--hairline)',
    borderRadius: '8px',
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    boxShadow: 'var(--shadow-float)',
    overflow: 'hidden',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-code)', maxHeight: '16em' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px', lineHeight: '1.5' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--chosen)', color: 'var(--ink)' },
  '.cm-completionDetail': { color: 'var(--muted)', fontStyle: 'normal', marginLeft: '0.8em' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionInfo': { padding: '6px 10px', maxWidth: '20em', fontFamily: 'var(--font-text)' },
  '.cm-diagnostic': { fontFamily: 'var(--font-text)', padding: '6px 10px', maxWidth: '30em' },
  '.cm-diagnostic-error': { borderLeft: '4px solid var(--error)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--error) 1.5px',
    textUnderlineOffset: '3px',
  },
  '.cm-panels': { backgroundColor: 'var(--sunken)', color: 'var(--ink)', fontFamily: 'var(--font-text)' },
  '.cm-textfield': { border: '1px solid var(--border)', borderRadius: '4px', backgroundColor: 'var(--surface)' },
  '.cm-button': { border: '1px solid var(--border)', borderRadius: '4px', background: 'var(--surface)' },
});
