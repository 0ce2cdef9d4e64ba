/**
 * The document cannot be read as a plan. The message, for a person, says what was looked for, what was found instead
 * and what to do.
 */
export class UnreadableDocumentError extends Error {
  override readonly name = 'UnreadableDocumentError';

  /**
   * @param lookedFor what a readable document has, in Vietnamese
   * @param found what stood there instead, in Vietnamese
   */
  constructor(
    readonly lookedFor: readonly string[],
    readonly found: readonly string[],
  ) {
    super(`Không đọc được văn bản. Hệ thống tìm: ${lookedFor.join('; ')}. Đã thấy: ${found.join('; ')}.`);
  }
}
