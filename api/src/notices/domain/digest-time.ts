/** Minute of the day (Asia/Ho_Chi_Minh) at which the digest comes unless the person chose another: 07:30. */
export const USUAL_MINUTE = 450;

/** `07:30` → 450. */
export function minuteOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

/** 450 → `07:30`. */
export function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** The minute of the day on the clock of Vietnam (UTC+7 all year). */
export function minuteInVietnam(now: Date): number {
  return (now.getUTCHours() * 60 + now.getUTCMinutes() + 7 * 60) % 1_440;
}
