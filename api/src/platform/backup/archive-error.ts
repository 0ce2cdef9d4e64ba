/** Why an archive cannot be written or restored: one Vietnamese sentence that says what to do. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}
