import type { EventType } from '@plan/shared/vocabulary/event-types';
import type supertest from 'supertest';
import type { Agent, TestApp } from '../harness/app.js';

/** A working request of one route that changes something, and what the history tells of it. */
export interface ChangeExample {
  /** Method and path as the OpenAPI document has them. */
  route: string;
  /** Account of the sample that does it; null where nobody is signed in. */
  by: string | null;
  /** Whether it needs a system without the sample. */
  empty?: boolean;
  /** Prepares everything and answers how to send the request: only what the request writes is counted. */
  act: (agent: Agent, app: TestApp) => Promise<() => supertest.Test>;
  status: number;
  /**
   * The one event that tells of the change, then those of other objects that it moved along (any number of each).
   * Empty for what changes nothing.
   */
  tells: readonly EventType[];
  /** Whom the history names where nobody is signed in: the user name of whoever signs in or holds the link, or `system`. */
  actor?: string;
}
