import type { ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import styles from './FaultLine.module.css';
import { words } from './labels.ts';

export interface FaultLineProps {
  /** The first mistake of the text, if it has any. */
  readonly fault: { readonly message: string; readonly line?: number | undefined } | undefined;
  readonly onGo: () => void;
  /** What is said of a text without mistakes. */
  readonly children: ReactNode;
}

/** The line under a text editor: what is wrong and the way there, or how things stand. */
export function FaultLine({ fault, onGo, children }: FaultLineProps) {
  return (
    <div role="status" className={styles.status} data-tone={fault ? 'error' : undefined}>
      {fault?.line !== undefined ? (
        <>
          <p>
            <strong>{words.line(fault.line)}:</strong> {fault.message}
          </p>
          <Button size="s" onPress={onGo}>
            {words.line(fault.line)}
          </Button>
        </>
      ) : (
        (fault?.message ?? children)
      )}
    </div>
  );
}
