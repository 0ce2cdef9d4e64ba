/** The kinds of files that are taken, by their content. */
export const FILE_TYPES = ['pdf', 'docx', 'xlsx', 'png', 'jpg'] as const;
export type FileType = (typeof FILE_TYPES)[number];

export interface FileTypeEntry {
  label: string;
  mediaType: string;
  /** Endings that a name of this type may have; the first is the usual one. */
  extensions: readonly string[];
}

export const FILE_TYPE_ENTRIES: Record<FileType, FileTypeEntry> = {
  pdf: { label: 'PDF', mediaType: 'application/pdf', extensions: ['pdf'] },
  docx: {
    label: 'Word',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extensions: ['docx'],
  },
  xlsx: {
    label: 'Excel',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extensions: ['xlsx'],
  },
  png: { label: 'Ảnh PNG', mediaType: 'image/png', extensions: ['png'] },
  jpg: { label: 'Ảnh JPEG', mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg'] },
};

/** `held`: uploaded, in nobody's use yet, swept after a day; `attached`: part of something. */
export const FILE_STATES = ['held', 'attached'] as const;
export type FileState = (typeof FILE_STATES)[number];
export const FILE_STATE_LABELS: Record<FileState, string> = { held: 'Mới tải lên', attached: 'Đã đính kèm' };

/** Bytes of one file at most. */
export const FILE_MOST_BYTES = 20 * 1_024 * 1_024;
