import type { Bench } from '../bench.ts';
import { letterKeys, wheelChoice } from '../settings.ts';
import type { Store } from '../store.ts';
import { help } from './help-labels.ts';

/** One thing that a person chooses for this device: out of the help, or by typing in the list of all commands. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly store: Pick<Store<string>, 'get' | 'subscribe'>;
  choose(value: string): void;
}

export function choicesOf(bench: Pick<Bench, 'theme'>): readonly Choice[] {
  return [
    choice('theme', bench.theme, help.choices.theme),
    choice('wheel', wheelChoice, help.choices.wheel),
    choice('letters', letterKeys, help.choices.letters),
  ];
}

function choice<T extends string>(
  id: string,
  store: Store<T>,
  { label, options }: { readonly label: string; readonly options: Readonly<Record<T, string>> },
): Choice {
  const values = Object.keys(options) as T[];
  return {
    id,
    label,
    options: values.map((value) => ({ value, label: options[value] })),
    store,
    choose: (value) => store.set(values.find((each) => each === value) ?? store.get()),
  };
}
