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

  it('says nothing of fields that are empty on both sides', () => {
    expect(changedFields(null, { reason: null, documentText: '' })).toEqual([]);
  });
});
