import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const api = process.env.API_URL ?? 'http://127.0.0.1:3000';

/**
 * The pages are served by the API's own process from `web/dist`. Nothing is inlined (fonts, icons), because the
 * content security policy allows only files of our own origin.
 */
export default defineConfig({
  base: '/',
  plugins: [react()],
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: 'dist',
    target: 'es2022',
    assetsInlineLimit: 0,
    sourcemap: false,
    chunkSizeWarningLimit: 600,
  },
  server: { port: 5173, proxy: { '/api': api, '/health': api } },
  test: { include: ['src/**/*.spec.{ts,tsx}'], environment: 'node' },
});
