export const words = {
  canvas: 'Canvas',
  element: 'Element',
  edge: 'Arrow',
} as const;
