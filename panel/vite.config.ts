// panel/vite.config.ts -- how the panel is built, previewed and tested.
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { fakeBox } from './dev/plugin';

// The policy the daemon sends: previewing under it shows at once what it would refuse.
const policy = [
    "default-src 'self'",
    "img-src 'self' data:",
    "style-src 'self'",
    "script-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'none'",
].join('; ');

// With SPORTELLO_URL, `npm run dev` talks to that daemon; without, to the fake box in dev/.
const daemon = process.env.SPORTELLO_URL;

// Bootstrap Italia carries the font of a video player as a data: URL, which the policy refuses and no
// page of ours needs.
const withoutVideoFont: Plugin = {
    name: 'sportello-without-video-font',
    transform: (css, id) =>
        id.includes('bootstrap-italia.min.css')
            ? css.replace(/@font-face\{font-family:VideoJS;[^}]*\}/, '')
            : undefined,
    enforce: 'pre',
};

const kit = new URL('node_modules/design-react-kit/dist/index.js', import.meta.url).pathname;

export default defineConfig({
    plugins: [react(), withoutVideoFont, ...(daemon || process.env.VITEST ? [] : [fakeBox()])],
    server: daemon ? { proxy: { '/api': daemon } } : {},
    preview: { headers: { 'Content-Security-Policy': policy } },
    build: {
        target: 'es2022',
        // Fonts and pictures stay files: the policy allows no font from a data: URL.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        chunkSizeWarningLimit: 700,
        rollupOptions: {
            output: {
                // The kit has a chunk for each of its 180 icons: a kiosk wants them all at once.
                manualChunks: (id) =>
                    id.includes('design-react-kit/dist/Icon/') ? 'icons' : undefined,
            },
        },
    },
    test: {
        environment: 'jsdom',
        setupFiles: ['tests/setup.ts'],
        include: ['tests/**/*.test.{ts,tsx}'],
        // The kit names its entry under a condition that only bundlers know.
        alias: { 'design-react-kit': kit },
        server: { deps: { inline: ['design-react-kit'] } },
        testTimeout: 30_000,
        restoreMocks: true,
        unstubGlobals: true,
    },
});
