import { type ComponentType, createContext, useContext } from 'react';
import type { Id } from '#base/ids.ts';
import type { Design, Edge, Element } from '#model/design.ts';
import type { Path } from '#model/edit.ts';
import type { Value } from '#model/property.ts';
import type { Usual, VariantChoice } from '../brokers/usual.ts';
import type { Editor } from '../editor.ts';
import { readRemembered, remember } from '../remembered.ts';
import { createStore, type Store } from '../store.ts';
import type { Form, FormField } from './form.ts';

export interface FormBodyProps {
  readonly form: Form;
  /** Nothing is folded away. */
  readonly allOpen?: boolean;
}

/** What the inputs of one form share: which records they write to, and how they ask. */
export interface FormScope {
  readonly editor: Editor;
  readonly design: Design;
  readonly records: readonly (Element | Edge)[];
  readonly ids: readonly Id[];
  readonly readOnly: boolean;
  /** Questions with answers, or labels with lists. */
  readonly inWords: boolean;
  /** What the broker's product does where nobody has said otherwise, by property. Left out while nothing is known. */
  readonly usual?: ReadonlyMap<string, Usual>;
  /** The variants of the broker's product, where the property is chosen among them. */
  readonly variants?: readonly VariantChoice[] | undefined;
  /** Shows a form within the form: a row of a list is one. Handed down, because forms hold rows and rows hold forms. */
  readonly Body: ComponentType<FormBodyProps>;
}

const context = createContext<FormScope | undefined>(undefined);
export const FormScopeProvider = context.Provider;

export function useForm(): FormScope {
  const scope = useContext(context);
  if (!scope) throw new Error('Millrace made a mistake: an input outside of a form');
  return scope;
}

/** Sets a property of all records of the form; `typing` joins what is typed in one go into one step of undo. */
export function setIn(scope: FormScope, path: Path, value: Value, typing = false): void {
  scope.editor.perform(
    scope.ids.map((id) => ({ op: 'set', id, path, value })),
    typing ? { joins: `${scope.ids.join(' ')}/${path.join('/')}` } : undefined,
  );
}

/** What applies to a field that nobody has filled in; undefined where somebody has, or nothing is known. */
export function usualIn(scope: FormScope, field: FormField): Usual | undefined {
  return field.path.length === 1 && !field.mixed && field.value === '?' ? scope.usual?.get(field.name) : undefined;
}

export type Style = 'words' | 'properties';

/** How this person wants to be asked, remembered on the device. */
export const formStyle: Store<Style> = createStore<Style>(readRemembered('inspector') === 'properties' ? 'properties' : 'words');
formStyle.subscribe(() => remember('inspector', formStyle.get()));
