import { calendarFile } from './calendar-file.js';

const ENTRY = {
  uid: 'assignment-1@x',
  on: '2024-02-29',
  summary: 'Hạn: Nhiệm vụ 5; a, b',
  link: 'http://x/nhiem-vu/1',
};

describe('an iCalendar file', () => {
  const text = calendarFile(
    'Hạn Đề án 06',
    [ENTRY, { ...ENTRY, uid: 'b@x', summary: 'đ'.repeat(400) }],
    new Date('2024-01-01T00:00:00Z'),
  );
  const unfolded = text.replace(/\r\n[ \t]/g, '');

  it('has whole days, whatever the zone of the process', () => {
    expect(unfolded).toContain('DTSTART;VALUE=DATE:20240229\r\nDTEND;VALUE=DATE:20240301');
    expect(unfolded).not.toMatch(/TZID|TRANSP:OPAQUE/);
  });

  it('escapes what has a meaning in it, and folds its lines at 75 bytes', () => {
    expect(unfolded).toContain('SUMMARY:Hạn: Nhiệm vụ 5\\; a\\, b');
    expect(unfolded).toContain(`SUMMARY:${'đ'.repeat(159)}…`);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(76);
  });

  it('is the same for the same entries and stamp', () => {
    const again = calendarFile('a', [ENTRY], new Date('2024-01-01T00:00:00Z'));
    expect(again).toBe(calendarFile('a', [ENTRY], new Date('2024-01-01T00:00:00Z')));
    expect(again).toContain('UID:assignment-1@x');
  });
});
