/** Words of the workbench's frame. */
export const words = {
  canvas: 'Canvas',
} as const;
