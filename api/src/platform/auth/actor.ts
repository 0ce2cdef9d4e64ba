import type { ActorKind, EventVia } from '@plan/shared/vocabulary/event-types';
import type { SessionRestriction } from '@plan/shared/vocabulary/people';
import type { Role } from '@plan/shared/vocabulary/roles';
import type { Scope } from '@plan/shared/vocabulary/scopes';

/** Who acts: a signed-in person, another system, a job of the scheduler, or the system itself at its first start. */
export interface Actor {
  kind: ActorKind;
  /** The user's or the API client's id; null for a job and the system. */
  id: string | null;
  /** How the history calls the actor. */
  label: string;
  /** The person whose right a deputy uses (uỷ quyền); null when one acts in one's own right. */
  onBehalfOf: { id: string; label: string } | null;
  /** Through what the act came. */
  via: EventVia;
  agencyId: string | null;
  roles: ReadonlySet<Role>;
  /** Only of an API client, which has scopes where people have roles. */
  client?: ClientRights;
  sessionId: string | null;
  /** What the session must do before anything else; absent when it is whole. */
  restriction?: SessionRestriction | null;
  requestId: string | null;
  address: string | null;
}

export interface ClientRights {
  scopes: ReadonlySet<Scope>;
  /** Null is the installation's own limit. */
  requestsPerMinute: number | null;
}

/** Names a caller in limits and kept answers: an id of a user and one of a client never meet. */
export const callerKey = (actor: Actor): string => `${actor.kind}:${actor.id}`;

const withoutRights = (kind: 'job' | 'system', label: string): Actor => ({
  kind,
  id: null,
  label,
  onBehalfOf: null,
  via: kind,
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
