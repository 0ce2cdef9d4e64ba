/** The library's own types are not reachable through its `exports`; this is the part that is used here. */
declare module 'date-chinese' {
  export class CalendarVietnamese {
    constructor(cycle?: number, year?: number, month?: number, leap?: boolean, day?: number);
    set(cycle: number, year: number, month: number, leap: boolean, day: number): this;
    fromGregorian(year: number, month: number, day: number): this;
    toGregorian(gregorianYear: number): { year: number; month: number; day: number };
    get(): [cycle: number, year: number, month: number, leap: boolean, day: number];
  }
}
