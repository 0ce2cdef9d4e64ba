import { type DynamicModule, Global, Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SESSION_READER } from '../platform/auth/session-reader.js';
import { AccountService } from './account.service.js';
import { AdminClaimEntity } from './admin-claim.entity.js';
import { ApiClientController } from './api-client.controller.js';
import { ApiClientEntity } from './api-client.entity.js';
import { ApiClientQueries } from './api-client.queries.js';
import { ApiClientService } from './api-client.service.js';
import { ApiClientAccess } from './api-client-access.service.js';
import { ApiClientKeyEntity } from './api-client-key.entity.js';
import { ApiClientThrottle } from './api-client-throttle.service.js';
import { ApiClientTokenController } from './api-client-token.controller.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { CallerReader } from './caller-reader.js';
import { ClaimService } from './claim.service.js';
import { PasswordService } from './password.service.js';
import { SessionEntity } from './session.entity.js';
import { SessionService } from './session.service.js';
import { SessionStrategy } from './session-strategy.js';
import { SESSION_TOKEN, type SessionTokenSettings, TOKEN_LIVES_FOR } from './session-token.js';
import { SignInThrottle } from './sign-in-throttle.service.js';
import { UserEntity } from './user.entity.js';
import { UserQueries } from './user.queries.js';

// Owns people, their roles and sessions, signing in and the claim of the first administrator;
// the other systems that may call, with their keys and tokens.
// Leaves to others: what a role may do with a row (the policies of each feature).
// Global because the guard of every route needs the SESSION_READER.
@Global()
@Module({})
export class IdentityModule {
  static with(settings: SessionTokenSettings): DynamicModule {
    return {
      module: IdentityModule,
      imports: [
        TypeOrmModule.forFeature([UserEntity, SessionEntity, AdminClaimEntity, ApiClientEntity, ApiClientKeyEntity]),
        PassportModule,
        JwtModule.register({
          secret: settings.secret,
          signOptions: {
            algorithm: 'HS256',
            issuer: settings.issuer,
            audience: settings.audience,
            expiresIn: TOKEN_LIVES_FOR,
          },
        }),
      ],
      controllers: [AuthController, ApiClientController, ApiClientTokenController],
      providers: [
        { provide: SESSION_TOKEN, useValue: settings },
        AccountService,
        ApiClientAccess,
        ApiClientQueries,
        ApiClientService,
        ApiClientThrottle,
        AuthService,
        CallerReader,
        ClaimService,
        PasswordService,
        SessionService,
        SessionStrategy,
        SignInThrottle,
        UserQueries,
        { provide: SESSION_READER, useExisting: CallerReader },
      ],
      exports: [SESSION_READER, AccountService, PasswordService, ClaimService],
    };
  }
}
