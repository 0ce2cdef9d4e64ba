import { describe, expect, it } from 'vitest';
import { eventWords } from './event-words.js';

describe('the history in words', () => {
  it('says who handed in what', () => {
    const entry = {
      type: 'evidence.proposed',
      agencyName: 'Sở Y tế',
      before: null,
      after: { number: '15/BC-SYT', issuedOn: '2023-03-28' },
    };
    expect(eventWords(entry)).toBe('Sở Y tế: Nộp tài liệu minh chứng số 15/BC-SYT, ngày 28/03/2023');
  });

  it('names a confirmation of one’s own document', () => {
    const after = { completedOn: '2023-03-28', number: '15', selfConfirmed: true, reason: null };
    expect(eventWords({ type: 'evidence.confirmed', agencyName: 'Công an tỉnh', before: null, after })).toBe(
      'Công an tỉnh: Xác nhận hoàn thành ngày 28/03/2023 theo văn bản số 15 (tự xác nhận)',
    );
  });

  it('does not break on an event that it does not know', () => {
    expect(eventWords({ type: 'task.something_new', agencyName: null, before: null, after: null })).toBe(
      'Thay đổi khác',
    );
  });
});
