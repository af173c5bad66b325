/** What the file dialog offers: design files and sketches. */
export const acceptedFiles = ['.json', '.sketch', 'application/json', 'text/plain'];
