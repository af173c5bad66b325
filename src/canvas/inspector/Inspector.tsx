import { Suspense, useMemo, useState } from 'react';
import { propertiesOf } from '#model/values.ts';
import { useBench } from '../bench.ts';
import { later } from '../later.ts';
import { useStore } from '../store.ts';
import { EmptyState } from '../ui/Badge.tsx';
import { Segmented } from '../ui/Choice.tsx';
import { SearchField } from '../ui/TextField.tsx';
import { useMeaning } from '../use-meaning.ts';
import { Connections } from './Connections.tsx';
import { Field } from './Field.tsx';
import { FormBody } from './FormBody.tsx';
import { formOf, formOfMany, searchForm, selectedRecords } from './form.ts';
import { type FormScope, FormScopeProvider, formStyle, type Style } from './form-context.ts';
import { EdgeHead, ElementHead, SeveralHead } from './Heads.tsx';
import styles from './Inspector.module.css';
import { words } from './labels.ts';
import { NothingSelected } from './NothingSelected.tsx';
import { RecordFindings } from './RecordFindings.tsx';
import { concernsBroker, useBroker } from './use-broker.ts';

const BrokerProfile = later(() => import('../brokers/BrokerProfile.tsx'));

/** What is known about the selection: generated from the declarations of its kinds, and from nothing else. */
export default function Inspector() {
  const { editor } = useBench().session;
  const design = useMeaning(editor);
  const selection = useStore(editor.selection);
  const readOnly = useStore(editor.readOnly);
  const style = useStore(formStyle);
  const records = useMemo(() => selectedRecords(design, selection), [design, selection]);
  const [only] = records;
  const one = records.length === 1 ? only : undefined;
  const broker = useBroker(design, records);
  const scope = useMemo((): FormScope => {
    const ids = records.map((record) => record.id);
    return { editor, design, records, ids, readOnly, inWords: style === 'words', ...broker, Body: FormBody };
  }, [editor, design, records, readOnly, style, broker]);

  if (!only) return <NothingSelected design={design} />;
  return (
    <FormScopeProvider value={scope}>
      <div key={one?.id ?? 'several'} className={styles.inspector}>
        {one === undefined ? (
          <SeveralHead records={records} />
        ) : 'from' in one ? (
          <EdgeHead edge={one} />
        ) : (
          <ElementHead element={one} />
        )}
        {readOnly && <p className={styles.readOnly}>{words.readOnly}</p>}
        {one && <RecordFindings id={one.id} />}
        <SearchableForm scope={scope} style={style} />
        {one && concernsBroker(one) && (
          <Suspense>
            <BrokerProfile record={one} />
          </Suspense>
        )}
        {one && !('from' in one) && <Connections element={one} />}
      </div>
    </FormScopeProvider>
  );
}

function SearchableForm({ scope, style }: { readonly scope: FormScope; readonly style: Style }) {
  const [text, setText] = useState('');
  const form = useMemo(() => {
    const [one, ...others] = scope.records;
    if (!one || others.length > 0) return formOfMany(scope.records);
    // The name stands in the heading; an arrow's name only tells twins apart and stays under "More".
    const { name: _, ...rest } = propertiesOf(one.kind);
    return formOf('from' in one ? propertiesOf(one.kind) : rest, one.props as never, [], scope.ids);
  }, [scope]);
  const found = searchForm(form, text);
  const total = form.essentials.length + form.more.reduce((sum, group) => sum + group.fields.length, 0);
  if (total === 0) return <EmptyState title={words.severalNothing} />;
  const asks =
    scope.records.length > 0 &&
    [...form.essentials, ...form.more.flatMap((group) => group.fields)].some((field) => field.property.question !== undefined);
  return (
    <>
      <div className={styles.tools}>
        {asks && (
          <Segmented
            aria-label={words.formLabel}
            options={[
              { value: 'words', label: words.inWords },
              { value: 'properties', label: words.asProperties },
            ]}
            value={style}
            onChange={(value) => formStyle.set(value as Style)}
          />
        )}
        {total > 8 && <SearchField label={words.search} value={text} onChange={setText} />}
      </div>
      {text.trim() === '' ? (
        <FormBody form={form} />
      ) : found.length === 0 ? (
        <p className={styles.noMatch}>{words.noMatch}</p>
      ) : (
        <div className={styles.fields}>
          {found.map((field) => (
            <Field key={field.path.join('/')} field={field} />
          ))}
        </div>
      )}
    </>
  );
}
