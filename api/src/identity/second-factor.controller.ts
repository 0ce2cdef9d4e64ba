import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { Endpoint } from '../platform/http/endpoint.js';
import {
  CodeInput,
  RecoveryCodesDto,
  SecondFactorDto,
  SecondFactorSetupDto,
  SecondFactorStartInput,
} from './second-factor.dto.js';
import { SecondFactorService } from './second-factor.service.js';
import { SessionStrategy } from './session-strategy.js';

/** One's own second factor. Open also to a session that still owes it. */
@ApiTags('account')
@Controller('auth/second-factor')
export class SecondFactorController {
  constructor(
    private readonly factor: SecondFactorService,
    private readonly strategy: SessionStrategy,
  ) {}

  @Get()
  @Endpoint({ summary: 'Whether one has a second factor, and must have one', permission: 'second_factor.own' })
  @ApiOkResponse({ type: SecondFactorDto })
  async state(@CurrentActor() actor: Actor): Promise<SecondFactorDto> {
    return this.factor.state(actor);
  }

  @Post()
  @HttpCode(200)
  @Endpoint({
    summary: 'Begin to set a second factor: the secret and its QR code, shown once',
    description: 'Counts from `POST /auth/second-factor/confirmation` on. Beginning again replaces what was begun.',
    permission: 'second_factor.own',
    idempotent: false,
    errors: ['auth.code_wrong', 'auth.throttled', 'resource.not_found', 'second_factor.not_set'],
  })
  @ApiOkResponse({ type: SecondFactorSetupDto })
  async start(@Body() { code }: SecondFactorStartInput, @CurrentActor() actor: Actor): Promise<SecondFactorSetupDto> {
    return this.factor.start(actor, code);
  }

  @Post('confirmation')
  @HttpCode(200)
  @Endpoint({
    summary: 'Confirm the second factor with its first code; answers ten recovery codes, shown once',
    description: 'All other sessions of the person end.',
    permission: 'second_factor.own',
    idempotent: false,
    errors: ['auth.code_wrong', 'auth.throttled', 'second_factor.not_started', 'resource.not_found'],
  })
  @ApiOkResponse({ type: RecoveryCodesDto })
  async confirm(@Body() { code }: CodeInput, @CurrentActor() actor: Actor): Promise<RecoveryCodesDto> {
    const recoveryCodes = await this.factor.confirm(actor, code);
    this.strategy.forget(actor.sessionId);
    return { recoveryCodes };
  }

  @Post('verification')
  @HttpCode(200)
  @Endpoint({
    summary: 'Show the second factor in a session that single sign-on opened',
    permission: 'second_factor.own',
    idempotent: false,
    errors: ['auth.code_wrong', 'auth.throttled', 'second_factor.not_set'],
  })
  @ApiOkResponse({ type: SecondFactorDto })
  async show(@Body() { code }: CodeInput, @CurrentActor() actor: Actor): Promise<SecondFactorDto> {
    await this.factor.show(actor, code);
    this.strategy.forget(actor.sessionId);
    return this.factor.state(actor);
  }

  @Post('recovery-codes')
  @HttpCode(200)
  @Endpoint({
    summary: 'Ten new recovery codes; the old ones are void',
    permission: 'second_factor.own',
    idempotent: false,
    errors: ['auth.code_wrong', 'auth.throttled', 'second_factor.not_set'],
  })
  @ApiOkResponse({ type: RecoveryCodesDto })
  async renew(@Body() { code }: CodeInput, @CurrentActor() actor: Actor): Promise<RecoveryCodesDto> {
    return { recoveryCodes: await this.factor.renewRecoveryCodes(actor, code) };
  }

  @Post('removal')
  @HttpCode(204)
  @Endpoint({
    summary: 'Take one’s own second factor away',
    permission: 'second_factor.own',
    idempotent: false,
    errors: ['auth.code_wrong', 'auth.throttled', 'second_factor.not_set', 'second_factor.kept', 'resource.not_found'],
  })
  @ApiNoContentResponse()
  async remove(@Body() { code }: CodeInput, @CurrentActor() actor: Actor): Promise<void> {
    await this.factor.remove(actor, code);
    this.strategy.forget(actor.sessionId);
  }
}
