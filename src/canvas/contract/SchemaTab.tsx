import { useEffect, useRef } from 'react';
import type { Id } from '#base/ids.ts';
import { detectFormat } from '#contracts/detect.ts';
import { writeAvro, writeJsonSchema, writeProtobuf } from '#contracts/write.ts';
import type { ElementOf } from '#model/design.ts';
import type { Version } from '#model/kinds/version.ts';
import { limits } from '#model/property.ts';
import { isPublished } from '#model/published.ts';
import { useBench } from '../bench.ts';
import { FaultLine } from '../code/FaultLine.tsx';
import { useStore } from '../store.ts';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';
import styles from './Contract.module.css';
import { DerivedFields, fieldsHeading, OwnFields } from './Fields.tsx';
import { fieldEdits } from './field-edits.ts';
import { formatNames, words } from './labels.ts';
import { createSchemaEditor, type SchemaEditor } from './schema-editor.ts';
import { formatOf, schemaOf, schemaService } from './schemas.ts';
import { useAnswer } from './use-answer.ts';

const writers = { jsonschema: writeJsonSchema, avro: writeAvro, protobuf: writeProtobuf } as const;
const writable = ['jsonschema', 'avro', 'protobuf'] as const;

export interface VersionProps {
  readonly contract: ElementOf<'contract'>;
  readonly version: Version;
}

/** What is typed in one go, with the table that follows from it, is one step of undo. */
const joinsOf = (contract: Id, version: Version) => `${contract}/${version.id}/text`;

/** A version as text and as a table of fields. Where a text stands it is the contract, and the table is read from it. */
export function SchemaTab({ contract, version }: VersionProps) {
  const { editor } = useBench().session;
  const mayWrite = !useStore(editor.readOnly);
  const readOnly = !mayWrite || isPublished(version);
  const schema = schemaOf(version);
  const format = formatOf(version);
  const inspected = useAnswer(schema && { kind: 'inspect', schema });
  const inspection = inspected?.ok ? inspected.value : undefined;
  const code = useRef<SchemaEditor>(undefined);
  const typedHere = useRef(false);
  const suggestion = detectFormat(version.text);
  const setFormat = (value: string) => {
    typedHere.current = true;
    editor.perform([{ op: 'set', id: contract.id, path: ['versions', version.id, 'format'], value }]);
  };

  useEffect(() => code.current?.mark(inspection?.faults ?? [], 'error'), [inspection]);

  // Whoever typed brings the table in step with what they typed; everybody else gets it with the text. A text that came
  // without a table (in a file, in the notation) gets it when somebody who may write opens it: that is nobody's step.
  useEffect(() => {
    if (!mayWrite || !inspection || inspection.faults.length > 0 || inspection.text !== version.text) return;
    const typed = typedHere.current;
    typedHere.current = false;
    if (!typed && version.fields.length > 0) return;
    const edits = fieldEdits(contract.id, version, inspection.fields, editor.makeId);
    if (edits.length === 0) return;
    if (typed) editor.perform(edits, { joins: joinsOf(contract.id, version) });
    else editor.document.fill(edits);
  }, [editor, contract.id, version, inspection, mayWrite]);

  const [fault] = inspection?.faults ?? [];
  return (
    <div className={styles.columns}>
      <section className={styles.text}>
        <div className={styles.tools}>
          <Select
            aria-label={words.format}
            className={styles.select}
            options={[
              { value: '?', label: words.noFormat, unsure: true },
              ...Object.entries(formatNames).map(([value, label]) => ({ value, label })),
            ]}
            value={version.format === 'none' ? '?' : version.format}
            isDisabled={readOnly}
            onChange={setFormat}
          />
          {!readOnly && suggestion && suggestion !== format && (
            <>
              <span className={styles.quiet}>{words.looksLike(formatNames[suggestion])}</span>
              <Button size="s" onPress={() => setFormat(suggestion)}>
                {words.readAs(formatNames[suggestion])}
              </Button>
            </>
          )}
        </div>
        <SchemaText contract={contract} version={version} readOnly={readOnly} handle={code} typedHere={typedHere} />
        <FaultLine
          fault={fault ?? (inspected?.ok === false ? { message: inspected.faults[0]?.message ?? '' } : undefined)}
          onGo={() => fault && code.current?.goTo(fault.line, fault.column)}
        >
          {format === 'xml' ? words.notChecked : inspection ? words.readable : schema ? words.reading : null}
        </FaultLine>
      </section>
      <section className={styles.fields} aria-labelledby={fieldsHeading}>
        <h3 id={fieldsHeading} className={styles.heading}>
          {words.fields}
        </h3>
        {schema ? (
          <DerivedFields {...{ contract, version, readOnly, inspection }} format={schema.format} />
        ) : (
          <OwnFields {...{ contract, version, readOnly }} />
        )}
        {!schema && !readOnly && version.fields.length > 0 && (
          <div className={styles.writeAs}>
            {writable.map((each) => (
              <Button
                key={each}
                size="s"
                onPress={() =>
                  editor.perform([
                    { op: 'set', id: contract.id, path: ['versions', version.id, 'format'], value: each },
                    {
                      op: 'set',
                      id: contract.id,
                      path: ['versions', version.id, 'text'],
                      value: writers[each]({ name: contract.props.name, fields: version.fields }),
                    },
                  ])
                }
              >
                {words.writeText(formatNames[each])}
              </Button>
            ))}
          </div>
        )}
      </section>
    </div>
  );
}

