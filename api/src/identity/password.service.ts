import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { dictionary } from '@zxcvbn-ts/language-common';
import { DomainError } from '../platform/http/problem.js';
import { Turns } from '../platform/turns.js';
import { PASSWORD_FAULT_WORDS, passwordFault } from './domain/password-fault.js';

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
  private common: Set<string> | null = null;

  /**
   * Refuses a password that is too short, common, or one's own name.
   * @param pointer the field of the request that holds it
   * @throws DomainError `auth.password_weak`
   */
  checkChosen(password: string, person: { username: string; displayName: string }, pointer = '/password'): void {
    this.common ??= new Set(dictionary['passwords-common']);
    const { common } = this;
    const fault = passwordFault(password, [person.username, person.displayName], (text) => common.has(text));
    if (!fault) return;
    const message = PASSWORD_FAULT_WORDS[fault];
    const code = fault === 'too_short' || fault === 'too_long' ? 'length' : 'value';
    throw new DomainError('auth.password_weak', message, [{ pointer, code, message }]);
  }

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
