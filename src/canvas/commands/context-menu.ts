export type ContextTarget = 'canvas' | 'element' | 'edge';

/** Ids of commands in sections, for what was clicked on. What is not enabled is left out when it is shown. */
export function contextMenu(target: ContextTarget): readonly (readonly string[])[] {
  switch (target) {
    case 'canvas':
      return [
        ['quick-add', 'paste'],
        ['select-all', 'tidy', 'fit'],
        ['find', 'copy-text', 'copy-picture', 'copy-link', 'keys'],
      ];
    case 'element':
      return [
        ['rename', 'open', 'contract'],
        ['connect', 'attach'],
        ['cut', 'copy', 'paste', 'duplicate', 'copy-link'],
        ['frame', 'unframe', 'collapse', 'expand'],
        ['tidy-selection', 'place-anew', 'pin', 'unpin'],
        ['align-left', 'align-top', 'align-middle', 'spread-across', 'spread-down'],
        ['delete'],
      ];
    case 'edge':
      return [['open', 'contract', 'attach', 'copy-link'], ['delete']];
  }
}
