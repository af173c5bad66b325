import type { Property } from '#model/property.ts';
import '#model/kind-texts.ts';
import { Answers, Checks, Segmented } from '../../ui/Choice.tsx';
import { Select } from '../../ui/Select.tsx';
import type { FormField } from '../form.ts';
import { setIn, useForm, usualIn } from '../form-context.ts';
import { words } from '../labels.ts';

interface ControlProps {
  readonly field: FormField;
  readonly labelId: string;
}

/** One of a few values: sentences to choose from, two or three words side by side, or a list. */
export function ChoiceControl({ field, labelId }: ControlProps) {
  const scope = useForm();
  const { property } = field;
  const value = field.mixed ? undefined : String(field.value);
  const set = (next: string) => setIn(scope, field.path, next);
  const options = (property.options ?? []).map((option) => ({ value: option.value, label: option.label, help: option.help }));
  const usual = usualIn(scope, field);
  const unsure = property.unsure ? [{ value: '?', label: words.unsure, unsure: true }] : [];
  if (scope.inWords && property.question !== undefined) {
    // What an answer means is said for the one that was chosen; all of them at once would be a wall of text.
    const answers = options.map((option) => (option.value === value ? option : { ...option, help: undefined }));
    return (
      <Answers
        aria-labelledby={labelId}
        options={[...answers, ...unsure]}
        value={value}
        isDisabled={scope.readOnly}
        onChange={set}
      />
    );
  }
  if (!isList(property, scope.inWords)) {
    const brief = unsure.map((option) => ({ ...option, label: words.unsureBrief }));
    return (
      <Segmented
        aria-labelledby={labelId}
        options={[...options, ...brief]}
        value={value}
        isDisabled={scope.readOnly}
        onChange={set}
      />
    );
  }
  const applies = usual
    ? unsure.map((each) => ({ ...each, label: words.usual(usual.words, usual.product), help: words.unsure }))
    : unsure;
  return (
    <Select
      aria-labelledby={labelId}
      options={[...applies, ...options]}
      value={value}
      placeholder={words.mixed}
      isDisabled={scope.readOnly}
      onChange={set}
    />
  );
}

/** The values stand in a list, not as answers below or words beside each other. */
export function isList({ options = [], question }: Property, inWords: boolean): boolean {
  if (inWords && question !== undefined) return false;
  return options.length > 2 || options.some((option) => option.label.length > 8);
}

/** Any of a few values; nothing chosen may mean "none" or, where it may be open, "not said yet". */
export function ChoicesControl({ field, labelId }: ControlProps) {
  const scope = useForm();
  const { property } = field;
  const chosen = Array.isArray(field.value) ? (field.value as readonly string[]) : [];
  const order = (property.options ?? []).map((option) => option.value);
  const set = (next: readonly string[]) => {
    const sorted = order.filter((value) => next.includes(value));
    setIn(scope, field.path, sorted.length === 0 && property.unsure ? '?' : sorted);
  };
  return (
    <Checks
      aria-labelledby={labelId}
      options={property.options ?? []}
      value={chosen}
      isDisabled={scope.readOnly}
      onChange={set}
    />
  );
}
