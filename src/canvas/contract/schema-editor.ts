import { closeCompletion } from '@codemirror/autocomplete';
import { StreamLanguage, type StreamParser } from '@codemirror/language';
import { json } from '@codemirror/legacy-modes/mode/javascript';
import { protobuf } from '@codemirror/legacy-modes/mode/protobuf';
import { xml } from '@codemirror/legacy-modes/mode/xml';
import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, Transaction } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { changeBetween } from '#base/text.ts';
import { codeBasics, readOnlyAs } from '../code/basics.ts';
import { type AskSuggestions, completionFrom } from './completion.ts';
import { words } from './labels.ts';
import type { Marked, SchemaFormat } from './service.ts';

export interface SchemaEditorOptions {
  readonly parent: HTMLElement;
  readonly label: string;
  readonly readOnly: boolean;
  readonly format: SchemaFormat | undefined;
  /** What may be written at an offset; left out where nobody writes. */
  readonly suggestions?: AskSuggestions;
  typed(text: string): void;
  /** Keys were pressed; true: they are taken. */
  undo(): boolean;
  redo(): boolean;
}

export interface SchemaEditor {
  /** Brings the text up to date, touching only what differs: somebody else may have typed. */
  show(text: string): void;
  setFormat(format: SchemaFormat | undefined): void;
  setReadOnly(readOnly: boolean): void;
  mark(places: readonly Marked[], severity: 'error' | 'warning'): void;
  goTo(line: number, column: number): void;
  /** Scrolls a line into view and leaves the focus where it is. */
  reveal(line: number): void;
  destroy(): void;
}

function languageFrom<S>(mode: StreamParser<S>): StreamLanguage<unknown> {
  // The modes' word for the names of a schema's parts, which the highlighter does not know.
  return StreamLanguage.define({ ...mode, tokenTable: { property: tags.propertyName } }) as StreamLanguage<unknown>;
}

const languages: Readonly<Record<SchemaFormat, StreamLanguage<unknown>>> = {
  jsonschema: languageFrom(json),
  avro: languageFrom(json),
  protobuf: languageFrom(protobuf),
  xml: languageFrom(xml),
};

/** CodeMirror as schema texts use it. Undo is the design's, so that it takes back one's own steps only, here as everywhere. */
export function createSchemaEditor(options: SchemaEditorOptions): SchemaEditor {
  const readOnly = new Compartment();
  const language = new Compartment();
  const languageOf = (format: SchemaFormat | undefined) => (format ? languages[format] : []);
  let showing = false;
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      extensions: [
        keymap.of([
          { key: 'Mod-z', run: () => options.undo() },
          { key: 'Mod-y', mac: 'Mod-Shift-z', run: () => options.redo() },
          { key: 'Mod-Shift-z', run: () => options.redo() },
          // Around the editor Esc closes the dialog: it must not get this one.
          { key: 'Escape', run: closeCompletion, stopPropagation: true },
        ]),
        codeBasics({
          label: options.label,
          placeholder: words.textPlaceholder,
          complete: options.suggestions && completionFrom(options.suggestions),
        }),
        language.of(languageOf(options.format)),
        readOnly.of(readOnlyAs(options.readOnly)),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !showing) options.typed(update.state.doc.toString());
        }),
      ],
    }),
  });
  const offsetOf = (line: number, column: number) => {
    const { doc } = view.state;
    const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
    return Math.min(at.from + Math.max(column - 1, 0), at.to);
  };
  return {
    show(text) {
      // The editor knows one sort of line ends.
      const change = changeBetween(view.state.doc.toString(), text.replace(/\r\n?/g, '\n'));
      if (!change) return;
      showing = true;
      view.dispatch({ changes: change, annotations: Transaction.remote.of(true) });
      showing = false;
    },
    setFormat: (format) => view.dispatch({ effects: language.reconfigure(languageOf(format)) }),
    setReadOnly: (on) => view.dispatch({ effects: readOnly.reconfigure(readOnlyAs(on)) }),
    mark(places, severity) {
      const diagnostics = places.map(({ line, column, endLine, endColumn, message }): Diagnostic => {
        const from = offsetOf(line, column);
        return { from, to: Math.max(from, offsetOf(endLine, endColumn)), severity, message };
      });
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    goTo(line, column) {
      const at = offsetOf(line, column);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
      view.focus();
    },
    reveal(line) {
      view.dispatch({ effects: EditorView.scrollIntoView(offsetOf(line, 1), { y: 'center' }) });
    },
    destroy: () => view.destroy(),
  };
}
