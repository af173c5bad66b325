export const words = {
  title: 'Palette',
  how: 'Drag onto the canvas, or click and then click there. Enter places it in the middle.',
  placing: (label: string) => `Click on the canvas to place: ${label}. Esc cancels.`,
  placed: (label: string) => `${label} placed. Type its name.`,
  narrow: 'Show names',
} as const;
