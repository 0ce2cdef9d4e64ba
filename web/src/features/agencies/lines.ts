/** The lines of a text field as a list: trimmed, without empty and repeated ones. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}
