import type { MakeId } from '#base/ids.ts';

/** Everything that the command line touches; the real ones are in main.ts, tests give their own. */
export interface Io {
  /** The text of a file, or undefined if there is none or it can't be read. */
  read(path: string): string | undefined;
  write(path: string, text: string): void;
  /** What stands there; `folder` lists its files, deeper ones too, as paths that begin with it. */
  look(path: string): 'file' | 'nothing' | { readonly folder: readonly string[] };
  /** The text of a file at a revision of the repository; undefined if that is unknown. */
  atRevision(revision: string, path: string): string | undefined;
  readStdin(): string;
  out(text: string): void;
  err(text: string): void;
  readonly makeId: MakeId;
  /** Terminals get colours. */
  readonly colours: boolean;
}

/** 0: nothing to object to; 1: something to object to; 2: the question could not be answered. */
export type ExitCode = 0 | 1 | 2;
