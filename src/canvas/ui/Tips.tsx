import { useContext, useEffect, useRef, useState } from 'react';
import { Tooltip, TooltipContext, TooltipTrigger, TooltipTriggerStateContext } from 'react-aria-components';
import { Keys } from './Keys.tsx';
import styles from './Tips.module.css';
import type { TipSide } from './tip.ts';
import { watchTips } from './watch-tips.ts';

/**
 * The one layer that shows the tips of all pages. Elements only carry the words (`tip.ts`), so that it can be fetched after the first
 * picture; when a tip opens and closes is React Aria's affair.
 */
export default function Tips() {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      <Shown />
    </TooltipTrigger>
  );
}

interface Anchor {
  readonly current: HTMLElement;
  /** Each element's tip is placed anew. */
  readonly turn: number;
}

function Shown() {
  const state = useContext(TooltipTriggerStateContext);
  const latest = useRef(state);
  latest.current = state;
  // The trigger names its tip. It is one for all elements, so that the element which is described is found here.
  const { id = '' } = useContext(TooltipContext) as { readonly id?: string };
  const [anchor, setAnchor] = useState<Anchor>();
  const [words, setWords] = useState<string>();
  useEffect(
    () =>
      watchTips({
        open: (element, atOnce) => {
          setAnchor((now) => (now?.current === element ? now : { current: element, turn: (now?.turn ?? 0) + 1 }));
          setWords(element.dataset.tip);
          latest.current?.open(atOnce);
        },
        close: (atOnce) => latest.current?.close(atOnce),
        isOpen: () => latest.current?.isOpen === true,
      }),
    [],
  );
  const isOpen = state?.isOpen === true;
  useEffect(() => {
    if (!isOpen || !anchor) return;
    const { current: element } = anchor;
    // Where the tip is what the element is called, it says nothing more.
    if (element.dataset.tip !== element.ariaLabel) element.setAttribute('aria-describedby', id);
    const stop = follow(element, setWords, () => latest.current?.close(true));
    return () => {
      stop();
      element.removeAttribute('aria-describedby');
    };
  }, [isOpen, anchor, id]);
  if (!anchor) return null;
  const { tipKeys, tipSide = 'bottom' } = anchor.current.dataset;
  return (
    <Tooltip key={anchor.turn} triggerRef={anchor} className={styles.tip as string} placement={tipSide as TipSide} offset={6}>
      {words}
      {tipKeys && <Keys keys={tipKeys} />}
    </Tooltip>
  );
}

/** An open tip follows what its element says, and goes when the element goes. */
function follow(element: HTMLElement, say: (words: string | undefined) => void, close: () => void): () => void {
  const changes = new MutationObserver(() => (element.isConnected ? say(element.dataset.tip) : close()));
  changes.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-tip'] });
  return () => changes.disconnect();
}
