import type { DeadlineKind } from '@plan/shared/vocabulary/deadline-kinds';

/** The sample decision's 33 tasks: the words of the deadline, what they mean, and the number of lead agencies. */
export interface SeedDeadline {
  number: number;
  deadlineText: string;
  kind: DeadlineKind;
  startOn: string | null;
  nominalDueOn: string | null;
  dueOn: string | null;
  leads: number;
}

type Meaning = Pick<SeedDeadline, 'deadlineText' | 'kind' | 'startOn' | 'nominalDueOn' | 'dueOn'>;

function due(deadlineText: string, kind: DeadlineKind, nominalDueOn: string, dueOn: string): Meaning {
  return { deadlineText, kind, startOn: null, nominalDueOn, dueOn };
}

function undated(deadlineText: string, kind: DeadlineKind, startOn: string | null = null): Meaning {
  return { deadlineText, kind, startOn, nominalDueOn: null, dueOn: null };
}

const MARCH = due('Tháng 3/2023', 'month', '2023-03-31', '2023-03-31');
const JUNE = due('Tháng 6/2023', 'month', '2023-06-30', '2023-06-30');
const SECOND_QUARTER = due('Quý II/2023', 'quarter', '2023-06-30', '2023-06-30');
const ONGOING = undated('Thực hiện thường xuyên', 'ongoing');

const MEANINGS: Meaning[] = [
  /* 1 */ MARCH,
  /* 2 */ ONGOING,
  /* 3 */ due('Quý I/2023', 'quarter', '2023-03-31', '2023-03-31'),
  /* 4 */ ONGOING,
  /* 5 */ due('Tháng 7/2023', 'month', '2023-07-31', '2023-07-31'),
  /* 6 */ MARCH,
  /* 7 */ SECOND_QUARTER,
  /* 8 */ due('Tháng 9/2023', 'month', '2023-09-30', '2023-10-02'),
  /* 9 */ ONGOING,
  /* 10 */ JUNE,
  /* 11 */ ONGOING,
  /* 12 */ due('Tháng 4/2023', 'month', '2023-04-30', '2023-05-04'),
  /* 13 */ JUNE,
  /* 14 */ undated('Lộ trình theo Nghị quyết 50/NQ-CP, ngày 8/4/2022', 'external'),
  /* 15 */ undated('', 'unspecified'),
  /* 16 */ MARCH,
  /* 17 */ ONGOING,
  /* 18 */ MARCH,
  /* 19 */ MARCH,
  /* 20 */ MARCH,
  /* 21 */ ONGOING,
  /* 22 */ MARCH,
  /* 23 */ undated('Từ quý II/2023 và thực hiện thường xuyên', 'ongoing_from', '2023-04-01'),
  /* 24 */ ONGOING,
  /* 25 */ due('Tháng 05/2023', 'month', '2023-05-31', '2023-05-31'),
  /* 26 */ JUNE,
  /* 27 */ ONGOING,
  /* 28 */ JUNE,
  /* 29 */ SECOND_QUARTER,
  /* 30 */ ONGOING,
  /* 31 */ ONGOING,
  /* 32 */ ONGOING,
  /* 33 */ ONGOING,
];

/** Lead agencies where there is more than one. */
const LEADS: Record<number, number> = { 2: 12, 3: 2, 8: 34, 9: 34, 10: 34, 11: 34, 14: 11, 17: 34, 20: 2, 24: 3 };

export const SEED_DEADLINES: readonly SeedDeadline[] = MEANINGS.map((meaning, index) => ({
  number: index + 1,
  leads: LEADS[index + 1] ?? 1,
  ...meaning,
}));

/** Worked answers with nothing completed. */
export const WORKED_OVERDUE = [
  { asOf: '2023-05-01', tasks: 8, leadAssignments: 10 },
  { asOf: '2023-05-04', tasks: 8, leadAssignments: 10 },
  { asOf: '2023-05-05', tasks: 9, leadAssignments: 11 },
  { asOf: '2023-07-01', tasks: 16, leadAssignments: 51 },
  { asOf: '2023-08-01', tasks: 17, leadAssignments: 52 },
  { asOf: '2023-10-03', tasks: 18, leadAssignments: 86 },
] as const;
