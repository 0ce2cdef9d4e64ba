import 'reflect-metadata';
import { Controller, Get, Module, Post, type Type } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { Endpoint } from '../http/endpoint.js';
import { PermissionCheck } from './permission-check.js';

@Controller('declared')
class DeclaredController {
  @Get()
  @Endpoint({ summary: 'Open to all', permission: 'public' })
  read(): string {
    return '';
  }

  /** No route: it needs no permission. */
  inside(): string {
    return '';
  }
}

@Controller('forgotten')
class ForgottenController {
  @Get()
  @Endpoint({ summary: 'For people', permission: 'session.own' })
  read(): string {
    return '';
  }

  @Post()
  write(): string {
    return '';
  }
}

function start(...controllers: Type<unknown>[]): Promise<unknown> {
  @Module({ imports: [DiscoveryModule], controllers, providers: [PermissionCheck] })
  class TinyModule {}
  return NestFactory.create(TinyModule, { logger: false, abortOnError: false }).then(async (app) => {
    await app.init();
    await app.close();
  });
}

describe('the check of permissions at start', () => {
  it('lets a server start whose routes all declare one', async () => {
    await expect(start(DeclaredController)).resolves.toBeUndefined();
  });

  it('stops a server with a forgotten one, and names the route', async () => {
    await expect(start(DeclaredController, ForgottenController)).rejects.toThrow(
      'Routes without a permission: POST ForgottenController.write. Declare @Endpoint({permission}).',
    );
  });
});
