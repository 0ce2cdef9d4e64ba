import { describe, expect, it } from 'vitest';
import { changedFields } from './changed-fields.js';

describe('before and after of an event', () => {
  it('tells known fields in Vietnamese, unknown ones last by their own name', () => {
    expect(
      changedFields({ agencyIdOfOld: 'x', name: 'Sở A', validTo: null }, { name: 'Sở B', validTo: '2023-12-31' }),
    ).toEqual([
      { name: 'name', label: 'Tên', before: 'Sở A', after: 'Sở B' },
      expect.objectContaining({ name: 'validTo', before: '', after: '31/12/2023' }),
      { name: 'agencyIdOfOld', label: 'agencyIdOfOld', before: 'x', after: '' },
    ]);
  });

  it('tells the words of closed lists and what a sentence leaves out', () => {
    const fields = changedFields({ scopes: ['plans:read'] }, { scopes: ['plans:read', 'tasks:read'], userId: 'u-1' });
    expect(fields.map(({ label, after }) => `${label}: ${after}`)).toEqual([
      'Phạm vi: Đọc kế hoạch, danh mục cơ quan, ngày nghỉ; Đọc nhiệm vụ, phân công, tài liệu minh chứng đã xác nhận',
      'Mã người dùng: u-1',
    ]);
  });

  it('says nothing of fields that are empty on both sides', () => {
    expect(changedFields(null, { reason: null, documentText: '' })).toEqual([]);
  });
});
