import { describe, expect, it } from 'vitest';
import { saveWords } from './save-words.js';

const now = new Date('2026-11-25T07:40:00Z');
const clash = { assignmentId: 'a', field: 'resultText', theirs: '' } as const;

describe('how the words stand to those on the server', () => {
  it('says when they were saved, with the day when that was another', () => {
    expect(saveWords({ status: 'saved', savedAt: '2026-11-25T07:32:10.000Z', clashes: [] }, now)).toBe('Đã lưu 14:32');
    expect(saveWords({ status: 'saved', savedAt: '2026-11-24T07:32:10.000Z', clashes: [] }, now)).toBe(
      'Đã lưu 14:32, 24/11/2026',
    );
  });

  it('says first what is not saved', () => {
    expect(saveWords({ status: 'no_line', savedAt: null, clashes: [clash] }, now)).toContain('được giữ trên máy này');
    expect(saveWords({ status: 'saved', savedAt: '2026-11-25T07:32:10.000Z', clashes: [clash] }, now)).toContain(
      '1 chỗ',
    );
  });
});
