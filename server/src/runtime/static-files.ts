import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';

export interface StaticFilesOptions {
  /** The path under which the files are, with a slash at the end. (Fastify keeps the name `prefix` for itself.) */
  readonly path: string;
  /** The folder that a build wrote. */
  readonly folder: URL;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Serves the files of a build. A build that is missing is said so, instead of an empty page. */
export const staticFiles: FastifyPluginAsync<StaticFilesOptions> = async (app, { path, folder, headers = {} }) => {
  const root = fileURLToPath(folder);
  if (!existsSync(root)) {
    app.log.warn({ folder: root }, 'these pages are not built yet: run "pnpm build"');
    return;
  }
  await app.register(fastifyStatic, {
    root,
    prefix: path,
    decorateReply: false,
    maxAge: 0,
    setHeaders: (response) => {
      for (const [name, value] of Object.entries(headers)) response.header(name, value);
    },
  });
};
