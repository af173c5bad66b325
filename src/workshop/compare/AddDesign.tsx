import { FileUp, History } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { acceptedFiles } from '#canvas/files/accepted.ts';
import { useStore } from '#canvas/store.ts';
import { Button } from '#canvas/ui/Button.tsx';
import { TextField } from '#canvas/ui/TextField.tsx';
import type { Api, SnapshotInfo } from '../api.ts';
import { type DesignLink, readLink } from '../links.ts';
import type { Recents } from '../recents.ts';
import styles from './Compare.module.css';
import { words } from './labels.ts';
import { keyOf, type Source } from './sources.ts';

export interface AddDesignProps {
  readonly api: Pick<Api, 'snapshots'>;
  readonly recents: Recents;
  /** What is compared already: not offered again. */
  readonly present: readonly Source[];
  readonly onAdd: (source: Source) => void;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Every way to bring a design into the comparison. */
export function AddDesign({ api, recents, present, onAdd, onFiles }: AddDesignProps) {
  const recent = useStore(recents.list);
  const keys = new Set(present.map(keyOf));
  const offered = recent.filter(({ design, token }) => !keys.has(keyOf({ kind: 'room', link: { design, token } })));
  return (
    <div className={styles.add}>
      <LinkField present={keys} onAdd={onAdd} />
      <div className={styles.addFile}>
        <FileTrigger allowsMultiple acceptedFileTypes={acceptedFiles} onSelect={(files) => files && onFiles([...files])}>
          <Button icon={FileUp}>{words.chooseFile}</Button>
        </FileTrigger>
        <span>{words.dropHere}</span>
      </div>
      {(offered.length > 0 || recent.length === 0) && (
        <section>
          <h3 className={styles.addHead}>{words.recent}</h3>
          {offered.length === 0 ? (
            <p className={styles.addNone}>{words.noRecents}</p>
          ) : (
            <ul className={styles.addList}>
              {offered.slice(0, 8).map(({ design, token, title }) => (
                <li key={design}>
                  <Button tone="quiet" size="s" onPress={() => onAdd({ kind: 'room', link: { design, token } })}>
                    {title || words.untitled}
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
      <Versions api={api} links={linksOf(present)} present={keys} onAdd={onAdd} />
    </div>
  );
}

function LinkField({ present, onAdd }: { readonly present: ReadonlySet<string>; readonly onAdd: (source: Source) => void }) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string>();
  const add = (event: FormEvent) => {
    event.preventDefault();
    const read = readLink(text, location.origin);
    if (read.kind === 'fault') return setFault(read.sentence);
    if (read.kind === 'elsewhere') return setFault(words.elsewhere);
    const source: Source = { kind: 'room', link: read.link };
    if (present.has(keyOf(source))) return setFault(words.already);
    setText('');
    onAdd(source);
  };
  return (
    <form className={styles.addLink} onSubmit={add}>
      <TextField
        label={words.link}
        placeholder="http://…/d/…#…"
        value={text}
        error={fault}
        autoComplete="off"
        spellCheck="false"
        onChange={(next) => {
          setText(next);
          setFault(undefined);
        }}
      />
      <Button type="submit">{words.linkButton}</Button>
    </form>
  );
}

/** Versions that were kept of the designs that are here: a group's drawing before and after lunch. */
function Versions({
  api,
  links,
  present,
  onAdd,
}: {
  readonly api: Pick<Api, 'snapshots'>;
  readonly links: readonly DesignLink[];
  readonly present: ReadonlySet<string>;
  readonly onAdd: (source: Source) => void;
}) {
  const [found, setFound] = useState<readonly (SnapshotInfo & { readonly link: DesignLink })[]>([]);
  const key = links.map(({ design }) => design).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: links with the same designs are the same links.
  useEffect(() => {
    let gone = false;
    void Promise.all(
      links.map(async (link) => {
        const read = await api.snapshots(link);
        return read.ok ? read.value.map((snapshot) => ({ ...snapshot, link })) : [];
      }),
    ).then((lists) => !gone && setFound(lists.flat()));
    return () => {
      gone = true;
    };
  }, [api, key]);
  const offered = found.filter(({ link, id, name }) => !present.has(keyOf({ kind: 'snapshot', link, id, name })));
  if (offered.length === 0) return null;
  return (
    <section>
      <h3 className={styles.addHead}>{words.versions}</h3>
      <ul className={styles.addList}>
        {offered.slice(0, 12).map(({ link, id, name, createdAt }) => (
          <li key={`${link.design} ${id}`}>
            <Button tone="quiet" size="s" icon={History} onPress={() => onAdd({ kind: 'snapshot', link, id, name })}>
              {name}{' '}
              {createdAt && (
                <span className={styles.addWhen}>
                  {new Date(createdAt).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}
                </span>
              )}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function linksOf(sources: readonly Source[]): readonly DesignLink[] {
  const links = new Map(
    sources.flatMap((source) => (source.kind === 'file' ? [] : [[source.link.design, source.link] as const])),
  );
  return [...links.values()];
}
