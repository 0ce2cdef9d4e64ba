import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Turns } from './turns.js';

/** The library's `Algorithm.Argon2id`, a const enum that separate compilation cannot read. */
const ARGON2ID = 2;
/** OWASP's floor for argon2id: 19 MiB, two passes, one lane. */
const OPTIONS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** 4 × 19 MiB at most: a flood of sign-ins must not eat the server's memory. */
const AT_ONCE = 4;

/** Hashes and checks passwords, a few at a time. */
@Injectable()
export class PasswordService {
  private readonly turns = new Turns(AT_ONCE);
  private decoy: Promise<string> | null = null;

  async hash(password: string): Promise<string> {
    return this.turns.take(() => hash(password.normalize('NFC'), OPTIONS));
  }

  /** Whether the password is right. Without a hash (unknown name) it takes the same time and says no. */
  async verify(passwordHash: string | null, password: string): Promise<boolean> {
    this.decoy ??= this.hash('mật khẩu của không ai');
    const decoy = await this.decoy;
    const against = passwordHash ?? decoy;
    const right = await this.turns.take(() => verify(against, password.normalize('NFC')));
    return right && passwordHash !== null;
  }
}
