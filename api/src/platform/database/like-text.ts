/** A search text with the signs that LIKE would read as wild cards made plain. */
export const likeText = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
