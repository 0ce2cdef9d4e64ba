import { Injectable } from '@nestjs/common';

/** The process's clock behind one door, so that tests can stand on any day. Limits that decide are judged by the database's clock. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }

  /** Today's calendar date in Asia/Ho_Chi_Minh (UTC+7 all year), whatever the server's time zone. */
  today(): string {
    return new Date(this.now().getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
  }
}
