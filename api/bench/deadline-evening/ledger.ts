/** What is asked of the product. */
export const KINDS = ['sign in', 'read', 'save', 'upload', 'submit'] as const;
export type Kind = (typeof KINDS)[number];

/** One sending of a request, by this machine's clock in milliseconds. */
export interface Attempt {
  sentAt: number;
  /** Null when the line broke before the answer. */
  answeredAt: number | null;
}

export interface UploadedFile {
  id: string;
  name: string;
  bytes: number;
  sha256: string;
}

/** What one agency did, and what it was told: the product owes it all of this afterwards. */
export interface AgencyRecord {
  agencyName: string;
  reportId: string;
  /** Stands in the words of every save. */
  mark: string;
  /** Saves that are known to stand. */
  saves: number;
  files: UploadedFile[];
  /** Ready, and waiting for the bell. */
  waits: boolean;
  /** It gave up, or was answered what should not have come. */
  failed: boolean;
  submission: {
    attempts: Attempt[];
    sha256: string;
    /** What the answer said. */
    late: boolean;
    reasonGiven: boolean;
  } | null;
}

/** Everything that the callers saw. */
export class Ledger {
  readonly agencies: AgencyRecord[] = [];
  /** Milliseconds of each answered sending, and of each request from its first sending to its answer. */
  readonly times = new Map<Kind, number[]>(KINDS.map((kind) => [kind, []]));
  readonly whole = new Map<Kind, number[]>(KINDS.map((kind) => [kind, []]));
  /** How often a sending failed, by kind and way: "upload: broken line". */
  readonly failures = new Map<string, number>();
  /** What must never happen: unexpected answers, a repetition with another answer. */
  readonly faults: string[] = [];
  /** Who gave up after two minutes without an answer, and at what. */
  readonly gaveUp: string[] = [];
  repeated = 0;
  brokenOff = 0;
  requests = 0;

  took(kind: Kind, milliseconds: number, whole: number): void {
    this.times.get(kind)?.push(milliseconds);
    this.whole.get(kind)?.push(whole);
  }

  failed(kind: Kind, way: string): void {
    const name = `${kind}: ${way}`;
    this.failures.set(name, (this.failures.get(name) ?? 0) + 1);
  }

  fault(text: string): void {
    this.faults.push(text);
  }
}
