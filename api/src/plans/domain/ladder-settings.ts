/** The reminder ladder of a plan: when people are reminded, and from which day late who is told. */
export interface LadderSettings {
  /** Whether the agency's officer is reminded seven, three and one calendar days before the due date. */
  dueIn7: boolean;
  dueIn3: boolean;
  dueIn1: boolean;
  /** After the first day late, a reminder every so many days. */
  repeatDays: number;
  /** From this day late (1 is the day after the due date) the head of the agency is told too. */
  headFromDay: number;
  standingFromDay: number;
  steeringFromDay: number;
  /** Whether what has no due date is reminded of every month. */
  monthly: boolean;
}

/** What holds where a plan says nothing of its own. */
export const LADDER_DEFAULT: LadderSettings = {
  dueIn7: true,
  dueIn3: true,
  dueIn1: true,
  repeatDays: 7,
  headFromDay: 1,
  standingFromDay: 8,
  steeringFromDay: 31,
  monthly: true,
};

/** Whether nobody above is told before those below; anything else cannot be meant. */
export const ladderClimbs = ({ headFromDay, standingFromDay, steeringFromDay }: LadderSettings): boolean =>
  headFromDay <= standingFromDay && standingFromDay <= steeringFromDay;
