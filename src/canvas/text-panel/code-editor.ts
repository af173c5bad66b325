import { autocompletion, type CompletionSource, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, StateEffect, StateField, Transaction } from '@codemirror/state';
import { Decoration, type DecorationSet, drawSelection, EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import type { SketchFault } from '#model/sketch/lexer.ts';
import { words } from './labels.ts';
import { sketchColours, sketchLanguage } from './language.ts';
import { lineChanges } from './line-changes.ts';

export interface CodeEditorOptions {
  readonly parent: HTMLElement;
  readonly readOnly: boolean;
  readonly complete: CompletionSource | undefined;
  typed(): void;
  /** The caret was put somewhere by hand, not by typing. */
  pointed(offset: number): void;
  left(): void;
}

export interface CodeEditor {
  text(): string;
  show(text: string): void;
  faults(faults: readonly SketchFault[]): void;
  /** Marks lines: where the selected records are declared. */
  mark(ranges: readonly { readonly from: number; readonly to: number }[]): void;
  goTo(offset: number): void;
  setReadOnly(readOnly: boolean): void;
  readonly focused: boolean;
  destroy(): void;
}

const setMarks = StateEffect.define<readonly { readonly from: number; readonly to: number }[]>();
const markedLine = Decoration.line({ class: 'cm-marked' });

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    let next = value.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setMarks)) continue;
      const starts = new Set<number>();
      for (const { from, to } of effect.value) {
        const last = transaction.state.doc.lineAt(Math.min(to, transaction.state.doc.length)).number;
        for (let n = transaction.state.doc.lineAt(Math.min(from, transaction.state.doc.length)).number; n <= last; n++)
          starts.add(transaction.state.doc.line(n).from);
      }
      next = Decoration.set([...starts].sort((a, b) => a - b).map((at) => markedLine.range(at)));
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** CodeMirror as the text panel uses it; the rest of the panel knows no CodeMirror. */
export function createCodeEditor(options: CodeEditorOptions): CodeEditor {
  const readOnly = new Compartment();
  const readOnlyAs = (on: boolean) => [EditorState.readOnly.of(on), EditorView.editable.of(!on)];
  let showing = false;
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        highlightSelectionMatches(),
        search({ top: true }),
        lintGutter(),
        sketchLanguage,
        sketchColours,
        theme,
        marks,
        placeholder(words.placeholder),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          'aria-label': words.editor,
          spellcheck: 'false',
          autocapitalize: 'off',
          tabindex: '0',
        }),
        // Tab indents while there is a selection of lines; Esc, then Tab leaves the editor (CodeMirror's own way).
        keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap, ...searchKeymap, ...lintKeymap, indentWithTab]),
        options.complete ? autocompletion({ override: [options.complete], icons: false }) : [],
        readOnly.of(readOnlyAs(options.readOnly)),
        EditorView.updateListener.of((update) => {
          if (showing) return;
          if (update.docChanged) options.typed();
          else if (update.selectionSet && update.transactions.some((each) => each.isUserEvent('select')))
            options.pointed(update.state.selection.main.head);
        }),
        EditorView.domEventHandlers({ blur: () => options.left() }),
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    show(text) {
      const changes = lineChanges(view.state.doc.toString(), text);
      if (changes.length === 0) return;
      showing = true;
      view.dispatch({ changes: [...changes], annotations: Transaction.addToHistory.of(false) });
      showing = false;
    },
    faults(faults) {
      const length = view.state.doc.length;
      const diagnostics = faults.map(({ from, to, message }): Diagnostic => {
        const start = Math.min(from, length);
        return { from: start, to: Math.min(Math.max(to, start), length), severity: 'error', message };
      });
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    mark(ranges) {
      view.dispatch({ effects: setMarks.of(ranges) });
    },
    goTo(offset) {
      const at = Math.min(offset, view.state.doc.length);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
      view.focus();
    },
    setReadOnly: (on) => view.dispatch({ effects: readOnly.reconfigure(readOnlyAs(on)) }),
    get focused() {
      return view.hasFocus;
    },
    destroy: () => view.destroy(),
  };
}

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
