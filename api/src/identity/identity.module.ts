import { type DynamicModule, Global, Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AgenciesModule } from '../agencies/agencies.module.js';
import { SESSION_READER } from '../platform/auth/session-reader.js';
import { AccountController } from './account.controller.js';
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
import { ContactService } from './contact.service.js';
import { DeputyController } from './deputy.controller.js';
import { DeputyEntity } from './deputy.entity.js';
import { DeputyQueries } from './deputy.queries.js';
import { DeputyService } from './deputy.service.js';
import { InvitationController } from './invitation.controller.js';
import { InvitationListService } from './invitation-list.service.js';
import { OidcController } from './oidc.controller.js';
import { OidcService } from './oidc.service.js';
import { PasswordService } from './password.service.js';
import { PasswordChangeService } from './password-change.service.js';
import { PasswordLinkController } from './password-link.controller.js';
import { PasswordLinkEntity } from './password-link.entity.js';
import { PasswordLinkService } from './password-link.service.js';
import { RecoveryCodeEntity } from './recovery-code.entity.js';
import { SecondFactorController } from './second-factor.controller.js';
import { SecondFactorService } from './second-factor.service.js';
import { SessionEntity } from './session.entity.js';
import { SessionQueries } from './session.queries.js';
import { SessionService } from './session.service.js';
import { SessionCookies } from './session-cookies.service.js';
import { SessionStrategy } from './session-strategy.js';
import { SESSION_TOKEN, type SessionTokenSettings, TOKEN_LIVES_FOR } from './session-token.js';
import { SIGN_IN, type SignInSettings } from './sign-in-settings.js';
import { SignInThrottle } from './sign-in-throttle.service.js';
import { UserController } from './user.controller.js';
import { UserEntity } from './user.entity.js';
import { UserQueries } from './user.queries.js';
import { UserService } from './user.service.js';
import { UserDirectoryQueries } from './user-directory.queries.js';

// Owns people, their roles, invitations, second factors, deputies and sessions, signing in by password or single
// sign-on, and the claim of the first administrator; the other systems that may call, with their keys and tokens.
// Leaves to others: what a role may do with a row (the policies of each feature).
// Global because the guard of every route needs the SESSION_READER.
@Global()
@Module({})
export class IdentityModule {
  static with(settings: SessionTokenSettings, signIn: SignInSettings): DynamicModule {
    return {
      module: IdentityModule,
      imports: [
        AgenciesModule,
        TypeOrmModule.forFeature([
          UserEntity,
          RecoveryCodeEntity,
          PasswordLinkEntity,
          DeputyEntity,
          SessionEntity,
          AdminClaimEntity,
          ApiClientEntity,
          ApiClientKeyEntity,
        ]),
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
      controllers: [
        AuthController,
        OidcController,
        SecondFactorController,
        AccountController,
        PasswordLinkController,
        InvitationController,
        UserController,
        DeputyController,
        ApiClientController,
        ApiClientTokenController,
      ],
      providers: [
        { provide: SESSION_TOKEN, useValue: settings },
        { provide: SIGN_IN, useValue: signIn },
        AccountService,
        ApiClientAccess,
        ApiClientQueries,
        ApiClientService,
        ApiClientThrottle,
        AuthService,
        CallerReader,
        ClaimService,
        ContactService,
        DeputyQueries,
        DeputyService,
        InvitationListService,
        OidcService,
        PasswordService,
        PasswordChangeService,
        PasswordLinkService,
        SecondFactorService,
        SessionCookies,
        SessionQueries,
        SessionService,
        SessionStrategy,
        SignInThrottle,
        UserDirectoryQueries,
        UserQueries,
        UserService,
        { provide: SESSION_READER, useExisting: CallerReader },
      ],
      exports: [SESSION_READER, AccountService, PasswordService, ClaimService, ContactService],
    };
  }
}
