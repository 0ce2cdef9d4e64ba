import { dayInVietnam, formatInstant } from '../../lib/dates.js';
import type { KeeperState } from './keeper-state.js';

/** `14:32`, with the day when it is not today's. */
export function timeWords(instant: string, now: Date): string {
  const words = formatInstant(instant);
  return dayInVietnam(new Date(instant)) === dayInVietnam(now) ? words.slice(0, 5) : words;
}

/** How the words on the page stand to those on the server, in a short sentence. */
export function saveWords(state: Pick<KeeperState, 'status' | 'savedAt' | 'clashes'>, now: Date): string {
  if (state.status === 'no_line') return 'Mất kết nối, chữ đang gõ được giữ trên máy này';
  if (state.status === 'refused') return 'Chưa lưu được, chữ đang gõ được giữ trên máy này';
  if (state.clashes.length > 0) return `Còn ${state.clashes.length} chỗ cần chọn lời của ai`;
  if (state.status === 'saving') return 'Đang lưu…';
  if (state.status === 'waiting') return 'Đang gõ, sẽ tự lưu';
  return state.savedAt ? `Đã lưu ${timeWords(state.savedAt, now)}` : 'Chưa ai ghi gì: nội dung lấy sẵn từ kỳ trước';
}
