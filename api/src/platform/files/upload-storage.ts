import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import type { StorageEngine } from 'multer';
import { finalize, type Observable } from 'rxjs';
import type { Actor } from '../auth/actor.js';
import { FileStore } from './file-store.port.js';
import { FilesService, type InspectedContent } from './files.service.js';

/** What the reader of the form hands to the controller: content that was looked through and waits to be kept. */
export interface UploadedContent {
  incoming: InspectedContent;
}

/** Leads the file of a multipart form straight into the store, piece by piece, and looks
 * through it: all that is slow about an upload is over before its effect begins. */
@Injectable()
export class UploadStorage implements StorageEngine {
  constructor(
    private readonly store: FileStore,
    private readonly files: FilesService,
  ) {}

  _handleFile(
    request: Request & { actor?: Actor },
    file: Express.Multer.File,
    done: (error?: unknown, info?: Partial<Express.Multer.File>) => void,
  ): void {
    const receive = async (): Promise<InspectedContent> => {
      if (!request.actor) throw new Error('an upload without an actor');
      await this.files.checkRoom(request.actor);
      return this.files.inspect(await this.store.receive(file.stream), file.originalname);
    };
    receive().then(
      (incoming) => done(null, { incoming } as unknown as Partial<Express.Multer.File>),
      (error: unknown) => {
        file.stream.resume();
        done(error);
      },
    );
  }

  _removeFile(_: Request, file: Express.Multer.File, done: (error: Error | null) => void): void {
    const { incoming } = file as unknown as Partial<UploadedContent>;
    (incoming ? this.store.discard(incoming.ticket) : Promise.resolve()).then(
      () => done(null),
      (error: Error) => done(error),
    );
  }
}

/**
 * Forgets what an upload brought and nobody kept: a repeated Idempotency-Key is answered without its effect, and would
 * leave its content lying about. Stands after the reader of the form and around everything else.
 */
@Injectable()
export class DiscardUnused implements NestInterceptor {
  constructor(private readonly store: FileStore) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { file } = context.switchToHttp().getRequest<Request & { file?: Partial<UploadedContent> }>();
    const ticket = file?.incoming?.ticket;
    if (ticket === undefined) return next.handle();
    return next.handle().pipe(finalize(() => void this.store.discard(ticket).catch(() => undefined)));
  }
}