function SchemaText({
  contract,
  version,
  readOnly,
  handle,
  typedHere,
}: VersionProps & {
  readonly readOnly: boolean;
  readonly handle: { current: SchemaEditor | undefined };
  readonly typedHere: { current: boolean };
}) {
  const { editor } = useBench().session;
  const parent = useRef<HTMLDivElement>(null);
  const format = formatOf(version);
  const now = useRef({ contract: contract.id, version, format, readOnly });
  now.current = { contract: contract.id, version, format, readOnly };

  useEffect(() => {
    if (!parent.current) return undefined;
    const { version: shown } = now.current;
    const view = createSchemaEditor({
      parent: parent.current,
      label: words.textLabel(shown.version),
      readOnly: now.current.readOnly,
      format: now.current.format,
      async suggestions(text, offset) {
        const written = now.current.format ?? detectFormat(text);
        if (!written || written === 'xml') return undefined;
        const answer = await schemaService().ask<'complete'>({ kind: 'complete', schema: { format: written, text }, offset });
        return answer.ok ? answer.value : undefined;
      },
      undo: () => {
        editor.undo();
        return true;
      },
      redo: () => {
        editor.redo();
        return true;
      },
      typed(text) {
        const { contract: id, version: written } = now.current;
        const path = ['versions', written.id, 'text'];
        const taken = text.slice(0, limits.longText);
        typedHere.current = true;
        const guess = written.text === '' && written.format === '?' ? detectFormat(taken) : undefined;
        editor.perform(
          [
            { op: 'set', id, path, value: taken },
            ...(guess ? [{ op: 'set', id, path: ['versions', written.id, 'format'], value: guess } as const] : []),
          ],
          { joins: joinsOf(id, written) },
        );
        if (taken.length < text.length) {
          view.show(taken);
          editor.toast({ tone: 'warning', sentence: words.tooLong(limits.longText) });
        }
      },
    });
    handle.current = view;
    view.show(shown.text);
    // The document is ahead of what was drawn last: what somebody else typed is shown at once, so that the two never cross.
    const unsubscribe = editor.document.subscribe(() => {
      const text = editor.document.textAt(now.current.contract, ['versions', now.current.version.id, 'text']);
      if (text) view.show(text.toString());
    });
    return () => {
      unsubscribe();
      view.destroy();
      handle.current = undefined;
    };
  }, [editor, handle, typedHere]);
  useEffect(() => handle.current?.setFormat(format), [format, handle]);
  useEffect(() => handle.current?.setReadOnly(readOnly), [readOnly, handle]);
  return <div ref={parent} className={styles.code} />;
}
