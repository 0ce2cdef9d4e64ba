/** Why the embedded database cannot be used, in one sentence for the person who starts the product. */
export class EmbeddedServerError extends Error {
  override readonly name = 'EmbeddedServerError';
}
