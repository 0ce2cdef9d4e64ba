import { Injectable } from '@nestjs/common';
import type { Role } from '@plan/shared/vocabulary/roles';
import type { EntityManager } from 'typeorm';
import { PendingExtensionsService } from '../extensions/pending-extensions.service.js';
import { type Contact, ContactService } from '../identity/contact.service.js';
import { WaitingObstaclesService } from '../obstacles/waiting-obstacles.service.js';
import { RemindedWorkService } from '../reminders/reminded-work.service.js';
import { PendingReportsService } from '../reports/pending-reports.service.js';
import { OpenWorkService } from '../tasks/open-work.service.js';
import { type DigestContent, type DigestFacts, type DigestPart, digestSections, MOST_LINES } from './domain/digest.js';

const AGENCY: readonly Role[] = ['agency_head', 'agency_officer'];
const AGENCY_TOLD = ['agency_head', 'agency_officer'] as const;
const LEADERS: readonly Role[] = ['standing', 'monitor', 'steering'];

/** Which plans, on which day; and what is the same for everybody of one round. */
export class DigestRound {
  private shared: Promise<DigestFacts> | null = null;
  private brought: Promise<DigestFacts> | null = null;
  private overall: Promise<DigestFacts> | null = null;

  constructor(
    readonly day: string,
    readonly automaticOnly: boolean,
  ) {}

  standing(read: () => Promise<DigestFacts>): Promise<DigestFacts> {
    this.shared ??= read();
    return this.shared;
  }

  steering(read: () => Promise<DigestFacts>): Promise<DigestFacts> {
    this.brought ??= read();
    return this.brought;
  }

  province(read: () => Promise<DigestFacts>): Promise<DigestFacts> {
    this.overall ??= read();
    return this.overall;
  }
}

/** What one person still owes or has to see to as of a day: read at the moment at which it is told. */
@Injectable()
export class DigestContentService {
  constructor(
    private readonly contacts: ContactService,
    private readonly work: OpenWorkService,
    private readonly reports: PendingReportsService,
    private readonly reminded: RemindedWorkService,
    private readonly extensions: PendingExtensionsService,
    private readonly obstacles: WaitingObstaclesService,
  ) {}

  /** For the person, and for those absent whose deputy the person is. */
  async of(manager: EntityManager, person: Contact, round: DigestRound): Promise<DigestContent> {
    const own = await this.factsFor(manager, person, round);
    const parts: DigestPart[] = [{ onBehalfOf: null, sections: digestSections(own, round.day) }];
    for (const principal of await this.absentPrincipals(manager, person, round.day)) {
      const facts = withoutKnown(await this.factsFor(manager, principal, round), own, person, principal);
      parts.push({ onBehalfOf: nameOf(principal), sections: digestSections(facts, round.day) });
    }
    return { day: round.day, parts: parts.filter(({ sections }) => sections.length > 0) };
  }

  private async factsFor(manager: EntityManager, person: Contact, round: DigestRound): Promise<DigestFacts> {
    const has = (roles: readonly Role[]): boolean => person.roles.some((role) => roles.includes(role));
    const facts: DigestFacts = {};
    if (person.agencyId !== null && has(AGENCY)) {
      facts.leads = await this.work.leadsOf(manager, person.agencyId, round);
      facts.reports = await this.reports.of(manager, person.agencyId, round);
      facts.urgings = await this.reminded.urgingsOf(manager, person.agencyId, round.day);
      const silent = await this.reminded.silent(manager, AGENCY_TOLD, person.agencyId, round);
      // One's own agency needs not be named.
      facts.silent = silent.map((item) => ({ ...item, agencyName: null }));
    }
    if (has(['standing'])) Object.assign(facts, await round.standing(() => this.waiting(manager, round)));
    if (has(['steering'])) Object.assign(facts, await round.steering(() => this.brought(manager, 'steering', round)));
    if (has(LEADERS)) Object.assign(facts, await round.province(() => this.province(manager, round)));
    return facts;
  }

  private async waiting(manager: EntityManager, round: DigestRound): Promise<DigestFacts> {
    return {
      ...(await this.brought(manager, 'standing', round)),
      evidence: await this.work.waitingEvidence(manager, round, MOST_LINES),
      reviews: await this.reports.waiting(manager, round, MOST_LINES),
    };
  }

  private async brought(
    manager: EntityManager,
    recipient: 'standing' | 'steering',
    round: DigestRound,
  ): Promise<DigestFacts> {
    return {
      escalated: await this.reminded.escalated(manager, recipient, round, MOST_LINES),
      extensions: await this.extensions.waitingFor(manager, recipient, round.automaticOnly, MOST_LINES),
      obstacles: await this.obstacles.waitingFor(manager, recipient, round.automaticOnly, MOST_LINES),
    };
  }

  private async province(manager: EntityManager, round: DigestRound): Promise<DigestFacts> {
    const overdue = await this.work.overdue(manager, round);
    return { province: { ...overdue, lateReports: await this.reports.late(manager, round) } };
  }

  private async absentPrincipals(manager: EntityManager, person: Contact, day: string): Promise<Contact[]> {
    const principals = await this.contacts.principalsOf(manager, person.userId, day);
    if (principals.length === 0) return [];
    const absent = await manager.query<{ userId: string }[]>(
      `SELECT user_id AS "userId" FROM notice_preferences
       WHERE user_id = ANY($1::uuid[]) AND $2::date BETWEEN absent_from_on AND absent_to_on`,
      [principals.map(({ userId }) => userId), day],
    );
    return principals.filter(({ userId }) => absent.some((row) => row.userId === userId));
  }
}

/** A deputy of the same agency, or of the same work for the province, has those lines already. */
function withoutKnown(facts: DigestFacts, own: DigestFacts, person: Contact, principal: Contact): DigestFacts {
  const sameAgency = person.agencyId === principal.agencyId;
  return {
    leads: sameAgency && own.leads ? undefined : facts.leads,
    reports: sameAgency && own.reports ? undefined : facts.reports,
    urgings: facts.urgings,
    silent: sameAgency && own.silent ? undefined : facts.silent,
    escalated: own.escalated ? undefined : facts.escalated,
    evidence: own.evidence ? undefined : facts.evidence,
    reviews: own.reviews ? undefined : facts.reviews,
    extensions: own.extensions ? undefined : facts.extensions,
    obstacles: own.obstacles ? undefined : facts.obstacles,
    province: own.province ? undefined : facts.province,
  };
}

/** How a notice calls a person: the function and the agency. */
export const nameOf = ({ displayName, agencyName }: Contact): string =>
  agencyName ? `${displayName} (${agencyName})` : displayName;
