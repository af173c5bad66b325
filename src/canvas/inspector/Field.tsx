import '#model/kind-texts.ts';
import { BookOpen, CircleHelp, RotateCcw } from 'lucide-react';
import { useId, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { Value } from '#model/property.ts';
import { useBench } from '../bench.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import { cardPlace } from './card-place.ts';
import { ChoiceControl, ChoicesControl, isList } from './controls/ChoiceControl.tsx';
import { LongTextControl } from './controls/LongTextControl.tsx';
import { ReferenceControl, ReferencesControl } from './controls/ReferenceControl.tsx';
import { TypedControl } from './controls/TypedControl.tsx';
import { VariantControl } from './controls/VariantControl.tsx';
import type { FormField } from './form.ts';
import { setIn, useForm, usualIn } from './form-context.ts';
import styles from './Inspector.module.css';
import { words } from './labels.ts';
import { Rows } from './rows/Rows.tsx';
import { saidValue } from './said.ts';

/** One property: its label or question, its input, its help, and the way back to the default. */
export function Field({ field }: { readonly field: FormField }) {
  const scope = useForm();
  const { reading } = useBench();
  const labelId = useId();
  const [help, setHelp] = useState(false);
  const { property } = field;
  const asked = scope.inWords && property.question !== undefined;
  const advanced = property.level !== 'essential';
  const resettable =
    advanced &&
    !field.isDefault &&
    !field.mixed &&
    !scope.readOnly &&
    property.valueType !== 'rows' &&
    property.valueType !== 'longText';
  return (
    <div className={styles.field} data-asked={asked || undefined}>
      <div className={styles.labelRow}>
        <span id={labelId} className={asked ? styles.question : styles.label}>
          {asked ? property.question : property.label}
        </span>
        <AriaButton
          aria-label={`${words.help} ${property.label}`}
          aria-expanded={help}
          className={styles.helpButton as string}
          onPress={() => setHelp(!help)}
        >
          <CircleHelp size={14} aria-hidden />
        </AriaButton>
        {resettable && (
          <IconButton
            label={`${words.reset}: ${saidValue(scope.design, property, property.default)}`}
            icon={RotateCcw}
            size="s"
            className={styles.reset}
            onPress={() => setIn(scope, field.path, property.default as Value)}
          />
        )}
      </div>
      {help && (
        <p className={styles.help}>
          {asked && <strong>{property.label}. </strong>}
          {property.help}{' '}
          <Button size="s" tone="quiet" icon={BookOpen} onPress={() => reading.set(cardPlace(scope.records, field.path))}>
            {words.aboutProperty}
          </Button>
        </p>
      )}
      <Control field={field} labelId={labelId} />
      <UsualNote field={field} />
      {advanced && resettable && (
        <p className={styles.otherwise}>{words.otherwise(saidValue(scope.design, property, property.default))}</p>
      )}
    </div>
  );
}

/** What applies because nobody has said otherwise, as far as the input itself does not show it. */
function UsualNote({ field }: { readonly field: FormField }) {
  const scope = useForm();
  const usual = usualIn(scope, field);
  if (!usual) return null;
  const note = showsUsual(field, scope.inWords) ? usual.note : words.usual(usual.words, usual.product);
  if (note === '' && usual.verified) return null;
  return (
    <p className={styles.otherwise}>
      {note} {!usual.verified && <Badge title={words.notVerifiedHelp}>{words.notVerified}</Badge>}
    </p>
  );
}

/** Lists and text fields show it in the place of the missing value; answers side by side have no room for it. */
function showsUsual({ property }: FormField, inWords: boolean): boolean {
  return property.valueType !== 'choice' || isList(property, inWords);
}

function Control({ field, labelId }: { readonly field: FormField; readonly labelId: string }) {
  const { variants } = useForm();
  switch (field.property.valueType) {
    case 'choice':
      return <ChoiceControl field={field} labelId={labelId} />;
    case 'choices':
      return <ChoicesControl field={field} labelId={labelId} />;
    case 'reference':
      return <ReferenceControl field={field} labelId={labelId} />;
    case 'references':
    case 'edges':
      return <ReferencesControl field={field} labelId={labelId} />;
    case 'longText':
      return <LongTextControl field={field} labelId={labelId} />;
    case 'rows':
      return <Rows field={field} labelId={labelId} />;
    default:
      if (field.name === 'variant' && variants) return <VariantControl field={field} labelId={labelId} choices={variants} />;
      return <TypedControl field={field} labelId={labelId} />;
  }
}
