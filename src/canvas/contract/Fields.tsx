import { type ReactNode, useState } from 'react';
import { field as fieldKind } from '#model/kinds/field.ts';
import { version as versionKind } from '#model/kinds/version.ts';
import { useBench } from '../bench.ts';
import { FormBody } from '../inspector/FormBody.tsx';
import { type FormField, formOf } from '../inspector/form.ts';
import { FormScopeProvider } from '../inspector/form-context.ts';
import { FieldTable } from '../inspector/rows/FieldTable.tsx';
import { Button } from '../ui/Button.tsx';
import { useMeaning } from '../use-meaning.ts';
import styles from './Contract.module.css';
import { words } from './labels.ts';
import type { VersionProps } from './SchemaTab.tsx';
import type { Inspection, SchemaFormat } from './service.ts';

type FieldsProps = VersionProps & { readonly readOnly: boolean };

/** What the inputs of a version's forms share. */
function VersionForm({ contract, readOnly, children }: Omit<FieldsProps, 'version'> & { readonly children: ReactNode }) {
  const { editor } = useBench().session;
  const design = useMeaning(editor);
  const records = [contract as never];
  return (
    <FormScopeProvider value={{ editor, design, records, ids: [contract.id], readOnly, inWords: false, Body: FormBody }}>
      {children}
    </FormScopeProvider>
  );
}

/** The table of a version without a text: it is the contract itself, and can be edited. */
export function OwnFields({ contract, version, readOnly }: FieldsProps) {
  const form = formOf(versionKind.properties, version as never, ['versions', version.id], [contract.id]);
  const field = form.essentials.find(({ name }) => name === 'fields') as FormField;
  return (
    <VersionForm contract={contract} readOnly={readOnly}>
      <FieldTable field={field} labelId={fieldsHeading} />
    </VersionForm>
  );
}

/** Id of the heading that names both tables. */
export const fieldsHeading = 'contract-fields';

const { name: _name, type: _type, required: _required, default: _default, ...unsaid } = fieldKind.properties;

/** What a schema text says, as a table; what it can't say about a field stands behind its details. */
export function DerivedFields({
  contract,
  version,
  readOnly,
  inspection,
  format,
}: FieldsProps & { readonly inspection: Inspection | undefined; readonly format: SchemaFormat }) {
  const [details, setDetails] = useState<string>();
  if (format === 'xml') return <p className={styles.quiet}>{words.notChecked}</p>;
  if (!inspection) return <p className={styles.quiet}>{words.reading}</p>;
  if (inspection.faults.length > 0) return <p className={styles.quiet}>{words.fieldsUnread}</p>;
  const own = version.fields.find(({ name }) => name === details);
  return (
    <VersionForm contract={contract} readOnly={readOnly}>
      <p className={styles.quiet}>{words.fieldsFromText}</p>
      {inspection.fields.length === 0 ? (
        <p className={styles.quiet}>{words.fieldsNone}</p>
      ) : (
        <table className={styles.table} aria-labelledby={fieldsHeading}>
          <thead>
            <tr>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.type}</th>
              <th scope="col">{words.required}</th>
              <th scope="col">{words.otherwise}</th>
              <th scope="col">{words.more}</th>
            </tr>
          </thead>
          <tbody>
            {inspection.fields.map(({ name, type, required, default: otherwise }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{type === '?' ? words.severalTypes : type}</td>
                <td>{required}</td>
                <td>{otherwise}</td>
                <td>
                  {version.fields.some((field) => field.name === name) && (
                    <Button
                      size="s"
                      tone="quiet"
                      aria-expanded={details === name}
                      aria-label={words.detailsOf(name)}
                      onPress={() => setDetails(details === name ? undefined : name)}
                    >
                      {words.details}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {own && (
        <section className={styles.details} aria-label={words.detailsOf(own.name)}>
          <h4 className={styles.heading}>{own.name}</h4>
          <FormBody form={formOf(unsaid, own as never, ['versions', version.id, 'fields', own.id], [contract.id])} allOpen />
        </section>
      )}
      {inspection.beyond.length > 0 && (
        <>
          <p className={styles.quiet}>{words.beyond}</p>
          <ul className={styles.beyond}>
            {inspection.beyond.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
    </VersionForm>
  );
}
