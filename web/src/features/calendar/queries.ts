import type { components } from '@plan/shared/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf, reads } from '../../lib/api-client.js';

export type DayOff = components['schemas']['DayOffDto'];
export type AnnouncedDay = components['schemas']['AnnouncedDayDto'];
export type AnnouncedDayInput = components['schemas']['AnnouncedDayInput'];
export type DueDateMove = components['schemas']['DueDateMoveDto'];
export type CalendarChange = components['schemas']['CalendarChangeInput'];

export const daysOffQuery = (year: number) =>
  reads.queryOptions('get', '/api/v1/calendar/days-off', { params: { query: { year } } });

export const announcedDaysQuery = (year: number) =>
  reads.queryOptions('get', '/api/v1/calendar/announced-days', { params: { query: { year } } });

export const workingDayQuery = (on: string) =>
  reads.queryOptions('get', '/api/v1/calendar/working-day', { params: { query: { on } } });

/** Which due dates a change would move; changes nothing. */
export function usePreviewChange() {
  return useMutation({
    mutationFn: (change: CalendarChange) => dataOf(api.POST('/api/v1/calendar/change-previews', { body: change })),
  });
}

/** A day off moves due dates, so every read may answer differently afterwards. */
export function useAnnounceDay() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (day: AnnouncedDayInput) => dataOf(api.POST('/api/v1/calendar/announced-days', { body: day })),
    onSuccess: () => void queryClient.invalidateQueries(),
  });
}

export function useWithdrawDay() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (day: AnnouncedDay) =>
      api.DELETE('/api/v1/calendar/announced-days/{id}', {
        params: { path: { id: day.id }, header: { 'If-Match': day.etag } },
      }),
    onSettled: () => void queryClient.invalidateQueries(),
  });
}
