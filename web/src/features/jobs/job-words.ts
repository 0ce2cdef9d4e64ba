import { JOB_COUNT_LABELS } from '@plan/shared/vocabulary/jobs';
import { formatNumber } from '../../lib/dates.js';
import type { JobRun } from './queries.js';

/** What a run did, in words: `12 mới: Quá hạn 10, Sắp đến hạn 2`. */
export function countsInWords(counts: JobRun['counts']): string {
  if (!counts || counts.created === 0) return 'Không có gì mới';
  const kinds = Object.entries(counts.byKind)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${JOB_COUNT_LABELS[kind] ?? kind} ${formatNumber(count)}`);
  return `${formatNumber(counts.created)} mới${kinds.length > 0 ? `: ${kinds.join(', ')}` : ''}`;
}

/** How long a run took: `0,3 giây`, `12 giây`, `2 phút 5 giây`. */
export function durationInWords(startedAt: string, finishedAt: string | null): string {
  if (finishedAt === null) return '';
  const seconds = Math.max(0, new Date(finishedAt).getTime() - new Date(startedAt).getTime()) / 1_000;
  if (seconds < 10) return `${seconds.toFixed(1).replace('.', ',')} giây`;
  if (seconds < 60) return `${Math.round(seconds)} giây`;
  const whole = Math.round(seconds);
  return `${formatNumber(Math.floor(whole / 60))} phút${whole % 60 > 0 ? ` ${whole % 60} giây` : ''}`;
}
