import { Injectable } from '@nestjs/common';
import type { Role } from '@plan/shared/vocabulary/roles';
import type { Actor } from '../auth/actor.js';

/** What decides about reading a file. */
export interface FileOwner {
  id: string;
  uploadedBy: string | null;
  agencyId: string | null;
}

/** A feature that attaches files says who else may read them: everybody who reads the thing that they are part of. */
export interface FileReader {
  mayRead(file: FileOwner, actor: Actor): Promise<boolean>;
}

const READS_EVERY_AGENCY: readonly Role[] = ['standing', 'monitor', 'steering'];
const WORKS_FOR_AGENCY: readonly Role[] = ['agency_head', 'agency_officer'];

/** The port by which features, above the platform, open their files to readers. They register when they start. */
@Injectable()
export class FileReaders {
  private readonly readers: FileReader[] = [];

  register(reader: FileReader): void {
    this.readers.push(reader);
  }

  /** The uploader, the people and systems of the agency, those who read every agency, and whom a feature lets in. */
  async mayRead(file: FileOwner, actor: Actor): Promise<boolean> {
    const has = (roles: readonly Role[]): boolean => roles.some((role) => actor.roles.has(role));
    if (has(READS_EVERY_AGENCY)) return true;
    if (actor.id !== null && file.uploadedBy === actor.id) return true;
    if (actor.agencyId !== null && file.agencyId === actor.agencyId && (actor.client || has(WORKS_FOR_AGENCY)))
      return true;
    for (const reader of this.readers) if (await reader.mayRead(file, actor)) return true;
    return false;
  }
}
