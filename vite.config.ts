import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The most the first page may load, KiB gzipped: every script and style that is not fetched later. */
const firstLoadLimit = 120;

export default defineConfig({
  root: 'src/web',
  // Relative, so that a proxy may serve the console below a path of its own.
  base: './',
  publicDir: false,
  plugins: [react(), compressed()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    // Nothing inline: the page's policy allows scripts, styles and fonts of this server only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    target: 'es2022',
  },
});

/** Writes FILE.gz and FILE.br beside every file, and prints what the first page costs. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      const sizes = Object.keys(bundle).map((name) => {
        const content = readFileSync(join(dir, name));
        const gzipped = gzipSync(content, { level: 9 });
        writeFileSync(join(dir, `${name}.gz`), gzipped);
        writeFileSync(join(dir, `${name}.br`), brotliCompressSync(content));
        return { name, kib: gzipped.length / 1024 };
      });
      const page = readFileSync(join(dir, 'index.html'), 'utf8');
      const first = sizes.filter(({ name }) => page.includes(name)).reduce((sum, { kib }) => sum + kib, 0);
      for (const { name, kib } of sizes) this.info(`${kib.toFixed(1).padStart(6)} KiB gzipped  ${name}`);
      this.info(`${first.toFixed(1).padStart(6)} KiB gzipped  is the first load, of ${firstLoadLimit} at most`);
      if (first > firstLoadLimit) this.error('the first load is too large: load something later');
    },
  };
}
