import { Injectable, type OnModuleInit, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { PERMISSION_KEY } from '../http/endpoint.js';

/** Stops the start when a route does not declare its permission: a forgotten one would otherwise answer 403 for ever. */
@Injectable()
export class PermissionCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const open: string[] = [];
    for (const { instance, metatype } of this.discovery.getControllers()) {
      if (!instance || !metatype) continue;
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name];
        if (!handler || Reflect.getMetadata(PATH_METADATA, handler) === undefined) continue;
        if (Reflect.getMetadata(PERMISSION_KEY, handler) === undefined) {
          const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number];
          open.push(`${method} ${metatype.name}.${name}`);
        }
      }
    }
    if (open.length > 0)
      throw new Error(`Routes without a permission: ${open.join(', ')}. Declare @Endpoint({permission}).`);
  }
}
