import type { CompletionSource } from '@codemirror/autocomplete';
import { history, historyKeymap } from '@codemirror/commands';
import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, StateEffect, StateField, Transaction } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, keymap } from '@codemirror/view';
import type { SketchFault } from '#model/sketch/lexer.ts';
import { codeBasics, readOnlyAs } from '../code/basics.ts';
import { words } from './labels.ts';
import { sketchLanguage } from './language.ts';
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
  let showing = false;
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      extensions: [
        codeBasics({ label: words.editor, placeholder: words.placeholder, complete: options.complete }),
        history(),
        keymap.of(historyKeymap),
        sketchLanguage,
        marks,
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
