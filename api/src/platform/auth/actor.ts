import type { Role } from '@plan/shared/vocabulary/roles';

/** Who acts: a signed-in person, a job of the scheduler, or the system itself at its first start. */
export interface Actor {
  kind: 'user' | 'job' | 'system';
  /** The user's id; null for a job and the system. */
  id: string | null;
  /** How the history calls the actor. */
  label: string;
  agencyId: string | null;
  roles: ReadonlySet<Role>;
  sessionId: string | null;
  requestId: string | null;
  address: string | null;
}

const withoutRights = (kind: 'job' | 'system', label: string): Actor => ({
  kind,
  id: null,
  label,
  agencyId: null,
  roles: new Set<Role>(),
  sessionId: null,
  requestId: null,
  address: null,
});

/** A job of the scheduler as the author of what it writes. */
export const jobActor = (job: string): Actor => withoutRights('job', `Tiến trình ${job}`);

/** The system at its first start, as the author of the sample. */
export const SYSTEM_ACTOR: Actor = withoutRights('system', 'Hệ thống');
