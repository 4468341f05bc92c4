/** A page of ours without Jupyter: how it is bundled and its files are sent. For the gallery and benchmarks/browser. */
import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { rspack } from '@rspack/core';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8'
};

/** A compiler of TypeScript with React; `options` say what, where to and how. */
export function bundler(options) {
  return rspack({
    resolve: { extensions: ['.tsx', '.ts', '.js'] },
    module: {
      rules: [
        {
          test: /\.tsx?$/,
          loader: 'builtin:swc-loader',
          options: {
            jsc: {
              parser: { syntax: 'typescript', tsx: true },
              transform: { react: { runtime: 'classic' } },
              target: 'es2022'
            }
          },
          type: 'javascript/auto'
        }
      ]
    },
    ...options
  });
}

/** Answers with a file; 404 if there is none. */
export function sendFile(response, file) {
  const stream = createReadStream(file);
  stream.on('error', () => response.writeHead(404).end());
  stream.on('open', () => {
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream'
    });
    stream.pipe(response);
  });
}
