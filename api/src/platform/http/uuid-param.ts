import { applyDecorators, Param, type PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import { notFound } from './problem.js';

/** An id in the path. What is no UUID names nothing: 404, as for an id that does not exist. */
class UuidPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!isUUID(value)) throw notFound('bản ghi');
    return value.toLowerCase();
  }
}

export const IdParam = (name = 'id'): ParameterDecorator => Param(name, new UuidPipe());

/** Documents the id of the path. */
export const ApiIdParam = (description: string, name = 'id'): MethodDecorator =>
  applyDecorators(ApiParam({ name, description, schema: { type: 'string', format: 'uuid' } }));
