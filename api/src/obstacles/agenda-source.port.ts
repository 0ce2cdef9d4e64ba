import { Injectable } from '@nestjs/common';

/** One item of the Steering Committee's list that is neither an obstacle nor an extension. */
export interface AgendaItem {
  assignmentId: string | null;
  reportId: string | null;
  agencyId: string;
  agencyName: string;
  /** What it is about, in Vietnamese. */
  title: string;
  /** Why it stands on the list, in Vietnamese, e.g. how often it was urged. */
  detail: string;
  dueOn: string | null;
  /** From which day it stands on the list. */
  sinceOn: string;
}

/**
 * The port by which features below bring items onto the Steering Committee's list: they register a source when they
 * start, e.g. what was urged three times in writing.
 */
export interface AgendaSource {
  /** The items of a plan as of a day, the longest standing first. */
  itemsOf(planId: string, asOf: string): Promise<AgendaItem[]>;
}

/** The sources that have registered. */
@Injectable()
export class AgendaSources {
  private readonly sources: AgendaSource[] = [];

  register(source: AgendaSource): void {
    this.sources.push(source);
  }

  async itemsOf(planId: string, asOf: string): Promise<AgendaItem[]> {
    const found = await Promise.all(this.sources.map((source) => source.itemsOf(planId, asOf)));
    return found.flat().sort((a, b) => (a.sinceOn < b.sinceOn ? -1 : a.sinceOn > b.sinceOn ? 1 : 0));
  }
}
