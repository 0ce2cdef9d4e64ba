import { Injectable, type OnModuleInit, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { IDEMPOTENT_KEY, PERMISSION_KEY } from '../http/endpoint.js';

/**
 * Stops the start when a route does not declare its permission, or a POST whether it takes an Idempotency-Key: what is
 * forgotten would otherwise answer 403 for ever, or make two things of one.
 */
@Injectable()
export class PermissionCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const open: string[] = [];
    const undecided: string[] = [];
    for (const { instance, metatype } of this.discovery.getControllers()) {
      if (!instance || !metatype) continue;
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name];
        if (!handler || Reflect.getMetadata(PATH_METADATA, handler) === undefined) continue;
        const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number];
        const route = `${method} ${metatype.name}.${name}`;
        const permission: unknown = Reflect.getMetadata(PERMISSION_KEY, handler);
        const decided = Reflect.getMetadata(IDEMPOTENT_KEY, handler) !== undefined;
        if (permission === undefined) open.push(route);
        else if (method === 'POST' && permission !== 'public' && !decided) undecided.push(route);
      }
    }
    if (open.length > 0)
      throw new Error(`Routes without a permission: ${open.join(', ')}. Declare @Endpoint({permission}).`);
    if (undecided.length > 0)
      throw new Error(`POSTs without a word on repetition: ${undecided.join(', ')}. Declare @Endpoint({idempotent}).`);
  }
}
