import type { VariantChoice } from '../../brokers/usual.ts';
import { Select } from '../../ui/Select.tsx';
import type { FormField } from '../form.ts';
import { setIn, useForm } from '../form-context.ts';
import { words } from '../labels.ts';

/** A list has no place for the empty text, which means the product's usual variant. */
const usual = ':usual';

/** A channel's variant, among those of its broker's product. What was written before the product was chosen stays until it is changed. */
export function VariantControl({
  field,
  labelId,
  choices,
}: {
  readonly field: FormField;
  readonly labelId: string;
  readonly choices: readonly VariantChoice[];
}) {
  const scope = useForm();
  const value = String(field.value);
  const known = choices.some((choice) => choice.value === value);
  const options = choices.map((choice) => ({ ...choice, value: choice.value || usual, unsure: choice.value === '' }));
  return (
    <Select
      aria-labelledby={labelId}
      options={known || field.mixed ? options : [{ value, label: value, help: words.unknownVariant, unsure: true }, ...options]}
      value={field.mixed ? undefined : value || usual}
      placeholder={words.mixed}
      isDisabled={scope.readOnly}
      onChange={(next) => setIn(scope, field.path, next === usual ? '' : next)}
    />
  );
}
